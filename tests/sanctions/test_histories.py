"""The register of measures: its columns, what it tells of each, and what was known when."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from db import engine
from sanctions.histories.register import COLUMNS, history, record
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office
from tests.sanctions.test_publications import SITE, breach, dissolved, published


def register(office: Office, on: str = "2025-12-01", **options: Any) -> list[dict[str, Any]]:
    with office.store.read() as reader:
        return [record(row) for row in history(reader, on=date.fromisoformat(on), **options)]


def test_a_termination_in_all_its_columns(office: Office) -> None:
    institution(office)
    office.as_of_day(date(2025, 3, 12))
    id = breach(office, "2025-03-05", serve="2025-03-12")
    published(office, id, "2025-03-12")
    (row,) = register(office, "2025-03-12")
    assert tuple(row) == COLUMNS
    assert row == {
        "measure": id,
        "case": "HC-2025-0001",
        "institution_code": HOSPITAL,
        "institution_name": "淄测第13R医院",
        "service": "medical",
        "kind": "termination",
        "word": "解除服务协议",
        "departments": None,
        "ground": "ZB 五(二)",
        "clause": None,
        "source_kind": "notice_literal",
        "reason": "违反服务协议",
        "amount": None,
        "decided_on": "2025-03-05",
        "served_on": "2025-03-12",
        "in_force_from": "2025-03-12",
        "ended_on": None,
        "status": "in-force",
        "end_reason": None,
        "published_on": "2025-03-12",
        "link": SITE["link"],
        "late_by": 0,
        "bar_until": "2026-03-05",
        "recorded_at": "2025-03-12T02:00:00.000000Z",
    }


def many(office: Office) -> Matter:
    """A hospital renamed on the way, with measures in many states."""
    institution(office)
    matter = Matter(office)
    matter.finding()
    matter.hold("2025-03-05", "B-1=100.50", "B-2=1")
    matter.carry("rectification-order", "2025-03-06", heard=False, rectify_by="2025-04-30")
    office.do("institution.rename", on="2025-04-01", code=HOSPITAL, name="淄测康健医院")
    matter.carry(
        "department-suspension", "2025-05-08", departments=["骨科", "影像科"], skip_reason="重", until="2025-06-30"
    )
    waiting = matter.propose("referral", "2025-06-02")
    office.do("measure.withdraw", on="2025-06-03", id=waiting, reason="另案")
    void = matter.propose("referral", "2025-06-04")
    matter.approve(void, "2025-06-04")
    office.do("measure.revoke", on="2025-06-05", id=void, reason="错")
    matter.approve(void, "2025-06-06")
    matter.propose("referral", "2025-06-09")
    return matter


def test_what_stands_is_told_the_same_from_state_and_from_the_journal(office: Office) -> None:
    many(office)
    with office.store.read() as reader:
        quick = list(history(reader, on=date(2025, 7, 1)))
        folded = list(history(reader, on=date(2025, 7, 1), known_at=datetime(2099, 1, 1, tzinfo=UTC)))
    assert quick == folded
    told = [(row[5], row[17]) for row in quick]
    assert told == [
        ("payment-hold", "in-force"),
        ("rectification-order", "in-force"),
        ("department-suspension", "expired"),
        ("referral", "withdrawn"),
        ("referral", "revoked"),
        ("referral", "proposed"),
    ]
    rows = [record(row) for row in quick]
    assert [row["institution_name"] for row in rows[:3]] == ["淄测第13R医院", "淄测第13R医院", "淄测康健医院"]
    assert rows[0]["amount"] == "101.50"
    assert (rows[2]["departments"], rows[2]["ended_on"]) == ("骨科; 影像科", "2025-07-01")


def test_a_past_day_shows_what_was_then(office: Office) -> None:
    many(office)
    assert [row["status"] for row in register(office, "2025-05-08")] == ["in-force"] * 3
    assert [row["status"] for row in register(office, "2025-03-05")] == ["in-force"]


def test_known_at_leaves_out_what_was_entered_later(office: Office) -> None:
    office.as_of_day(date(2025, 3, 12))
    institution(office)
    id = breach(office, "2025-03-05")
    office.as_of_day(date(2025, 3, 20))
    office.do("measure.serve", on="2025-03-12", id=id, method="direct", received="2025-03-12")
    known = datetime(2025, 3, 15, tzinfo=UTC)
    assert [row["status"] for row in register(office, "2025-03-20", known_at=known)] == ["approved"]
    assert [row["status"] for row in register(office, "2025-03-20")] == ["in-force"]


def test_bounds_of_days_and_of_one_institution(office: Office) -> None:
    many(office)
    institution(office, "12120000401350001W")
    breach(office, "2025-04-30", code="12120000401350001W")
    assert len(register(office)) == 7
    assert len(register(office, institution=HOSPITAL)) == 6
    found = register(office, since=date(2025, 3, 6), until=date(2025, 5, 8))
    assert [row["kind"] for row in found] == ["rectification-order", "department-suspension", "termination"]
    known = datetime(2099, 1, 1, tzinfo=UTC)
    assert found == register(office, since=date(2025, 3, 6), until=date(2025, 5, 8), known_at=known)


def test_an_objective_end_has_no_bar_in_it(tianjin: Office) -> None:
    institution(tianjin)
    dissolved(tianjin, "2024-07-01")
    (row,) = register(tianjin)
    assert (row["bar_until"], row["source_kind"]) == (None, "notice_literal")


def test_pages_join_without_a_gap(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    many(office)
    whole = register(office)
    monkeypatch.setattr(engine, "_BLOCK", 2)
    assert register(office) == whole
    assert len(whole) == 6
