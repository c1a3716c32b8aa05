"""The journal: an act with and without the chain, and verifying against inserting the same rows bare."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from unittest.mock import patch

from benchmarks.ratio import Figure, compare
from db import journal
from db.engine import make_engine, read_connection
from db.store import Store, Writer
from db.upgrade import create
from domain.entries import Entry

ENTRIES = 20_000
_ROUNDS = 7
_TOGETHER = 100
_COLUMNS = "seq, prev, hash, algorithm, body"


def measure_entry(number: int) -> Entry:
    """An act of ordinary size."""
    return Entry(
        id="",
        subject=f"CL-2024-{number:04d}",
        institution="52370300MJE000013R",
        kind="measure.propose",
        on=date(2024, 9, 6),
        effective_on=date(2024, 9, 6),
        recorded_at=datetime(2024, 9, 6, 2, 0, 0, number % 1_000_000, tzinfo=UTC),
        by="zhang",
        person="P1",
        corrects=None,
        fields={
            "case": "HC-2024-0001",
            "kind": "rectification-order",
            "word": "限期整改",
            "takes_effect": "service",
            "services": ["medical"],
            "reason": "床位与计费不符, 责令在期限内整改并提交报告",
            "rectify_by": "2024-10-08",
        },
    )


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="jiandu-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _acts(store: Store, start: int, count: int) -> None:
    for number in range(start, start + count):
        with store.write() as writer:
            writer.record(measure_entry(number))


def chain_of_an_act(url: str, name: str, bar: float) -> Figure:
    """200 acts, each in a transaction of its own, with and without hashing."""
    store = Store(make_engine(url))
    numbers = iter(range(1, 10**9, 200))
    _acts(store, next(numbers), 50)

    def chained() -> None:
        _acts(store, next(numbers), 200)

    def bare() -> None:
        with patch.object(journal, "chained", lambda prev, body, algorithm="": journal.GENESIS):
            _acts(store, next(numbers), 200)

    figure = compare(name, chained, bare, bar)
    store.close()
    return figure


def _verify(folder: Path) -> Figure:
    path = folder / "verify.db"
    create(str(path))
    engine = make_engine(str(path))
    store = Store(engine)
    with store.write() as writer:
        _bulk(writer)
    with read_connection(engine) as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(f"select {_COLUMNS} from journal")]  # noqa: S608
    # A journal at rest: whoever closes last folds the write-ahead log into the file.
    store.close()
    marks = ", ".join("?" * len(_COLUMNS.split(",")))
    statement = f"insert into journal ({_COLUMNS}) values ({marks})"  # noqa: S608
    # Made beforehand: a database to insert into is no part of inserting.
    empty = []
    for number in range(_ROUNDS):
        empty.append(folder / f"bare{number}.db")
        create(str(empty[-1]))

    def verify() -> None:
        with read_connection(engine) as connection:
            assert journal.verify(connection).ok

    def insert_bare() -> None:
        # In transactions of a hundred, written through as the store writes: a journal does not come in one piece.
        with closing(sqlite3.connect(empty.pop())) as connection:
            connection.execute("pragma synchronous=FULL")
            for start in range(0, ENTRIES, _TOGETHER):
                with connection:
                    connection.executemany(statement, rows[start : start + _TOGETHER])

    name = f"journal verify / inserting {ENTRIES} rows bare, {_TOGETHER} a transaction"
    figure = compare(name, verify, insert_bare, 0.2, rounds=_ROUNDS)
    store.close()
    return figure


def _bulk(writer: Writer) -> None:
    """Many entries at once, as an import writes them."""
    writer.recorded.extend(measure_entry(number) for number in range(1, ENTRIES + 1))


def figures() -> Iterator[Figure]:
    """Chain and verification on SQLite."""
    with scratch() as folder:
        create(str(folder / "acts.db"))
        yield chain_of_an_act(str(folder / "acts.db"), "an act / without hashing, SQLite", 1.3)
        yield _verify(folder)
