"""Decided lighter than noticed passes, heavier is refused; the time to answer runs from service of the notice."""

from datetime import date
from typing import Any

import pytest

from tests.sanctions.conftest import MakeOffice
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office

STOP = {"skip_reason": "情节严重", "clause": "第十二条"}
Given = dict[str, Any]


@pytest.fixture
def matter(make_office: MakeOffice) -> Matter:
    office = make_office("zibo-2023", today=date(2025, 4, 1))
    institution(office, services=("medical", "rehabilitation"))
    matter = Matter(office)
    matter.finding(severity="grave", departments=["骨科"])
    return matter


CASES: dict[str, tuple[str, Given, Given, bool]] = {
    "a department more": (
        "department-suspension",
        {"departments": ["骨科"]},
        {"departments": ["骨科", "影像科"]},
        True,
    ),
    "a department less": (
        "department-suspension",
        {"departments": ["骨科", "影像科"]},
        {"departments": ["骨科"]},
        False,
    ),
    "longer": ("settlement-suspension", {"until": "2025-06-30"}, {"until": "2025-07-31"}, True),
    "shorter": ("settlement-suspension", {"until": "2025-06-30"}, {"until": "2025-05-31"}, False),
    "a day to an open end": ("settlement-suspension", {}, {"until": "2025-05-31"}, False),
    "earlier": ("settlement-suspension", {"effective": "2025-05-01"}, {"effective": "2025-04-01"}, True),
    "later": ("settlement-suspension", {"effective": "2025-04-01"}, {"effective": "2025-05-01"}, False),
    "a service more": ("settlement-suspension", {}, {"services": ["medical", "rehabilitation"]}, True),
    "a service less": (
        "settlement-suspension",
        {"services": ["medical", "rehabilitation"]},
        {"services": ["medical"]},
        False,
    ),
    "another word": ("settlement-suspension", {"word": "暂停拨付费用"}, {"word": "暂停结算"}, True),
    "another ground": ("termination", {"ground": "ZB 五(二)"}, {"ground": "ZB 五(三)"}, True),
    "another bill": ("refuse-payment", {"bills": ["B-1=100"]}, {"bills": ["B-1=100", "B-2=1"]}, True),
    "a higher sum": ("refuse-payment", {"bills": ["B-1=100"]}, {"bills": ["B-1=100.01"]}, True),
    "a lower sum": ("refuse-payment", {"bills": ["B-1=100", "B-2=5"]}, {"bills": ["B-1=99.99"]}, False),
    "more staff": ("settlement-suspension", {"staff": ["骨科主任"]}, {"staff": ["骨科主任", "王医师"]}, True),
    "less staff": ("settlement-suspension", {"staff": ["骨科主任", "王医师"]}, {"staff": ["王医师"]}, False),
}


@pytest.mark.parametrize(("kind", "noticed", "decided", "heavier"), CASES.values(), ids=CASES)
def test_what_goes_beyond_the_notice_is_noticed_again(
    matter: Matter, kind: str, noticed: Given, decided: Given, heavier: bool
) -> None:
    office = matter.office
    id = matter.propose(kind, "2025-03-05", **{"services": ["medical"], **STOP, **noticed})
    matter.hear(id, "2025-03-06")
    changed = office.do("measure.amend", on="2025-03-06", id=id, reason="核实后调整", raw=decided)
    assert any("须重新告知" in repr(warning) for warning in changed.warnings) == heavier
    if not heavier:
        matter.approve(id, "2025-03-07")
        return
    refusal = office.refused("approve", who="zhao", on="2025-03-07", id=id, confirm=True)
    assert refusal.code == "measure.gate"
    assert "须重新告知" in repr(refusal.reasons)
    # The first defence answered something else, so both are done again.
    matter.hear(id, "2025-03-07")
    matter.approve(id, "2025-03-07")


def test_only_what_can_be_is_amended(matter: Matter) -> None:
    id = matter.propose("settlement-suspension", "2025-03-05", services=["medical"], **STOP)
    other = matter.propose("settlement-suspension", "2025-03-05", services=["rehabilitation"], **STOP)
    for given, code in (
        ({}, "value.missing"),
        ({"services": ["device"]}, "measure.service"),
        ({"services": ["medical", "rehabilitation"]}, "already"),
        ({"word": "罚款"}, "measure.word"),
        ({"departments": ["骨科"]}, "measure.department"),
        ({"ground": "ZB 九"}, "measure.ground"),
    ):
        refusal = matter.office.refused("measure.amend", on="2025-03-05", id=id, reason="x", raw=given)
        assert refusal.code == code, given
    matter.office.do("measure.withdraw", on="2025-03-05", id=other)
    raw = {"services": ["medical", "rehabilitation"], "clause": "第十三条"}
    matter.office.do("measure.amend", on="2025-03-05", id=id, reason="x", raw=raw)
    shown = matter.shown(id, "2025-03-05")
    assert (shown["service"], shown["clause"], shown["word"]) == ("medical,rehabilitation", "第十三条", "暂停结算")


@pytest.mark.parametrize("kind", ["settlement-suspension", "refuse-payment"])
def test_the_time_to_answer_runs_from_service_of_the_notice(matter: Matter, kind: str) -> None:
    given = {"bills": ["B-1=100"]} if kind == "refuse-payment" else STOP
    id = matter.propose(kind, "2025-03-03", services=["medical"], **given)
    office = matter.office
    office.do("measure.notice", on="2025-03-03", id=id, number="淄工保告〔2025〕7号")
    assert matter.shown(id, "2025-03-03")["notice_no"] == "淄工保告〔2025〕7号"
    assert matter.shown(id, "2025-03-03")["defence_until"] is None
    # Issued on Monday the 3rd, received on Thursday the 6th: five working days end on Thursday the 13th.
    office.do("measure.serve", on="2025-03-07", id=id, document="notice", method="mail", received="2025-03-06")
    assert matter.shown(id, "2025-03-07")["defence_until"] == date(2025, 3, 13)
    expired = {"id": id, "outcome": "expired"}
    refusal = office.refused("measure.defence", on="2025-03-13", **expired)
    assert (refusal.code, refusal.field) == ("measure.defence", "outcome")
    assert office.refused("approve", who="zhao", on="2025-03-13", id=id, confirm=True).code == "measure.gate"
    office.do("measure.defence", on="2025-03-14", **expired)
    matter.approve(id, "2025-03-14")


def test_a_second_notice_starts_the_time_again(matter: Matter) -> None:
    office: Office = matter.office
    id = matter.propose("settlement-suspension", "2025-03-03", services=["medical"], until="2025-06-30", **STOP)
    office.do("measure.notice", on="2025-03-03", id=id)
    office.do("measure.serve", on="2025-03-03", id=id, document="notice", method="direct", received="2025-03-03")
    office.do("measure.amend", on="2025-03-10", id=id, reason="x", until="2025-07-31")
    office.do("measure.notice", on="2025-03-10", id=id, number="二号")
    assert office.refused("measure.defence", on="2025-03-11", id=id, outcome="expired").code == "measure.step"
    office.do("measure.serve", on="2025-03-11", id=id, document="notice", method="direct", received="2025-03-11")
    assert matter.shown(id, "2025-03-11")["defence_until"] == date(2025, 3, 18)
    assert matter.shown(id, "2025-03-11")["notice_no"] == "二号"
