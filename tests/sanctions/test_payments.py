"""Released is not paid: payments with day and voucher, bills that arrive later, holds looked at again."""

from datetime import date
from typing import Any

import pytest

from domain.states.cases import Case
from sanctions.money.holds import holds_of
from sanctions.money.reviews import overlong_holds
from sanctions.running.deadlines import deadlines
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office

HOLD = "CL-2025-0001"


@pytest.fixture
def matter(office: Office) -> Matter:
    """A case with two bills held, 100.00 and 200.00, the first released."""
    institution(office)
    matter = Matter(office)
    matter.hold("2025-03-05", "B-1=100", "B-2=200")
    office.do("hold.release", on="2025-03-06", case=matter.case, bills=["B-1"], reason="核实无误")
    matter.approve(matter.case, "2025-03-06")
    return matter


def money(matter: Matter) -> dict[str, Any]:
    with matter.office.store.read() as reader:
        return holds_of(reader, matter.case)


def pay(matter: Matter, *bills: str, voucher: str = "V-1", paid: str = "2025-03-07", on: str = "2025-03-10") -> Any:
    return matter.office.do("hold.pay", on=on, case=matter.case, bills=list(bills), paid=paid, voucher=voucher)


def test_a_payment_has_its_day_and_voucher(matter: Matter) -> None:
    assert (money(matter)["paid"], money(matter)["unpaid"]) == ("0.00", "100.00")
    pay(matter, "B-1=40")
    pay(matter, "B-1", voucher="V-2", paid="2025-03-10")
    told = money(matter)
    assert (told["released"], told["paid"], told["unpaid"], told["still_held"]) == (
        "100.00",
        "100.00",
        "0.00",
        "200.00",
    )
    assert [(p["amount"], p["paid_on"], p["voucher"]) for p in told["payments"]] == [
        ("40.00", date(2025, 3, 7), "V-1"),
        ("60.00", date(2025, 3, 10), "V-2"),
    ]


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"bills": ["B-2"]}, "hold.bill", "bills"),
        ({"bills": ["B-9"]}, "hold.bill", "bills"),
        ({"bills": ["B-1=100.01"]}, "hold.amount", "bills"),
        ({"bills": ["B-1=0"]}, "hold.amount", "bills"),
        ({"bills": ["B-1=1", "B-1=2"]}, "hold.bill", "bills"),
        ({"paid": "2025-03-11"}, "hold.paid", "paid"),
        ({"paid": "2025-03-04"}, "hold.paid", "paid"),
    ],
)
def test_no_more_is_paid_than_was_released(matter: Matter, fields: dict[str, Any], code: str, field: str) -> None:
    raw = {"case": matter.case, "bills": ["B-1"], "paid": "2025-03-07", "voucher": "V-1", **fields}
    refused = matter.office.refused("hold.pay", on="2025-03-10", raw=raw)
    assert (refused.code, refused.field) == (code, field)


def test_a_payment_that_came_back_counts_as_unpaid_again(matter: Matter) -> None:
    office = matter.office
    pay(matter, "B-1=40")
    again = {"case": matter.case, "bills": ["B-1=10"], "paid": "2025-03-07", "voucher": "V-1"}
    assert office.refused("hold.pay", on="2025-03-10", raw=again).code == "already"
    office.do("hold.correct", on="2025-03-11", case=matter.case, voucher="V-1", reason="银行退票")
    assert money(matter)["unpaid"] == "100.00"
    refused = office.refused("hold.correct", on="2025-03-11", case=matter.case, voucher="V-1", reason="x")
    assert refused.code == "hold.voucher"
    pay(matter, "B-1", on="2025-03-12")
    assert money(matter)["unpaid"] == "0.00"


