"""Due days and years as other programs read them."""

from datetime import date

import pytest

from domain.calendars import Calendar
from domain.calendars.told import due_record, year_record, years_record
from domain.refusals import Refused

TODAY = date(2024, 9, 6)


@pytest.mark.parametrize(
    ("start", "period", "due"),
    [
        ("2024-07-01", "20wd", date(2024, 7, 29)),
        ("2024-09-06", "20wd", date(2024, 10, 11)),
        ("today", "20个工作日", date(2024, 10, 11)),
        ("2025-12-26", "7d", date(2026, 1, 4)),
        ("2025-01-03", "30d", date(2025, 2, 5)),
        ("2024-12-31", "-1m", date(2024, 11, 30)),
    ],
)
def test_days_of_the_scenarios(start: str, period: str, due: date) -> None:
    assert due_record(start, period, today=TODAY, calendar=Calendar.shipped())["due"] == due


def test_every_counted_and_skipped_day_is_told() -> None:
    told = due_record("2024-09-06", "20wd", today=TODAY, calendar=Calendar.shipped())
    assert len(told["counted"]) == 20
    assert date(2024, 9, 14) in told["counted"]
    assert date(2024, 10, 1) in [skipped["date"] for skipped in told["skipped"]]
    assert all(skipped["why"] for skipped in told["skipped"])
    assert (told["provisional"], told["may_move"], told["safe_due"]) == (False, False, None)


def test_an_unknown_year_is_provisional_or_refused() -> None:
    told = due_record("2026-12-07", "20wd", today=TODAY, calendar=Calendar.shipped())
    assert (told["due"], told["provisional"], told["safe_due"]) == (date(2027, 1, 5), True, date(2026, 12, 29))
    told = due_record("2026-12-03", "20wd", today=TODAY, calendar=Calendar.shipped())
    assert (told["due"], told["provisional"], told["may_move"]) == (date(2026, 12, 31), False, True)
    with pytest.raises(Refused) as refused:
        due_record("2022-07-01", "20wd", today=TODAY, calendar=Calendar.shipped())
    assert refused.value.refusal.code == "calendar.unknown"
    with pytest.raises(Refused) as refused:
        due_record("2024-07-01", "20", today=TODAY, calendar=Calendar.shipped())
    assert (refused.value.refusal.code, refused.value.refusal.field) == ("value.period", "period")


def test_years_and_their_days() -> None:
    calendar = Calendar.shipped()
    told = [(one["year"], one["known"], one["provisional"]) for one in years_record(calendar)]
    assert told == [(year, True, False) for year in range(2023, 2027)] + [(2027, False, True)]
    year = year_record(calendar, 2024)
    assert date(2024, 10, 1) in [day["date"] for day in year["off"]]
    assert date(2024, 9, 14) in [day["date"] for day in year["work"]]
    assert year["title"] == "国务院办公厅关于2024年部分节假日安排的通知"
