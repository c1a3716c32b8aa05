"""Cases: what they come from, how far they are, and that none closes over anything left open."""

from datetime import date
from typing import Any

import pytest

from sanctions.cases.lists import case, cases
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import DEVICE_MAKER, HOSPITAL, Office


def shown(office: Office, id: str, on: str, **fields: Any) -> dict[str, Any]:
    with office.store.read() as reader:
        return case(reader, id, on=date.fromisoformat(on), **fields)


def complaint(office: Office, code: str = HOSPITAL) -> str:
    return office.do(
        "complaint.log",
        on="2025-03-01",
        institution=code,
        received="2025-03-01",
        channel="phone",
        raw={"nature": "complaint", "summary": "反映多收费用"},
    ).id


def inspection(office: Office, code: str = HOSPITAL) -> str:
    return office.do(
        "inspection.record", on="2025-03-01", institution=code, raw={"kind": "spot"}, inspectors=["张某", "李某"]
    ).id


def test_a_case_takes_its_sources_and_their_findings_with_it(office: Office) -> None:
    institution(office)
    told, seen = complaint(office), inspection(office)
    found = office.do(
        "finding.add",
        on="2025-03-01",
        source=seen,
        category="records",
        severity="minor",
        provision="协议 3",
        raw={"text": "台账不全"},
    ).id
    opened = office.do(
        "case.open",
        on="2025-03-03",
        institution=HOSPITAL,
        lead="zhang",
        second="li",
        complaints=[told],
        inspections=[seen],
    )
    assert (opened.id, opened.status) == ("HC-2025-0001", "investigating")
    assert opened.data == {"holds": [], "measures": [], "findings": [found]}
    record = shown(office, opened.id, "2025-03-03")
    assert [finding["id"] for finding in record["findings"]] == [found]
    assert (record["complaints"], record["inspections"]) == ([told], [seen])
    again = office.refused("case.open", on="2025-03-04", institution=HOSPITAL, lead="zhang", complaints=[told])
    assert (again.code, again.field) == ("case.source", "complaints")


def test_sources_are_about_the_same_institution(office: Office) -> None:
    institution(office)
    institution(office, DEVICE_MAKER, services=("device",), departments=())
    other = inspection(office, DEVICE_MAKER)
    refusal = office.refused("case.open", on="2025-03-03", institution=HOSPITAL, lead="zhang", inspections=[other])
    assert refusal.code == "case.source"
    missing = office.refused("case.open", on="2025-03-03", institution=HOSPITAL, lead="zhang", events=["SJ-2025-0009"])
    assert (missing.code, missing.field) == ("not-found", "events")


@pytest.mark.parametrize(("lead", "second"), [("zhang", "zhang"), ("zhang", "twin"), ("王某", "王某")])
def test_two_handlers_are_two_people(office: Office, lead: str, second: str) -> None:
    institution(office)
    refusal = office.refused("case.open", on="2025-03-03", institution=HOSPITAL, lead=lead, second=second)
    assert refusal.code == "case.handlers"


