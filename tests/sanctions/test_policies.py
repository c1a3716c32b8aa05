"""The agency's own settings, and a year's arrangement: who may, what moves, what stays."""

from datetime import date
from typing import Any

import pytest

from domain.acts import Upload
from domain.calendars import Calendar
from domain.rulebook.loader import shipped_text
from domain.states.agency import CalendarYear
from sanctions.admitting.bar_check import bar_check
from sanctions.agency.calendars import calendar_due, calendar_year, calendar_years
from sanctions.agency.policies import policies
from sanctions.results import Done
from sanctions.rules import calendar_of
from sanctions.running.deadlines import deadlines
from tests.sanctions.matter import institution
from tests.sanctions.office import HOSPITAL, Office
from tests.sanctions.test_publications import YEAR_2027, breach, dissolved, published

BREACH_OFF = {"key": "bar.after_breach", "value": "off", "from_day": "2025-01-01", "reason": "本机构规定"}


def ask(office: Office, **changes: Any) -> Done:
    return office.do("policy.set", who="admin", **(BREACH_OFF | changes))


def listed(office: Office, key: str, on: str) -> dict[str, Any]:
    with office.store.read() as reader:
        return next(item for item in policies(reader, on=date.fromisoformat(on)).items if item["key"] == key)


def test_a_setting_waits_for_another_person_and_tells_what_it_moves(office: Office) -> None:
    institution(office)
    id = breach(office, "2025-03-05")
    moved = [{"kind": "bar-end", "subject": id, "from": "2026-03-05", "to": None, "provisional": False}]
    assert ask(office, dry_run=True).data["moved"] == moved
    assert listed(office, "bar.after_breach", "2025-03-05")["pending"] is None
    assert ask(office).status == "pending"
    assert office.refused("policy.set", who="admin", **BREACH_OFF).code == "pending"
    assert listed(office, "bar.after_breach", "2025-03-05")["value"] == "block"
    assert office.refused("approve", who="admin", id="bar.after_breach").code == "role.denied"
    done = office.do("approve", who="zhao", id="bar.after_breach")
    assert (done.id, done.data["moved"]) == ("bar.after_breach", moved)
    assert listed(office, "bar.after_breach", "2025-03-05")["value"] == "off"
    assert listed(office, "bar.after_breach", "2024-12-31")["value"] == "block"
    assert office.refused("policy.set", who="admin", **BREACH_OFF).code == "already"
    with office.store.read() as reader:
        kinds = {row["kind"] for row in deadlines(reader, on=date(2025, 3, 6)).items}
    assert "bar-end" not in kinds


def test_a_decision_before_the_setting_is_not_touched(office: Office) -> None:
    institution(office)
    breach(office, "2024-12-31")
    assert ask(office, dry_run=True).data["moved"] == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"key": "bar.length", "value": "2y"}, "policy.fixed"),
        ({"key": "publication.period", "value": "30wd"}, "policy.fixed"),
        ({"key": "no.such"}, "policy.unknown"),
        ({"value": "maybe"}, "policy.value"),
        ({"value": "block"}, "already"),
    ],
)
def test_what_is_not_the_agencys_to_set(office: Office, changes: dict[str, str], code: str) -> None:
    refusal = office.refused("policy.set", who="admin", **(BREACH_OFF | changes))
    assert refusal.code == code
    if code == "policy.fixed":
        assert refusal.reasons[0].clause is not None


def test_a_rejected_setting_changes_nothing(office: Office) -> None:
    ask(office)
    office.do("reject", who="zhao", id="bar.after_breach", reason="不同意")
    assert listed(office, "bar.after_breach", "2025-03-05")["value"] == "block"
    assert ask(office).status == "pending"


def load(office: Office, text: str = YEAR_2027, **fields: Any) -> Done:
    return office.do("calendar.import", who="admin", file=Upload("y.csv", text.encode()), **fields)


