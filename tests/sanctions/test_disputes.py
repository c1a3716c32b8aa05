"""A dispute from its filing to its outcome: who decides, which day, what is refused, and what becomes of a term."""

from datetime import date

import pytest

from domain.states.disputes import Dispute
from domain.states.institutions import Agreement
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.contested import (
    CARRIED_OUT,
    DECIDED,
    EFFECTIVE,
    FILED,
    JUDGED,
    LATER,
    Contested,
    agreement_of,
    contest,
)
from tests.sanctions.matter import sign
from tests.sanctions.office import HOSPITAL


@pytest.fixture
def ended(make_office: MakeOffice) -> Contested:
    """A termination in force, Zibo."""
    return contest(make_office, "zibo-2023", "termination")


def opened(contested: Contested, **fields: str) -> dict[str, str]:
    given = {"target": contested.measure, "kind": "litigation", "body": "人民法院", "number": "行初1号", "filed": FILED}
    return {**given, **fields}


def test_it_is_opened_on_what_was_decided(ended: Contested) -> None:
    office = ended.office
    dispute = ended.open(kind="复议")
    assert ended.get(Dispute, dispute).kind == "reconsideration"
    told = ended.dispute(dispute)
    assert (told["status"], told["target"], told["stayed"]) == ("open", ended.measure, False)
    assert office.refused("dispute.open", on="2025-03-21", raw=opened(ended, kind="诉")).code == "value.choice"
    again = opened(ended, kind="复议", number="复议〔2025〕1号")
    assert office.refused("dispute.open", on="2025-03-21", raw=again).code == "already"
    early = office.refused("dispute.open", on="2025-03-21", raw=opened(ended, filed="2025-03-09"))
    assert (early.code, early.field) == ("dispute.day", "filed")
    ahead = office.refused("dispute.open", on="2025-03-21", raw=opened(ended, filed="2025-03-22"))
    assert (ahead.code, ahead.field) == ("dispute.day", "filed")
    assert office.refused("dispute.open", raw=opened(ended, target="CL-2025-0099")).code == "not-found"
    assert office.refused("dispute.open", raw=opened(ended, target="X-none")).code == "not-found"
    proposed = ended.matter.propose("referral", LATER, services=["medical"])
    assert office.refused("dispute.open", on=LATER, raw=opened(ended, target=proposed, filed=LATER)).code == (
        "dispute.target"
    )


def test_filed_after_its_time_is_only_warned_of(ended: Contested) -> None:
    # Served on 2025-03-10: sixty days are over on 2025-05-09, six months on 2025-09-10.
    remedy = ended.matter.shown(ended.measure, LATER)["remedy"]
    assert (remedy["review_until"], remedy["suit_until"]) == (date(2025, 5, 9), date(2025, 9, 10))
    late = opened(ended, kind="reconsideration", filed="2025-05-12")
    assert "2025, 5, 9" in repr(ended.office.do("dispute.open", on="2025-05-12", raw=late).warnings)
    in_time = opened(ended, filed="2025-05-12")
    assert ended.office.do("dispute.open", on="2025-05-12", raw=in_time).warnings == ()


def test_the_time_for_review_moves_on_from_a_day_off(make_office: MakeOffice) -> None:
    """Served on 2025-08-04, the sixtieth day is 2025-10-03; the next working day is 2025-10-09 (民法典 203)."""
    contested = contest(make_office, "zibo-2023", "rectification-order")
    contested.office.as_of_day(date(2025, 12, 1))
    id = contested.other.propose("rectification-order", "2025-08-01", services=["medical"], rectify_by="2025-10-31")
    contested.other.approve(id, "2025-08-01")
    contested.other.serve(id, "2025-08-04")
    remedy = contested.other.shown(id, "2025-12-01")["remedy"]
    assert remedy["review_until"] == date(2025, 10, 9)
    assert "同级人民政府" in repr(remedy["text"])
    assert {reason.clause for reason in remedy["reasons"]} >= {"行政复议法 20", "行政诉讼法 46"}
    talk = contested.other.propose("warning-talk", "2025-08-05", services=["medical"])
    assert contested.other.shown(talk, "2025-12-01")["remedy"] is None


def test_nothing_is_carried_out_before_another_person_approves(ended: Contested) -> None:
    office, dispute = ended.office, ended.open()
    ended.decide(dispute, "撤销", term="restored")
    told = ended.dispute(dispute)
    assert (told["pending"], told["asked"], told["outcome"]) == ("outcome", "set-aside", None)
    assert ended.status() == "in-force"
    assert ("approval", dispute) in ended.running()
    assert office.refused("approve", who="twin", on=CARRIED_OUT, id=dispute).code == "approve.own"
    assert office.refused("approve", who="qian", on=CARRIED_OUT, id=dispute).code == "role.denied"
    stay = {"id": dispute, "from_day": FILED, "body": "x", "reason": "x"}
    assert office.refused("dispute.stay", on=CARRIED_OUT, raw=stay).code == "pending"
    ended.carry_out(dispute)
    assert ended.status() == "revoked"
    assert office.refused("approve", who="zhao", on=CARRIED_OUT, id=dispute).code == "already"
    assert ended.refused(dispute, "upheld") == "already"


