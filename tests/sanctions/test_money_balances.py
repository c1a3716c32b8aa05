"""Whatever is held, released, refused, paid, added, recovered and undone, in whatever order: it balances to the fen."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import journal, state
from domain.acts import Part
from domain.money import yuan
from domain.refusals import Refusal
from domain.states.agency import Operator
from domain.states.cases import Case
from domain.states.measures import Measure
from domain.states.recoveries import Recovery
from sanctions.money.ledger import money
from sanctions.money.totals import Scope, moved, standing_on
from sanctions.money.undoing import undo_hold, undo_refusal
from sanctions.reading import each
from sanctions.work import Work
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office

HOLD, REFUSAL = "CL-2025-0001", "CL-2025-0002"
DAY = date(2025, 3, 6)
BILLS = ("B-0", "B-1", "B-2")
EXPECTED = {
    "already",
    "hold.amount",
    "hold.bill",
    "hold.measure",
    "hold.voucher",
    "not-found",
    "recovery.amount",
    "recovery.bill",
    "recovery.closed",
    "recovery.measure",
    "recovery.set-aside",
    "recovery.voucher",
}
"""What an act may be refused with here: anything else would be a fault."""


class Money:
    """Money moved at random, each act through the choke point; what cannot be is refused and changes nothing."""

    def __init__(self, office: Office) -> None:
        self.office = office
        institution(office)
        self.matter = Matter(office)
        self.matter.hold("2025-03-05", "B-0=100", "B-1=0.01")
        self.matter.carry("refuse-payment", "2025-03-05", bills=["B-0=60", "B-1=0.01", "B-2=77.77"])
        self.vouchers = 0

    def step(self, what: str, n: int, fen: int) -> None:
        """One act of a kind about a bill and an amount."""
        steps: dict[str, Callable[[str, int], None]] = {
            "release": self.release,
            "refuse": self.refuse,
            "add": self.add,
            "pay": self.pay,
            "correct": self.correct,
            "claim": self.claim,
            "enter": self.enter,
            "unenter": self.unenter,
            "write-off": self.write_off,
            "undo": self.undo,
            "free": self.free,
        }
        steps[what](BILLS[n], fen)

    def attempt(self, kind: str, *, approve: str | None = None, **fields: Any) -> None:
        answer = self.office.attempt(kind, on=str(DAY), raw=fields)
        if isinstance(answer, Refusal):
            assert answer.code in EXPECTED, (kind, answer.code)
        elif approve is not None:
            self.matter.approve(approve, str(DAY))

    def voucher(self) -> str:
        self.vouchers += 1
        return f"V-{self.vouchers}"

    def release(self, bill: str, fen: int) -> None:
        case = self.matter.case
        self.attempt("hold.release", approve=case, case=case, bills=[f"{bill}={yuan(fen)}"], reason="x")

    def refuse(self, bill: str, fen: int) -> None:
        self.attempt("hold.refuse", case=self.matter.case, bills=[f"{bill}={yuan(fen)}"], measure=REFUSAL)

    def add(self, bill: str, fen: int) -> None:
        case = self.matter.case
        bills = [f"{bill}={yuan(fen)}"]
        self.attempt("hold.add", approve=case, case=case, measure=HOLD, bills=bills, reason="x")

    def pay(self, bill: str, fen: int) -> None:
        bills, voucher = [f"{bill}={yuan(fen)}"], self.voucher()
        self.attempt("hold.pay", case=self.matter.case, bills=bills, paid=str(DAY), voucher=voucher)

    def correct(self, bill: str, fen: int) -> None:
        self.attempt("hold.correct", case=self.matter.case, voucher=f"V-{fen % (self.vouchers + 1)}", reason="x")

    def claim(self, bill: str, fen: int) -> None:
        self.attempt("recovery.open", measure=REFUSAL, bills=[f"{bill}={yuan(fen)}"])

    def recovery(self, fen: int) -> str:
        with self.office.store.read() as reader:
            found = [one.id for one in each(reader, Recovery)]
        return found[fen % len(found)] if found else "ZH-2025-0009"

    def enter(self, bill: str, fen: int) -> None:
        way = ("returned", "offset")[fen % 2]
        raw = {"way": way, "amount": yuan(fen), "day": str(DAY), "voucher": self.voucher()}
        self.attempt("recovery.enter", id=self.recovery(fen), **raw)

    def unenter(self, bill: str, fen: int) -> None:
        self.attempt("recovery.correct", id=self.recovery(fen), voucher=f"V-{fen % (self.vouchers + 1)}", reason="x")

    def write_off(self, bill: str, fen: int) -> None:
        id = self.recovery(fen)
        self.attempt("recovery.write-off", approve=id, id=id, amount=yuan(fen), reason="x")

    def _work(self, tx: Any) -> Work:
        who = tx.get(Operator, "operator:zhao")
        return Work(tx, who, now=self.office.clock(), today=DAY, on=DAY, key=self.office.store.key)

    def undo(self, bill: str, fen: int) -> None:
        with self.office.store.write() as tx:
            measure = tx.get(Measure, REFUSAL)
            assert measure is not None
            work = self._work(tx)
            undo_refusal(work, measure, None, [Part(bill, fen)])
            # As a dispute that takes back a part leaves it: the refusal names so much less from then on.
            rest = [{"bill": b.bill, "fen": b.fen - (min(fen, b.fen) if b.bill == bill else 0)} for b in measure.bills]
            work.follow("measure.amend", REFUSAL, {"bills": rest}, institution=measure.institution)

    def free(self, bill: str, fen: int) -> None:
        with self.office.store.write() as tx:
            hold = tx.get(Measure, HOLD)
            assert hold is not None
            undo_hold(self._work(tx), hold, None)

    def check(self) -> None:
        """Both sides agree, nothing is below zero, and the journal folds to what stands."""
        with self.office.store.read() as reader:
            told = money(reader, on=DAY)
            assert told["balanced"], [one for one in told["checks"] if not one["balanced"]]
            assert not any(value.startswith("-") for value in told.values() if isinstance(value, str))
            of_case = money(reader, on=DAY, case=self.matter.case)
            assert of_case["held"] == told["held"]
            assert of_case["refused_without_hold"] == told["refused_without_hold"]
            found = reader.get(Case, self.matter.case)
            assert found is not None
            assert found.still_held == sum(bill.still_held for bill in found.bills)
            assert standing_on(reader, Scope(), DAY).totals == moved(reader, Scope(), DAY)
            assert list(state.differences(reader.connection)) == []
            assert journal.verify(reader.connection).ok


KINDS = (
    "release",
    "refuse",
    "add",
    "pay",
    "pay",
    "correct",
    "claim",
    "enter",
    "enter",
    "unenter",
    "write-off",
    "undo",
    "free",
)

steps = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 2),
        st.one_of(st.integers(1, 3), st.integers(1, 12_000)),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=steps)
def test_money_balances_whatever_is_done(steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        office = Office.in_folder(Path(folder), "zibo-2023")
        try:
            moving = Money(office)
            for what, n, fen in steps:
                moving.step(what, n, fen)
            moving.check()
        finally:
            office.store.close()
