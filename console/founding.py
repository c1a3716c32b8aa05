"""Founding an agency: the same for the command and the console, whoever asked for what is needed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from console.errors import Fault
from domain.messages import msg

if TYPE_CHECKING:
    from sanctions.agency.founding import PackText

LARGEST = 1024 * 1024
"""Most bytes of a rulebook handed in."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What it takes: where the database will stand, its rulebook, whose it is, who is first in it.

    `key_path` is the place of the sealing key, None for beside the file; `makes_folder` lets the folder of the
    database be made, which only our own may be.
    """

    address: str
    key_path: Path | None
    makes_folder: bool
    pack: "PackText"
    agency: str
    telephone: str | None
    operator: str
    staff: str | None
    login: str | None


@dataclass(frozen=True, slots=True)
class Founded:
    """The id of the rulebook, and where the key lies; None where the database has none of its own."""

    pack: str
    key: Path | None


def found(wanted: Founding, clock: Callable[[], datetime]) -> Founded:
    """Make the database, its key and its first operator.

    Raises Refused for a name or rulebook that fails, StoreError where something stands at the address already,
    Fault ``store.unreachable`` for a folder that cannot be made.
    """
    from db.engine import normalise_url, sqlite_path
    from db.sealing import default_key_path, ensure_key
    from sanctions.agency import founding

    url = normalise_url(wanted.address)
    path = sqlite_path(url)
    if path is not None and wanted.makes_folder:
        make_folder(path.parent)
    if wanted.key_path is not None:
        make_folder(wanted.key_path.parent)
        ensure_key(wanted.key_path)
    pack = founding.found(
        url,
        wanted.pack,
        name=wanted.agency,
        operator=wanted.operator,
        staff=wanted.staff or wanted.operator,
        login=wanted.login,
        clock=clock,
        telephone=wanted.telephone,
    )
    return Founded(pack, wanted.key_path or default_key_path(url))


def make_folder(folder: Path) -> None:
    """A folder of our own, for this user alone; it may stand already."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise Fault(
            "store.unreachable", msg("The folder cannot be made. Name another, or a database: --database FILE")
        ) from None
