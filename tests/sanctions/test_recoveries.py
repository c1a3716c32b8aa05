"""Recoveries: due = returned + offset + open, and the road from a demand to the court."""

from datetime import date
from typing import Any

import pytest

from domain.refusals import Refusal
from sanctions.money.recovery_ledger import recovery_ledger, recovery_totals
from sanctions.money.recovery_lists import recoveries, recovery
from sanctions.running.deadlines import deadlines
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office

REFUSAL = "CL-2024-0001"


@pytest.fixture
def matter(office: Office) -> Matter:
    """A case with a refusal in force on three bills: 100.00, 200.00, 300.00; nothing held."""
    institution(office)
    matter = Matter(office, on="2024-03-01")
    assert matter.carry("refuse-payment", "2024-03-11", bills=["B-1=100", "B-2=200", "B-3=300"]) == REFUSAL
    return matter


def opened(matter: Matter, *bills: str, on: str = "2024-03-12") -> str:
    return matter.office.do("recovery.open", on=on, measure=REFUSAL, bills=list(bills)).id


def shown(matter: Matter, id: str, on: str = "2025-12-01", **fields: Any) -> dict[str, Any]:
    with matter.office.store.read() as reader:
        return recovery(reader, id, on=date.fromisoformat(on), **fields)


def sums(matter: Matter, id: str) -> tuple[str, str, str, str]:
    told = shown(matter, id)
    assert told["due"] == f"{sum(float(told[n]) for n in ('returned', 'offset', 'open')):.2f}"
    return told["due"], told["returned"], told["offset"], told["open"]


def enter(matter: Matter, id: str, way: str, amount: str, voucher: str, on: str = "2024-03-20", **fields: Any) -> Any:
    raw = {"id": id, "way": way, "amount": amount, "day": on, "voucher": voucher, **fields}
    return matter.office.attempt("recovery.enter", on=on, raw=raw)


def test_money_comes_back_by_day_and_voucher(matter: Matter) -> None:
    id = opened(matter, "B-1", "B-2=150")
    assert id == "ZH-2024-0001"
    assert sums(matter, id) == ("250.00", "0.00", "0.00", "250.00")
    assert shown(matter, id)["amount_capitals"] == "贰佰伍拾元整"
    enter(matter, id, "returned", "100", "V-1")
    enter(matter, id, "offset", "30.5", "V-2", against="2024年4月结算款")
    assert sums(matter, id) == ("250.00", "100.00", "30.50", "119.50")
    for amount, voucher, code in (
        ("119.51", "V-3", "recovery.amount"),
        ("0", "V-3", "recovery.amount"),
        ("1", "V-1", "already"),
    ):
        refused = enter(matter, id, "returned", amount, voucher)
        assert isinstance(refused, Refusal)
        assert refused.code == code
    matter.office.do("recovery.correct", on="2024-03-21", id=id, voucher="V-2", reason="录入有误")
    assert sums(matter, id) == ("250.00", "100.00", "0.00", "150.00")
    enter(matter, id, "returned", "150", "V-4", on="2024-03-22")
    assert (shown(matter, id)["status"], shown(matter, id)["closed_on"]) == ("done", date(2024, 3, 22))
    refused = enter(matter, id, "returned", "1", "V-5", on="2024-03-25")
    assert isinstance(refused, Refusal)
    assert refused.code == "recovery.closed"
    assert shown(matter, id, "2024-03-20")["open"] == "119.50"


