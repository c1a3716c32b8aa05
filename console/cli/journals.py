"""The journal: its head, its verification, a copy to pass on."""

from typing import TYPE_CHECKING, Any

from console.cli.command import OUTPUT, REPLACE, Answer, Command
from console.errors import ATTENTION
from domain.acts.fields import Field
from domain.messages import Words, msg
from domain.refusals import refuse

if TYPE_CHECKING:
    from pathlib import Path

    from console.session import Look, Session


def _verify(session: "Session", *, file: str | None) -> Answer:
    from pathlib import Path

    if file is None:
        with session.look() as look:
            from sanctions.agency.journals import journal_verify

            look.operator("journal.verify")
            return _verdict(journal_verify(look.reader))
    return _verdict(_of_file(Path(file)))


def _of_file(path: "Path") -> dict[str, Any]:
    """The verdict on a copy: a database file of ours, or an exported journal."""
    from db.identify import Found, identify_header
    from sanctions.agency.journals import journal_verify, verify_copy

    if identify_header(path) is Found.CURRENT:
        from db.store import Store

        store = Store.open(str(path))
        try:
            with store.read() as reader:
                return journal_verify(reader)
        finally:
            store.close()
    try:
        with path.open("rb") as file:
            return verify_copy(file)
    except OSError:
        raise refuse("file.missing", msg("The copy cannot be read. Check its path and rights."), field="file") from None


def _verdict(found: dict[str, Any]) -> Answer:
    notes: list[Words] = []
    if not found["ok"]:
        notes.append(
            msg("The journal does not hold at entry {number}. Keep this copy as evidence.", number=found["first_bad"])
        )
    return Answer(found, status=0 if found["ok"] else ATTENTION, notes=notes)


def _head(look: "Look") -> Answer:
    from sanctions.agency.journals import journal_head

    return Answer(journal_head(look.reader))


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
        Field("file", msg("Copy to verify"), positional=True, help=msg("A database file or an exported journal.")),
        run=_verify,
        needs_store=False,
        help=msg("Exit status 3 when it does not hold, naming the first bad entry."),
    ),
    Command("journal head", msg("Show the last entry's number and hash"), run=_head),
    Command(
        "journal export",
        msg("Write a copy that anybody can verify"),
        Field("output", OUTPUT.label, required=True, help=OUTPUT.help),
        REPLACE,
        run=_export,
    ),
)