def test_its_status_follows_its_measures(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    order = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-04-30")
    matter.approve(order, "2025-03-06")
    matter.serve(order, "2025-03-07")
    office.do("measure.recheck", on="2025-05-06", id=order, result="passed")
    talk = matter.propose("warning-talk", "2025-05-07")
    office.do("measure.withdraw", on="2025-05-08", id=talk)
    office.do("case.close", on="2025-05-09", case=matter.case, outcome="handled", reason="已整改")
    matter.approve(matter.case, "2025-05-12")
    days = {
        "2025-03-04": "investigating",
        "2025-03-06": "deciding",
        "2025-03-07": "measures-in-force",
        "2025-05-06": "re-checked",
        "2025-05-07": "deciding",
        "2025-05-08": "re-checked",
        "2025-05-12": "closed",
    }
    assert {day: shown(office, matter.case, day)["status"] for day in days} == days
    assert shown(office, matter.case, "2025-05-12")["outcome"] == "handled"


def test_it_does_not_close_over_a_measure_on_its_way(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    order = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-04-30")
    close = {"case": matter.case, "outcome": "handled", "reason": "x"}
    refusal = office.refused("case.close", on="2025-03-06", **close)
    assert refusal.code == "case.measures"
    assert order in repr(refusal.message)
    assert order in repr(refusal.reasons)
    matter.approve(order, "2025-03-06")
    assert office.refused("case.close", on="2025-03-06", **close).code == "case.measures"
    matter.serve(order, "2025-03-07")
    told = office.do("case.close", on="2025-03-10", **close)
    assert order in repr(told.effects)
    assert office.refused("case.close", on="2025-03-10", **close).code == "pending"
    assert office.refused("approve", who="twin", on="2025-03-10", id=matter.case).code == "approve.own"
    # What came in between stops the decision too.
    late = matter.propose("warning-talk", "2025-03-11")
    assert office.refused("approve", who="zhao", on="2025-03-11", id=matter.case).code == "case.measures"
    office.do("measure.withdraw", on="2025-03-11", id=late)
    matter.approve(matter.case, "2025-03-12")
    assert matter.status(order, "2025-03-12") == "in-force"
    assert office.refused("case.close", on="2025-03-13", **close).code == "already"
    assert office.refused("case.add", on="2025-03-13", case=matter.case, second="li").code == "case.closed"
    # A measure in force runs on and is re-checked after the case is closed.
    office.do("measure.recheck", on="2025-05-06", id=order, result="passed")


def test_where_nothing_was_found_nor_done_nothing_was_handled(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    talk = matter.propose("warning-talk", "2025-03-05")
    office.do("measure.withdraw", on="2025-03-05", id=talk)
    handled = {"case": matter.case, "outcome": "handled", "reason": "x"}
    refusal = office.refused("case.close", on="2025-03-06", **handled)
    assert (refusal.code, refusal.field) == ("case.outcome", "outcome")
    found = matter.finding(on="2025-03-06")
    office.do("case.close", on="2025-03-06", **handled)
    # What was found was taken back before the decision.
    office.do("finding.withdraw", on="2025-03-07", id=found, reason="误录")
    assert office.refused("approve", who="zhao", on="2025-03-07", id=matter.case).code == "case.outcome"
    office.do("reject", who="zhao", on="2025-03-07", id=matter.case, reason="无事实")
    office.do("case.close", on="2025-03-10", case=matter.case, outcome="no-breach", reason="查无实据")
    assert matter.approve(matter.case, "2025-03-10").status == "closed"


@pytest.mark.parametrize("outcome", ["no-breach", "transferred"])
def test_the_other_outcomes_need_neither(office: Office, outcome: str) -> None:
    institution(office)
    matter = Matter(office)
    office.do("case.close", on="2025-03-06", case=matter.case, outcome=outcome, reason="x")
    assert matter.approve(matter.case, "2025-03-06").status == "closed"


def test_a_finding_of_its_inspection_or_a_measure_alone_is_enough(office: Office) -> None:
    institution(office)
    by_inspection, by_measure = Matter(office), Matter(office)
    inspection = office.do(
        "inspection.record",
        on="2025-03-04",
        raw={"institution": HOSPITAL, "kind": "spot", "inspectors": ["张", "李"]},
    ).id
    found = {"category": "records", "severity": "minor", "provision": "协议 3", "text": "病历不全"}
    office.do("finding.add", on="2025-03-04", source=inspection, raw=found)
    office.do("case.add", on="2025-03-05", case=by_inspection.case, inspections=[inspection])
    talk = by_measure.propose("warning-talk", "2025-03-05")
    office.do("measure.complete", on="2025-03-05", id=talk)
    for matter in (by_inspection, by_measure):
        office.do("case.close", on="2025-03-06", case=matter.case, outcome="handled", reason="x")


def test_what_closing_asks_for_is_told_beforehand(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    hold = matter.hold("2025-03-05", "B-1=100")
    talk = matter.propose("warning-talk", "2025-03-05")
    record = shown(office, matter.case, "2025-03-05")
    assert [item["open"] for item in record["checklist"]] == [[talk], ["B-1"]]
    assert (record["held"], record["still_held"]) == ("100.00", "100.00")
    refusal = office.refused("case.close", on="2025-03-05", case=matter.case, outcome="handled", reason="x")
    assert refusal.code == "case.holds"
    assert hold in repr(refusal.reasons)


def test_cases_are_listed_newest_first(office: Office) -> None:
    institution(office)
    first, second = Matter(office), Matter(office)
    second.propose("warning-talk", "2025-03-05")
    with office.store.read() as reader:
        listing = cases(reader, on=date(2025, 3, 5), limit=1)
        assert [(item["id"], item["status"]) for item in listing.items] == [(second.case, "deciding")]
        more = cases(reader, on=date(2025, 3, 5), limit=1, after=listing.next)
        assert [(item["id"], item["status"]) for item in more.items] == [(first.case, "investigating")]
        assert cases(reader, on=date(2025, 3, 5), closed=True).items == []
        assert len(cases(reader, on=date(2025, 3, 5), lead="li").items) == 2
