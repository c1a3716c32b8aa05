"""The record of 100,000 measures in each format, against a raw cursor and the csv module on the same columns.

The workbook is held to the bare library writing the very same cells, which it is given ready made.
"""

import csv
import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import insert, select
from xlsxwriter import Workbook

from benchmarks.journal import scratch
from benchmarks.ratio import Figure, compare
from console.documents.histories import history_chunks
from db.engine import normalise_url
from db.store import Store
from db.tables.state import state_table
from domain.states.institutions import Institution
from domain.states.measures import Measure
from sanctions.agency.founding import shipped_pack
from sanctions.histories.register import COLUMNS
from sanctions.sample import make_sample
from sanctions.sample.world import TODAY

ROWS = 100_000
_PAGE = 5_000
_RAW = """
select m.id, m."case", m.institution, i.name, m.services, m.kind, m.word, m.departments, m.ground_clause,
       m.agreement_clause, m.source_kind, m.reason, m.amount, m.decided_on, m.served_on, m.in_force_from, m.ended_on,
       m.stage, m.end_reason, m.published_on, m.link, m.late_by, m.decided_on, m.recorded_at
from measure_state m left join institution_state i on i.id = 'institution:' || m.institution
order by m.ordinal
"""


def filled(folder: Path, count: int = ROWS) -> Path:
    """The sample with its measures repeated, one a day, until there are so many.

    Only their state: the record reads nothing else.
    """
    database = folder / "sample.db"
    make_sample(str(database), shipped_pack("zibo-2023"))
    store = Store.open(normalise_url(str(database)))
    rows = state_table(Measure)
    with store.write() as writer:
        given = writer.find(Measure)
        codes = writer.connection.execute(select(writer.table(Institution).c.code)).scalars().all()
        for start in range(0, count - len(given), _PAGE):
            more = [
                rows.row(_again(given[number % len(given)], number, codes[number % len(codes)]))
                for number in range(start, min(start + _PAGE, count - len(given)))
            ]
            writer.connection.execute(insert(rows.table), more)
    store.close()
    return database


def _again(measure: Measure, number: int, code: str) -> Measure:
    decided = date(2010, 1, 1) + timedelta(days=number % 5_000)
    return replace(
        measure,
        id=f"CL-2010-{number + 1:06d}",
        ordinal=2010 * 10_000_000 + number + 1,
        institution=code,
        decided_on=measure.decided_on and decided,
        proposed_on=decided,
    )


def figures() -> Iterator[Figure]:
    """Each writes a file of so many rows and the same 24 columns."""
    with scratch() as folder:
        database = filled(folder)
        store = Store.open(normalise_url(str(database)))

        def ours(form: str) -> None:
            with store.read() as reader, (folder / f"ours.{form}").open("wb") as file:
                file.writelines(history_chunks(reader, form, "zh_CN", on=TODAY))

        def raw() -> None:
            with (
                closing(sqlite3.connect(database)) as connection,
                (folder / "raw.csv").open("w", encoding="utf-8", newline="") as file,
            ):
                writer = csv.writer(file)
                writer.writerow(COLUMNS)
                writer.writerows(connection.execute(_RAW))

        for form in ("csv", "json", "jsonl"):
            yield compare(f"history {form} of {ROWS} rows / raw cursor + csv", partial(ours, form), raw, 2, rounds=5)
        lines = [sum(1 for _ in csv.reader((folder / name).open(encoding="utf-8"))) for name in ("ours.csv", "raw.csv")]
        assert lines == [ROWS + 1, ROWS + 1]
        ours("xlsx")
        cells = _cells(folder / "ours.xlsx")
        assert sum(map(len, cells.values())) > ROWS
        # Millions of cells ready made are the floor's; nobody is to search them again for what may be thrown away.
        gc.freeze()
        bare = partial(_bare, folder / "raw.xlsx", cells)
        yield compare(f"history xlsx of {ROWS} rows / bare xlsxwriter", partial(ours, "xlsx"), bare, 1.3, rounds=3)
        gc.unfreeze()
        assert _cells(folder / "raw.xlsx") == cells
        store.close()


Cells = dict[str, list[tuple[tuple[int, Any], ...]]]
"""Sheet -> rows -> the filled cells of a row with their columns."""


def _cells(path: Path) -> Cells:
    book = load_workbook(path, read_only=True)
    # A value that comes again is kept once: these are millions.
    known: dict[Any, Any] = {}
    found: Cells = {}
    for sheet in book.worksheets:
        found[sheet.title] = [
            tuple((n, known.setdefault(cell, cell)) for n, cell in enumerate(row) if cell is not None)
            for row in sheet.iter_rows(values_only=True)
        ]
    book.close()
    return found


def _bare(path: Path, sheets: Cells) -> None:
    """The cells with the library alone, each by the method of its type, with as many formats as ours has."""
    with Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)}) as book:
        text, number = book.add_format({"num_format": "@"}), book.add_format({"num_format": "0.00"})
        moment = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for n, cell in row:
                    if isinstance(cell, str):
                        sheet.write_string(at, n, cell, text)
                    elif isinstance(cell, datetime):
                        sheet.write_datetime(at, n, cell, moment)
                    else:
                        sheet.write_number(at, n, cell, number)
