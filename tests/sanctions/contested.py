"""A measure in force that somebody contests, for tests: every kind of it, in a town with neighbours to leave alone."""

from collections.abc import Callable
from copy import copy
from datetime import date, datetime
from functools import cache
from typing import Any

from db.store import Reader
from domain.states.cases import Case
from domain.states.core import State
from domain.states.institutions import Agreement
from domain.states.measures import Measure
from domain.states.tasks import Task
from sanctions.disputes.disputes import dispute as dispute_record
from sanctions.running.deadlines import deadlines
from sanctions.standing import standing
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Begin, Office

SERVICES = ("medical", "rehabilitation")
DECIDED = "2025-03-10"
FILED, JUDGED, EFFECTIVE, CARRIED_OUT = "2025-03-18", "2025-05-12", "2025-05-20", "2025-05-22"
LATER = "2025-06-03"
NEIGHBOUR = "12120000401350001W"

GROUND = {"zibo-2023": "ZB 五(二)", "tianjin-2024": "TJ 四(二)"}
SCOPE: dict[str, dict[str, Any]] = {
    "payment-hold": {"bills": ["B-1=100", "B-2=50"]},
    "refuse-payment": {"bills": ["B-1=100", "B-2=50"]},
    "warning-talk": {},
    "rectification-order": {"rectify_by": "2025-07-31"},
    "settlement-suspension": {"until": "2025-09-30"},
    "department-suspension": {"departments": ["骨科", "影像科"], "until": "2025-09-30", "clause": "第十二条"},
    "agreement-suspension": {"until": "2025-09-30"},
    "termination": {},
    "referral": {},
}
"""What each kind is proposed with."""

HEARD = ("refuse-payment", "settlement-suspension", "department-suspension", "agreement-suspension", "termination")
PACKS = ("zibo-2023", "tianjin-2024")
EACH = [(pack, kind) for pack in PACKS for kind in SCOPE if (pack, kind) != ("zibo-2023", "agreement-suspension")]
"""Every kind on every rulebook that has it."""


def agreement_of(code: str = HOSPITAL, service: str = "medical", since: str = "2023-02-01") -> str:
    """The number of the agreement that `institution` signs."""
    return f"X-{code[-4:]}-{service}-{since}"


def bring_in_force(matter: Matter, kind: str, on: str = DECIDED, **fields: Any) -> str:
    """A measure of a kind from proposal to force, all on one day; gives its id."""
    told = {"services": list(SERVICES), **SCOPE[kind], **fields}
    if kind in HEARD:
        told.setdefault("skip_reason", "情节严重")
    if kind == "termination":
        told.setdefault("ground", GROUND[matter.office.pack])
    id = matter.propose(kind, on, **told)
    if kind == "warning-talk":
        matter.office.do("measure.complete", on=on, id=id, result="到场")
        return id
    if kind in HEARD:
        matter.hear(id, on)
    matter.approve(id, on)
    if kind != "payment-hold":
        matter.serve(id, on)
    return id