def test_a_claim_stays_within_the_refusal(matter: Matter) -> None:
    office = matter.office

    def refused(*bills: str, measure: str | None = None) -> tuple[str, str | None]:
        found = office.refused("recovery.open", on="2024-03-12", measure=measure or REFUSAL, bills=list(bills))
        return found.code, found.field

    assert refused("B-9") == ("recovery.bill", "bills")
    assert refused("B-1=100.01") == ("recovery.amount", "bills")
    assert refused("B-1=0") == ("recovery.amount", "bills")
    assert refused("B-1=1", "B-1=2") == ("recovery.bill", "bills")
    opened(matter, "B-1=60")
    assert refused("B-1=40.01") == ("recovery.amount", "bills")
    opened(matter, "B-1")
    assert refused("B-1") == ("recovery.bill", "bills")
    other = matter.carry("rectification-order", "2024-03-12", heard=False, rectify_by="2024-04-10")
    assert refused("B-1", measure=other) == ("recovery.measure", "measure")
    proposed = matter.propose("refuse-payment", "2024-03-12", bills=["B-7=1"])
    assert refused("B-7", measure=proposed) == ("recovery.measure", "measure")


def test_what_is_held_or_not_paid_is_not_asked_back(office: Office) -> None:
    institution(office)
    matter = Matter(office, on="2024-03-01")
    matter.hold("2024-03-05", "B-1=100")
    measure = matter.carry("refuse-payment", "2024-03-11", bills=["B-1=60"])
    raw = {"measure": measure, "bills": ["B-1"]}
    assert office.refused("recovery.open", on="2024-03-12", raw=raw).code == "recovery.bill"
    office.do("hold.release", on="2024-03-12", case=matter.case, bills=["B-1"], reason="误放")
    matter.approve(matter.case, "2024-03-12")
    assert office.refused("recovery.open", on="2024-03-12", raw=raw).code == "recovery.bill"
    office.do("hold.pay", on="2024-03-13", case=matter.case, bills=["B-1"], paid="2024-03-13", voucher="V-1")
    id = office.do("recovery.open", on="2024-03-13", raw=raw).id
    assert sums(matter, id)[0] == "60.00"


def test_writing_off_waits_for_another_person(matter: Matter) -> None:
    office = matter.office
    id = opened(matter, "B-1")
    enter(matter, id, "returned", "70", "V-1")
    assert (
        office.refused("recovery.write-off", on="2024-03-21", id=id, amount="30.01", reason="x").code
        == "recovery.amount"
    )
    office.do("recovery.write-off", on="2024-03-21", id=id, amount="30", reason="机构已注销")
    assert office.refused("approve", who="twin", on="2024-03-21", id=id).code == "approve.own"
    assert office.refused("recovery.write-off", on="2024-03-21", id=id, amount="1", reason="x").code == "pending"
    matter.approve(id, "2024-03-22")
    assert sums(matter, id) == ("70.00", "70.00", "0.00", "0.00")
    assert (shown(matter, id)["written_off"], shown(matter, id)["status"]) == ("30.00", "done")


def running(office: Office, on: str) -> list[tuple[str, date | None]]:
    with office.store.read() as reader:
        found = deadlines(reader, on=date.fromisoformat(on), kinds=("task",)).items
    return [(one["subject"], one["due"]) for one in found if one["subject"].startswith("ZH-")]


