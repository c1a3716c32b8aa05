"""Ledgers of what is in force and of what was in time, and the page on an institution."""

from datetime import date
from typing import Any

import pytest

from domain.refusals import Refused
from sanctions.ledgers.in_force import in_force, totals
from sanctions.ledgers.on_time import late, on_time
from sanctions.ledgers.sheet import sheet
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import DEVICE_MAKER, HOSPITAL, Office

CLINIC = "52370300MJE000021L"
TODAY = date(2025, 12, 1)


def _in_force(office: Office, on: date, limit: int = 500, **filters: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = None
    with office.store.read() as reader:
        while True:
            page = in_force(reader, on=on, limit=limit, after=after, **filters)
            found += page.items
            after = page.next
            if after is None:
                return found


@pytest.fixture
def suspended(office: Office) -> Office:
    """Two institutions: one under an order until a lift, one suspended until a last day."""
    for code in (HOSPITAL, CLINIC):
        institution(office, code)
    one, other = Matter(office, on="2025-03-03"), Matter(office, CLINIC, on="2025-03-03")
    one.finding()
    other.finding()
    order = one.carry("rectification-order", "2025-03-10", heard=False, rectify_by="2025-04-10")
    office.do("measure.lift", on="2025-04-15", id=order, reason="复查合格")
    one.approve(order, "2025-04-16")
    one.hold("2025-03-11", "B-1=100.00")
    stop: dict[str, Any] = {"departments": ["骨科"], "until": "2025-06-30", "skip_reason": "仍在发生"}
    other.carry("department-suspension", "2025-03-20", **stop)
    return office


@pytest.mark.parametrize("limit", [1, 2, 500])
def test_in_force_by_institution_on_any_day(suspended: Office, limit: int) -> None:
    def kinds(on: date) -> list[tuple[int, str, str]]:
        rows = _in_force(suspended, on, limit)
        return [(row["number"], row["institution"], row["kind"]) for row in rows]

    assert kinds(date(2025, 3, 9)) == []
    assert kinds(date(2025, 3, 25)) == [
        (1, HOSPITAL, "rectification-order"),
        (2, HOSPITAL, "payment-hold"),
        (3, CLINIC, "department-suspension"),
    ]
    assert kinds(date(2025, 6, 30))[-1] == (2, CLINIC, "department-suspension")
    assert kinds(date(2025, 7, 1)) == [(1, HOSPITAL, "payment-hold")]


def test_institutions_and_cases_are_counted_apart(suspended: Office) -> None:
    again = Matter(suspended, on="2025-05-05")
    again.finding(on="2025-05-05")
    again.carry("rectification-order", "2025-05-06", heard=False, rectify_by="2026-04-10")
    with suspended.store.read() as reader:
        assert totals(reader, on=date(2025, 5, 30)) == {"institutions": 2, "cases": 3, "measures": 3}
    assert len(_in_force(suspended, date(2025, 5, 30), institution=HOSPITAL)) == 2
    assert len(_in_force(suspended, date(2025, 5, 30), kind="payment-hold")) == 1


def _complaint(office: Office, received: str, reply_by: str, answered: str | None) -> str:
    told = {"channel": "12345", "nature": "complaint", "summary": "床位与计费不符", "received": received}
    id = office.do("complaint.log", on=received, institution=HOSPITAL, reply_by=reply_by, **told).id
    office.do("complaint.accept", on=received, id=id)
    if answered is not None:
        office.do("complaint.answer", on=answered, id=id, reply="已说明")
    return id


def test_what_was_in_time_late_and_is_still_open(office: Office) -> None:
    institution(office)
    _complaint(office, "2025-03-03", "2025-03-14", "2025-03-14")
    slow = _complaint(office, "2025-03-03", "2025-03-14", "2025-03-18")
    slower = _complaint(office, "2025-03-04", "2025-03-14", "2025-03-21")
    forgotten = _complaint(office, "2025-03-04", "2025-03-17", None)
    _complaint(office, "2025-03-04", "2025-12-30", None)
    _complaint(office, "2024-11-04", "2024-11-15", "2024-11-18")
    on = date(2025, 3, 31)
    with office.store.read() as reader:
        rows, total = on_time(reader, on=on, to_day=date(2025, 12, 31))
        row = next(one for one in rows if one["kind"] == "complaint-clock")
        listed = late(reader, on=on).items
        first = late(reader, on=on, limit=1)
        then = late(reader, on=on, limit=2, after=first.next).items
        earlier, _ = on_time(reader, on=on, from_day=date(2024, 1, 1), to_day=date(2024, 12, 31))
    assert {key: row[key] for key in ("due", "on_time", "late", "open", "overdue", "rate")} == {
        "due": 5,
        "on_time": 1,
        "late": 2,
        "open": 2,
        "overdue": 1,
        "rate": "25.0",
    }
    assert (row["median_late"], row["most_late"], row["institutions"], row["matters"]) == (5, 10, 1, 5)
    assert (total["from"], total["to"]) == (date(2025, 1, 1), date(2025, 12, 31))
    assert [(one["subject"], one["late_by"], one["done_on"]) for one in listed] == [
        (slow, 2, date(2025, 3, 18)),
        (slower, 5, date(2025, 3, 21)),
        (forgotten, 10, None),
    ]
    assert [*first.items, *then] == listed
    assert [one["late"] for one in earlier if one["kind"] == "complaint-clock"] == [1]


def test_nothing_due_has_no_rate(office: Office) -> None:
    with office.store.read() as reader:
        rows, total = on_time(reader, on=TODAY)
    assert {row["rate"] for row in rows} == {None}
    assert (total["due"], total["median_late"], total["most_late"]) == (0, None, None)


def test_a_publication_counts_until_it_is_public(office: Office) -> None:
    institution(office)
    matter = Matter(office, on="2025-03-03")
    matter.finding(severity="grave")
    end = matter.carry("termination", "2025-03-10", ground="ZB 五(二)", skip_reason="情节严重")

    def counted(on: date) -> tuple[int, int, int]:
        with office.store.read() as reader:
            rows, _ = on_time(reader, on=on, to_day=date(2025, 12, 31))
        row = next(one for one in rows if one["kind"] == "publication")
        return row["on_time"], row["late"], row["overdue"]

    publication = office.do("publication.draft", on="2025-03-12", terminations=[end]).id
    office.do("approve", who="zhao", on="2025-03-13", id=publication)
    office.do(
        "publication.publish", who="qian", on="2025-04-18", id=publication, channel="网站", link="https://e.org/1"
    )
    assert counted(date(2025, 4, 1)) == (0, 0, 0)
    assert counted(date(2025, 4, 17)) == (0, 0, 1)
    assert counted(date(2025, 4, 18)) == (0, 1, 0)


def test_one_page_on_an_institution(suspended: Office) -> None:
    office = suspended
    office.as_of_day(date(2025, 5, 30))
    _complaint(office, "2025-03-03", "2025-03-14", "2025-03-14")
    _complaint(office, "2023-03-03", "2023-03-14", "2023-03-14")
    office.do("task.add", about=HOSPITAL, text="查明床位费", kind="instruction", person="zhang", due="2025-06-10")
    office.do("task.add", about=HOSPITAL, text="告知财务", person="zhang", due="2025-06-10")
    with office.store.read() as reader:
        found = sheet(reader, HOSPITAL, on=date(2025, 5, 30), proposal="继续监督")
        empty = sheet(reader, CLINIC, on=date(2023, 3, 1))
        with pytest.raises(Refused) as refused:
            sheet(reader, DEVICE_MAKER, on=TODAY)
    assert refused.value.refusal.code == "not-found"
    assert (found["since"], found["proposal"]) == (date(2023, 5, 30), "继续监督")
    assert found["complaints"] == {
        "count": 1,
        "channels": {"12345": 1},
        "natures": {"complaint": 1},
        "outcomes": {"answered": 1},
    }
    assert (found["findings"]["count"], found["findings"]["severities"]) == (1, {"serious": 1})
    assert [(one["word"], one["status"]) for one in found["measures"]] == [
        ("暂停拨付相关费用", "in-force"),
        ("限期整改", "lifted"),
    ]
    assert (found["money"]["held"], found["money"]["still_held"]) == ("100.00", "100.00")
    assert [one["text"].zh for one in found["instructions"]] == ["查明床位费"]
    assert "告知财务" in [one["text"].zh for one in found["open"]["tasks"]]
    assert "查明床位费" not in [one["text"].zh for one in found["open"]["tasks"]]
    assert len(found["open"]["cases"]) == 1
    assert (empty["complaints"]["count"], empty["measures"], empty["open"]["cases"]) == (0, [], [])
