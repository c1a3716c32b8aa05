"""A package as bytes: the record of measures or the file of a case, the entries behind it, and what proves them."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Any, Final

from console.documents.archive import Archive
from console.documents.contents import Contents
from console.documents.csv_table import csv_chunks
from console.output import encoded, plain
from sanctions.packages.handing import HISTORY
from sanctions.packages.layout import (
    ENTRIES,
    HASHES,
    HEAD,
    MANIFEST,
    MANIFEST_SIGNATURE,
    PUBLIC_KEY,
    SUMS,
    SUMS_SIGNATURE,
    Manifest,
    Member,
    attachment_name,
    sums,
)

if TYPE_CHECKING:
    from db.sealing import SealingKey
    from db.signing import SigningKey
    from db.store import Reader
    from sanctions.agency.heads import Head

_README: Final = "README.txt"
_BESIDE = "; "


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a package is to hold: the history within bounds, or one case by its number; as it stands on a day."""

    about: str
    on: date
    institution: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def told(self) -> dict[str, Any]:
        """What the manifest says it is about."""
        if self.about != HISTORY:
            return {"kind": "case", "case": self.about, "on": self.on.isoformat()}
        bounds = {"since": self.since, "until": self.until}
        days = {name: day.isoformat() for name, day in bounds.items() if day is not None}
        bound = {"institution": self.institution} if self.institution is not None else {}
        return {"kind": HISTORY, "on": self.on.isoformat(), **bound, **days}


def write_package(
    reader: "Reader",
    target: IO[bytes],
    wanted: Wanted,
    head: "Head",
    key: "SigningKey",
    lang: str,
    *,
    sealing_key: "Callable[[], SealingKey]",
) -> Manifest:
    """Write a package and give its list; the same contents under the same head give the same bytes.

    `sealing_key` opens who reported, in memory alone: nothing with such a name goes out (``package.reporter``).
    Refused also ``not-found``, ``package.too_large``. Raises StoreError ``attachment.damaged``.
    """
    from sanctions.packages.entries import Secrecy, entry_lines

    contents, secrecy = Contents(lang), Secrecy(reader, sealing_key)
    with Archive(target) as archive:
        archive.add(_README, [files("console.documents").joinpath("package_readme.txt").read_bytes()])
        subjects: Collection[str]
        if wanted.about == HISTORY:
            subjects = _history(reader, archive, contents, wanted)
        else:
            subjects = _case(reader, archive, contents, wanted, secrecy)
        archive.add("contents.json", [contents.as_json()])
        archive.add("contents.csv", contents.as_csv())
        archive.add(ENTRIES, entry_lines(reader, subjects, secrecy))
        _chain(reader, archive, head)
        manifest = Manifest(
            about=wanted.told,
            agency=head.agency,
            made_at=head.document["signed_at"],
            key=head.key,
            entries=head.entries,
            head=head.head,
            files=tuple(archive.members),
        )
        _sign(archive, manifest, key)
    return manifest


def _chain(reader: "Reader", archive: Archive, head: "Head") -> None:
    from db.spine import hash_lines

    archive.add(HASHES, hash_lines(reader.connection))
    archive.add(HEAD, [head.line])


def _sign(archive: Archive, manifest: Manifest, key: "SigningKey") -> None:
    """The list, the sums, and the signatures over both; whoever checks needs either."""
    listed = manifest.written()
    itself: Member = archive.add(MANIFEST, [listed])
    summed = sums((*manifest.files, itself))
    archive.add(MANIFEST_SIGNATURE, [key.sign(listed)])
    archive.add(SUMS, [summed])
    archive.add(SUMS_SIGNATURE, [key.sign(summed)])
    archive.add(PUBLIC_KEY, [key.public.pem])


def _history(reader: "Reader", archive: Archive, contents: Contents, wanted: Wanted) -> set[str]:
    from sanctions.histories.register import COLUMNS, history, record

    def rows() -> Iterator[tuple[Any, ...]]:
        return history(reader, on=wanted.on, institution=wanted.institution, since=wanted.since, until=wanted.until)

    subjects: set[str] = set()
    place, holder = COLUMNS.index("measure"), COLUMNS.index("institution_code")

    def lines() -> Iterator[bytes]:
        for row in rows():
            subjects.add(str(row[place]))
            subjects.add(f"institution:{row[holder]}")
            yield _line(record(row))

    contents.table("history", archive.add("data/history.jsonl", lines()), wanted.on)
    contents.table("history", archive.add("data/history.csv", csv_chunks(COLUMNS, rows(), bom=True)), wanted.on)
    return subjects


def _case(reader: "Reader", archive: Archive, contents: Contents, wanted: Wanted, secrecy: Any) -> tuple[str, ...]:
    from sanctions.histories.register import COLUMNS, record
    from sanctions.packages.case_file import case_file

    found = case_file(reader, wanted.about, wanted.on)
    told = _line(plain(found.record, contents.lang))
    secrecy.check(found.institution, told.decode())
    contents.table("case", archive.add("data/case.json", [told]), wanted.on)
    tables = {"measures": [record(row) for row in found.rows], **found.tables} if found.rows else found.tables
    for name, records in tables.items():
        spoken = [plain(one, contents.lang) for one in records]
        lines = [_line(one) for one in spoken]
        for line in lines:
            secrecy.check(found.institution, line.decode())
        contents.table(name, archive.add(f"data/{name}.jsonl", lines), wanted.on)
        columns = COLUMNS if name == "measures" else tuple(dict.fromkeys(key for one in spoken for key in one))
        cells = ([_cell(one.get(column)) for column in columns] for one in spoken)
        contents.table(name, archive.add(f"data/{name}.csv", csv_chunks(columns, cells, bom=True)), wanted.on)
    for one in found.attachments:
        secrecy.check(found.institution, one.name)
        if one.sealed:
            contents.sealed(one)
        else:
            contents.attached(one, archive.add(attachment_name(one.id, one.name), _content(reader, one.id)))
    for complaint in found.apart:
        contents.apart(complaint)
    return found.subjects


def _content(reader: "Reader", id: str) -> Iterable[bytes]:
    from sanctions.intake.attachments import content_of

    return content_of(reader, id)[1]


def _line(told: Mapping[str, Any]) -> bytes:
    return encoded(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")


def _cell(value: Any) -> Any:
    """What stands in one cell of a table: plain parts side by side, anything deeper as JSON."""
    if isinstance(value, list) and all(isinstance(one, (str, int)) for one in value):
        return _BESIDE.join(map(str, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value
