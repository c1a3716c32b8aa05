"""What doctor looks at: settings, database, key, calendar, terminal; it changes nothing."""

import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from console.errors import Misuse, failure_of
from console.session import Look, Session
from domain.messages import Message, msg


def problems_around(session: Session) -> Iterator[dict[str, Any]]:
    """Everything that is wrong, each with `code` and `message`; later checks that an earlier one rules out are left."""
    yield from _of_terminal()
    try:
        _ = session.settings.file
    except Misuse as misuse:
        yield _problem("settings", misuse.message)
        return
    yield from _of_database(session)


def _of_database(session: Session) -> Iterator[dict[str, Any]]:
    from domain.refusals import Refused

    try:
        with session.look() as look:
            yield from _of_store(look)
            yield from _of_clock(look)
            yield from _of_key(look)
            yield from _of_calendar(look)
            yield from _of_heads(look)
            yield from _of_templates(look)
    except Refused as refused:
        yield _problem(refused.refusal.code, refused.refusal.message)
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        yield _problem(failure.code, failure.message)


def _of_store(look: Look) -> Iterator[dict[str, Any]]:
    from sanctions.agency.care import problems_of

    for problem in problems_of(look.reader):
        yield _problem(problem["code"], problem["message"])
    yield from _of_role(look)
    path = Path(look.session.settings.database.value or "").expanduser()
    yield from _of_place(path)
    if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield _problem("store.open", msg("Others can read the database file. Give it mode 0600."))


def _of_place(path: Path) -> Iterator[dict[str, Any]]:
    from db.mounts import Sharing, kind_of, sharing_of

    kind = kind_of(path) if path.is_file() else None
    if sharing_of(kind) is Sharing.UNKNOWN:
        yield _problem(
            "store.filesystem",
            msg(
                "Nobody can tell what lies behind the file system of the database ({kind}). If other machines write "
                "there too, keep it elsewhere.",
                kind=kind or "",
            ),
        )


def _of_clock(look: Look) -> Iterator[dict[str, Any]]:
    from sanctions.clocks import behind, told

    last = behind(look.reader, look.now)
    if last is not None:
        yield _problem("clock.back", told(last))


def _of_role(look: Look) -> Iterator[dict[str, Any]]:
    from db.roles import Standing, standing, too_much

    match standing(look.reader.connection):
        case Standing.OWNER | Standing.SUPERUSER:
            yield _problem(
                "store.owner",
                msg(
                    "The program runs as a role that could change what is recorded."
                    " Give it one of its own: database roles --application NAME"
                ),
            )
        case Standing.APPLICATION:
            if tables := too_much(look.reader.connection):
                yield _problem(
                    "store.rights",
                    msg(
                        "The role of the program could change what is recorded in {tables}."
                        " Let the owner repeat: database roles --application NAME",
                        tables=tuple(tables),
                    ),
                )
        case Standing.FILE:
            pass


def _of_key(look: Look) -> Iterator[dict[str, Any]]:
    from db.errors import StoreError

    store = look.session.store
    try:
        store.key(look.reader.connection)
    except StoreError as error:
        yield _problem(error.code, error.message)
        return
    yield from _of_rotation(look)


def _of_rotation(look: Look) -> Iterator[dict[str, Any]]:
    from sanctions.agency.sealing_keys import told

    found = told(look.reader, look.session.store)
    if not found["in_place"]:
        yield _problem(
            "store.key_moving",
            msg("A change of keys stopped half-way. Nothing is lost; finish it with: sealing-key settle"),
        )


def _of_calendar(look: Look) -> Iterator[dict[str, Any]]:
    year = look.today.year
    if not look.calendar.known(year):
        yield _problem(
            "calendar.missing",
            msg("The arrangement of {year} is not loaded, so its due dates are provisional.", year=year),
        )
    elif look.today.month == 12 and not look.calendar.known(year + 1):
        yield _problem(
            "calendar.missing",
            msg("The arrangement of {year} is not loaded yet. Load it with: calendar import", year=year + 1),
        )
    if (warning := look.rules.validity_warning) is not None:
        yield _problem("rulebook.validity", warning)


def _of_heads(look: Look) -> Iterator[dict[str, Any]]:
    from sanctions.agency.kept_heads import late

    told = late(look.reader, look.rules, look.today)
    if told is not None:
        yield _problem("head.late", told)


def _of_templates(look: Look) -> Iterator[dict[str, Any]]:
    folder = look.session.settings.templates.value
    if folder is None:
        return
    from sanctions.letters.templates import faults_in
    from sanctions.rules import rulebook_of

    for fault in faults_in(Path(folder).expanduser(), tuple(pack.id for pack in rulebook_of(look.reader).packs)):
        named = msg("{template}: {message}", template=fault.template, message=fault.message)
        yield _problem(fault.code, named if fault.template else fault.message)


def _of_terminal() -> Iterator[dict[str, Any]]:
    stream = sys.stdout
    if stream is not None and stream.isatty() and "utf" not in (stream.encoding or "").lower():
        yield _problem("terminal.encoding", msg("The terminal's locale is not UTF-8; Chinese may not show."))


def _problem(code: str, message: Message) -> dict[str, Any]:
    return {"code": code, "message": message}
