"""The record of 100,000 measures as CSV, against a raw cursor and the csv module on the same columns."""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from benchmarks.journal import scratch
from benchmarks.ratio import Figure, compare
from console.documents.csv_table import csv_chunks
from db.engine import normalise_url
from db.store import Store
from db.tables.state import state_table
from domain.states.institutions import Institution
from domain.states.measures import Measure
from sanctions.agency.founding import shipped_pack
from sanctions.histories.register import COLUMNS, history
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


def _filled(folder: Path) -> Path:
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
        for start in range(0, ROWS - len(given), _PAGE):
            more = [
                rows.row(_again(given[number % len(given)], number, codes[number % len(codes)]))
                for number in range(start, min(start + _PAGE, ROWS - len(given)))
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
    """Both write a file of so many rows and the same 24 columns."""
    with scratch() as folder:
        database = _filled(folder)
        store = Store.open(normalise_url(str(database)))

        def ours() -> None:
            with store.read() as reader, (folder / "ours.csv").open("wb") as file:
                file.writelines(csv_chunks(COLUMNS, history(reader, on=TODAY)))

        def raw() -> None:
            with (
                closing(sqlite3.connect(database)) as connection,
                (folder / "raw.csv").open("w", encoding="utf-8", newline="") as file,
            ):
                writer = csv.writer(file)
                writer.writerow(COLUMNS)
                writer.writerows(connection.execute(_RAW))

        figure = compare(f"history csv of {ROWS} rows / raw cursor + csv", ours, raw, 2, rounds=5)
        lines = [sum(1 for _ in csv.reader((folder / name).open(encoding="utf-8"))) for name in ("ours.csv", "raw.csv")]
        assert lines == [ROWS + 1, ROWS + 1]
        yield figure
        store.close()