class Contested:
    """A measure of a kind in force, a second one of the same institution, and a neighbour that was terminated."""

    def __init__(self, office: Office, kind: str) -> None:
        self.office, self.kind = office.as_of_day(date.fromisoformat(FILED)), kind
        for code in (HOSPITAL, NEIGHBOUR):
            institution(office, code, services=SERVICES)
        self.other = Matter(office)
        self.other.finding()
        self.besides = bring_in_force(self.other, "refuse-payment", "2025-03-05", bills=["B-9=70"])
        neighbour = Matter(office, NEIGHBOUR)
        neighbour.finding()
        self.neighbour = bring_in_force(neighbour, "termination")
        self.matter = Matter(office)
        self.matter.finding(bills=["B-1", "B-2"], departments=["骨科"])
        self.measure = bring_in_force(self.matter, kind)
        office.as_of_day(date.fromisoformat(LATER))
        self.known = office.clock_at(date(2025, 5, 1))()

    def open(self, target: str | None = None, **fields: Any) -> str:
        """A dispute over it; gives its id."""
        told = {
            "kind": "reconsideration",
            "body": "同级人民政府",
            "number": "复议〔2025〕1号",
            "filed": FILED,
            **fields,
        }
        given = {"target": target or self.measure, **told}
        return self.office.do("dispute.open", on="2025-03-20", raw=given).id

    def decide(self, dispute: str, outcome: str, **fields: Any) -> None:
        """The outcome recorded, waiting for approval."""
        given = {"id": dispute, "outcome": outcome, "decided": JUDGED, "effective": EFFECTIVE, **fields}
        self.office.do("dispute.decide", on=CARRIED_OUT, raw=given)

    def refused(self, dispute: str, outcome: str, **fields: Any) -> str:
        """The code by which an outcome is refused."""
        given = {"id": dispute, "outcome": outcome, "decided": JUDGED, "effective": EFFECTIVE, **fields}
        return self.office.refused("dispute.decide", on=CARRIED_OUT, raw=given).code

    def carry_out(self, dispute: str, **fields: Any) -> str:
        """The outcome approved by another person; gives its effects as text."""
        return repr(self.office.do("approve", who="zhao", on=CARRIED_OUT, id=dispute, **fields).effects)

    def through(self, outcome: str, target: str | None = None, **fields: Any) -> str:
        """A dispute from its opening to its outcome; gives its id."""
        dispute = self.open(target)
        self.decide(dispute, outcome, **fields)
        self.carry_out(dispute)
        return dispute

    def over(self, office: Office) -> "Contested":
        """The same in a copy of its office."""
        again = copy(self)
        again.office = office.as_of_day(self.office.today)
        again.matter, again.other = copy(self.matter), copy(self.other)
        again.matter.office = again.other.office = office
        return again

    # ------------------------------------------------------------ looking

    def get(self, kind: type[State], id: str) -> Any:
        """A state as it stands."""
        with self.office.store.read() as reader:
            return reader.get(kind, id)

    @property
    def now(self) -> Measure:
        """The measure as it stands."""
        found: Measure = self.get(Measure, self.measure)
        return found

    @property
    def case(self) -> Case:
        """Its case as it stands."""
        found: Case = self.get(Case, self.matter.case)
        return found

    def status(self, on: str = LATER, known_at: datetime | None = None) -> str:
        """The measure's status on a day."""
        return self.matter.status(self.measure, on, known_at=known_at)

    def standing(self, on: str = LATER, code: str = HOSPITAL, **fields: Any) -> dict[str, Any]:
        """What an institution may do on a day."""
        with self.office.store.read() as reader:
            return standing(reader, code, on=date.fromisoformat(on), **fields)

    def answers(self, on: str = LATER, code: str = HOSPITAL, **fields: Any) -> list[str]:
        """May receive, is settled, may be paid, may apply: the answers alone."""
        told = self.standing(on, code, **fields)
        return [told[key]["answer"] for key in ("receive_patients", "settle", "be_paid", "apply")]

    def running(self, on: str = LATER) -> list[tuple[str, str]]:
        """What runs on a day: kind and subject."""
        with self.office.store.read() as reader:
            return [(one["kind"], one["subject"]) for one in deadlines(reader, on=date.fromisoformat(on)).items]

    def tasks(self, about: str | None = None, status: str = "open") -> list[str]:
        """The keys of the tasks about a subject."""
        with self.office.store.read() as reader:
            table = reader.table(Task)
            found = reader.find(Task, table.c.about == (about or self.measure), table.c.status == status)
        return sorted(one.key or "" for one in found)

    def dispute(self, id: str, on: str = LATER) -> dict[str, Any]:
        """A dispute as it is shown."""
        with self.office.store.read() as reader:
            return dispute_record(reader, id, on=date.fromisoformat(on))

    def neighbours(self) -> list[Any]:
        """All that no outcome may touch: the other measure with its case, and the other institution."""
        with self.office.store.read() as reader:
            return [
                reader.get(Measure, self.besides),
                reader.get(Case, self.other.case),
                reader.get(Measure, self.neighbour),
                *_agreements(reader, NEIGHBOUR),
                *self.standing(code=NEIGHBOUR).values(),
            ]

    def agreements(self) -> list[Agreement]:
        """The agreements of the institution."""
        with self.office.store.read() as reader:
            return _agreements(reader, HOSPITAL)


_BROUGHT: dict[tuple[str, str], Contested] = {}


@cache
def _begin(pack: str, kind: str) -> Begin:
    def begin(office: Office) -> None:
        _BROUGHT[pack, kind] = Contested(office, kind)

    return begin


def contest(make_office: Callable[..., Office], pack: str, kind: str) -> Contested:
    """A measure of a kind in force, in an office of its own."""
    office = make_office(pack, begin=_begin(pack, kind))
    return _BROUGHT[pack, kind].over(office)


def _agreements(reader: Reader, code: str) -> list[Agreement]:
    return reader.find(Agreement, reader.table(Agreement).c.institution == code)
