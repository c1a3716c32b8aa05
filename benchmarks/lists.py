"""The list of a million cases in the console against the list of a thousand: what the store's size does to a page."""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from benchmarks.journal import scratch
from benchmarks.ratio import Figure
from db.engine import normalise_url
from db.store import Store
from db.tables.state import state_table
from domain.states.cases import Case
from domain.states.institutions import Institution
from sanctions.agency.founding import shipped_pack
from sanctions.sample import make_sample

ROWS, FEW = 1_000_000, 1_000
ROUNDS = 3
_TOGETHER = 10_000
_RARE, _FOUND = "端木", 20
"""A handler whose name few cases hold: as many in the long list as in the short one."""
_HANDLERS = tuple(f"{family}某" for family in "张李赵王刘陈杨黄周吴徐孙马朱胡郭何高林罗")
_OPEN = 100
"""Cases that are not closed, as few in the long list as in the short one."""
_BAR = 1.5


def fill(database: Path, rows: int) -> None:
    """The sample with so many cases more, put in as state alone: the list reads nothing else."""
    make_sample(str(database), shipped_pack("zibo-2023"))
    store = Store.open(normalise_url(str(database)))
    kind = state_table(Case)
    with store.write() as writer:
        codes = writer.connection.execute(select(writer.table(Institution).c.code)).scalars().all()
        model = kind.row(_case(1, rows, codes[0]))
        for start in range(1, rows + 1, _TOGETHER):
            cases = (_case(n, rows, codes[n % len(codes)]) for n in range(start, min(start + _TOGETHER, rows + 1)))
            writer.connection.execute(
                insert(kind.table), [{**model, **{name: getattr(one, name) for name in _OWN}} for one in cases]
            )
    store.close()


_OWN = ("id", "ordinal", "institution", "lead", "second", "opened_on", "closed_on", "still_held")
"""What tells these cases apart."""


def _case(number: int, rows: int, code: str) -> Case:
    opened = date(2019, 1, 1) + timedelta(days=number % 1_461)
    rare = number % (rows // _FOUND) == rows // _FOUND // 2
    return Case(
        id=f"HC-2019-{number:04d}",
        ordinal=2019 * 10_000_000 + number,
        version=1,
        institution=code,
        lead=f"{_RARE}某" if rare else _HANDLERS[number % len(_HANDLERS)],
        second=_HANDLERS[number * 7 % 19],
        opened_on=opened,
        closed_on=opened + timedelta(days=60) if number <= rows - _OPEN else None,
        still_held=number * 37 % 50_000 if number % 10 == 0 else 0,
    )


def _walked(database: Path) -> dict[str, float]:
    """What a console of its own took for each thing, in seconds, and its memory in MB."""
    command = [sys.executable, "-m", "benchmarks.listed", str(database), _RARE, _HANDLERS[0][0]]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(told.stdout)
    return found


def figures(rows: int = ROWS) -> Iterator[Figure]:
    """Each thing a list does, on both; then moving the cursor while the store takes its time."""
    with scratch() as folder:
        long, short = folder / "long.db", folder / "short.db"
        fill(long, rows)
        fill(short, FEW)
        walks: dict[Path, list[dict[str, float]]] = {long: [], short: []}
        for _ in range(ROUNDS):
            for database, found in walks.items():
                found.append(_walked(database))
        median = {
            database: {what: statistics.median(one[what] for one in found) for what in found[0]}
            for database, found in walks.items()
        }
        for what in median[long]:
            if not what.startswith("cursor"):
                unit = "MB" if what == "memory" else "s"
                name = f"cases, {what}: {rows} of them / {FEW}"
                yield Figure(name, round(median[long][what], 4), round(median[short][what], 4), _BAR, unit=unit)
        keys = Figure("", median[long]["cursor, store slow"], median[long]["cursor"], _BAR)
        yield replace(keys, name=f"cases, a cursor move of {rows}: every query slowed to 3 s / not slowed")
