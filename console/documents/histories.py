"""The record of measures as bytes to pass on, the same for every face."""

from collections.abc import Generator, Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from console.documents.csv_table import csv_chunks
from console.documents.json_rows import json_document, json_lines
from domain.messages import msg
from domain.refusals import refuse

if TYPE_CHECKING:
    from db.store import Reader

R = TypeVar("R")

FORMATS: Final = ("csv", "json", "table", "xlsx", "jsonl")
MOST_IN_TABLE: Final = 10_000
SHOWN: Final = (
    *("measure", "institution_name", "service", "word", "departments", "decided_on", "in_force_from", "ended_on"),
    "status",
)
"""Columns of the table for people."""


def history_chunks(
    reader: "Reader",
    form: str,
    lang: str,
    *,
    on: date,
    institution: str | None = None,
    district: str | None = None,
    service: str | None = None,
    kind: str | None = None,
    since: date | None = None,
    until: date | None = None,
    known_at: datetime | None = None,
    bom: bool = False,
) -> Iterator[bytes]:
    """The record in one of the formats, block by block; with `bom` a CSV begins as spreadsheets want it.

    The filters are those of `sanctions.histories.chosen.Chosen`. Blocks of a workbook are empty while it is written.
    """
    from sanctions.histories.chosen import Chosen
    from sanctions.histories.register import COLUMNS, chosen_rows, record

    chosen = Chosen(institution=institution, district=district, service=service, kind=kind, since=since, until=until)
    if form == "xlsx":
        from console.documents.history_book import workbook

        yield from workbook(reader, lang, chosen, on=on, known_at=known_at)
        return
    rows = chosen_rows(reader, chosen, on=on, known_at=known_at)
    if form == "csv":
        yield from csv_chunks(COLUMNS, rows, bom=bom)
    elif form == "json":
        from sanctions.agency.kept_heads import along

        yield from json_document("history", COLUMNS, rows, along(reader))
    elif form == "jsonl":
        yield from json_lines(COLUMNS, rows)
    else:
        yield table_bytes([record(row) for row in bounded(rows)], lang)


def bounded(rows: Iterable[R]) -> list[R]:
    """The rows of a table, which is aligned over all of them and so is held whole; refused ``history.table``."""
    held = list(islice(rows, MOST_IN_TABLE + 1))
    if len(held) > MOST_IN_TABLE:
        if isinstance(rows, Generator):
            # Its cursor goes before the look at the database does.
            rows.close()
        raise refuse(
            "history.table",
            msg("A table to read holds at most {most} measures. Write CSV, or bound the record.", most=MOST_IN_TABLE),
            field="format",
        )
    return held


def table_bytes(records: list[dict[str, Any]], lang: str) -> bytes:
    """The record as a table for people."""
    from console.output import encoded
    from console.views import table

    return encoded(table(records, lang, SHOWN) + "\n")