def test_bills_that_arrive_later_wait_for_another_person(matter: Matter) -> None:
    office = matter.office

    def refused(**fields: Any) -> str:
        raw = {"case": matter.case, "measure": HOLD, "bills": ["B-3=5"], "reason": "后续到账", **fields}
        return office.refused("hold.add", on="2025-03-10", raw=raw).code

    assert refused(bills=["B-2=5"]) == "already"
    assert refused(bills=["B-3=5", "B-3=6"]) == "hold.bill"
    assert refused(bills=["B-3=0"]) == "hold.amount"
    assert refused(bills=[]) == "hold.bill"
    other = matter.carry("rectification-order", "2025-03-10", heard=False, rectify_by="2025-04-10")
    assert refused(measure=other) == "hold.measure"
    office.do("hold.add", on="2025-03-10", case=matter.case, measure=HOLD, bills=["B-3=5", "B-1=7"], reason="后续到账")
    assert money(matter)["held"] == "300.00"
    assert office.refused("approve", who="twin", on="2025-03-10", id=matter.case).code == "approve.own"
    matter.approve(matter.case, "2025-03-11")
    told = money(matter)
    assert (told["held"], told["still_held"]) == ("312.00", "212.00")
    # More of a bill under the same hold is the same line: its part that was released stays released.
    assert [(b["bill"], b["held"], b["still_held"]) for b in told["bills"]] == [
        ("B-1", "107.00", "7.00"),
        ("B-2", "200.00", "200.00"),
        ("B-3", "5.00", "5.00"),
    ]


def test_bills_are_not_added_to_a_hold_that_is_over(matter: Matter) -> None:
    office = matter.office
    office.do("hold.add", on="2025-03-10", case=matter.case, measure=HOLD, bills=["B-3=5"], reason="后续到账")
    office.do("reject", who="zhao", on="2025-03-10", id=matter.case, reason="先查")
    office.do("hold.release", on="2025-03-11", case=matter.case, bills=["B-2"], reason="核实无误")
    matter.approve(matter.case, "2025-03-11")
    raw = {"case": matter.case, "measure": HOLD, "bills": ["B-3=5"], "reason": "后续到账"}
    assert office.refused("hold.add", on="2025-03-12", raw=raw).code == "hold.measure"
    assert (
        office.refused(
            "hold.review", on="2025-03-12", case=matter.case, measure=HOLD, outcome="continue", reason="x"
        ).code
        == "hold.bill"
    )


def reviews(office: Office, on: str) -> list[tuple[str, date, int]]:
    with office.store.read() as reader:
        found = deadlines(reader, on=date.fromisoformat(on), kinds=("hold-review",)).items
    return [(one["subject"], one["due"], one["overdue_by"]) for one in found]


def test_a_hold_is_to_be_looked_at_again_until_it_holds_nothing(matter: Matter) -> None:
    office = matter.office
    # Thirty days from the decision, rolled over the holiday of 4 to 6 April.
    assert reviews(office, "2025-03-20") == [(HOLD, date(2025, 4, 7), 0)]
    assert reviews(office, "2025-04-09") == [(HOLD, date(2025, 4, 7), 2)]
    assert reviews(office, "2025-03-04") == []
    with office.store.read() as reader:
        (overlong,) = overlong_holds(reader, date(2025, 4, 9))
        assert overlong_holds(reader, date(2025, 4, 7)) == []
    assert (overlong["measure"], overlong["days"], overlong["still_held"], overlong["overdue_by"]) == (
        HOLD,
        35,
        "200.00",
        2,
    )
    office.do("hold.review", on="2025-04-09", case=matter.case, measure=HOLD, outcome="continue", reason="仍在核查")
    assert reviews(office, "2025-04-09") == [(HOLD, date(2025, 5, 9), 0)]
    assert reviews(office, "2025-04-08") == [(HOLD, date(2025, 4, 7), 1)]
    done = office.do("hold.review", on="2025-05-06", case=matter.case, measure=HOLD, outcome="release", reason="已查清")
    assert done.status == "pending"
    matter.approve(matter.case, "2025-05-06")
    assert reviews(office, "2025-05-06") == []
    assert money(matter)["still_held"] == "0.00"
    assert [one["outcome"] for one in money(matter)["reviews"]] == ["continue", "release"]


def test_what_was_known_before_a_payment_stays_answerable(matter: Matter) -> None:
    pay(matter, "B-1", on="2025-03-20")
    with matter.office.store.read() as reader:
        before = reader.as_of(Case, matter.case, on=date(2025, 3, 19))
    assert before is not None
    assert [bill.unpaid for bill in before.bills] == [10_000, 0]
