"""The life of a measure: every kind's steps, their order, its end, and what was known when."""

from datetime import date

import pytest

from domain.messages import Bilingual, Message
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office


@pytest.fixture
def matter(office: Office) -> Matter:
    """A case on a hospital with a medical agreement, Zibo."""
    institution(office)
    return Matter(office)


NEEDS: dict[str, dict[str, object]] = {
    "payment-hold": {"bills": ["B-1=100"]},
    "refuse-payment": {"bills": ["B-1=100"]},
    "rectification-order": {"rectify_by": "2025-05-30"},
    "settlement-suspension": {"skip_reason": "情节严重"},
    "department-suspension": {"skip_reason": "情节严重", "departments": ["骨科"]},
    "termination": {"skip_reason": "情节严重", "ground": "ZB 五(二)"},
    "referral": {},
}
HEARD = ("refuse-payment", "settlement-suspension", "department-suspension", "termination")


@pytest.mark.parametrize("kind", NEEDS)
def test_what_each_kind_needs_before_it_is_decided(matter: Matter, kind: str) -> None:
    id = matter.propose(kind, "2025-03-05", **NEEDS[kind])
    assert matter.status(id, "2025-03-05") == "proposed"
    if kind in HEARD:
        refusal = matter.office.refused("approve", who="zhao", on="2025-03-06", id=id, confirm=True)
        assert refusal.code == "measure.gate"
        assert refusal.reasons
        # Issued is not served.
        assert matter.office.do("measure.notice", on="2025-03-06", id=id).status == "proposed"
        matter.office.do(
            "measure.serve", on="2025-03-06", id=id, document="notice", method="direct", received="2025-03-06"
        )
        assert matter.status(id, "2025-03-06") == "noticed"
        assert matter.office.refused("approve", who="zhao", on="2025-03-06", id=id, confirm=True).code == "measure.gate"
        matter.office.do("measure.defence", on="2025-03-07", id=id, outcome="heard", adopted="no", reply="不采纳")
        assert matter.status(id, "2025-03-07") == "defended"
    else:
        assert matter.office.refused("measure.notice", on="2025-03-06", id=id).code == "measure.step"
    done = matter.approve(id, "2025-03-10")
    assert done.data["decided_on"] == "2025-03-10"
    assert matter.status(id, "2025-03-10") == ("in-force" if kind == "payment-hold" else "approved")
    matter.serve(id, "2025-03-12")
    record = matter.shown(id, "2025-03-12")
    assert record["served_on"] == date(2025, 3, 12)
    assert record["status"] == "in-force"
    assert record["in_force_from"] == (date(2025, 3, 10) if kind == "payment-hold" else date(2025, 3, 12))


def test_a_talk_is_done_when_it_was_held(matter: Matter) -> None:
    id = matter.propose("warning-talk", "2025-03-05")
    assert matter.office.refused("approve", who="zhao", on="2025-03-05", id=id).code == "already"
    assert matter.office.refused(
        "measure.serve", on="2025-03-05", id=id, method="direct", received="2025-03-05"
    ).code == ("measure.step")
    assert matter.office.do("measure.complete", on="2025-03-06", id=id, result="法定代表人到场").status == "done"
    record = matter.shown(id, "2025-03-06")
    assert (record["decided_on"], record["in_force_from"], record["ended_on"]) == (date(2025, 3, 6),) * 3
    assert matter.office.refused("measure.complete", on="2025-03-07", id=id).code == "already"


def test_a_referral_is_done_when_it_was_answered(matter: Matter) -> None:
    id = matter.propose("referral", "2025-03-05")
    assert matter.office.refused("measure.complete", on="2025-03-05", id=id).code == "measure.step"
    matter.approve(id, "2025-03-06", confirm=False)
    assert matter.office.refused("measure.complete", on="2025-03-06", id=id).code == "measure.step"
    matter.office.do("measure.serve", on="2025-03-07", id=id, received="2025-03-07")
    assert matter.status(id, "2025-03-07") == "in-force"
    assert matter.office.do("measure.complete", on="2025-04-07", id=id, result="已受理").status == "done"


