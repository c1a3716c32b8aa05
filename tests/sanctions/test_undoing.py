"""A refusal that does not stand: what was kept back is released, owed or no longer asked back, to the fen."""

from datetime import date
from typing import Any

import pytest

from domain.acts import Part
from domain.states.measures import Measure
from sanctions.money.holds import holds_of
from sanctions.money.ledger import money
from sanctions.money.recovery_lists import recovery
from sanctions.money.undoing import undo_hold, undo_refusal
from sanctions.work import Work
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office

REFUSAL = "CL-2025-0002"


@pytest.fixture
def matter(office: Office) -> Matter:
    """B-1 held and 60.00 of it refused; B-2 refused and never held; B-3 paid before, and 80.00 of it asked back."""
    institution(office)
    matter = Matter(office)
    matter.hold("2025-03-05", "B-1=100")
    assert matter.carry("refuse-payment", "2025-03-11", bills=["B-1=60", "B-2=200", "B-3=80"]) == REFUSAL
    office.do("hold.refuse", on="2025-03-12", case=matter.case, bills=["B-1=60"], measure=REFUSAL)
    office.do("recovery.open", on="2025-03-12", measure=REFUSAL, bills=["B-3"])
    raw = {"id": "ZH-2025-0001", "way": "returned", "amount": "50", "day": "2025-03-13", "voucher": "V-1"}
    office.do("recovery.enter", on="2025-03-13", raw=raw)
    return matter


def sheet(matter: Matter, on: str = "2025-12-01") -> dict[str, Any]:
    with matter.office.store.read() as reader:
        told = money(reader, on=date.fromisoformat(on))
    assert told["balanced"], [check for check in told["checks"] if not check["balanced"]]
    return told


def some(told: dict[str, Any], *names: str) -> tuple[str, ...]:
    return tuple(told[name] for name in names)


def back(matter: Matter) -> dict[str, Any]:
    with matter.office.store.read() as reader:
        return recovery(reader, "ZH-2025-0001", on=date(2025, 12, 1))


def fall(matter: Matter, parts: list[Part] | None = None, dispute: str | None = None) -> str:
    """The refusal falls, wholly or in part, on 20 March, as a dispute would have it."""
    office = matter.office
    with office.store.write() as tx:
        measure = tx.get(Measure, REFUSAL)
        assert measure is not None
        day = date(2025, 3, 20)
        work = Work(tx, _zhao(tx), now=office.clock(), today=day, on=day, key=office.store.key)
        return repr(undo_refusal(work, measure, dispute, parts))


def _zhao(tx: Any) -> Any:
    from domain.states.agency import Operator

    return tx.get(Operator, "operator:zhao")


def test_before_it_falls_everything_balances(matter: Matter) -> None:
    told = sheet(matter)
    assert some(told, "held", "released", "refused", "still_held") == ("100.00", "0.00", "60.00", "40.00")
    assert told["refused_without_hold"] == "200.00"
    assert some(told, "recovery_due", "recovery_returned", "recovery_open") == ("80.00", "50.00", "30.00")
    assert told["owed"] == "0.00"


def test_a_revoked_refusal_gives_everything_back(matter: Matter) -> None:
    office = matter.office
    office.do("measure.revoke", on="2025-03-20", id=REFUSAL, reason="依据有误")
    assert sheet(matter)["owed"] == "0.00"
    effects = repr(matter.approve(REFUSAL, "2025-03-20").effects)
    assert "60.00" in effects
    assert "200.00" in effects
    assert "50.00" in effects
    told = sheet(matter)
    assert some(told, "held", "released", "refused", "still_held") == ("100.00", "60.00", "0.00", "40.00")
    assert told["refused_without_hold"] == "0.00"
    # 60.00 released and unpaid, 200.00 never held, 50.00 that had come back.
    assert some(told, "owed", "owed_under_holds", "unpaid") == ("310.00", "60.00", "60.00")
    assert some(told, "recovery_due", "recovery_returned", "recovery_offset", "recovery_open") == ("0.00",) * 4
    assert told["recovery_owed_again"] == "50.00"
    assert back(matter)["status"] == "set-aside"
    # As it was before, it is still told.
    assert sheet(matter, "2025-03-19")["refused"] == "60.00"
    assert sheet(matter, "2025-03-19")["recovery_open"] == "30.00"