def test_a_rejected_outcome_leaves_everything_and_may_be_recorded_anew(ended: Contested) -> None:
    dispute, before = ended.open(), ended.now
    ended.decide(dispute, "set-aside", term="restored")
    ended.office.do("reject", who="zhao", on=CARRIED_OUT, id=dispute, reason="文书未附")
    assert ended.now == before
    assert ended.dispute(dispute)["status"] == "open"
    ended.decide(dispute, "set-aside", term="restored")
    ended.carry_out(dispute)
    assert ended.status() == "revoked"


def test_days_must_follow_each_other(ended: Contested) -> None:
    dispute = ended.open()
    for field, fields in (
        ("decided", {"decided": "2025-03-17"}),
        ("effective", {"effective": "2025-05-11"}),
        ("effective", {"effective": "2025-05-23"}),
        ("remake_by", {"remake_by": "2025-05-11"}),
    ):
        given = {"id": dispute, "outcome": "remake-ordered", "decided": JUDGED, "effective": EFFECTIVE}
        refusal = ended.office.refused("dispute.decide", on=CARRIED_OUT, raw={**given, **fields})
        assert (refusal.code, refusal.field) == ("dispute.day", field)


@pytest.mark.parametrize(
    ("outcome", "fields", "code"),
    [
        ("upheld", {"departments": ["骨科"]}, "dispute.field"),
        ("withdrawn", {"terms": "x"}, "dispute.field"),
        ("set-aside", {"until": "2025-06-30"}, "dispute.field"),
        ("set-aside", {"remake_by": "2025-06-30"}, "dispute.field"),
        ("remake-ordered", {}, "value.missing"),
        ("settled", {}, "value.missing"),
        ("varied", {}, "value.missing"),
        ("partly-set-aside", {}, "value.missing"),
        ("declared-unlawful", {"procedural": True}, "dispute.field"),
        ("set-aside", {"term": "extended"}, "dispute.term"),
        ("set-aside", {"extended_to": "2028-01-31"}, "dispute.term"),
    ],
)
def test_what_goes_with_an_outcome(ended: Contested, outcome: str, fields: dict[str, object], code: str) -> None:
    assert ended.refused(ended.open(), outcome, **fields) == code


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("termination", {"services": ["medical", "rehabilitation"]}),
        ("termination", {"services": ["device"]}),
        ("termination", {"bills": ["B-1"]}),
        ("department-suspension", {"departments": ["骨科", "影像科"]}),
        ("department-suspension", {"departments": ["神经外科"]}),
        ("refuse-payment", {"bills": ["B-1", "B-2"]}),
        ("refuse-payment", {"bills": ["B-1=101"]}),
        ("refuse-payment", {"bills": ["B-9"]}),
    ],
)
def test_a_part_is_some_of_it_and_not_all(make_office: MakeOffice, kind: str, fields: dict[str, object]) -> None:
    contested = contest(make_office, "zibo-2023", kind)
    dispute, before = contested.open(), contested.now
    contested.decide(dispute, "partly-set-aside", **fields)
    refusal = contested.office.refused("approve", who="zhao", on=CARRIED_OUT, id=dispute, term="restored")
    assert refusal.code == "dispute.parts"
    assert contested.now == before


# ---------------------------------------------------------------- the rest of the term


def test_whoever_approves_chooses_what_becomes_of_the_term(ended: Contested) -> None:
    dispute = ended.open()
    ended.decide(dispute, "set-aside")
    refusal = ended.office.refused("approve", who="zhao", on=CARRIED_OUT, id=dispute)
    assert (refusal.code, refusal.field) == ("dispute.term", "term")
    over = ended.office.refused("approve", who="zhao", on=CARRIED_OUT, id=dispute, term="over")
    assert (over.code, over.field) == ("dispute.term", "term")
    ended.carry_out(dispute, term="extended", extended_to="2027-04-13")
    assert {one.until for one in ended.agreements()} == {date(2027, 4, 13)}
    assert ended.dispute(dispute)["term"] == "extended"
    number = f"agreement:{agreement_of()}"
    with ended.office.store.read() as reader:
        then = reader.as_of(Agreement, number, on=date(2025, 4, 1), known_at=ended.known)
    assert then is not None
    assert (then.until, then.status(date(2025, 4, 1))) == (date(2027, 1, 31), "terminated")


def test_the_approver_may_choose_otherwise_than_was_proposed(ended: Contested) -> None:
    dispute = ended.open()
    ended.decide(dispute, "set-aside", term="延长", extended_to="2028-01-31")
    ended.carry_out(dispute, term="恢复")
    assert {one.until for one in ended.agreements()} == {date(2027, 1, 31)}


