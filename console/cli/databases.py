"""Care of the database, and a look at everything around it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from console.cli.command import Answer, Command
from console.errors import ATTENTION
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from sqlalchemy import URL

    from console.session import Look, Session


def _url(session: "Session") -> "URL":
    from db.engine import normalise_url

    return normalise_url(session.settings.database.value or "")


def _upgrade(session: "Session", *, backup: str | None, no_backup: bool) -> Answer:
    from pathlib import Path

    from console.errors import Misuse
    from db.engine import sqlite_path
    from db.upgrade import upgrade

    url = _url(session)
    path = sqlite_path(url)
    if backup and no_backup:
        raise Misuse(msg("Give --backup or --no-backup, not both."))
    folder = Path(backup) if backup else path.parent if path is not None else Path.cwd()
    done = upgrade(url, None if no_backup else folder, now=session.clock())
    return Answer({"before": done.before, "after": done.after, "backup": str(done.backup) if done.backup else None})


def _backup(session: "Session", *, output: str) -> Answer:
    from pathlib import Path

    from console.progress import Progress
    from db.backup import backup

    progress = Progress(session.output, 0)
    try:
        path = backup(_url(session), Path(output), progress.at)
    finally:
        progress.over()
    note = msg("The key to sealed identities is not in the copy. Keep a copy of it apart.")
    return Answer({"backup": str(path)}, notes=(note,))


def _restore(session: "Session", *, source: str) -> Answer:
    from pathlib import Path

    from console.cli.configuration import without_password
    from console.progress import Progress
    from db.backup import restore

    progress = Progress(session.output, 0)
    try:
        restore(Path(source), _url(session), progress.at)
    finally:
        progress.over()
    return Answer({"database": without_password(session.settings.database.value)})


def _check(look: "Look") -> Answer:
    from sanctions.agency.care import problems_of

    return problems(problems_of(look.reader))


def problems(found: Iterable[dict[str, Any]]) -> Answer:
    """A list of problems, with the status that says whether there are any."""
    items = list(found)
    notes = () if items else (msg("Nothing is wrong."),)
    return Answer(
        {"problems": items},
        plural="problems" if items else None,
        columns=("code", "message"),
        status=ATTENTION if items else 0,
        notes=notes,
    )


def _doctor(session: "Session") -> Answer:
    from console.checkup import problems_around

    return problems(problems_around(session))


COMMANDS = (
    Command(
        "database upgrade",
        msg("Bring the database to the program's version"),
        Field("backup", msg("Folder for the copy made before"), help=msg("Beside the database unless given.")),
        Field("no_backup", msg("Make no copy before"), "flag"),
        run=_upgrade,
        needs_store=False,
    ),
    Command(
        "database backup",
        msg("Copy the database while it is in use"),
        Field("output", msg("Write to this file"), "path", required=True, positional=True),
        run=_backup,
        needs_store=False,
    ),
    Command(
        "database restore",
        msg("Bring a copy back to a new place"),
        Field("source", msg("Copy"), required=True, positional=True),
        run=_restore,
        needs_store=False,
        help=msg("The new place is the one named by --database; nothing may stand there yet."),
    ),
    Command(
        "database check",
        msg("Check the journal, and that what stands is what the acts say"),
        run=_check,
        help=msg("Exit status 3 when something is wrong."),
    ),
    Command(
        "doctor",
        msg("Look for what is wrong with database, keys, settings and calendar"),
        run=_doctor,
        needs_store=False,
        help=msg("Exit status 3 when something is wrong."),
    ),
)
