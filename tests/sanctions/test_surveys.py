"""Satisfaction surveys: what is recorded, what is told, and that nothing follows by itself."""

from datetime import date

import pytest

from domain.acts import Upload
from domain.states.cases import Case
from domain.states.measures import Measure
from domain.states.surveys import Survey
from sanctions.intake.attachments import attachments
from sanctions.intake.surveys import survey, surveys
from tests.sanctions.office import HOSPITAL, Office

ASKED = {"code": HOSPITAL, "held": "2025-03-03", "among": "workers", "asked": "60", "answered": "40"}


@pytest.fixture(autouse=True)
def _hospital(office: Office) -> None:
    office.do("institution.add", code=HOSPITAL, name="淄测中心医院", services=["medical"])


def _line(office: Office, percent: str) -> None:
    office.do("policy.set", who="admin", key="survey.low", value=percent, from_day="2025-01-01", reason="内部规定")
    office.do("approve", who="zhao", id="survey.low")


def test_what_was_found_is_recorded(office: Office) -> None:
    proof = Upload("results.txt", b"40 answers")
    done = office.do("survey.record", **ASKED, satisfied="33", score="81", note="电话调查", raw={"proof": proof})
    assert (done.id, done.data["satisfied_percent"], done.data["low"]) == ("MY-2025-0001", "82.5", False)
    with office.store.read() as reader:
        shown = survey(reader, done.id)
        assert [one["kind"] for one in attachments(reader, done.id).items] == ["proof"]
        listed = surveys(reader, institution=HOSPITAL).items
    assert (shown["held_on"], shown["asked"], shown["score"]) == (date(2025, 3, 3), 60, 81)
    assert shown["reasons"][0].clause == "ZB 五(二)"
    assert [one["id"] for one in listed] == [done.id]


@pytest.mark.parametrize(("satisfied", "low"), [("32", False), ("31", True)])
def test_below_the_agencys_line_it_is_told_exactly_on_it_not(office: Office, satisfied: str, low: bool) -> None:
    _line(office, "80")
    done = office.do("survey.record", **ASKED, satisfied=satisfied)
    assert done.data["low"] is low
    assert bool(done.warnings) is low
    with office.store.read() as reader:
        assert len(survey(reader, done.id)["reasons"]) == (2 if low else 1)
        # It is told, and nothing else comes of it.
        assert reader.find(Case) == []
        assert reader.find(Measure) == []


def test_without_a_line_nothing_is_low(office: Office) -> None:
    assert office.do("survey.record", **ASKED, satisfied="0").data["low"] is False


@pytest.mark.parametrize(
    ("asked", "answered", "satisfied", "field"),
    [("40", "41", "1", "answered"), ("40", "0", "0", "answered"), ("40", "30", "31", "satisfied")],
)
def test_numbers_that_cannot_be(office: Office, asked: str, answered: str, satisfied: str, field: str) -> None:
    numbers = {**ASKED, "asked": asked, "answered": answered, "satisfied": satisfied}
    refusal = office.refused("survey.record", **numbers)
    assert (refusal.code, refusal.field) == ("survey.numbers", field)


def test_a_day_to_come_and_the_same_again(office: Office) -> None:
    assert office.refused("survey.record", **{**ASKED, "held": "2025-12-02"}, satisfied="3").code == "survey.days"
    office.do("survey.record", **ASKED, satisfied="33")
    assert office.refused("survey.record", **ASKED, satisfied="34").code == "already"
    office.do("survey.record", **{**ASKED, "among": "employers"}, satisfied="34")


def test_a_case_may_come_from_it(office: Office) -> None:
    id = office.do("survey.record", **ASKED, satisfied="10").id
    case = office.do("case.open", institution=HOSPITAL, lead="zhang", surveys=[id]).id
    with office.store.read() as reader:
        kept = reader.get(Survey, id)
        opened = reader.get(Case, case)
    assert kept is not None
    assert opened is not None
    assert (kept.case, opened.surveys, opened.origin) == (case, (id,), "survey")
    again = office.refused("case.open", institution=HOSPITAL, lead="zhang", surveys=[id])
    assert (again.code, again.field) == ("case.source", "surveys")
    second = office.do("survey.record", **{**ASKED, "among": "public"}, satisfied="10").id
    office.do("case.add", case=case, surveys=[second])
    with office.store.read() as reader:
        after = reader.get(Case, case)
    assert after is not None
    assert after.surveys == (id, second)
