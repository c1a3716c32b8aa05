"""An operator who acts as fast as it goes: ``python -m benchmarks.crowd URL KEY NUMBER SECONDS CHAIN``.

Every act is kept: what is compared is how fast, not what rules refuse. With CHAIN ``off`` entries are numbered by a
sequence, hashed over nothing, and nobody waits for the head; it only works on PostgreSQL.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Connection, func, insert, select, text

from db import journal
from db.engine import normalise_url
from db.store import Store
from db.tables.journal import journal as entries_table
from domain.acts import act
from domain.entries import Entry
from domain.refusals import Refusal
from domain.states.cases import Case
from sanctions.perform import perform
from tests.trial.agency import now
from tests.trial.crowd import DAY

PEOPLE = 20
_KINDS = 3
_LAST = select(func.max(entries_table.c.seq))
UNCHAINED = "CREATE SEQUENCE unchained START 1000000"


def _unheld(connection: Connection) -> tuple[int, str]:
    # What came in meanwhile is looked at as ever: that is no part of the chain.
    last: int | None = connection.execute(_LAST).scalar_one()
    return last or 0, journal.GENESIS


def _unchained(connection: Connection, entries: Iterable[Entry], seq: int, prev: str) -> tuple[int, str]:
    rows = [
        {"prev": prev, "hash": prev, "algorithm": journal.ALGORITHM, "body": journal.canonical(entry)}
        for entry in entries
    ]
    connection.execute(insert(entries_table).values(seq=text("nextval('unchained')")), rows)
    return seq, prev


def switch_off() -> None:
    """No chain from here on, in this process."""
    journal.held_head = _unheld
    journal.append = _unchained
    journal.head = _unheld


def _acts(who: str, code: str, case: str) -> Iterator[tuple[str, dict[str, Any]]]:
    complaint = {"institution": code, "received": DAY, "channel": "phone", "nature": "complaint"}
    finding = {"source": case, "category": "records", "severity": "minor", "provision": "ZB 五(一)"}
    inspection = {"institution": code, "kind": "spot", "inspectors": [who, "zhang"]}
    for number in count():
        yield "complaint.log", {**complaint, "summary": f"反映多收费 {number}"}
        yield "finding.add", {**finding, "text": f"台账不全 {number}"}
        yield "inspection.record", inspection


def main(url: str, key: str, number: str, seconds: str, chain: str) -> None:
    """Act for so many seconds; tells how many acts there were a second."""
    if chain == "off":
        switch_off()
    store, who = Store.open(normalise_url(url), Path(key)), f"o{number}"
    with store.read() as reader:
        cases = sorted(reader.find(Case), key=lambda one: one.id)
    case = cases[int(number) * len(cases) // PEOPLE]
    acts = _acts(who, case.institution or "", case.id)
    for _ in range(_KINDS):
        # What a program loads and compiles once is no part of acting.
        kind, raw = next(acts)
        perform(store, who, act(kind), raw, clock=now)
    done = 0
    print("ready", flush=True)
    sys.stdin.readline()
    began = monotonic()
    for kind, raw in acts:
        answer = perform(store, who, act(kind), raw, clock=now)
        if isinstance(answer, Refusal):
            raise SystemExit(f"{kind}: {answer.code}")
        done += 1
        if monotonic() > began + float(seconds):
            break
    print(done / (monotonic() - began), flush=True)
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