def test_a_decision_without_an_agreement_clause_is_confirmed(matter: Matter) -> None:
    plain = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-04-30")
    refusal = matter.office.refused("approve", who="zhao", on="2025-03-05", id=plain)
    assert refusal.code == "approve.unconfirmed"
    assert "败诉" in repr(refusal.reasons)
    assert any("败诉" in repr(w) for w in matter.approve(plain, "2025-03-05").warnings)
    footed = matter.propose("referral", "2025-03-05", clause="第十二条")
    matter.approve(footed, "2025-03-05", confirm=False)


def test_nobody_decides_their_own_proposal(matter: Matter) -> None:
    id = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-04-30")
    assert matter.office.refused("approve", who="twin", on="2025-03-05", id=id, confirm=True).code == "approve.own"
    assert matter.office.refused("approve", who="li", on="2025-03-05", id=id, confirm=True).code == "role.denied"
    matter.office.do("reject", who="zhao", on="2025-03-06", id=id, reason="事实不清")
    assert matter.status(id, "2025-03-06") == "rejected"
    assert matter.office.refused("measure.notice", on="2025-03-06", id=id).code == "measure.step"


def test_the_defence_runs_from_service_of_the_notice(matter: Matter) -> None:
    id = matter.propose("settlement-suspension", "2025-04-28", skip_reason="紧急")
    matter.office.do("measure.notice", on="2025-04-28", id=id)
    refusal = matter.office.refused("measure.defence", on="2025-04-28", id=id, outcome="expired")
    assert refusal.code == "measure.step"
    matter.office.do("measure.serve", on="2025-04-29", id=id, document="notice", method="mail", received="2025-04-29")
    # Five working days over the May holiday: 04-30, 05-06, 05-07, 05-08, 05-09, with 04-27 worked before it.
    assert matter.shown(id, "2025-04-29")["defence_until"] == date(2025, 5, 9)
    assert matter.office.refused("measure.defence", on="2025-05-09", id=id, outcome="expired").code == "measure.defence"
    matter.office.do("measure.defence", on="2025-05-10", id=id, outcome="expired")
    assert matter.office.refused("measure.defence", on="2025-05-12", id=id, outcome="expired").code == "already"
    matter.approve(id, "2025-05-12")


def test_each_outcome_of_a_defence_has_what_makes_it_good(matter: Matter) -> None:
    id = matter.propose("termination", "2025-03-05", ground="ZB 五(二)", skip_reason="情节严重")
    do = {"on": "2025-03-05", "id": id}
    matter.office.do("measure.serve", document="notice", method="direct", received="2025-03-05", **do)
    assert matter.office.refused("measure.defence", outcome="heard", **do).field == "adopted"
    assert matter.office.refused("measure.defence", outcome="heard", adopted="no", **do).field == "reply"
    assert matter.office.refused("measure.defence", outcome="waived", **do).code == "measure.defence"
    assert matter.office.refused("measure.defence", outcome="not-required", **do).code == "measure.defence"
    matter.office.do("measure.defence", outcome="waived", text="当面书面放弃", **do)


def test_before_the_regulation_a_missing_defence_only_warns(office: Office) -> None:
    institution(office)
    early, late = Matter(office, on="2023-10-09"), Matter(office, on="2023-10-09")
    first = early.propose("settlement-suspension", "2023-10-10", skip_reason="情节严重")
    done = early.approve(first, "2023-11-30")
    assert "经办条例" not in repr(done.warnings)
    assert any("Decided without" in repr(warning) for warning in done.warnings)
    second = late.propose("department-suspension", "2023-11-30", departments=["骨科"], skip_reason="情节严重")
    assert office.refused("approve", who="zhao", on="2023-12-01", id=second, confirm=True).code == "measure.gate"


