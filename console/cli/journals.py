"""The journal: its head, signed or not, its verification, a copy to pass on."""

from typing import TYPE_CHECKING, Any

from console.cli.answers import page
from console.cli.command import OUTPUT, PAGE, REPLACE, Answer, Command
from console.errors import ATTENTION, Misuse
from console.signing import PASSPHRASE, SIGNING_KEY
from domain.acts.fields import Field
from domain.messages import Words, msg
from domain.refusals import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from console.session import Look, Session
    from db.signing import PublicKey
    from db.store import Reader
    from domain.acts.fields import Upload
    from sanctions.agency.heads import Head


def _verify(session: "Session", *, file: str | None, against: "Upload | None", key: "Upload | None") -> Answer:
    from pathlib import Path

    wanted = _Against(against, key)
    if file is None:
        with session.look() as look:
            look.operator("journal.verify")
            return _of_store(look.reader, wanted)
    return _of_file(Path(file), wanted)


class _Against:
    """Signed heads to hold a journal against, and the key they must be signed with where one was named."""

    def __init__(self, heads: "Upload | None", key: "Upload | None") -> None:
        self.heads: list[Head] | None = None
        self.keys: list[PublicKey] | None = None
        if key is not None and heads is None:
            raise Misuse(msg("A key is for the heads: give --against too."))
        if heads is not None:
            from sanctions.agency.heads import read_heads

            self.heads = read_heads(heads.data)
        if key is not None:
            from db.signing import public_key

            self.keys = [public_key(key.data, "key")]

    def answer(
        self,
        found: dict[str, Any],
        keys: "Callable[[], list[PublicKey]]",
        hash_of: "Callable[[set[int]], Mapping[int, str]]",
    ) -> Answer:
        """The verdict, with what the heads say where there are any; a chain that is broken is held against nothing."""
        notes: list[Words] = []
        if not found["ok"]:
            notes.append(
                msg(
                    "The journal does not hold at entry {number}. Keep this copy as evidence.",
                    number=found["first_bad"],
                )
            )
        elif self.heads is not None:
            from sanctions.agency.heads import hold_against

            held = hold_against(self.heads, keys() if self.keys is None else self.keys, hash_of)
            found = found | {"ok": held.ok, "heads": held.heads}
            notes += held.notes
        return Answer(found, status=0 if found["ok"] else ATTENTION, notes=notes)


def _of_store(reader: "Reader", wanted: _Against) -> Answer:
    from sanctions.agency.journals import journal_verify

    found = journal_verify(reader)
    if wanted.heads is None:
        return wanted.answer(found, list, lambda numbers: {})
    from sanctions.agency.heads import hashes_of, own_keys

    return wanted.answer(found, lambda: own_keys(reader), hashes_of(reader))


def _of_file(path: "Path", wanted: _Against) -> Answer:
    """The verdict on a copy: a database file of ours, or an exported journal."""
    from db.identify import Found, identify_header

    if identify_header(path) is Found.CURRENT:
        from db.store import Store

        store = Store.open(str(path))
        try:
            with store.read() as reader:
                return _of_store(reader, wanted)
        finally:
            store.close()
    try:
        with path.open("rb") as file:
            return _of_copy(file, wanted)
    except OSError:
        raise refuse("file.missing", msg("The copy cannot be read. Check its path and rights."), field="file") from None


def _of_copy(lines: "Iterable[bytes]", wanted: _Against) -> Answer:
    from sanctions.agency.journals import verify_copy

    numbers = {head.entries for head in wanted.heads or ()}
    hashes: dict[int, str] = {}
    added: list[str] = []

    def seen(row: dict[str, Any]) -> None:
        if row["seq"] in numbers:
            hashes[row["seq"]] = row["hash"]
        if wanted.heads is not None and '"kind":"key.add"' in row["body"]:
            added.append(row["body"])

    found = verify_copy(lines, seen)

    def keys() -> "list[PublicKey]":
        from db.journal import entry_of
        from db.signing import public_key

        entries = (entry_of(body, 0) for body in added)
        return [public_key(entry.text("public_key").encode()) for entry in entries if entry.kind == "key.add"]

    return wanted.answer(found, keys, lambda _: hashes)


