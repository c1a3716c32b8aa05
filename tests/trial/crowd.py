"""People who act at random on the same few institutions: ``python -m tests.trial.crowd URL KEY NUMBER SECONDS``.

Each tells what came of each act, one JSON line at a time. Whoever is told that the database is busy, or away, does the
same act again under the same key, as one does at a form.
"""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

from db.engine import normalise_url
from db.errors import StoreError
from db.store import Store
from domain.acts import act
from domain.refusals import Refusal
from domain.states.cases import Case
from domain.states.measures import Measure
from sanctions.perform import perform, together
from tests.trial.agency import SharedAgency, now

DAY = "2025-12-01"
INSTITUTIONS = 8
_MANY = 30
_AGAIN = frozenset({"busy", "store.busy", "store.unreachable", "store.unsure"})
_PATIENCE = 60.0

Tell = Callable[["Told"], None]


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an act: the id it was done on, or why not. `token` stands in its text and nowhere else."""

    who: str
    token: str
    kind: str
    id: str
    code: str | None = None
    again: int = 0


def gather(agency: SharedAgency, count: int, institutions: int = INSTITUTIONS) -> None:
    """So many people who may both propose and approve, and institutions under agreement with a case each."""
    with together(agency.store) as do:

        def done(who: str, kind: str, **raw: Any) -> str:
            return do(who, act(kind), raw, clock=now).id

        for number in range(count):
            roles = ["supervisor", "approver"]
            done("admin", "operator.add", name=f"o{number}", staff=f"O{number}", roles=roles)
        for number in range(institutions):
            named = {"no_code": "invented", "name": f"淄测第{number}医院", "services": ["medical"]}
            code = done("zhang", "institution.add", **named)
            terms = {"number": f"X-{number}", "from_day": "2025-01-01", "to_day": "2026-12-31"}
            done("zhang", "agreement.sign", code=code, service="medical", **terms)
            done("zhang", "case.open", institution=code, lead="zhang")


class Person:
    """One operator at a store of their own."""

    def __init__(self, store: Store, number: int, tell: Tell) -> None:
        self.store, self.who, self.tell = store, f"o{number}", tell
        self.chance = Random(number)  # noqa: S311 - a load is to be repeatable
        self.count = 0
        self.moves = [self.complain, self.open_case, self.talk, self.release, self.close]
        self.moves += [self.find, self.hold] * 2 + [self.decide] * 3

    def step(self) -> None:
        """One act, if there is anything to do it on."""
        try:
            self.chance.choice(self.moves)()
        except StoreError as error:
            # Looking for something to do; whoever looks at a list looks again.
            if error.code not in _AGAIN:
                raise
            sleep(0.1)

    def attempt(self, kind: str, raw: Mapping[str, Any], text: str | None = None) -> None:
        """An act, again until it is known what came of it; `text` is the field that holds its token."""
        token = f"{self.who}-{self.count}-"
        self.count += 1
        given = {**raw, text: token} if text is not None else dict(raw)
        until, again = monotonic() + _PATIENCE, 0
        while True:
            try:
                came = perform(self.store, self.who, act(kind), given, clock=now, once=token)
                code, id = (came.code, "") if isinstance(came, Refusal) else (None, came.id)
            except StoreError as error:
                code, id = error.code, ""
            if code not in _AGAIN or monotonic() > until:
                break
            again += 1
            sleep(self.chance.uniform(0, 0.05))
        self.tell(Told(self.who, token, kind, id or str(raw.get("id", "")), code, again))

    def _institution(self) -> str | None:
        return self._case().institution

    def _case(self) -> Case:
        with self.store.read() as reader:
            table = reader.table(Case)
            return self.chance.choice(reader.find(Case, table.c.closed_on.is_(None), limit=_MANY))

    def complain(self) -> None:
        told = {"received": DAY, "channel": "phone", "nature": "complaint"}
        self.attempt("complaint.log", {"institution": self._institution(), **told}, "summary")

    def open_case(self) -> None:
        self.attempt("case.open", {"institution": self._institution(), "lead": self.who})

    def find(self) -> None:
        told = {"category": "records", "severity": "minor", "provision": "ZB 五(一)"}
        self.attempt("finding.add", {"source": self._case().id, **told}, "text")

    def talk(self) -> None:
        self.attempt("measure.propose", {"case": self._case().id, "kind": "warning-talk"}, "reason")

    def hold(self) -> None:
        bills = [f"B-{self.who}-{self.count}-{n}={self.chance.randrange(1, 10**6)}" for n in range(2)]
        self.attempt("measure.propose", {"case": self._case().id, "kind": "payment-hold", "bills": bills}, "reason")

    def decide(self) -> None:
        with self.store.read() as reader:
            waiting: list[Case | Measure] = []
            for kind in (Case, Measure):
                table = reader.table(kind)
                waiting += reader.find(kind, table.c.pending.is_not(None), limit=_MANY)
        if waiting:
            id = self.chance.choice(waiting).id
            if self.chance.random() < 0.15:
                self.attempt("reject", {"id": id}, "reason")
            else:
                self.attempt("approve", {"id": id, "confirm": True})

    def release(self) -> None:
        with self.store.read() as reader:
            table = reader.table(Case)
            held = reader.find(Case, table.c.still_held > 0, limit=_MANY)
        if held:
            case = self.chance.choice(held)
            bill = self.chance.choice([one for one in case.bills if one.still_held])
            part = f"{bill.bill}={self.chance.choice(('0.01', '1', '250'))}"
            self.attempt("hold.release", {"case": case.id, "bills": [part]}, "reason")

    def close(self) -> None:
        self.attempt("case.close", {"case": self._case().id, "outcome": "handled"}, "reason")


def main(url: str, key: str, number: str, seconds: str) -> None:
    """Act for so many seconds."""
    store = Store.open(normalise_url(url), Path(key))
    person = Person(store, int(number), lambda told: print(json.dumps(asdict(told)), flush=True))  # noqa: T201
    # Whoever started many of these begins when all of them stand.
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    until = monotonic() + float(seconds)
    while monotonic() < until:
        person.step()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
