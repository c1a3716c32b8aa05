"""Packages: made and handed over, listed, checked without a database."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import OUTPUT, PAGE, REPLACE, Answer, Command
from console.errors import ATTENTION
from console.signing import PASSPHRASE, SIGNING_KEY
from domain.acts.fields import LONG, Field
from domain.messages import Message, msg

if TYPE_CHECKING:
    from datetime import date

    from console.session import Look, Session

_COLUMNS = ("id", "about", "to", "sent_on", "by", "sha256")


def _create(
    look: "Look",
    *,
    about: str,
    to: str,
    output: str,
    institution: str | None,
    since: "date | None",
    until: "date | None",
    note: str | None,
    signing_key: str | None,
    passphrase_file: str | None,
    passphrase_fd: int | None,
    replace: bool,
) -> Answer:
    from pathlib import Path

    from console.documents.packages import Wanted
    from console.files import write_out
    from console.packing import Making
    from console.progress import Progress
    from console.signing import signing_key_of
    from sanctions.agency.kept_heads import sign_now
    from sanctions.packages.handing import require_about

    look.operator("package.record")
    require_about(look.reader, about, institution, since, until)
    key = signing_key_of(look.session, signing_key, passphrase_file, passphrase_fd)
    progress = Progress(look.session.output, 0)
    try:
        head = sign_now(look.reader, look.session.store, key, look.now, progress.at)
    finally:
        progress.over()
    days = {"since": since, "until": until}
    raw = {"about": about, "to": to, "institution": institution, "note": note} | {
        name: day.isoformat() for name, day in days.items() if day is not None
    }
    making = Making(
        look.reader,
        look.session.store,
        look.session.who(),
        look.session.clock,
        look.session.lang,
        wanted=Wanted(about, look.today, institution, since, until),
        head=head,
        key=key,
        raw=raw,
    )
    if output == "-":
        return Answer({}, chunks=making.chunks())
    write_out(Path(output), making.chunks(), replace=replace)
    return Answer(making.document | {"path": output})


def _verify(session: "Session", *, file: str, key: str | None) -> Answer:
    from pathlib import Path

    from console.progress import Progress
    from sanctions.packages.checking import check, told

    trusted = _trusted(key) if key is not None else None
    progress = Progress(session.output, 0)
    try:
        found = check(Path(file), trusted, progress.at)
    finally:
        progress.over()
    notes: list[Message] = []
    if not found.ok:
        first = found.problems[0].name
        notes.append(msg("The package is not what was signed, first at {name}. Keep it as evidence.", name=first))
    if trusted is None and found.key is not None:
        notes.append(msg("Compare the fingerprint of the key with the one the agency told you, or give it here: --key"))
    return Answer(told(found), status=0 if found.ok else ATTENTION, notes=notes)


def _trusted(given: str) -> str:
    """The fingerprint somebody trusts: given itself, or as a file with the public key."""
    from pathlib import Path
    from re import fullmatch

    from console.files import read_bounded
    from db.signing import public_key

    if fullmatch("[0-9a-fA-F]{64}", given.strip()):
        return given.strip().lower()
    pem = read_bounded(Path(given), 1 << 16, "key", msg("Public key you trust"))
    return public_key(pem, "key").fingerprint


def _list(look: "Look", *, limit: int, after: str | None) -> Answer:
    from sanctions.packages.handing import packages

    return page("packages", packages(look.reader, limit=limit, after=after), *_COLUMNS)


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.packages.handing import package

    return Answer(package(look.reader, id))


COMMANDS = (
    Command(
        "package create",
        msg("Make a signed package and record to whom it goes"),
        Field(
            "about",
            msg("What it holds"),
            required=True,
            positional=True,
            limit=40,
            help=msg("The number of a case, or: history"),
        ),
        Field("to", msg("Handed to"), required=True, limit=100),
        Field("output", OUTPUT.label, "path", required=True, help=OUTPUT.help),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("since", msg("Decided on or after"), "day"),
        Field("until", msg("Decided on or before"), "day"),
        Field("note", msg("Note"), "text", limit=LONG),
        SIGNING_KEY,
        *PASSPHRASE,
        REPLACE,
        run=_create,
        help=msg("A zip with the data, the attachments, the entries behind them, and what proves them."),
    ),
    Command(
        "package verify",
        msg("Check a package, without any database"),
        Field("file", msg("Package"), "path", required=True, positional=True),
        Field("key", msg("Public key you trust"), "path", help=msg("Its fingerprint, or a file with the key.")),
        run=_verify,
        needs_store=False,
        help=msg("Exit status 3 when something does not hold, naming it."),
    ),
    *act_commands("package"),
    Command("package list", msg("List packages that were handed over"), *PAGE, run=_list),
    Command(
        "package show",
        msg("Show a package that was handed over"),
        Field("id", msg("Package"), required=True, positional=True),
        run=_show,
    ),
)
