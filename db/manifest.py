"""What a copy of a store holds, told beside it (备份清单), and whether the copy is still what it was when it was made.

The manifest is a file of its own, ``<copy>.manifest.json``. It names the keys that open what is sealed in the copy by
their fingerprints alone.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection, inspect, text

from db.errors import StoreError, translate, unreachable
from db.journal import head
from db.schema import REVISION_TABLE
from domain.messages import msg

FORMAT: Final = "jiandu-backup-1"
SUFFIX: Final = ".manifest.json"
_LARGEST: Final = 1024 * 1024
_BLOCK: Final = 1024 * 1024
_COUNTED: Final = re.compile(r"(.+)_state|sealed|blob|erased")
_UNFINISHED: Final = re.compile(r"\..+\.[0-9a-f]{8}\.partial")
_SQLITE_MAGIC: Final = b"SQLite format 3\x00"
_SEALED: Final = "SELECT key_id FROM sealed UNION SELECT key_id FROM blob WHERE key_id IS NOT NULL"
_WRAPPED: Final = """
SELECT key_id FROM sealed_key
UNION SELECT key_id FROM sealed WHERE id NOT IN (SELECT record FROM sealed_key)
UNION SELECT key_id FROM blob WHERE key_id IS NOT NULL AND sha256 NOT IN (SELECT record FROM sealed_key)
"""

Watch = Callable[[int, int], None]
"""Called with what is done and what there is in all."""


class Stock(msgspec.Struct, frozen=True, kw_only=True):
    """What a store holds at one moment.

    `counts` are the subjects by what they are, and what is sealed and attached; `keys` the fingerprints of the keys
    that open it.
    """

    revision: str
    entries: int
    head: str
    counts: dict[str, int]
    keys: list[str]


class Manifest(Stock, frozen=True, kw_only=True):
    """What a copy holds: when it was made, of which database system, its size in bytes and its SHA-256."""

    format: str
    made_at: datetime
    database: str
    size: int
    sha256: str

    @property
    def text(self) -> bytes:
        """As it lies beside the copy."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Size in bytes and SHA-256 of a file."""

    size: int
    sha256: str


def manifest_path(copy: Path) -> Path:
    """Where the manifest of a copy lies."""
    return copy.with_name(copy.name + SUFFIX)


def take_stock(connection: Connection) -> Stock:
    """What the store holds; of any revision, a newer one too."""
    found: dict[str, int] = {}
    tables = sorted(inspect(connection).get_table_names())
    for table in tables:
        counted = _COUNTED.fullmatch(table)
        if counted is not None:
            query = text(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - a name the database gave
            found[counted[1] or table] = int(connection.execute(query).scalar_one())
    entries, tip = head(connection)
    # Where each record has a key of its own, that one is wrapped by the agency's.
    wrapped = _WRAPPED if "sealed_key" in tables else _SEALED
    revision = text(f"SELECT version_num FROM {REVISION_TABLE}")  # noqa: S608 - our own name
    return Stock(
        revision=connection.execute(revision).scalar_one(),
        entries=entries,
        head=tip,
        counts=found,
        keys=sorted(connection.execute(text(wrapped)).scalars()),
    )


def manifest_of(copy: Path, stock: Stock, database: str, now: datetime) -> Manifest:
    """The manifest of a copy that was just made."""
    told = fingerprint(copy)
    return Manifest(
        format=FORMAT,
        made_at=now,
        database=database,
        size=told.size,
        sha256=told.sha256,
        **msgspec.structs.asdict(stock),
    )


def fingerprint(path: Path, watch: Watch | None = None) -> Fingerprint:
    """Size and SHA-256 of a file; StoreError where it cannot be read."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            total = path.stat().st_size
            while block := file.read(_BLOCK):
                digest.update(block)
                size += len(block)
                if watch is not None:
                    watch(size, total)
    except OSError as error:
        raise (translate(error) or unreachable()) from None
    return Fingerprint(size, digest.hexdigest())


def read_manifest(copy: Path) -> Manifest | None:
    """The manifest beside a copy; None where there is none. StoreError ``store.damaged`` for one that is none."""
    try:
        with manifest_path(copy).open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise (translate(error) or unreachable()) from None
    try:
        found = msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise cut_short() from None
    if len(content) > _LARGEST or found.format != FORMAT:
        raise cut_short()
    return found


def require_finished(copy: Path) -> None:
    """Pass a file that has its name; StoreError ``store.damaged`` for one whose making was cut off."""
    if _UNFINISHED.fullmatch(copy.name):
        raise cut_short()


def require_as_made(copy: Path, watch: Watch | None = None) -> Manifest | None:
    """Pass a copy that is what it was when it was made; gives its manifest, None where it lies alone.

    Raises StoreError ``store.damaged`` for one that was cut short or changed. One without a manifest
    is only looked at for being cut short; what is in it proves the rest.
    """
    manifest = read_manifest(copy)
    if manifest is not None:
        if fingerprint(copy, watch) != Fingerprint(manifest.size, manifest.sha256):
            raise cut_short()
    elif _is_shorter_than_it_says(copy):
        raise cut_short()
    return manifest


def _is_shorter_than_it_says(copy: Path) -> bool:
    """Whether an SQLite file lacks pages that its header counts."""
    if Path(f"{copy}-shm").exists():
        # Somebody has it open, perhaps this process, whose locks would go when we close it.
        return False
    try:
        with copy.open("rb") as file:
            header = file.read(100)
        size = copy.stat().st_size
    except OSError as error:
        raise (translate(error) or unreachable()) from None
    if len(header) < 100 or not header.startswith(_SQLITE_MAGIC):
        return False
    page = int.from_bytes(header[16:18])
    pages = int.from_bytes(header[28:32])
    return size < pages * (65536 if page == 1 else page)


def cut_short() -> StoreError:
    """A copy that is not what it was when it was made, or never was made whole."""
    return StoreError(
        "store.damaged",
        msg("This copy is not whole: it was cut short or changed after it was made. Take another copy."),
    )
