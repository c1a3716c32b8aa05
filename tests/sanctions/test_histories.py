"""The register of measures: its columns, what it tells of each, and what was known when."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from db import engine
from domain.refusals import Refused
from sanctions.histories.beside import Beside, Count
from sanctions.histories.chosen import Chosen, need_district
from sanctions.histories.register import COLUMNS, history, record
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office
from tests.sanctions.test_admissions import not_renewed
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


LATER = datetime(2099, 1, 1, tzinfo=UTC)
OTHER = "12120000401350001W"


def settled(office: Office) -> str:
    """Two institutions in two districts, with a termination made public, corrected and barring; its number."""
    office.as_of_day(date(2025, 8, 1))
    many(office)
    institution(office, OTHER)
    office.do("institution.change", on="2025-04-02", code=HOSPITAL, district="张店区")
    office.do("institution.change", on="2025-03-01", code=OTHER, district="淄川区")
    id = breach(office, "2025-06-10", serve="2025-06-11", code=OTHER)
    office.do("institution.rename", on="2025-06-20", code=OTHER, name="淄测康复院")
    list_id = published(office, id, "2025-06-12")
    office.do("publication.withdraw", on="2025-07-10", id=list_id, reason="误登")
    office.do("approve", who="zhao", on="2025-07-10", id=list_id)
    office.do("publication.publish", who="qian", on="2025-07-11", id=list_id, **SITE)
    return id


def test_district_service_and_kind_bound_state_and_journal_alike(office: Office) -> None:
    id = settled(office)
    day = date(2025, 7, 1)
    bounds: list[tuple[dict[str, Any], int]] = [
        ({"district": "张店区"}, 6),
        ({"district": "淄川区"}, 1),
        ({"district": "'%"}, 0),
        ({"kind": "termination"}, 1),
        ({"kind": "referral", "district": "淄川区"}, 0),
        ({"service": "medical"}, 7),
        ({"service": "device"}, 0),
    ]
    with office.store.read() as reader:
        for chosen, count in bounds:
            rows = [record(row) for row in history(reader, on=day, **chosen)]
            known = [record(row) for row in history(reader, on=day, known_at=LATER, **chosen)]
            assert (rows, len(rows)) == (known, count), chosen
        told = []
        for known_at in (None, LATER):
            beside = Beside(reader, Chosen(kind="termination"), on=date(2025, 8, 1), known_at=known_at)
            rows_then = history(reader, on=date(2025, 8, 1), known_at=known_at)
            started = [bar for row in rows_then if (bar := beside.bar_after(row))]
            institutions = list(beside.institutions({OTHER: Count(1, 1), HOSPITAL: Count()}))
            told.append((started, list(beside.publications()), institutions))
        assert told[0] == told[1]
        bars, lists, institutions = told[0]
        assert bars == [
            (
                *(id, OTHER, "淄测第01W医院", "medical", "terminated_for_breach", "2025-06-10", "2026-06-10"),
                *("2026-06-11", "block", "agency_policy"),
            )
        ]
        head = ("GB-2025-0001", id, OTHER, "淄测第01W医院", "2025-06-10")
        assert [(row[0], *row[3:7]) for row in lists] == [head, head]
        assert [(row[1], row[2], row[8]) for row in lists] == [
            (1, "draft", "2025-06-12"),
            (2, "withdrawal", "2025-07-11"),
        ]
        assert institutions == [
            (OTHER, "淄测康复院", "淄测第01W医院", "medical", None, "淄川区", None, None, 1, 1),
            (HOSPITAL, "淄测康健医院", "淄测第13R医院", "medical", None, "张店区", None, None, 0, 0),
        ]
        # On the day before the list was taken back it stood as it was.
        before = Beside(reader, Chosen(district="淄川区"), on=date(2025, 7, 9))
        assert [row[2] for row in before.publications()] == ["draft"]
        assert list(Beside(reader, Chosen(district="张店区"), on=date(2025, 8, 1)).publications()) == []
        assert need_district(reader, "淄川区") == "淄川区"
        with pytest.raises(Refused) as caught:
            need_district(reader, "高新区")
    assert caught.value.refusal.code == "district.unknown"


def test_a_renewal_refused_stands_among_the_bars(office: Office) -> None:
    not_renewed(office)
    with office.store.read() as reader:
        told = {
            kind: list(Beside(reader, Chosen(kind=kind), on=date(2024, 7, 1)).bars_after_renewals())
            for kind in (None, "termination")
        }
        late = Beside(reader, Chosen(since=date(2023, 12, 21)), on=date(2024, 7, 1))
        assert list(late.bars_after_renewals()) == []
    ((_, code, *_, services, trigger, decided, until, earliest, _, _),) = told[None]
    assert (code, services, trigger) == (HOSPITAL, "medical", "renewal_assessment_failed")
    assert (decided, until, earliest) == ("2023-12-20", "2024-12-20", "2024-12-21")
    assert told["termination"] == []
