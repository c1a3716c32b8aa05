"""Measures as lists show them: by status, by what waits for whom, and as they stood on a past day."""

from datetime import date
from typing import Any

import pytest

from db.store import Reader
from domain.states.measures import Measure
from sanctions.measures.lists import STATUSES, measures, status_on
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office


@pytest.fixture
def matter(office: Office) -> Matter:
    """A case on a hospital with a medical agreement, Zibo."""
    institution(office)
    return Matter(office)


def test_status_in_a_condition_is_the_status_of_the_state(matter: Matter) -> None:
    office = matter.office
    done = matter.propose("warning-talk", "2025-03-05")
    office.do("measure.complete", on="2025-03-06", id=done)
    matter.propose("warning-talk", "2025-03-07")
    withdrawn = matter.propose("referral", "2025-03-05")
    office.do("measure.withdraw", on="2025-03-06", id=withdrawn)
    rejected = matter.propose("referral", "2025-03-07")
    office.do("reject", who="zhao", on="2025-03-10", id=rejected, reason="x")
    matter.carry("department-suspension", "2025-03-10", departments=["骨科"], until="2025-04-30")
    noticed = matter.propose("department-suspension", "2025-03-11", departments=["影像科"])
    office.do("measure.serve", on="2025-03-12", id=noticed, document="notice", method="direct", received="2025-03-12")
    lifted = matter.carry("settlement-suspension", "2025-03-10")
    office.do("measure.lift", on="2025-04-01", id=lifted, reason="x", effective="2025-05-10")
    matter.approve(lifted, "2025-04-01")
    revoked = matter.carry("referral", "2025-03-12", heard=False)
    office.do("measure.revoke", on="2025-04-01", id=revoked, reason="x")
    matter.approve(revoked, "2025-04-01")
    order = matter.carry(
        "rectification-order", "2025-04-02", heard=False, rectify_by="2025-04-30", effective="2025-04-20"
    )
    assert order
    seen = set()
    with office.store.read() as reader:
        for day in (date(2025, 3, 9), date(2025, 4, 1), date(2025, 4, 3), date(2025, 5, 1), date(2025, 6, 2)):
            seen |= _agree(reader, day)
    assert seen >= {
        "proposed",
        "noticed",
        "served",
        "in-force",
        "done",
        "lifted",
        "expired",
        "revoked",
        "rejected",
        "withdrawn",
    }


def _agree(reader: Reader, day: date) -> set[str]:
    table = reader.table(Measure)
    found = {}
    for status in STATUSES:
        for one in reader.find(Measure, status_on(table, day) == status):
            found[one.id] = status
    assert found == {one.id: one.status(day) for one in reader.find(Measure)}
    return set(found.values())


def test_lists_filter_by_status_and_by_what_waits_for_me(matter: Matter) -> None:
    office = matter.office
    mine = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-04-30")
    theirs = office.do(
        "measure.propose", who="li", on="2025-03-05", case=matter.case, raw={"kind": "referral", "reason": "x"}
    ).id
    with office.store.read() as reader:
        waiting = measures(reader, on=date(2025, 3, 5), awaiting="P1")
        assert [item["id"] for item in waiting.items] == [theirs]
        first = measures(reader, on=date(2025, 3, 5), awaiting="P3", limit=1)
        assert [item["id"] for item in first.items] == [theirs]
        rest = measures(reader, on=date(2025, 3, 5), awaiting="P3", limit=1, after=first.next)
        assert [item["id"] for item in rest.items] == [mine]
        assert rest.next is None
        assert measures(reader, on=date(2025, 3, 5), status="in-force").items == []
        item = measures(reader, on=date(2025, 3, 5), status="proposed", kind="referral").items[0]
    assert {"id", "case", "institution", "service", "kind", "word", "status", "pending", "entered_late"} <= set(item)
    assert (item["service"], item["pending"]) == ("medical", "decision")


def listed(office: Office, on: str, **options: Any) -> dict[str, str]:
    with office.store.read() as reader:
        return {item["id"]: item["status"] for item in measures(reader, on=date.fromisoformat(on), **options).items}


def test_a_list_of_a_past_day_shows_what_stood_then(matter: Matter) -> None:
    office = matter.office
    stop = matter.propose("settlement-suspension", "2025-03-05", skip_reason="急")
    talk = matter.propose("warning-talk", "2025-03-06")
    office.do("measure.complete", on="2025-03-07", id=talk)
    matter.hear(stop, "2025-03-10")
    matter.approve(stop, "2025-03-11")
    matter.serve(stop, "2025-03-12")
    office.do("measure.lift", on="2025-04-01", id=stop, reason="x")
    matter.approve(stop, "2025-04-02")
    later = matter.propose("referral", "2025-04-03")
    days = {
        "2025-03-04": {},
        "2025-03-05": {stop: "proposed"},
        "2025-03-06": {talk: "proposed", stop: "proposed"},
        "2025-03-10": {talk: "done", stop: "defended"},
        "2025-03-11": {talk: "done", stop: "approved"},
        "2025-04-01": {talk: "done", stop: "in-force"},
        "2025-04-03": {later: "proposed", talk: "done", stop: "lifted"},
    }
    assert {day: listed(office, day) for day in days} == days
    for day, stood in days.items():
        for status in STATUSES:
            wanted = {id: one for id, one in stood.items() if one == status}
            assert listed(office, day, status=status) == wanted, (day, status)
    # What waited then: the decision on the one, later the lifting of it.
    assert listed(office, "2025-03-10", awaiting="P3") == {stop: "defended"}
    assert listed(office, "2025-03-11", awaiting="P3") == {}
    assert listed(office, "2025-04-01", awaiting="P3") == {stop: "in-force"}
    with office.store.read() as reader:
        first = measures(reader, on=date(2025, 4, 1), limit=1)
        rest = measures(reader, on=date(2025, 4, 1), limit=1, after=first.next)
        item = measures(reader, on=date(2025, 3, 11)).items[1]
    assert [one["id"] for one in (*first.items, *rest.items)] == [talk, stop]
    assert rest.next is None
    assert (item["decided_on"], item["served_on"], item["ended_on"]) == (date(2025, 3, 11), None, None)