def test_what_became_heavier_is_noticed_again(matter: Matter) -> None:
    id = matter.propose(
        "department-suspension", "2025-03-05", departments=["骨科"], until="2025-06-30", skip_reason="急"
    )
    matter.hear(id, "2025-03-05")
    office = matter.office
    assert office.refused("measure.amend", who="li", on="2025-03-06", id=id, reason="x", departments=["骨科"]).code == (
        "measure.proposer"
    )
    office.do("measure.amend", on="2025-03-06", id=id, reason="采纳部分申辩", until="2025-05-31")
    assert office.refused("measure.notice", on="2025-03-06", id=id).code == "already"
    done = office.do("measure.amend", on="2025-03-07", id=id, reason="复核", departments=["骨科", "影像科"])
    assert any("须重新告知" in repr(warning) for warning in done.warnings)
    refusal = office.refused("approve", who="zhao", on="2025-03-07", id=id, confirm=True)
    assert refusal.code == "measure.gate"
    assert "须重新告知" in repr(refusal.reasons)
    matter.hear(id, "2025-03-10")
    matter.approve(id, "2025-03-11")
    assert matter.shown(id, "2025-03-11")["departments"] == ["骨科", "影像科"]


def test_papers_do_not_speak_of_fraud_before_it_is_determined(matter: Matter) -> None:
    office = matter.office
    id = matter.propose("termination", "2025-03-05", ground="ZB 五(二)", skip_reason="情节严重")
    assert office.refused("measure.notice", on="2025-03-05", id=id, note="你院骗保").code == "measure.wording"
    office.do("measure.serve", on="2025-03-05", id=id, document="notice", method="direct", received="2025-03-05")
    said = {"on": "2025-03-05", "id": id, "outcome": "heard", "adopted": "no", "reply": "骗取基金属实"}
    assert office.refused("measure.defence", **said).field == "reply"
    matter.finding(on="2025-03-05", category="determined-fraud", doc_no="人社监 1 号", determined="2025-03-05")
    office.do("measure.defence", **said)


def test_a_proposal_is_taken_back_only_by_who_made_it(matter: Matter) -> None:
    id = matter.propose("warning-talk", "2025-03-05")
    assert matter.office.refused("measure.withdraw", who="li", on="2025-03-05", id=id).code == "measure.proposer"
    assert matter.office.do("measure.withdraw", on="2025-03-05", id=id).status == "withdrawn"
    assert matter.office.refused("measure.withdraw", on="2025-03-05", id=id).code == "already"


def test_service_has_days_that_can_be(matter: Matter) -> None:
    id = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-05-30")
    serve = {"id": id, "method": "direct"}
    office = matter.office
    assert office.refused("measure.serve", on="2025-03-06", received="2025-03-06", **serve).code == "measure.step"
    matter.approve(id, "2025-03-10")
    assert office.refused("measure.serve", on="2025-03-11", received="2025-03-07", **serve).code == "measure.service"
    assert office.refused("measure.serve", on="2025-03-11", received="2025-03-12", **serve).code == "measure.service"
    announced = {**serve, "method": "announcement"}
    assert (
        office.refused("measure.serve", on="2025-03-21", received="2025-03-20", **announced).code == "measure.service"
    )
    office.do("measure.serve", on="2025-03-14", received="2025-03-12", **serve)
    assert office.refused("measure.serve", on="2025-03-17", received="2025-03-14", **serve).code == "already"
    # Entered on the 14th, it binds from the day it was received.
    assert matter.status(id, "2025-03-11") == "approved"
    assert matter.status(id, "2025-03-12") == "in-force"


def test_a_measure_turns_in_force_and_runs_out_by_date(matter: Matter) -> None:
    id = matter.propose(
        "settlement-suspension", "2025-03-05", effective="2025-04-01", until="2025-06-30", skip_reason="急"
    )
    matter.hear(id, "2025-03-05")
    matter.approve(id, "2025-03-06")
    matter.serve(id, "2025-03-07")
    days = {"2025-03-31": "served", "2025-04-01": "in-force", "2025-06-30": "in-force", "2025-07-01": "expired"}
    assert {day: matter.status(id, day) for day in days} == days
    assert [matter.shown(id, day)["ended_on"] for day in ("2025-06-30", "2025-07-01")] == [None, date(2025, 7, 1)]
    assert matter.office.refused("measure.lift", on="2025-07-01", id=id, reason="x").code == "measure.step"


