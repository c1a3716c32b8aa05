"""Handing over cases, and what becomes of what somebody asked for who left or handed over."""

from typing import Any

from domain.refusals import Refusal
from domain.states.agency import Operator
from domain.states.cases import Case
from domain.states.measures import Measure
from sanctions.cases.lists import case as case_record
from sanctions.running.deadlines import deadlines
from tests.sanctions.levels import agree, day, levels, walk
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office


def matter_of(office: Office) -> Matter:
    office.do("operator.add", who="admin", name="chen", staff="P21", roles=["supervisor"])
    institution(office)
    matter = Matter(office)
    matter.finding()
    return matter


def hand_over(office: Office, case: str, to: str = "chen", on: str = "2025-04-01", **fields: Any) -> None:
    office.do("case.handover", on=on, case=case, to=to, reason="岗位调整", **fields)


def handlers(office: Office, case: str) -> tuple[str, str | None]:
    with office.store.read() as reader:
        found = reader.get(Case, case)
    assert found is not None
    return found.lead, found.second


def mine(office: Office, name: str, on: str = "2025-04-02") -> set[tuple[str, str]]:
    with office.store.read() as reader:
        operator = reader.get(Operator, f"operator:{name}")
        assert operator is not None
        return {(row["kind"], row["subject"]) for row in deadlines(reader, on=day(on), mine=operator).items}


def refused(office: Office, kind: str, **fields: Any) -> Refusal:
    return office.refused(kind, on="2025-04-02", **fields)


def test_it_stays_with_the_giver_until_it_is_acknowledged(office: Office) -> None:
    matter = matter_of(office)
    hand_over(office, matter.case)
    assert handlers(office, matter.case) == ("zhang", "li")
    assert ("approval", matter.case) in mine(office, "chen")
    assert ("approval", matter.case) not in mine(office, "zhang")
    assert refused(office, "case.acknowledge", who="li", case=matter.case).code == "handover.receiver"
    office.do("case.acknowledge", who="chen", on="2025-04-02", case=matter.case)
    assert handlers(office, matter.case) == ("chen", "li")
    assert ("approval", matter.case) not in mine(office, "chen")
    assert refused(office, "case.acknowledge", who="chen", case=matter.case).code == "already"
    with office.store.read() as reader:
        assert case_record(reader, matter.case, on=day("2025-04-01"))["lead"] == "zhang"
        assert case_record(reader, matter.case, on=day("2025-04-02"))["former"] == ["zhang"]


def test_what_runs_follows_the_new_lead(office: Office) -> None:
    matter = matter_of(office)
    id = matter.carry("rectification-order", "2025-03-05", heard=False, rectify_by="2025-06-30")
    assert ("recheck", id) in mine(office, "zhang")
    hand_over(office, matter.case)
    assert ("recheck", id) in mine(office, "zhang")
    office.do("case.acknowledge", who="chen", on="2025-04-02", case=matter.case)
    assert ("recheck", id) in mine(office, "chen")
    assert ("recheck", id) not in mine(office, "zhang")


def test_declined_it_stays(office: Office) -> None:
    matter = matter_of(office)
    hand_over(office, matter.case)
    office.do("case.decline-handover", who="chen", on="2025-04-02", case=matter.case, reason="工作量已满")
    assert handlers(office, matter.case) == ("zhang", "li")
    with office.store.read() as reader:
        assert "handover" not in case_record(reader, matter.case, on=day("2025-04-02"))


def test_who_hands_over_what_to_whom(office: Office) -> None:
    matter = matter_of(office)
    given = {"case": matter.case, "reason": "x"}
    assert refused(office, "case.handover", who="chen", to="chen", **given).code == "handover.giver"
    assert refused(office, "case.handover", who="zhao", to="chen", **given).code == "handover.giver"
    assert refused(office, "case.handover", to="wu", **given).code == "handover.receiver"
    assert refused(office, "case.handover", to="li", **given).code == "case.handlers"
    assert refused(office, "case.handover", to="zhang", **given).code == "already"
    assert refused(office, "case.handover", to="nobody", **given).field == "to"


