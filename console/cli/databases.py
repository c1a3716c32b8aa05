"""Care of the database, and a look at everything around it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from console.cli.acts import act_commands
from console.cli.command import Answer, Command
from console.cli.drills import DRILL
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
    from db.manifest import manifest_path

    progress = Progress(session.output, 0)
    apart = [session.key_path] if session.key_path is not None else []
    try:
        made = backup(_url(session), Path(output), progress.at, now=session.clock(), apart=apart)
    finally:
        progress.over()
    note = msg("The key to sealed identities is not in the copy. Keep a copy of it apart.")
    told = {"backup": output, "manifest": str(manifest_path(Path(output))), "sha256": made.sha256}
    return Answer(told | {"entries": made.entries, "head": made.head, "keys": made.keys}, notes=(note,))


def _restore(session: "Session", *, source: str) -> Answer:
    from pathlib import Path

    from console.cli.configuration import without_password
    from console.progress import Progress
    from db.backup import restore

    progress = Progress(session.output, 0)
    try:
        made = restore(Path(source), _url(session), progress.at)
    finally:
        progress.over()
    alone = msg("There was no manifest beside the copy. Its journal, its state and its files were verified.")
    told = {"database": without_password(session.settings.database.value)}
    return Answer(told, notes=() if made is not None else (alone,))


def _roles(session: "Session", *, application: str, dry_run: bool) -> Answer:
    from db.roles import give

    made = give(_url(session), application, dry_run=dry_run)
    told = {"application": application, "statements": list(made), "applied": not dry_run}
    return Answer(told, view=_statements if dry_run else None)


def _statements(document: Mapping[str, Any], lang: str) -> str:
    return "\n".join(f"{one};" for one in document["statements"])


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
    DRILL,
    Command(
        "database roles",
        msg("Give a role of the server what the program needs, and no more"),
        Field("application", msg("Role the program runs as"), required=True),
        Field("dry_run", msg("Only print the statements"), "flag"),
        run=_roles,
        needs_store=False,
        help=msg("Run it as the owner of the tables. The role can add to the record, and change or remove none of it."),
    ),
    Command(
        "database check",
        msg("Check the journal, and that what stands is what the acts say"),
        run=_check,
        help=msg("Exit status 3 when something is wrong."),
    ),
    *act_commands("clock"),
    Command(
        "doctor",
        msg("Look for what is wrong with database, keys, settings and calendar"),
        run=_doctor,
        needs_store=False,
        help=msg("Exit status 3 when something is wrong."),
    ),
)
