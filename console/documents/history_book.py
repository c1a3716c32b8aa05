"""The record of measures as a workbook for the administrative department: four sheets, in words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from console.documents.workbook import Book, Column, paced, workbook_chunks
from console.i18n import SEPARATORS, render
from console.views import cell, heading
from db.engine import sqlite_path
from domain.messages import Message, Words, msg
from sanctions.agency.kept_heads import newest
from sanctions.asking import agency_of
from sanctions.histories.beside import BAR_COLUMNS, INSTITUTION_COLUMNS, PUBLICATION_COLUMNS, Beside, Count
from sanctions.histories.chosen import Chosen
from sanctions.histories.register import COLUMNS, Row, chosen_rows

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Reader
    from sanctions.agency.heads import Head

_SHAPES: Final = {
    **dict.fromkeys(
        ("decided_on", "served_on", "in_force_from", "ended_on", "published_on", "bar_until", "approved_on", "due"),
        "day",
    ),
    "earliest_legal": "day",
    "recorded_at": "moment",
    "amount": "money",
    **dict.fromkeys(("late_by", "measures", "in_force", "version"), "count"),
    **dict.fromkeys(("institution_name", "names", "departments", "reason", "end_reason", "link"), "long"),
}
"""Column -> what its cells are, where they are no short text."""

_WORDED: Final = frozenset(
    ("service", "services", "kind", "source_kind", "status", "trigger", "effect", "level", "channel")
)
"""Columns of closed lists, told in words."""

_HEADINGS: Final[dict[str, Message]] = {
    "institution_code": msg("Code of the institution"),
    "institution_name": msg("Name of the institution"),
    "measures": msg("Measures in this record"),
    "in_force": msg("Of them in force"),
    "names": msg("Names before"),
    "successor": msg("Carried on by"),
    "subject": msg("Decision behind it"),
    "earliest_legal": msg("May apply again from"),
    "clause": msg("Clause of the agreement"),
    "ground": msg("Clause it rests on"),
    "effect": msg("What the bar does"),
    "due": msg("To be published by"),
    "link": msg("Where it stands"),
}
"""Headings that must say more here than beside a record."""


_VERSIONS: Final[dict[str, Message]] = {
    "draft": msg("first published"),
    "correction": msg("corrected"),
    "withdrawal": msg("taken back"),
}
"""What the versions that stood in public were."""


def workbook(
    reader: "Reader", lang: str, chosen: Chosen, *, on: date, known_at: datetime | None = None
) -> Iterator[bytes]:
    """The record as bytes of a workbook: institutions, measures, publications and bars of what was chosen."""
    return workbook_chunks(
        partial(_filled, reader, lang, chosen, on, known_at),
        title=render(msg("Record of measures under service agreements"), lang),
        told=told(lang, chosen, on, known_at, newest(reader)),
        made_on=on,
        zone=agency_of(reader).zone,
        scratch=_scratch(reader),
    )


def _filled(
    reader: "Reader", lang: str, chosen: Chosen, on: date, known_at: datetime | None, book: Book
) -> Iterator[None]:
    institutions = book.sheet(render(msg("institutions"), lang), _columns(INSTITUTION_COLUMNS, lang))
    measures = book.sheet(render(msg("measures"), lang), _columns(COLUMNS, lang))
    publications = book.sheet(render(msg("publications"), lang), _columns(PUBLICATION_COLUMNS, lang, "publication"))
    bars = book.sheet(render(msg("bars"), lang), _columns(BAR_COLUMNS, lang))
    beside = Beside(reader, chosen, on=on, known_at=known_at)
    counts: dict[Any, Count] = defaultdict(Count)
    code, status = COLUMNS.index("institution_code"), COLUMNS.index("status")

    def measure(row: Row) -> None:
        measures.write(row)
        if row[code] is not None:
            count = counts[row[code]]
            count.measures += 1
            count.in_force += row[status] == "in-force"
        bar = beside.bar_after(row)
        if bar is not None:
            bars.write(bar)

    def refused(row: Row) -> None:
        bars.write(row)
        # A renewal refused is no measure, and its institution belongs here all the same.
        counts.setdefault(row[BAR_COLUMNS.index("institution_code")], Count())

    yield from paced(chosen_rows(reader, chosen, on=on, known_at=known_at), measure)
    yield from paced(beside.publications(), publications.write)
    yield from paced(beside.bars_after_renewals(), refused)
    yield from paced(beside.institutions(counts), institutions.write)


def _columns(keys: Sequence[str], lang: str, within: str = "measure") -> list[Column]:
    return [
        Column(
            render(_HEADINGS[key], lang) if key in _HEADINGS else heading(key, lang, within),
            _SHAPES.get(key, "text"),
            partial(_worded, key, lang, within) if key in _WORDED else None,
        )
        for key in keys
    ]


def _worded(key: str, lang: str, within: str, value: str) -> str:
    if within == "publication" and key == "kind" and value in _VERSIONS:
        return render(_VERSIONS[value], lang)
    return cell(key, value, lang)


def told(lang: str, chosen: Chosen, on: date, known_at: datetime | None, head: "Head | None" = None) -> str:
    """What a record holds, on one line: its day, the moment it was known at, what was chosen, the newest head."""
    words: list[Words] = [msg("as of {day}", day=on)]
    if known_at is not None:
        words.append(msg("as known at {moment}", moment=known_at.isoformat(sep=" ", timespec="seconds")))
    if chosen.since is not None:
        words.append(msg("decided from {day}", day=chosen.since))
    if chosen.until is not None:
        words.append(msg("decided up to {day}", day=chosen.until))
    parts = [render(one, lang) for one in words]
    for key in ("institution", "district", "service", "kind"):
        value = getattr(chosen, key)
        if value is not None:
            parts.append(cell(key, value, lang))
    if head is not None:
        last = msg("newest signed head of the journal: entry {number}, {hash}", number=head.entries, hash=head.head)
        parts.append(render(last, lang))
    return SEPARATORS[lang].join(parts)


def _scratch(reader: "Reader") -> "Path | None":
    """Where the agency's data lies anyway; None, the system's place, for a server's or where nothing can be written."""
    import os

    path = sqlite_path(reader.connection.engine.url)
    folder = path.parent if path is not None else None
    return folder if folder is not None and os.access(folder, os.W_OK) else None