def test_what_runs_out_by_itself_is_not_lifted_later(matter: Matter) -> None:
    id = matter.carry("settlement-suspension", "2025-03-05", skip_reason="急", until="2025-04-30")
    lift = {"on": "2025-04-01", "id": id, "reason": "x"}
    assert matter.office.refused("measure.lift", effective="2025-05-06", **lift).code == "measure.effective"
    matter.office.do("measure.lift", effective="2025-04-30", **lift)
    matter.approve(id, "2025-04-01")
    assert [matter.status(id, day) for day in ("2025-04-29", "2025-04-30", "2025-05-06")] == [
        "in-force",
        "lifted",
        "lifted",
    ]


def test_lifting_ends_from_a_day_on_and_waits_for_another_person(matter: Matter) -> None:
    id = matter.carry("settlement-suspension", "2025-03-05", skip_reason="急")
    office = matter.office
    assert office.refused("measure.lift", on="2025-04-01", id=id, reason="x", effective="2025-03-31").code == (
        "measure.effective"
    )
    office.do("measure.lift", on="2025-04-01", id=id, reason="整改到位", effective="2025-04-10")
    assert office.refused("measure.revoke", on="2025-04-01", id=id, reason="x").code == "pending"
    assert matter.status(id, "2025-04-20") == "in-force"
    matter.approve(id, "2025-04-02")
    assert matter.status(id, "2025-04-09") == "in-force"
    assert matter.status(id, "2025-04-10") == "lifted"
    assert office.refused("measure.lift", on="2025-04-03", id=id, reason="x").code == "already"
    assert office.refused("measure.recheck", on="2025-04-03", id=id, result="passed").code == "measure.step"
    other = matter.carry("referral", "2025-03-10", heard=False)
    assert office.refused("measure.lift", on="2025-04-02", id=other, reason="x").code == "measure.step"


def test_a_revoked_measure_was_never_there_but_what_was_known_stays(matter: Matter) -> None:
    office = matter.office
    office.as_of_day(date(2025, 3, 10))
    id = matter.carry("settlement-suspension", "2025-03-06", skip_reason="急")
    office.today = date(2025, 5, 6)
    office.do("measure.revoke", on="2025-05-06", id=id, reason="认定事实有误")
    matter.approve(id, "2025-05-06")
    assert matter.status(id, "2025-03-20") == "revoked"
    noon = office.clock_at(date(2025, 4, 1))()
    assert matter.status(id, "2025-03-20", known_at=noon) == "in-force"
    assert office.refused("measure.revoke", on="2025-05-06", id=id, reason="x").code == "already"


def test_a_national_day_before_the_notice_uses_national_rules(make_office: MakeOffice) -> None:
    office = make_office("tianjin-2024")
    institution(office)
    matter = Matter(office, on="2024-05-06")
    refusal = matter.refused("settlement-suspension", "2024-05-07", skip_reason="急")
    assert refusal.code == "measure.clause"
    id = matter.propose("settlement-suspension", "2024-05-07", skip_reason="急", clause="第十二条")
    assert matter.shown(id, "2024-05-07")["word"] == "暂停结算"


def _template(words: object) -> str:
    return words.template if isinstance(words, Message) else repr(words)


def test_what_a_decision_brings_about_is_told_in_whole_sentences(matter: Matter) -> None:
    id = matter.propose("termination", "2025-03-05", ground="ZB 五(二)", skip_reason="情节严重")
    matter.hear(id, "2025-03-05")
    done = matter.approve(id, "2025-03-06")
    for words in (*done.effects, *done.warnings):
        assert isinstance(words, Message), words
        assert words.template[0].isupper() or words.template.startswith("{"), words
        assert words.template.endswith("."), words
    told = {_template(words): words.params for words in done.effects if isinstance(words, Message)}
    due = told["It must be published by {day} (basis: {basis})."]
    assert (due["day"], due["basis"]) == (date(2025, 4, 3), Bilingual("国家规定补充，非本通知条款", due["basis"].en))  # type: ignore[union-attr]
    assert told["A reapplication bar runs to {day}, included (basis: {basis})."]["day"] == date(2026, 3, 6)


def test_a_refusal_begins_with_the_packs_own_word(matter: Matter) -> None:
    refusal = matter.refused("department-suspension", "2025-03-05", departments=["骨科"], services=["device"])
    word = refusal.message.params["word"]
    assert word == Bilingual("科室停止(暂停)", "Department suspension")