def test_what_is_owed_is_paid_with_day_and_voucher(matter: Matter) -> None:
    office = matter.office
    fall(matter)
    raw = {"case": matter.case, "paid": "2025-03-25", "voucher": "V-7"}
    office.do("hold.pay", on="2025-03-25", raw={**raw, "bills": ["B-1", "B-2=150", "B-3"]})
    told = sheet(matter)
    assert some(told, "owed", "owed_later_paid", "paid", "unpaid") == ("50.00", "200.00", "60.00", "0.00")
    assert (
        office.refused("hold.pay", on="2025-03-25", raw={**raw, "voucher": "V-8", "bills": ["B-2=50.01"]}).code
        == "hold.amount"
    )
    office.do("hold.pay", on="2025-03-25", raw={**raw, "voucher": "V-8", "bills": ["B-2"]})
    assert sheet(matter)["owed"] == "0.00"
    office.do("hold.correct", on="2025-03-26", case=matter.case, voucher="V-7", reason="银行退票")
    assert some(sheet(matter), "owed", "paid") == ("260.00", "0.00")


def test_only_the_parts_named_fall(matter: Matter) -> None:
    fall(matter, [Part("B-1", 10_00), Part("B-3", None)], "ZY-2025-0001")
    told = sheet(matter)
    assert some(told, "released", "refused", "owed_under_holds") == ("10.00", "50.00", "10.00")
    # What came back of B-3 is owed; the rest of it is no longer asked for.
    assert some(told, "recovery_due", "recovery_open", "recovery_owed_again", "owed") == (
        "0.00",
        "0.00",
        "50.00",
        "60.00",
    )
    with matter.office.store.read() as reader:
        owed = holds_of(reader, matter.case)["owed_fees"]
    assert [(one["bill"], one["amount"], one["why"], one["dispute"]) for one in owed] == [
        ("B-3", "50.00", "recovered", "ZY-2025-0001")
    ]


def test_a_part_of_a_claim_that_falls_takes_what_is_open_first(matter: Matter) -> None:
    fall(matter, [Part("B-3", 40_00)])
    told = sheet(matter)
    # 40.00 of 80.00 stay due and 50.00 came back: 10.00 are owed.
    assert some(told, "recovery_due", "recovery_returned", "recovery_open", "owed") == (
        "40.00",
        "40.00",
        "0.00",
        "10.00",
    )


def test_a_refusal_that_never_bound_refused_nothing(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    id = matter.propose("refuse-payment", "2025-03-10", bills=["B-2=200"])
    matter.hear(id, "2025-03-10")
    matter.approve(id, "2025-03-10")
    office.do("measure.revoke", on="2025-03-11", id=id, reason="依据有误")
    matter.approve(id, "2025-03-11")
    assert sheet(matter)["owed"] == "0.00"


def test_a_hold_that_falls_lets_its_bills_go(matter: Matter) -> None:
    office = matter.office
    with office.store.write() as tx:
        measure = tx.get(Measure, "CL-2025-0001")
        assert measure is not None
        day = date(2025, 3, 20)
        work = Work(tx, _zhao(tx), now=office.clock(), today=day, on=day, key=office.store.key)
        assert "40.00" in repr(undo_hold(work, measure, "ZY-2025-0001"))
        assert undo_hold(work, measure, "ZY-2025-0001") == ()
    assert some(sheet(matter), "released", "still_held", "unpaid") == ("40.00", "0.00", "40.00")


def test_fees_kept_back_by_a_suspension_are_owed_once_it_is_set_aside(office: Office) -> None:
    institution(office)
    office.do("agreement.clause", on="2024-02-01", number="X-013R-medical-2023-02-01", clause="12", quote="可暂停结算")
    matter = Matter(office)
    matter.finding("2025-03-04")
    id = matter.carry(
        "settlement-suspension",
        "2025-03-10",
        word="暂停结算",
        clause="12",
        skip_reason="情节较重",
        rectify_by="2025-04-10",
    )
    raw = {"case": matter.case, "measure": id, "bills": ["B-5=12.34"], "reason": "暂停期间的费用"}
    assert office.refused("hold.owe", on="2025-03-20", raw=raw).code == "hold.measure"
    office.do("measure.revoke", on="2025-03-20", id=id, reason="依据有误")
    matter.approve(id, "2025-03-20")
    office.do("hold.owe", on="2025-03-21", raw=raw)
    assert office.refused("approve", who="twin", on="2025-03-21", id=matter.case).code == "approve.own"
    matter.approve(matter.case, "2025-03-21")
    assert some(sheet(matter), "owed", "held") == ("12.34", "0.00")
    assert office.refused("hold.owe", on="2025-03-21", raw=raw).code == "already"
    office.do("hold.pay", on="2025-03-22", case=matter.case, bills=["B-5"], paid="2025-03-22", voucher="V-1")
    assert some(sheet(matter), "owed", "owed_later_paid") == ("0.00", "12.34")