def test_the_road_to_the_court_has_its_order_and_its_clocks(matter: Matter) -> None:
    office = matter.office
    id = opened(matter, "B-1")

    def refused(kind: str, on: str, **fields: Any) -> str:
        return office.refused(kind, on=on, id=id, **fields).code

    court = {"court": "某区人民法院", "number": "申执1号"}
    assert refused("recovery.decide", "2024-03-15", number="决1号", reason="x") == "recovery.step"
    assert refused("recovery.serve", "2024-03-15", served="2024-03-15") == "recovery.step"
    assert refused("recovery.enforce", "2024-03-15", filed="2024-03-15", **court) == "recovery.step"
    assert refused("recovery.outcome", "2024-03-15", outcome="allowed") == "recovery.step"
    office.do("recovery.demand", on="2024-03-15", id=id, served="2024-03-15")
    # Ten working days, as the agency has it.
    assert shown(matter, id)["demands"] == [{"served": date(2024, 3, 15), "pay_by": date(2024, 3, 29)}]
    assert running(office, "2024-03-20") == [(id, date(2024, 3, 29))]
    assert refused("recovery.decide", "2024-03-29", number="决1号", reason="x") == "recovery.step"
    assert running(office, "2024-04-01") == [(id, None)]
    office.do("recovery.decide", on="2024-04-01", id=id, number="决1号", reason="经催告未退回")
    assert refused("recovery.decide", "2024-04-01", number="决2号", reason="x") == "pending"
    assert office.refused("approve", who="twin", on="2024-04-01", id=id).code == "approve.own"
    told = repr(matter.approve(id, "2024-04-02").effects)
    assert "60日" in told
    assert "6个月" in told
    assert refused("recovery.demand", "2024-04-02", served="2024-04-02") == "recovery.step"
    assert refused("recovery.serve", "2024-04-03", served="2024-04-01") == "recovery.day"
    office.do("recovery.serve", on="2024-04-03", id=id, served="2024-04-03")
    told_now = shown(matter, id)
    # Six months outlast sixty days; 3 October 2024 is a holiday, so it may be contested to the 8th.
    assert (told_now["contestable_until"], told_now["enforceable_from"]) == (date(2024, 10, 8), date(2024, 10, 9))
    assert told_now["enforceable_until"] == date(2025, 1, 8)
    assert running(office, "2024-09-01") == [(id, date(2024, 10, 8))]
    assert refused("recovery.enforce", "2024-10-08", filed="2024-10-08", **court) == "recovery.early"
    assert running(office, "2024-10-09") == [(id, date(2025, 1, 8))]
    done = office.do("recovery.enforce", on="2024-10-09", id=id, filed="2024-10-09", **court)
    assert (done.status, done.warnings) == ("enforcing", ())
    assert refused("recovery.enforce", "2024-10-10", filed="2024-10-10", **court) == "already"
    assert running(office, "2024-10-10") == []
    office.do("recovery.outcome", on="2024-11-01", id=id, outcome="allowed", number="裁1号")
    enter(matter, id, "returned", "100", "V-9", on="2024-11-20")
    office.do("recovery.outcome", on="2024-11-21", id=id, outcome="carried-out")
    assert shown(matter, id)["status"] == "done"
    assert shown(matter, id)["enforcement"][0]["outcome"] == "carried-out"


def test_applying_late_is_told_and_kept(matter: Matter) -> None:
    office = matter.office
    id = opened(matter, "B-1")
    office.do("recovery.demand", on="2024-03-15", id=id, served="2024-03-15", pay_by="2024-03-20")
    office.do("recovery.decide", on="2024-03-21", id=id, number="决1号", reason="经催告未退回")
    matter.approve(id, "2024-03-21")
    office.do("recovery.serve", on="2024-04-03", id=id, served="2024-04-03")
    done = office.do("recovery.enforce", on="2025-01-09", id=id, court="某区人民法院", filed="2025-01-09", number="申1")
    assert done.warnings


def test_the_ledger_is_one_row_a_recovery_with_its_sums(matter: Matter) -> None:
    first, second = opened(matter, "B-1"), opened(matter, "B-2", on="2024-03-14")
    enter(matter, first, "returned", "100", "V-1")
    with matter.office.store.read() as reader:
        page = recovery_ledger(reader, on=date(2025, 1, 1), limit=1)
        rest = recovery_ledger(reader, on=date(2025, 1, 1), limit=1, after=page.next)
        total = recovery_totals(reader, on=date(2025, 1, 1))
        still = recovery_ledger(reader, on=date(2025, 1, 1), open_only=True).items
        before = recovery_ledger(reader, on=date(2024, 3, 13)).items
        listed = recoveries(reader, on=date(2025, 1, 1), still_open=True).items
    assert [(one["number"], one["id"], one["progress"]) for one in (*page.items, *rest.items)] == [
        (1, first, "done"),
        (2, second, "open"),
    ]
    assert (total["due"], total["returned"], total["offset"], total["open"]) == ("300.00", "100.00", "0.00", "200.00")
    assert [one["id"] for one in still] == [second] == [one["id"] for one in listed]
    assert [(one["id"], one["open"]) for one in before] == [(first, "100.00")]
