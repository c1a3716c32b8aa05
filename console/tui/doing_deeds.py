"""What is done by the one form though it is no act of the journal: founding an agency, copying the database.

A deed has the description of an act, so that form, preview and last key are the same. Nothing of the store is
loaded before a deed is looked at.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from console.settings import confined
from console.tui.doing import Draft
from console.tui.session import Opened, Session
from console.tui.sources.asked import Choice
from domain.acts import Act, Field
from domain.messages import Bilingual, Words, msg
from domain.refusals import refuse
from sanctions.results import Done

if TYPE_CHECKING:
    from sanctions.agency.founding import PackText

Tell = Callable[[Words], None]
"""Hears how far a deed is; raises Refused ``stopped`` when it is to end."""

Run = Callable[[Session, Draft, bool, Tell], Done]


@dataclass(frozen=True, slots=True)
class Deed:
    """A description, what does it (with True only tells what would come of it), and what may be chosen."""

    act: Act
    run: Run
    choices: Mapping[str, list[Choice]] = field(default_factory=dict)


# Founding

_ZONE = "Asia/Shanghai"
"""Whose day it is before there is an agency: the zone of the shipped arrangements."""

_FOUND = Act(
    "agency.found",
    msg("Found the agency"),
    Field(
        "rulebook",
        msg("Rulebook"),
        required=True,
        limit=1000,
        help=msg("The city whose notice is applied, F4 lists them; or a .toml file of your own."),
    ),
    Field("agency", msg("Name of the agency"), required=True),
    Field("telephone", msg("Telephone")),
    Field("operator", msg("Your name"), required=True, limit=60, help=msg("You become administrator and supervisor.")),
    Field("person", msg("Staff number"), limit=60, help=msg("Two accounts with one staff number are one person.")),
)


def founding() -> Deed:
    """The deed that makes the database of an agency with its first operator."""
    from domain.rulebook.loader import load, packs

    names = [Choice(name, load(name).title) for name in packs()]
    return Deed(_FOUND, _found, {"rulebook": names})


def before_founding(clock: Callable[[], datetime]) -> Opened:
    """Where and when we are while there is no database: the shipped calendar, nobody's roles."""
    from domain.calendars import Calendar

    today = clock().astimezone(ZoneInfo(_ZONE)).date()
    return Opened("", "", Bilingual("", ""), today, False, Calendar.shipped(), "", "", (), zone=_ZONE)


def _found(session: Session, draft: Draft, rehearse: bool, tell: Tell) -> Done:
    from console.founding import Founding, found
    from console.places import database_file
    from console.session import system_login
    from db.engine import normalise_url, sqlite_path
    from db.sealing import default_key_path
    from domain.rulebook.loader import load_file

    _not_confined("init")
    raw = {name: value.strip() if isinstance(value, str) else value for name, value in draft.raw.items()}
    url = normalise_url(session.url)
    path = sqlite_path(url)
    wanted = Founding(
        session.url,
        session.key_path,
        makes_folder=path is not None and path == Path(database_file()),
        pack=_pack(raw["rulebook"]),
        agency=raw["agency"],
        telephone=raw["telephone"] or None,
        operator=raw["operator"],
        staff=raw["person"] or None,
        login=system_login(),
    )
    if not rehearse:
        made = found(wanted, session.clock)
        session.operator = wanted.operator
        return Done(id=wanted.agency, data={"rulebook": made.pack})
    rules = load_file(wanted.pack.text, wanted.pack.name)
    key = session.key_path or default_key_path(url)
    effects: list[Words] = [
        msg("The database of {agency} is made at {place}.", agency=wanted.agency, place=_shown(session.url)),
        msg("Acts are judged by the rulebook {title}.", title=rules.title),
        msg("{name} is its administrator and supervisor.", name=wanted.operator),
    ]
    warnings: tuple[Words, ...] = ()
    if key is not None:
        effects.append(msg("Its key lies at {place}.", place=str(key)))
        warnings = (
            msg("Without the key nothing that is sealed can be read again. Keep a copy of it apart from the database."),
        )
    return Done(id=wanted.agency, effects=tuple(effects), warnings=warnings)


def _pack(given: str) -> "PackText":
    from console.files import read_bounded
    from console.founding import LARGEST
    from sanctions.agency.founding import PackText, shipped_pack

    if not given.endswith(".toml"):
        return shipped_pack(given)
    path = Path(given).expanduser()
    return PackText(path.stem, read_bounded(path, LARGEST, "rulebook", msg("Rulebook")))


def _shown(address: str) -> str:
    from db.engine import normalise_url, sqlite_path

    url = normalise_url(address)
    path = sqlite_path(url)
    return str(path) if path is not None else url.render_as_string(hide_password=True)


def _not_confined(command: str) -> None:
    if confined(os.environ):
        raise refuse(
            "confined",
            msg(
                "This account writes no files. The administrator of the machine runs: jiandu {command}", command=command
            ),
        )


# A copy of the database

BACKUP = Deed(
    Act(
        "database.backup",
        msg("Copy the database"),
        Field(
            "output", msg("Write to this file"), required=True, limit=1000, help=msg("A file that is not there yet.")
        ),
        help=msg("Copies the database while it is in use."),
    ),
    lambda session, draft, rehearse, tell: _backup(session, draft, rehearse, tell),
)


def backup_place(opened: Opened) -> str:
    """Where a copy goes unless somebody says otherwise."""
    return f"~/jiandu-{opened.today.isoformat()}.db"


def _backup(session: Session, draft: Draft, rehearse: bool, tell: Tell) -> Done:
    from db.backup import backup
    from db.errors import StoreError

    _not_confined("database backup")
    target = Path(str(draft.raw["output"]).strip()).expanduser().absolute()
    if target.exists() or not target.parent.is_dir():
        raise refuse(
            "file.exists",
            msg("Name a file that is not there yet, in a folder that is."),
            field="output",
        )
    key = msg("The key to sealed identities is not in the copy. Keep a copy of it apart.")
    if rehearse:
        return Done(
            id=str(target),
            effects=(msg("A copy as of now is written to {place}.", place=str(target)),),
            warnings=(key,),
        )

    def report(done: int, of: int) -> None:
        tell(msg("Copied: {n} %. Esc stops.", n=100 * done // max(of, 1)))

    try:
        apart = [session.key_path] if session.key_path is not None else []
        backup(session.url, target, report, now=session.clock(), apart=apart)
        return Done(id=str(target), warnings=(key,))
    except StoreError as error:
        raise refuse(error.code, error.message) from None