def test_the_second_handler_hands_over_too(office: Office) -> None:
    matter = matter_of(office)
    office.do("case.handover", who="li", on="2025-04-01", case=matter.case, to="chen", reason="产假")
    office.do("case.acknowledge", who="chen", on="2025-04-02", case=matter.case)
    assert handlers(office, matter.case) == ("zhang", "chen")


def test_for_a_lead_who_left_an_approver_or_administrator_does(office: Office) -> None:
    matter = matter_of(office)
    office.do("operator.change", who="admin", name="zhang", leave=True, reason="辞职")
    office.do("case.handover", who="zhao", on="2025-04-01", case=matter.case, to="chen", reason="原承办人离职")
    office.do("case.acknowledge", who="chen", on="2025-04-02", case=matter.case)
    assert handlers(office, matter.case) == ("chen", "li")


def resigned(office: Office) -> tuple[Matter, str]:
    """A proposal returned, its proposer gone, and the case another's."""
    levels(office, "rectification-order")
    matter = matter_of(office)
    id = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-06-30")
    agree(office, id, "section-head", "2025-03-06")
    office.do("return", who="fawu", on="2025-03-07", id=id, reason="补充依据")
    office.do("operator.change", who="admin", name="zhang", leave=True, reason="辞职")
    office.do("case.handover", who="zhao", on="2025-04-01", case=matter.case, to="chen", reason="原承办人离职")
    return matter, id


def test_the_new_lead_changes_and_submits_what_a_resigned_proposer_asked_for(office: Office) -> None:
    matter, id = resigned(office)
    # Until it is acknowledged it is not theirs.
    assert refused(office, "resubmit", who="chen", id=id).code == "approve.asker"
    office.do("case.acknowledge", who="chen", on="2025-04-02", case=matter.case)
    assert ("approval", id) in mine(office, "chen", "2025-04-03")
    assert refused(office, "resubmit", who="li", id=id).code == "approve.asker"
    assert refused(office, "measure.amend", who="li", id=id, reason="x", rectify_by="2025-07-30").code == (
        "measure.proposer"
    )
    office.do("measure.amend", who="chen", on="2025-04-03", id=id, reason="补充", rectify_by="2025-07-30")
    office.do("resubmit", who="chen", on="2025-04-03", id=id)
    walk(office, id, "2025-04-07")
    with office.store.read() as reader:
        found = reader.get(Measure, id)
    assert found is not None
    assert (found.stage, found.rectify_by) == ("approved", day("2025-07-30"))


def test_four_eyes_count_both_who_asked_and_who_submitted_again(office: Office) -> None:
    matter, id = resigned(office)
    office.do("case.acknowledge", who="chen", on="2025-04-02", case=matter.case)
    office.do("resubmit", who="chen", on="2025-04-03", id=id)
    office.do("operator.add", who="admin", name="chen2", staff="P21", roles=["approver"], levels=["section-head"])
    office.do("operator.change", who="admin", name="twin", levels=["section-head"], reason="调整")
    for who in ("chen2", "twin"):
        assert office.refused("approve", who=who, on="2025-04-07", id=id).code == "approve.own"
    agree(office, id, "section-head", "2025-04-07")


def test_a_proposer_who_handed_over_is_replaced_by_the_lead_too(office: Office) -> None:
    matter = matter_of(office)
    id = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-06-30")
    assert refused(office, "measure.withdraw", who="chen", id=id).code == "measure.proposer"
    hand_over(office, matter.case)
    office.do("case.acknowledge", who="chen", on="2025-04-02", case=matter.case)
    office.do("measure.withdraw", who="chen", on="2025-04-03", id=id, reason="重新核定")
    assert matter.status(id, "2025-04-03") == "withdrawn"


def test_a_lead_in_place_may_not_decide_what_they_changed(office: Office) -> None:
    matter = matter_of(office)
    id = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-06-30")
    hand_over(office, matter.case)
    office.do("case.acknowledge", who="chen", on="2025-04-02", case=matter.case)
    office.do("measure.amend", who="chen", on="2025-04-03", id=id, reason="更正", rectify_by="2025-07-30")
    office.do("operator.change", who="admin", name="chen", roles=["supervisor", "approver"], reason="调整")
    assert office.refused("approve", who="chen", on="2025-04-07", id=id, confirm=True).code == "approve.own"
