"""Standing on a day: who may be sent, what is settled and paid, until when, and as it was known."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.refusals import Refused
from sanctions.standing import standing
from tests.sanctions.matter import Matter, institution, sign
from tests.sanctions.office import DEVICE_MAKER, HOSPITAL, Office
from tests.sanctions.test_admissions import not_renewed
from tests.sanctions.test_publications import breach

ASKED = ("receive_patients", "emergency", "settle", "be_paid", "apply")


def ask(office: Office, on: str, code: str = HOSPITAL, **options: Any) -> dict[str, Any]:
    with office.store.read() as reader:
        return standing(reader, code, on=date.fromisoformat(on), **options)


def answers(office: Office, on: str, **options: Any) -> str:
    told = ask(office, on, **options)
    return " ".join(told[key]["answer"] for key in ASKED)


def until(office: Office, on: str, key: str = "receive_patients", **options: Any) -> date | None:
    day = ask(office, on, **options)[key]["until"]
    assert day is None or isinstance(day, date)
    return day


def test_without_an_agreement_the_first_three_are_no(office: Office) -> None:
    office.do("institution.add", on="2025-01-20", code=HOSPITAL, name="淄测中心医院", services=["medical"])
    assert answers(office, "2025-03-03") == "no yes no no yes"
    sign(office, HOSPITAL, "medical", since="2025-03-10", until="2025-12-31")
    assert until(office, "2025-03-03") == date(2025, 3, 9)
    assert answers(office, "2025-03-10") == "yes yes yes yes yes"
    assert until(office, "2025-03-10") == date(2025, 12, 31)
    assert answers(office, "2026-01-01") == "no yes no no yes"
    assert answers(office, "2025-12-31", service="rehabilitation") == "no yes no no yes"


def test_a_stopped_department_and_its_neighbours(office: Office) -> None:
    institution(office)
    matter = Matter(office, on="2025-04-28")
    matter.finding(on="2025-04-28", departments=["骨科"], severity="serious")
    matter.carry(
        "department-suspension",
        "2025-05-08",
        departments=["骨科"],
        skip_reason="情节严重",
        until="2025-09-30",
        inpatients="4",
    )
    stopped = ask(office, "2025-05-09", department="骨科")
    assert stopped["receive_patients"]["answer"] == "no"
    assert stopped["receive_patients"]["until"] == date(2025, 9, 30)
    quotes = [reason.quote for reason in stopped["receive_patients"]["reasons"]]
    assert any(quote and "不再安排工伤人员就医" in quote for quote in quotes)
    emergency = ask(office, "2025-05-10", department="骨科")["emergency"]
    assert emergency["answer"] == "yes"
    assert [reason.clause for reason in emergency["reasons"]] == ["工伤保险条例 30"]
    assert answers(office, "2025-05-09", department="骨科") == "no yes no no yes"
    assert answers(office, "2025-05-09", department="神经外科") == "yes yes yes yes yes"
    assert answers(office, "2025-05-09") == "partly yes partly partly yes"
    assert answers(office, "2025-05-07") == "yes yes yes yes yes"
    assert until(office, "2025-05-07") == date(2025, 5, 7)
    assert answers(office, "2025-10-01") == "yes yes yes yes yes"


def test_a_suspension_of_settlement_is_silent_on_patients(office: Office) -> None:
    institution(office, services=("medical", "rehabilitation"))
    matter = Matter(office)
    matter.finding()
    id = matter.carry("settlement-suspension", "2025-03-10", skip_reason="情节严重", services=["medical"])
    assert answers(office, "2025-03-11", service="medical") == "yes yes no no yes"
    assert "不受影响" in repr(ask(office, "2025-03-11", service="medical")["receive_patients"]["reasons"])
    assert answers(office, "2025-03-11", service="rehabilitation") == "yes yes yes yes yes"
    assert answers(office, "2025-03-11") == "yes yes partly partly yes"
    assert answers(office, "2025-03-09", service="medical") == "yes yes yes yes yes"
    office.do("measure.lift", on="2025-06-02", id=id, reason="已整改", effective="2025-06-05")
    office.do("approve", who="zhao", on="2025-06-03", id=id)
    assert until(office, "2025-03-11", "settle", service="medical") == date(2025, 6, 4)
    assert answers(office, "2025-06-05", service="medical") == "yes yes yes yes yes"


def test_held_bills_make_payment_partly(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.hold("2025-03-10", "B-1=100")
    assert answers(office, "2025-03-10") == "yes yes yes partly yes"
    office.do("hold.release", on="2025-03-12", case=matter.case, bills=["B-1"], reason="查清")
    office.do("approve", who="zhao", on="2025-03-13", id=matter.case)
    assert answers(office, "2025-03-12") == "yes yes yes partly yes"
    assert answers(office, "2025-03-14") == "yes yes yes yes yes"


def test_a_termination_ends_it_and_bars(office: Office) -> None:
    institution(office)
    breach(office, "2025-03-05", serve="2025-03-12")
    assert answers(office, "2025-03-11") == "yes yes yes yes no"
    assert until(office, "2025-03-11") == date(2025, 3, 11)
    assert answers(office, "2025-03-12") == "no yes no no no"
    assert until(office, "2025-03-12", "apply") == date(2026, 3, 5)
    assert answers(office, "2026-03-06") == "no yes no no yes"
    # What was signed anew is not touched by the old decision.
    sign(office, HOSPITAL, "medical", since="2025-06-02", until="2027-12-31")
    assert answers(office, "2025-06-02").startswith("yes yes yes yes")


def test_two_times(office: Office) -> None:
    office.as_of_day(date(2025, 2, 28))
    institution(office)
    office.as_of_day(date(2025, 3, 12))
    id = breach(office, "2025-03-05", serve="2025-03-12")
    known = datetime(2025, 3, 12, 12, tzinfo=UTC)
    office.as_of_day(date(2025, 6, 2))
    office.do("measure.revoke", id=id, reason="事实不清")
    office.as_of_day(date(2025, 6, 3))
    office.do("approve", who="zhao", id=id)
    assert answers(office, "2025-04-01") == "yes yes yes yes yes"
    assert answers(office, "2025-04-01", known_at=known) == "no yes no no no"
    earlier = datetime(2025, 3, 1, tzinfo=UTC)
    assert answers(office, "2025-04-01", known_at=earlier) == "yes yes yes yes yes"


def test_a_bar_that_covers_one_service_of_two(office: Office) -> None:
    not_renewed(office)
    office.do("institution.change", on="2023-12-21", code=HOSPITAL, services=["rehabilitation"])
    sign(office, HOSPITAL, "rehabilitation", since="2024-01-01", until="2026-12-31")
    assert ask(office, "2024-03-01", service="medical")["apply"]["answer"] == "no"
    assert ask(office, "2024-03-01", service="rehabilitation")["apply"]["answer"] == "yes"
    both = ask(office, "2024-03-01")
    assert (both["apply"]["answer"], both["apply"]["until"]) == ("partly", date(2024, 12, 20))
    assert both["receive_patients"]["answer"] == "partly"


@pytest.mark.parametrize(
    ("options", "code"),
    [({"service": "dental"}, "value.choice"), ({"department": "牙科"}, "department.unknown"),
     ({"code": DEVICE_MAKER}, "not-found")],
)  # fmt: skip
def test_what_cannot_be_asked(office: Office, options: dict[str, Any], code: str) -> None:
    institution(office)
    with pytest.raises(Refused) as refused:
        ask(office, "2025-03-03", **options)
    assert refused.value.refusal.code == code