def test_a_loaded_year_moves_what_is_open_and_not_what_was_met(tianjin: Office) -> None:
    institution(tianjin)
    institution(tianjin, "12120000401350001W")
    tianjin.as_of_day(date(2026, 12, 7))
    met = breach(tianjin, "2026-12-03", code="12120000401350001W")
    list_id = published(tianjin, met, "2026-12-04")
    open_one = dissolved(tianjin, "2026-12-07")
    wanted = {
        "kind": "publication",
        "subject": open_one,
        "from": "2027-01-05",
        "to": "2027-01-04",
        "provisional": False,
    }
    preview = load(tianjin, dry_run=True)
    assert (preview.status, preview.data["year"]) == ("dry-run", 2027)
    moved = {(one["kind"], one["subject"]): one for one in preview.data["moved"]}
    assert moved["publication", open_one] == wanted
    assert not any(subject in (met, list_id) for kind, subject in moved if kind == "publication")
    with tianjin.store.read() as reader:
        assert reader.get(CalendarYear, "calendar:2027") is None
        assert calendar_due(reader, "2026-12-07", "20wd", today=tianjin.today)["provisional"] is True
    done = load(tianjin, title="国务院办公厅关于2027年部分节假日安排的通知", dated="2026-11-10")
    assert done.data["moved"] == preview.data["moved"]
    assert done.warnings == ()
    with tianjin.store.read() as reader:
        told = calendar_due(reader, "2026-12-07", "20wd", today=tianjin.today)
        assert (told["due"], told["provisional"], len(told["counted"])) == (date(2027, 1, 4), False, 20)
        # The change is on record with the act that made it.
        (entry,) = reader.entries(subject="calendar:2027")
        assert wanted in entry.fields["moved"]
        year = calendar_year(reader, 2027)
        assert year["title"] == "国务院办公厅关于2027年部分节假日安排的通知"
        assert [day["date"] for day in year["off"]] == [date(2027, 1, 1), date(2027, 1, 2)]
        assert [one["year"] for one in calendar_years(reader).items if one["known"]] == [2023, 2024, 2025, 2026, 2027]
    again = tianjin.refused("calendar.import", who="admin", file=Upload("y.csv", YEAR_2027.encode()))
    assert again.code == "already"


def test_a_revised_year_is_a_new_version(office: Office) -> None:
    load(office)
    assert load(office, YEAR_2027.replace("2027-01-03,WORK", "2027-01-09,WORK")).data["version"] == 2
    with office.store.read() as reader:
        assert not calendar_of(reader).is_working(date(2027, 1, 3))
        assert calendar_of(reader).is_working(date(2027, 1, 9))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("date,kind,holiday,notice_year\n", "calendar.empty"),
        ('{"year": 2027, "papers": [], "days": []}', "calendar.empty"),
        ("date,kind,holiday,notice_year\n2021-01-01,OFF,元旦,2021\n", "calendar.unknown"),
        ("date,kind,holiday,notice_year\n2027-13-01,OFF,元旦,2027\n", "calendar.rows"),
    ],
)
def test_what_is_no_year_is_not_loaded(office: Office, text: str, code: str) -> None:
    refusal = office.refused("calendar.import", who="admin", file=Upload("y", text.encode()))
    assert refusal.code == code
    with office.store.read() as reader:
        assert calendar_of(reader) is Calendar.shipped()


def test_another_places_rulebook_is_not_adopted(office: Office) -> None:
    other = office.refused("rulebook.adopt", who="admin", pack="tianjin-2024", reason="x")
    assert (other.code, other.field) == ("rulebook.other_place", "pack")
    # The same zone and name is not enough: the notice it stands on must be cited alike.
    renamed = shipped_text("tianjin-2024").decode().replace('name = { zh = "天津", en = "Tianjin" }', _ZIBO)
    assert _ZIBO in renamed
    assert adopt(office, "refused", renamed).code == "rulebook.other_place"
    assert office.refused("rulebook.adopt", who="admin", pack="zibo-2023", reason="x").code == "already"


_ZIBO = 'name = { zh = "淄博", en = "Zibo" }'


def adopt(office: Office, way: str, text: str, **fields: Any) -> Any:
    file = Upload("next.toml", text.encode())
    return getattr(office, way)("rulebook.adopt", who="admin", pack="next", file=file, reason="新通知", **fields)


def test_adopting_a_version_tells_what_it_moves(office: Office) -> None:
    institution(office)
    id = breach(office, "2025-03-05")
    text = shipped_text("zibo-2023").decode()
    text = text.replace("valid_from = 2023-01-16", "valid_from = 2025-01-01", 1)
    text = text.replace('zh = "淄博 2023"', 'zh = "淄博 2025"')
    text += '\n[policies."bar.after_breach"]\ndefault = "off"\n'
    moved = [{"kind": "bar-end", "subject": id, "from": "2026-03-05", "to": None, "provisional": False}]
    preview = adopt(office, "do", text, rehearse=True)
    assert preview.data["moved"] == moved
    assert id in repr(preview.effects)
    assert "淄博 2025" in repr(preview.effects)
    done = adopt(office, "do", text)
    assert (done.status, done.data["moved"]) == ("adopted", moved)
    with office.store.read() as reader:
        (entry,) = reader.entries(kinds=["rulebook.adopt"])
        assert entry.fields["moved"] == moved
        assert bar_check(reader, HOSPITAL, on=date(2025, 3, 6))["verdict"] == "clear"
    assert adopt(office, "refused", text).code == "already"


def test_a_version_that_moves_nothing_says_so(office: Office) -> None:
    text = shipped_text("zibo-2023").decode().replace("valid_from = 2023-01-16", "valid_from = 2026-01-01", 1)
    assert "No open due day and no bar changes." in repr(adopt(office, "do", text).effects)
