"""The clocks told beside a day before an act are those that run after it."""

from datetime import date
from typing import Any

import pytest

from domain.states.complaints import Complaint
from sanctions.intake.complaint_clocks import clocks
from sanctions.rules import calendar_of, rulebook_of
from sanctions.running.deadlines import deadlines
from sanctions.running.started import started
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office


def told(office: Office, act: str, field: str, day: str, **raw: Any) -> list[date]:
    with office.store.read() as reader:
        return [one.day for one in started(reader, act, field, date.fromisoformat(day), raw)]


def runs(office: Office, on: str, kind: str, subject: str) -> list[date | None]:
    with office.store.read() as reader:
        found = deadlines(reader, on=date.fromisoformat(on)).items
    return sorted(row["due"] for row in found if (row["kind"], row["subject"]) == (kind, subject))


def set_policy(office: Office, key: str, value: str) -> None:
    fields = {"key": key, "value": value, "from_day": "2025-01-02", "reason": "试行"}
    office.do("policy.set", who="admin", on="2025-01-02", **fields)
    office.do("approve", who="zhao", on="2025-01-02", id=key)


def test_a_petition_is_told_of_and_finished(office: Office) -> None:
    institution(office)
    raw = {"institution": HOSPITAL, "channel": "letter", "nature": "petition", "summary": "床位"}
    before = told(office, "complaint.log", "received", "2025-03-03", **raw)
    id = office.do("complaint.log", on="2025-03-03", raw=raw, received="2025-03-03").id
    assert before
    assert before == runs(office, "2025-03-03", "complaint-clock", id)
    (finish,) = told(office, "complaint.accept", "on", "2025-03-05", id=id)
    office.do("complaint.accept", on="2025-03-05", id=id)
    with office.store.read() as reader:
        complaint = reader.get(Complaint, id)
        assert complaint is not None
        running = clocks(complaint, rulebook_of(reader), calendar_of(reader))
        assert finish in [clock.day for clock in running]
    assert told(office, "complaint.accept", "on", "2025-03-06", id=id) == [], "it runs already"


def test_an_answer_is_due_by_the_rule_of_its_channel(office: Office) -> None:
    institution(office)
    set_policy(office, "complaint.answer.12345", "5wd")
    raw = {"institution": HOSPITAL, "channel": "12345", "nature": "complaint", "summary": "床位"}
    (answer,) = told(office, "complaint.log", "received", "2025-03-03", **raw)
    id = office.do("complaint.log", on="2025-03-03", raw=raw, received="2025-03-03").id
    assert [answer] == runs(office, "2025-03-03", "complaint-clock", id)
    assert told(office, "complaint.log", "received", "2025-03-03", **raw, reply_by="2025-03-20") == []
    assert told(office, "complaint.log", "received", "2025-03-03") == [], "nothing decides it yet"


def test_a_termination_from_service_of_the_notice_to_publication(office: Office) -> None:
    institution(office)
    matter = Matter(office, on="2025-04-28")
    matter.finding(on="2025-04-28", severity="grave")
    id = matter.propose("termination", "2025-04-28", ground="ZB 五(二)", skip_reason="情节严重")
    office.do("measure.notice", on="2025-04-28", id=id)
    (defence,) = told(office, "measure.serve", "received", "2025-04-29", id=id, document="notice")
    office.do("measure.serve", on="2025-04-29", id=id, document="notice", method="direct", received="2025-04-29")
    assert [defence] == runs(office, "2025-04-29", "defence-end", id) == [date(2025, 5, 9)]
    office.do("measure.defence", on="2025-04-30", id=id, outcome="heard", adopted="no", reply="不予采纳")
    (publish,) = told(office, "approve", "on", "2025-05-06", id=id)
    matter.approve(id, "2025-05-06")
    assert [publish] == runs(office, "2025-05-06", "publication", id)
    assert told(office, "approve", "on", "2025-05-07", id=id) == [], "it is decided"
    review, suit = told(office, "measure.serve", "received", "2025-05-07", id=id)
    matter.serve(id, "2025-05-07")
    shown = matter.shown(id, "2025-05-07")["remedy"]
    assert (review, suit) == (shown["review_until"], shown["suit_until"])


def test_a_hold_is_looked_at_again(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    id = matter.propose("payment-hold", "2025-03-04", bills=["B-1=100"])
    (review,) = told(office, "approve", "on", "2025-03-05", id=id)
    matter.approve(id, "2025-03-05")
    assert [review] == runs(office, "2025-03-05", "hold-review", id)
    (again,) = told(office, "hold.review", "on", "2025-03-20", case=matter.case, measure=id, outcome="continue")
    assert again > review
    assert told(office, "hold.review", "on", "2025-03-20", outcome="release") == []


def test_a_case_by_the_agencys_limit(office: Office) -> None:
    institution(office)
    assert told(office, "case.open", "on", "2025-03-03") == []
    set_policy(office, "case.limit", "60d")
    assert told(office, "case.open", "on", "2025-03-03") == [date(2025, 5, 6)]
    assert told(office, "case.open", "on", "2025-03-03", limit="2025-04-01") == []


@pytest.mark.parametrize(
    ("act", "field"), [("recovery.demand", "served"), ("recovery.serve", "served"), ("case.close", "on")]
)
def test_money_and_what_starts_nothing(office: Office, act: str, field: str) -> None:
    days = told(office, act, field, "2025-03-03")
    assert days == sorted(days)
    assert len(days) == {"recovery.demand": 1, "recovery.serve": 2}.get(act, 0)


def test_a_day_nobody_can_count_from_starts_nothing(office: Office) -> None:
    assert told(office, "recovery.serve", "served", "9999-12-01") == []


def test_one_level_of_several_decides_nothing_yet(office: Office) -> None:
    institution(office)
    fields = {"key": "approval.chain.payment-hold", "value": "section-head,leader", "from_day": "2025-01-02"}
    office.do("policy.set", who="admin", on="2025-01-02", reason="试行", **fields)
    office.do("approve", who="zhao", on="2025-01-02", id="approval.chain.payment-hold")
    matter = Matter(office)
    id = matter.propose("payment-hold", "2025-03-04", bills=["B-1=100"])
    assert told(office, "approve", "on", "2025-03-05", id=id) == []
