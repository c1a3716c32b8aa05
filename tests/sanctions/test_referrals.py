"""Referrals: the letter, its receipt, the answer with the department's fine; what others order; responsible staff."""

from datetime import date
from typing import Any

import pytest

from sanctions.ledgers.referrals import referrals
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.matter import Matter, institution

FRAUD = {
    "category": "determined-fraud",
    "doc_no": "淄人社监〔2025〕9号",
    "determined": "2025-03-04",
    "severity": "grave",
}
STOP = {"skip_reason": "情节严重", "clause": "第十二条", "departments": ["骨科"]}


@pytest.fixture
def matter(make_office: MakeOffice) -> Matter:
    office = make_office("zibo-2023", today=date(2025, 12, 1))
    institution(office)
    matter = Matter(office)
    matter.finding(amount="126000", departments=["骨科"], **FRAUD)
    return matter


def sent(matter: Matter, **given: Any) -> str:
    id = matter.propose("referral", "2025-03-05")
    matter.approve(id, "2025-03-06")
    matter.office.do("measure.serve", on="2025-03-07", id=id, received="2025-03-07", **given)
    return id


def ledger(matter: Matter, on: str = "2025-12-01", **options: Any) -> list[dict[str, Any]]:
    with matter.office.store.read() as reader:
        return referrals(reader, on=date.fromisoformat(on), **options).items


def test_letter_receipt_and_answer_stand_in_the_ledger(matter: Matter) -> None:
    office = matter.office
    id = sent(matter, to="淄博市人社局监察支队", number="淄工保移〔2025〕1号")
    office.do("measure.receipt", on="2025-03-12", id=id, number="回执 12", received="2025-03-11")
    assert [row["number"] for row in ledger(matter, open_only=True)] == [1]
    done = office.do(
        "measure.complete", on="2025-06-03", id=id, result="处二倍罚款", number="淄人社罚〔2025〕4号", fine="252000"
    )
    assert done.warnings == ()
    (row,) = ledger(matter)
    assert {key: row[key] for key in ("sent_to", "letter_no", "sent_on", "receipt", "receipt_on")} == {
        "sent_to": "淄博市人社局监察支队",
        "letter_no": "淄工保移〔2025〕1号",
        "sent_on": date(2025, 3, 7),
        "receipt": "回执 12",
        "receipt_on": date(2025, 3, 11),
    }
    assert (row["answer_no"], row["answered_on"], row["fine"]) == ("淄人社罚〔2025〕4号", date(2025, 6, 3), "252000.00")
    assert (row["fine_from"], row["fine_to"]) == ("252000.00", "630000.00")
    assert ledger(matter, open_only=True) == []
    # On a day before the answer it was open.
    assert ledger(matter, "2025-06-02", open_only=True)[0]["receipt"] == "回执 12"
    assert ledger(matter, institution="91120116MA06ABC11M") == []
    assert ledger(matter, from_day=date(2025, 3, 7)) == []


@pytest.mark.parametrize(
    ("fine", "outside"), [("251999.99", True), ("252000", False), ("630000", False), ("630000.01", True)]
)
def test_a_fine_outside_the_law_is_warned_of(matter: Matter, fine: str, outside: bool) -> None:
    done = matter.office.do("measure.complete", on="2025-06-03", id=sent(matter), result="x", fine=fine)
    assert any("outside" in repr(warning) for warning in done.warnings) == outside


def test_a_letter_says_where_it_went(matter: Matter) -> None:
    id = matter.propose("referral", "2025-03-05")
    matter.approve(id, "2025-03-06")
    done = matter.office.do("measure.serve", on="2025-03-07", id=id, received="2025-03-07")
    assert ["--to" in repr(done.warnings), "--number" in repr(done.warnings)] == [True, True]


def test_a_receipt_comes_after_the_letter_and_once(matter: Matter) -> None:
    office = matter.office
    receipt = {"number": "回执", "received": "2025-03-10"}
    id = matter.propose("referral", "2025-03-05")
    assert office.refused("measure.receipt", on="2025-03-10", id=id, **receipt).code == "measure.step"
    matter.approve(id, "2025-03-06")
    office.do("measure.serve", on="2025-03-11", id=id, received="2025-03-11")
    refusal = office.refused("measure.receipt", on="2025-03-12", id=id, **receipt)
    assert (refusal.code, refusal.field) == ("measure.service", "received")
    receipt["received"] = "2025-03-12"
    office.do("measure.receipt", on="2025-03-12", id=id, **receipt)
    assert office.refused("measure.receipt", on="2025-03-12", id=id, **receipt).code == "already"
    talk = matter.propose("warning-talk", "2025-03-05")
    assert office.refused("measure.receipt", on="2025-03-12", id=talk, **receipt).code == "measure.step"
    refusal = office.refused("measure.complete", on="2025-03-12", id=talk, result="x", fine="1")
    assert (refusal.code, refusal.field) == ("measure.talk", "fine")


def test_what_the_department_orders_names_its_order(matter: Matter) -> None:
    stop = {**STOP, "ground": "经办条例 55", "until": "2025-12-31"}
    order = {"ordered_no": "淄人社决〔2025〕2号", "ordered_until": "2026-03-04"}
    for given, field in (
        (stop, "ordered_no"),
        ({**stop, "ordered_no": "x"}, "ordered_until"),
        ({**stop, **order, "until": "2026-03-05"}, "until"),
        ({**{key: value for key, value in stop.items() if key != "until"}, **order}, "until"),
        ({**STOP, "until": "2025-12-31", **order}, "ordered_no"),
    ):
        refusal = matter.refused("department-suspension", "2025-03-05", **given)
        assert (refusal.code, refusal.field) == ("measure.order", field), given
    id = matter.propose("department-suspension", "2025-03-05", **stop, **order)
    shown = matter.shown(id, "2025-03-05")
    assert (shown["ordered_no"], shown["ordered_until"]) == ("淄人社决〔2025〕2号", date(2026, 3, 4))
    assert (
        matter.office.refused("measure.amend", on="2025-03-05", id=id, reason="x", until="2026-03-05").field == "until"
    )


def test_staff_are_named_under_an_agreement_clause_only(matter: Matter) -> None:
    staff = {"staff": ["骨科主任", "王医师", "王医师"]}
    bare = {key: value for key, value in STOP.items() if key != "clause"}
    refusal = matter.refused("department-suspension", "2025-03-05", **bare, **staff)
    assert (refusal.code, refusal.field) == ("measure.clause", "clause")
    assert "经办条例 43" in repr(refusal.reasons)
    for kind, more in {"warning-talk": {}, "payment-hold": {"bills": ["B-1=1"]}}.items():
        refusal = matter.refused(kind, "2025-03-05", clause="第十二条", **more, **staff)
        assert (refusal.code, refusal.field) == ("measure.staff", "staff")
    id = matter.propose("department-suspension", "2025-03-05", **STOP, **staff)
    assert matter.shown(id, "2025-03-05")["staff"] == ["骨科主任", "王医师"]