def test_a_term_that_ran_out_meanwhile_is_over(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "termination")
    contested.office.as_of_day(date(2027, 3, 1))
    dispute = contested.open()
    given = {"id": dispute, "outcome": "set-aside", "decided": "2027-02-15", "effective": "2027-02-20"}
    contested.office.do("dispute.decide", on="2027-02-22", raw=given)
    refusal = contested.office.refused("approve", who="zhao", on="2027-02-22", id=dispute, term="restored")
    assert (refusal.code, refusal.field) == ("dispute.term", "term")
    contested.office.do("approve", who="zhao", on="2027-02-22", id=dispute, term="over")
    assert {one.status(date(2027, 2, 22)) for one in contested.agreements()} == {"expired"}
    assert {one.status(date(2026, 2, 22)) for one in contested.agreements()} == {"in-force"}


def test_one_signed_meanwhile_is_told_of(ended: Contested) -> None:
    sign(ended.office, HOSPITAL, "medical", since="2025-04-01", until="2028-03-31")
    dispute = ended.open()
    ended.decide(dispute, "set-aside")
    told = ended.carry_out(dispute, term="restored")
    assert agreement_of(since="2025-04-01") in told


# ---------------------------------------------------------------- several instances


def test_only_one_dispute_about_the_same_is_decided_at_a_time(ended: Contested) -> None:
    first, second = ended.open(), ended.open(number="复议〔2025〕2号")
    ended.decide(first, "upheld")
    assert ended.refused(second, "set-aside") == "dispute.decided"
    ended.carry_out(first)
    ended.decide(second, "set-aside", term="restored")
    ended.carry_out(second)
    assert ended.status() == "revoked"


def test_an_appeal_is_a_dispute_of_its_own_and_brings_nothing_back(ended: Contested) -> None:
    ended.through("set-aside", term="restored")
    given = opened(ended, filed="2025-05-30", number="行终1号")
    appeal = ended.office.do("dispute.open", on=LATER, raw=given)
    assert "ZY-2025-0001" in repr(appeal.effects)
    day = {"decided": LATER, "effective": LATER}
    for outcome in ("upheld", "varied", "declared-unlawful"):
        fields = {"until": "2025-12-31"} if outcome == "varied" else {}
        raw = {"id": appeal.id, "outcome": outcome, **day, **fields}
        assert ended.office.refused("dispute.decide", on=LATER, raw=raw).code == "dispute.instance"
    ended.office.do("dispute.decide", on=LATER, raw={"id": appeal.id, "outcome": "set-aside", **day})
    before = ended.now
    ended.office.do("approve", who="zhao", on=LATER, id=appeal.id)
    assert ended.now == before


def test_what_waited_on_the_measure_falls_with_it(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "settlement-suspension")
    dispute = contested.open()
    contested.office.do("measure.lift", on="2025-05-20", id=contested.measure, reason="已整改")
    contested.decide(dispute, "set-aside")
    contested.carry_out(dispute)
    assert contested.now.pending is None
    assert contested.office.refused("approve", who="zhao", on=LATER, id=contested.measure).code == "already"


def test_a_measure_superseded_by_what_falls_stands_again(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "settlement-suspension")
    end = contested.other.propose(
        "termination", "2025-04-01", services=["medical", "rehabilitation"], ground="ZB 五(二)", skip_reason="x"
    )
    contested.other.hear(end, "2025-04-01")
    contested.other.approve(end, "2025-04-02")
    contested.other.serve(end, "2025-04-03")
    assert contested.status("2025-04-03") == "superseded"
    filed = {"target": end, "kind": "litigation", "body": "法院", "number": "1", "filed": "2025-04-10"}
    dispute = contested.office.do("dispute.open", on="2025-04-10", raw=filed).id
    contested.decide(dispute, "set-aside")
    told = contested.carry_out(dispute, term="restored")
    assert contested.measure in told
    assert contested.status("2025-04-03") == "in-force"
    assert contested.status(DECIDED) == "in-force"


def test_revoked_by_ourselves_meanwhile_it_may_still_be_declared_unlawful(ended: Contested) -> None:
    dispute = ended.open()
    ended.office.do("measure.revoke", on="2025-05-06", id=ended.measure, reason="自行纠正")
    ended.matter.approve(ended.measure, "2025-05-06")
    ended.decide(dispute, "declared-unlawful")
    assert "revoked by ourselves" in ended.carry_out(dispute)
    assert (ended.status(), ended.now.unlawful) == ("revoked", dispute)
    assert "compensation" in ended.tasks()
    assert "annotate-publication" not in ended.tasks()


def test_an_objective_end_that_falls_had_no_bar(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "warning-talk")
    contested.office.as_of_day(date(2025, 3, 20))
    contested.matter.event("dissolved", "2025-03-17")
    end = contested.matter.propose(
        "termination", "2025-03-17", services=["medical", "rehabilitation"], ground="推定: 履约主体灭失"
    )
    contested.matter.hear(end, "2025-03-17")
    contested.matter.approve(end, "2025-03-17")
    contested.matter.serve(end, "2025-03-17")
    contested.office.as_of_day(date.fromisoformat(LATER))
    dispute = contested.open(end)
    contested.decide(dispute, "set-aside")
    told = contested.carry_out(dispute, term="restored")
    assert "The bar it started falls" not in told
    assert "stands again" in told
