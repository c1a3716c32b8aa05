"""Importing a roster of 10,000 institutions, against bare inserts of the very rows it makes."""

import csv
import io
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random

from stdnum.cn import uscc

from benchmarks.journal import scratch
from benchmarks.ratio import Figure, compare
from db.engine import normalise_url
from db.store import Store
from domain.acts import Upload, act
from sanctions.agency.founding import found, shipped_pack
from sanctions.perform import perform
from sanctions.results import Done
from sanctions.sample.codes import credit_code

ROWS = 10_000
_TABLES = ("journal", "institution_state", "search_text")
_SERVICES = ("medical", "rehabilitation", "device")


def _now() -> datetime:
    return datetime(2024, 9, 30, 2, tzinfo=UTC)


def _roster() -> Upload:
    chance = Random(1)  # noqa: S311 - made-up codes
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(("code", "name", "services", "departments", "level", "district"))
    for number in range(ROWS):
        code = credit_code("public", "370300", chance)
        service = _SERVICES[number % len(_SERVICES)]
        rows.writerow((code, f"样测第{number}医院", service, "骨科;康复医学科", "二级", "东区"))
    return Upload("roster.csv", out.getvalue().encode())


def _import(database: Path, roster: Upload) -> None:
    store = Store.open(str(database), database.with_name("empty.db.key"))
    done = perform(store, "admin", act("institution.import"), {"file": roster}, clock=_now)
    assert isinstance(done, Done)
    assert done.data["added"] == ROWS
    store.close()


def _made(database: Path) -> dict[str, tuple[str, list[tuple[object, ...]]]]:
    """What an import wrote: by table, the statement that inserts its rows, and the rows."""
    made = {}
    with closing(sqlite3.connect(database)) as connection:
        for table in _TABLES:
            # Hidden columns are computed by the database itself.
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            named, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
            where = "where seq > 2" if table == "journal" else ""
            rows = connection.execute(f"select {named} from {table} {where}").fetchall()  # noqa: S608
            made[table] = (f"insert into {table} ({named}) values ({marks})", rows)  # noqa: S608
    return made


def figures() -> Iterator[Figure]:
    """The import against bare inserts and the check of every code; and the import alone, in seconds."""
    with scratch() as folder:
        empty, imported = folder / "empty.db", folder / "imported.db"
        pack = shipped_pack("zibo-2023")
        found(normalise_url(str(empty)), pack, name="样测经办机构", operator="admin", staff="1", clock=_now)
        roster, copies = _roster(), count()
        shutil.copy(empty, imported)
        _import(imported, roster)
        made = _made(imported)
        at = made["institution_state"][0].split("(")[1].split(", ").index('"code"')
        codes = [str(row[at]) for row in made["institution_state"][1]]

        def copied() -> Path:
            return Path(shutil.copy(empty, folder / f"copy{next(copies)}.db"))

        def bare() -> None:
            for code in codes:
                uscc.validate(code)
            with closing(sqlite3.connect(copied())) as connection, connection:
                for statement, rows in made.values():
                    connection.executemany(statement, rows)

        figure = compare(
            f"import of {ROWS} institutions / bare inserts + stdnum",
            lambda: _import(copied(), roster),
            bare,
            3,
            rounds=5,
        )
        yield figure
        yield Figure(f"import of {ROWS} institutions / 5 s", figure.ours, 5.0, 1, note="in seconds, not a floor")