def _head(
    look: "Look",
    *,
    sign: bool,
    for_print: bool,
    signing_key: str | None,
    passphrase_file: str | None,
    passphrase_fd: int | None,
    output: str | None,
    replace: bool,
) -> Answer:
    from sanctions.agency.journals import journal_head

    if not sign:
        if signing_key is not None or (output is not None and not for_print):
            raise Misuse(msg("--signing-key goes with --sign, --output with --sign or --print."))
        if not for_print:
            return Answer(journal_head(look.reader))
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from console.documents.heads import head_text
    from console.files import write_out
    from console.signing import signing_key_of
    from sanctions.agency.kept_heads import sign_now

    if sign:
        look.operator("journal.sign")
        key = signing_key_of(look.session, signing_key, passphrase_file, passphrase_fd)
        head = sign_now(look.reader, look.session.store, key, look.now)
    else:
        head = _newest(look.reader)
    told = head_text(head, look.session.lang, ZoneInfo(look.agency.zone)) if for_print else head.line
    if output in (None, "-"):
        return Answer(head.document, chunks=[told])
    write_out(Path(str(output)), [told], replace=replace)
    return Answer(head.document | {"path": output})


def _newest(reader: "Reader") -> "Head":
    """The newest head kept here; refused ``head.none``."""
    from sanctions.agency.kept_heads import newest

    head = newest(reader)
    if head is None:
        raise refuse("head.none", msg("No head of the journal was signed yet. Sign one: journal head --sign"))
    return head


def _heads(look: "Look", *, limit: int, after: str | None) -> Answer:
    from sanctions.agency.kept_heads import heads

    return page("heads", heads(look.reader, limit=limit, after=after), "entries", "signed_at", "head", "key")


def _heads_out(look: "Look", *, output: str, replace: bool) -> Answer:
    from pathlib import Path

    from console.files import write_out
    from sanctions.agency.kept_heads import count, lines

    look.operator("journal.verify")
    told = {"heads": count(look.reader)}
    if output == "-":
        return Answer(told, chunks=lines(look.reader))
    write_out(Path(output), lines(look.reader), replace=replace)
    return Answer(told | {"path": output})


def _export(look: "Look", *, output: str, replace: bool) -> Answer:
    from pathlib import Path

    from console.files import write_out
    from console.progress import counted
    from sanctions.agency.journals import journal_export, journal_head

    look.operator("journal.export")
    head = journal_head(look.reader)
    lines = counted(look.session.output, journal_export(look.reader), head["entries"] + 1)
    if output == "-":
        return Answer(head, chunks=lines)
    write_out(Path(output), lines, replace=replace)
    return Answer(head)


COMMANDS = (
    Command(
        "journal verify",
        msg("Verify the journal"),
        Field(
            "file", msg("Copy to verify"), "path", positional=True, help=msg("A database file or an exported journal.")
        ),
        Field("against", msg("Signed heads"), "file", help=msg("What journal head --sign wrote, one head a line.")),
        Field("key", msg("Public key you trust"), "file", help=msg("The agency's own unless given.")),
        run=_verify,
        needs_store=False,
        help=msg(
            "Exit status 3 when it does not hold, naming the first bad entry; and when it is not the journal whose "
            "heads were signed."
        ),
    ),
    Command(
        "journal head",
        msg("Show the last entry's number and hash"),
        Field("sign", msg("Sign it"), "flag"),
        Field("for_print", msg("As plain lines, to print or to mail"), "flag", option="print"),
        SIGNING_KEY,
        *PASSPHRASE,
        OUTPUT,
        REPLACE,
        run=_head,
        help=msg(
            "Signed, it is one line to keep outside: on paper, in a mail, with the department. Signed again while "
            "nothing was done, it is the same line."
        ),
    ),
    Command(
        "journal heads list",
        msg("List the signed heads"),
        *PAGE,
        run=_heads,
        help=msg("Those kept here prove nothing against whoever can rewrite them: hand them out."),
    ),
    Command(
        "journal heads export",
        msg("Write the signed heads, one a line"),
        Field("output", OUTPUT.label, "path", required=True, help=OUTPUT.help),
        REPLACE,
        run=_heads_out,
    ),
    Command(
        "journal export",
        msg("Write a copy that anybody can verify"),
        Field("output", OUTPUT.label, "path", required=True, help=OUTPUT.help),
        REPLACE,
        run=_export,
    ),
)
