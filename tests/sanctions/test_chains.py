"""Approval in levels: whose turn it is, four eyes, returning and submitting again."""

from typing import Any

import pytest

from domain.messages import Message, msg
from domain.refusals import Refusal
from domain.states.agency import Policy
from domain.states.cases import Case
from domain.states.core import State
from domain.states.measures import Measure
from domain.states.publications import Publication
from sanctions.measures.lists import measure as measure_record
from sanctions.measures.lists import measures
from sanctions.running.deadlines import deadlines
from sanctions.sheets import approval, approvals
from tests.sanctions.levels import CHAIN, PEOPLE, agree, day, disagree, levels, people, set_chain, walk
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office


def order(office: Office, on: str = "2025-03-05") -> tuple[Matter, str]:
    institution(office)
    matter = Matter(office)
    matter.finding()
    return matter, matter.propose("rectification-order", on, rectify_by="2025-06-30")


def state(office: Office, kind: type[State], id: str) -> Any:
    with office.store.read() as reader:
        return reader.get(kind, id)


def sheet(office: Office, id: str, on: str) -> dict[str, Any]:
    with office.store.read() as reader:
        return approval(reader, id, on=day(on))


def told(steps: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    return [(step["level"], step["outcome"]) for step in steps]


def test_five_levels_decide_one_after_the_other(office: Office) -> None:
    levels(office, "rectification-order")
    _, id = order(office)
    done = agree(office, id, "section-head", "2025-03-06")
    assert (done.status, done.data["turn"]) == ("pending", "legal")
    found = state(office, Measure, id)
    assert found.stage == "proposed"
    assert found.pending.level == "legal"
    walked = walk_from(office, id, "legal", "2025-03-10")
    assert walked.status == "approved"
    found = state(office, Measure, id)
    assert (found.decided_on, found.decided_by, found.pending) == (day("2025-03-10"), "juzhang", None)
    with office.store.read() as reader:
        shown = measure_record(reader, id, on=day("2025-12-01"))["approval"]
    assert told(shown["steps"]) == [(level, "agreed") for level in CHAIN.split(",")]
    assert shown["steps"][3]["minutes"] == "纪要〔2025〕3号"
    assert shown["steps"][3]["attendees"] == ["wang", "chen", "liu"]


def walk_from(office: Office, id: str, first: str, on: str) -> Any:
    names = CHAIN.split(",")
    return [agree(office, id, level, on) for level in names[names.index(first) :]][-1]


@pytest.mark.parametrize("turn", list(PEOPLE))
def test_no_level_goes_before_its_turn_or_twice(office: Office, turn: str) -> None:
    levels(office, "rectification-order")
    _, id = order(office)
    if turn != "section-head":
        walk(office, id, "2025-03-06", upto=turn)
    for level in PEOPLE:
        if level == turn:
            continue
        refusal = disagree(office, id, level, "2025-03-06")
        earlier = CHAIN.split(",").index(level) < CHAIN.split(",").index(turn)
        assert refusal.code in (("approve.twice", "approve.level") if earlier else ("approve.level",))
    assert office.refused("approve", who="zhao", on="2025-03-06", id=id, confirm=True).code == "approve.level"
    agree(office, id, turn, "2025-03-06")


def test_a_refusal_names_the_level_and_its_ground(office: Office) -> None:
    levels(office, "rectification-order")
    _, id = order(office)
    refusal = disagree(office, id, "head", "2025-03-06")
    assert refusal.field == "level"
    assert refusal.message.params["level"] == msg("section head")
    assert refusal.reasons[0].clause == "经办条例 37"


def test_legal_review_and_discussion_say_what_they_must(office: Office) -> None:
    levels(office, "rectification-order")
    _, id = order(office)
    agree(office, id, "section-head", "2025-03-06")
    assert disagree(office, id, "legal", "2025-03-06", opinion="").code == "approve.opinion"
    agree(office, id, "legal", "2025-03-06")
    agree(office, id, "leader", "2025-03-06")
    assert disagree(office, id, "discussion", "2025-03-06", minutes="").code == "approve.minutes"
    assert disagree(office, id, "discussion", "2025-03-06", attendees=[]).code == "approve.attendees"


def test_the_level_named_must_be_the_one_whose_turn_it_is(office: Office) -> None:
    levels(office, "rectification-order")
    _, id = order(office)
    assert disagree(office, id, "section-head", "2025-03-06", level="legal").code == "approve.level"
    agree(office, id, "section-head", "2025-03-06", level="section-head")


def test_nobody_takes_two_levels_whatever_the_account(office: Office) -> None:
    levels(office, "rectification-order")
    office.do("operator.change", who="admin", name="juzhang", levels=["legal", "head"], reason="兼任")
    office.do("operator.add", who="admin", name="juzhang2", staff="K5", roles=["approver"], levels=["head"])
    _, id = order(office)
    agree(office, id, "section-head", "2025-03-06")
    office.do("approve", who="juzhang", on="2025-03-06", id=id, opinion="合法")
    agree(office, id, "leader", "2025-03-06")
    agree(office, id, "discussion", "2025-03-06")
    assert disagree(office, id, "head", "2025-03-06").code == "approve.twice"
    assert office.refused("approve", who="juzhang2", on="2025-03-06", id=id, confirm=True).code == "approve.twice"


def test_the_proposer_decides_at_no_level_by_any_account(office: Office) -> None:
    levels(office, "rectification-order")
    office.do("operator.change", who="admin", name="twin", levels=["section-head"], reason="调整")
    _, id = order(office)
    assert office.refused("approve", who="twin", on="2025-03-06", id=id).code == "approve.own"
    assert office.refused("reject", who="twin", on="2025-03-06", id=id, reason="x").code == "approve.own"
    assert office.refused("return", who="twin", on="2025-03-06", id=id, reason="x").code == "approve.own"


def test_the_chain_is_that_of_the_day_of_the_request(office: Office) -> None:
    people(office)
    matter, before = order(office, "2025-03-05")
    set_chain(office, "settlement-suspension", "legal,head", on="2025-03-04")
    set_chain(office, "rectification-order", "legal,head", on="2025-03-06")
    later = matter.propose("settlement-suspension", "2025-03-06", skip_reason="情节严重")
    set_chain(office, "settlement-suspension", "none", on="2025-03-07")
    assert state(office, Measure, before).pending.chain == ()
    assert state(office, Measure, later).pending.chain == ("legal", "head")
    office.do("approve", who="zhao", on="2025-03-07", id=before, confirm=True)
    matter.hear(later, "2025-03-07")
    agree(office, later, "legal", "2025-03-10")
    assert agree(office, later, "head", "2025-03-10").status == "approved"


def test_what_has_no_chain_of_its_own_takes_the_usual_one_but_settings_do_not(office: Office) -> None:
    people(office)
    set_chain(office, "default", "leader,head")
    set_chain(office, "rectification-order", "none")
    _, id = order(office)
    assert state(office, Measure, id).pending.chain == ()
    matter = Matter(office, on="2025-03-10")
    office.do("case.close", on="2025-03-11", case=matter.case, reason="查无实据", outcome="no-breach")
    assert state(office, Case, matter.case).pending.chain == ("leader", "head")
    # Otherwise a chain nobody can walk to its end could never be set anew.
    set_chain(office, "default", "none", on="2025-03-12")


@pytest.mark.parametrize("value", ["head,head", "boss", "legal;head", ",", "section-head,,head", "HEAD", "none,head"])
def test_what_is_no_chain_is_refused(office: Office, value: str) -> None:
    refusal = office.refused(
        "policy.set", who="admin", key="approval.chain.lift", value=value, from_day="2025-12-01", reason="x"
    )
    assert (refusal.code, refusal.field) == ("policy.value", "value")


def test_disagreeing_ends_it_at_any_level(office: Office) -> None:
    levels(office, "rectification-order")
    _, id = order(office)
    walk(office, id, "2025-03-06", upto="leader")
    office.do("reject", who=PEOPLE["leader"][0], on="2025-03-07", id=id, reason="证据不足")
    found = state(office, Measure, id)
    assert (found.end, found.pending) == ("rejected", None)
    steps = sheet(office, id, "2025-03-07")["steps"]
    assert told(steps) == [("section-head", "agreed"), ("legal", "agreed"), ("leader", "rejected")]
    assert steps[2]["opinion"] == "证据不足"


def test_returned_changed_and_submitted_again_takes_every_level_anew(office: Office) -> None:
    levels(office, "rectification-order")
    _, id = order(office)
    agree(office, id, "section-head", "2025-03-06")
    office.do("return", who="fawu", on="2025-03-07", id=id, reason="期限过长")
    assert disagree(office, id, "legal", "2025-03-07").code == "approve.returned"
    assert office.refused("return", who="fawu", on="2025-03-07", id=id, reason="x").code == "approve.returned"
    assert office.refused("resubmit", who="li", on="2025-03-08", id=id).code == "approve.asker"
    office.do("measure.amend", on="2025-03-08", id=id, reason="缩短期限", rectify_by="2025-05-30")
    office.do("resubmit", on="2025-03-08", id=id, note="期限改为5月30日")
    pending = state(office, Measure, id).pending
    assert (pending.level, pending.steps) == ("section-head", ())
    walk(office, id, "2025-03-10")
    found = state(office, Measure, id)
    assert (found.stage, found.rectify_by) == ("approved", day("2025-05-30"))
    assert told(sheet(office, id, "2025-03-10")["steps"])[:3] == [
        ("section-head", "agreed"),
        ("legal", "returned"),
        (None, "resubmitted"),
    ]


def test_what_a_level_agreed_to_is_not_changed_behind_its_back(office: Office) -> None:
    levels(office, "rectification-order")
    _, id = order(office)
    office.do("measure.amend", on="2025-03-05", id=id, reason="更正", rectify_by="2025-06-20")
    agree(office, id, "section-head", "2025-03-06")
    refusal = office.refused("measure.amend", on="2025-03-07", id=id, reason="更正", rectify_by="2025-07-20")
    assert refusal.code == "measure.step"


def test_one_approver_too_may_return_and_a_returned_request_may_be_made_anew(office: Office) -> None:
    matter, id = order(office)
    matter.approve(id, "2025-03-06")
    matter.serve(id, "2025-03-06")
    office.do("measure.lift", on="2025-03-10", id=id, reason="已整改", raw={"effective": "2025-03-20"})
    assert office.refused("measure.lift", on="2025-03-10", id=id, reason="又").code == "pending"
    office.do("return", who="zhao", on="2025-03-11", id=id, reason="日期有误")
    assert office.refused("resubmit", who="zhao", on="2025-03-11", id=id).code == "role.denied"
    office.do("measure.lift", on="2025-03-12", id=id, reason="已整改", raw={"effective": "2025-03-15"})
    matter.approve(id, "2025-03-13")
    assert state(office, Measure, id).ended_on == day("2025-03-15")


def test_a_returned_request_may_still_be_turned_down(office: Office) -> None:
    _, id = order(office)
    office.do("return", who="zhao", on="2025-03-06", id=id, reason="补充证据")
    office.do("reject", who="zhao", on="2025-03-07", id=id, reason="逾期未改")
    assert state(office, Measure, id).end == "rejected"


def test_a_level_agrees_only_to_what_is_ready(office: Office) -> None:
    levels(office, "settlement-suspension")
    institution(office)
    matter = Matter(office)
    matter.finding()
    id = matter.propose("settlement-suspension", "2025-03-05", skip_reason="情节严重")
    assert disagree(office, id, "section-head", "2025-03-06").code == "measure.gate"
    matter.hear(id, "2025-03-06")
    walk(office, id, "2025-03-07")


def test_the_minutes_may_be_a_file(office: Office) -> None:
    from domain.acts import Upload
    from sanctions.intake.attachments import attachments

    levels(office, "rectification-order")
    _, id = order(office)
    walk(office, id, "2025-03-06", upto="discussion")
    office.do(
        "approve",
        who=PEOPLE["discussion"][0],
        on="2025-03-07",
        id=id,
        attendees=["wang"],
        raw={"minutes_file": Upload("纪要.txt", "一致同意".encode())},
    )
    with office.store.read() as reader:
        assert [one["kind"] for one in attachments(reader, id).items] == ["minutes"]


def test_lists_and_deadlines_know_whose_turn_it_is(office: Office) -> None:
    levels(office, "rectification-order")
    _, id = order(office)

    def turn(person: str, name: str) -> tuple[bool, bool, bool]:
        from domain.states.agency import Operator

        with office.store.read() as reader:
            operator = reader.get(Operator, f"operator:{name}")
            assert operator is not None
            waits = measures(reader, on=day("2025-03-10"), awaiting=person).items
            mine = deadlines(reader, on=day("2025-03-10"), mine=operator, kinds=["approval"]).items
            listed = approvals(reader, on=day("2025-03-10"), person=person).items
            return bool(waits), bool(mine), bool(listed)

    assert turn("K1", "sun_kezhang") == (True, True, True)
    for person, name in (("K2", "fawu"), ("K5", "juzhang"), ("P3", "zhao"), ("P1", "twin")):
        assert turn(person, name) == (False, False, False)
    agree(office, id, "section-head", "2025-03-06")
    assert turn("K1", "sun_kezhang") == (False, False, False)
    assert turn("K2", "fawu") == (True, True, True)
    office.do("return", who="fawu", on="2025-03-07", id=id, reason="补充")
    assert turn("K2", "fawu") == (False, False, False)
    assert turn("P1", "zhang")[1] is True


def test_a_level_nobody_holds_is_told(office: Office) -> None:
    people(office)
    set_chain(office, "rectification-order", "section-head,head")
    office.do("operator.change", who="admin", name="juzhang", no_level=True, reason="调离")
    _, id = order(office)
    done = agree(office, id, "section-head", "2025-03-06")
    (warning,) = done.warnings
    assert isinstance(warning, Message)
    assert warning.params["level"] == msg("head of the agency")
    with office.store.read() as reader:
        (row,) = deadlines(reader, on=day("2025-03-10"), kinds=["approval"]).items
    assert row["subject"] == id
    office.do("operator.change", who="admin", name="zhao", levels=["head"], reason="主持工作")
    office.do("approve", who="zhao", on="2025-03-07", id=id, confirm=True)


def test_answers_about_earlier_days_and_moments_stay(office: Office) -> None:
    levels(office, "revoke")
    matter, id = order(office)
    matter.approve(id, "2025-03-06")
    matter.serve(id, "2025-03-06")
    office.do("measure.revoke", on="2025-04-01", id=id, reason="认定有误")
    walk(office, id, "2025-04-02")
    assert matter.status(id, "2025-03-20") == "revoked"
    with office.store.read() as reader:
        steps = measure_record(reader, id, on=day("2025-03-20"))["approval"]["steps"]
    # Its levels agreed later than that day; the decision that reaches back brings them along.
    assert [step["level"] for step in steps if step["level"]] == CHAIN.split(",")


def test_without_chains_nothing_is_kept_but_the_yes(office: Office) -> None:
    matter, id = order(office)
    matter.approve(id, "2025-03-06")
    with office.store.read() as reader:
        (entry,) = reader.entries(subject=id, kinds=["measure.approve"])
        assert "approval" not in measure_record(reader, id, on=day("2025-12-01"))
    assert not {"sheet", "chain", "level"} & set(entry.fields)


def test_a_rehearsal_of_a_level_keeps_nothing(office: Office) -> None:
    levels(office, "rectification-order")
    _, id = order(office)
    answer = office.attempt("approve", who="sun_kezhang", on="2025-03-06", id=id, rehearse=True)
    assert not isinstance(answer, Refusal)
    assert answer.effects
    assert state(office, Measure, id).pending.steps == ()


def test_the_institution_is_told_nothing_by_a_level(office: Office) -> None:
    """What a level says concerns the agency: only the decision changes what the institution may do."""
    levels(office, "department-suspension")
    institution(office)
    matter = Matter(office, HOSPITAL)
    matter.finding(departments=["骨科"])
    id = matter.propose("department-suspension", "2025-03-05", departments=["骨科"], skip_reason="情节严重")
    matter.hear(id, "2025-03-06")
    walk(office, id, "2025-03-07", upto="head")
    assert matter.status(id, "2025-03-10") == "defended"


def test_a_returned_text_is_written_anew_and_the_old_one_falls(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding(severity="grave")
    ended = matter.carry("termination", "2025-03-10", skip_reason="情节特别严重", ground="ZB 五(三)5")
    id = office.do("publication.draft", on="2025-03-11", terminations=[ended], note="甲").id
    assert office.refused("publication.correct", on="2025-03-11", id=id, reason="x").code == "pending"
    office.do("return", who="zhao", on="2025-03-12", id=id, reason="备注不妥")
    assert office.refused("publication.withdraw", on="2025-03-12", id=id, reason="x").code == "publication.status"
    office.do("publication.correct", on="2025-03-12", id=id, reason="改备注", note="乙")
    office.do("approve", who="zhao", on="2025-03-13", id=id)
    found = state(office, Publication, id)
    (version,) = found.versions
    assert (found.status, version.number, version.kind) == ("approved", 1, "draft")
    assert "乙" in version.text
    assert "甲" not in version.text


def test_a_returned_setting_is_asked_for_anew(office: Office) -> None:
    told = {"who": "admin", "on": "2025-03-03", "key": "hold.review", "from_day": "2025-04-01", "reason": "加快"}
    office.do("policy.set", value="20d", **told)
    assert office.refused("policy.set", value="15d", **told).code == "pending"
    office.do("return", who="zhao", on="2025-03-04", id="hold.review", reason="过长")
    office.do("policy.set", value="15d", **{**told, "on": "2025-03-05"})
    office.do("approve", who="zhao", on="2025-03-05", id="hold.review")
    assert [one.value for one in state(office, Policy, "policy:hold.review").settings] == ["15d"]
