"""The calendar itself: laws of counting, agreement with other calendars, versions, unknown years."""

from datetime import date, timedelta
from functools import cache

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import Arrangement, Calendar, DayKind, Notice
from domain.refusals import Refused
from tests.domain.calendars.years import MADE_UP_2027, SHIPPED, WITH_2027, day

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
ONE = timedelta(days=1)

starts = st.dates(FIRST, date(2026, 3, 31))
# 60 + 60 working days from any start above stay within 2026.
numbers = st.integers(1, 60)


@cache
def chinese_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=range(2023, 2027))


def walk(calendar: Calendar, start: date, n: int) -> date:
    found = start
    while n:
        found += ONE
        n -= calendar.is_working(found)
    return found


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


@given(starts, numbers)
def test_the_table_counts_as_a_walk_does(start: date, n: int) -> None:
    assert SHIPPED.add_working_days(start, n) == walk(SHIPPED, start, n)


@given(starts, numbers, numbers)
def test_sums_add_up(start: date, n: int, more: int) -> None:
    onward = SHIPPED.add_working_days(SHIPPED.add_working_days(start, n), more)
    assert onward == SHIPPED.add_working_days(start, n + more)


@given(starts, starts, numbers)
def test_a_later_start_never_ends_earlier(one: date, other: date, n: int) -> None:
    first, second = sorted((one, other))
    assert SHIPPED.add_working_days(first, n) <= SHIPPED.add_working_days(second, n)
    assert SHIPPED.add_working_days(first, n) < SHIPPED.add_working_days(first, n + 1)


@given(starts, numbers)
def test_counting_back_undoes_a_sum(start: date, n: int) -> None:
    end = SHIPPED.add_working_days(start, n)
    assert SHIPPED.is_working(end)
    assert SHIPPED.working_days_between(start, end) == n
    assert SHIPPED.working_days_between(end, start) == -n
    worked = SHIPPED.next_working_day(start)
    assert SHIPPED.add_working_days(SHIPPED.add_working_days(worked, n), -n) == worked


@given(starts, starts)
def test_between_is_a_count_of_days(a: date, b: date) -> None:
    low, high = sorted((a, b))
    count = sum(SHIPPED.is_working(low + ONE * n) for n in range(1, (high - low).days + 1))
    assert SHIPPED.working_days_between(a, b) == (count if a <= b else -count)


@given(starts)
def test_the_nearest_working_days(start: date) -> None:
    after, before = SHIPPED.next_working_day(start), SHIPPED.previous_working_day(start + timedelta(days=10))
    assert after >= start
    assert SHIPPED.working_days_between(start - ONE, after) == 1
    assert SHIPPED.working_days_between(before, start + timedelta(days=10)) == 0


def test_every_day_agrees_with_two_other_calendars() -> None:
    official = chinese_holidays()
    for each in EVERY_DAY:
        assert SHIPPED.is_working(each) == chinese_calendar.is_workday(each) == official.is_working_day(each), each


@pytest.mark.parametrize("n", [1, 5, 10, 20, 60])
def test_every_sum_agrees_with_two_other_calendars(n: int) -> None:
    official = chinese_holidays()
    for name, worked in {
        "chinesecalendar": [each for each in EVERY_DAY if chinese_calendar.is_workday(each)],
        "holidays": [each for each in EVERY_DAY if official.is_working_day(each)],
    }.items():
        passed = 0
        for each in EVERY_DAY:
            passed += passed < len(worked) and worked[passed] == each
            if passed + n <= len(worked):
                assert SHIPPED.add_working_days(each, n) == worked[passed + n - 1], (name, each)


def test_days_tell_their_kind_holiday_and_notice() -> None:
    kinds = {
        "2024-09-13": (DayKind.WORKING, None),
        "2024-09-14": (DayKind.MADE_UP_WORKING, "中秋节"),
        "2024-09-15": (DayKind.OFF, "中秋节"),
        "2024-09-21": (DayKind.WEEKEND, None),
    }
    for text, (kind, holiday) in kinds.items():
        found = SHIPPED.day_kind(day(text))
        assert (found.kind, found.holiday, found.provisional) == (kind, holiday, False)
        assert found.kind.worked == SHIPPED.is_working(day(text))
        assert (found.notice.dated if found.notice else None) == (date(2023, 10, 25) if holiday else None)
    assert SHIPPED.day_kind(day("2027-02-09")).provisional
    assert SHIPPED.day_kind(day("2027-02-09")).kind is DayKind.OFF
    assert SHIPPED.is_working(day("2024-02-09")), "除夕 became statutory only in 2025"


def test_every_shipped_year_has_its_notice() -> None:
    dated = {a.year: a.notice.dated for a in SHIPPED.arrangements}
    assert dated == {
        2023: date(2022, 12, 8),
        2024: date(2023, 10, 25),
        2025: date(2024, 11, 12),
        2026: date(2025, 11, 4),
    }
    for arrangement in SHIPPED.arrangements:
        assert arrangement.notice.title == f"国务院办公厅关于{arrangement.year}年部分节假日安排的通知"
        assert (arrangement.notice.url or "").startswith(("https://www.gov.cn/", "http://www.gov.cn/"))
    assert SHIPPED is Calendar.shipped()


def test_a_revised_notice_replaces_its_year() -> None:
    old = SHIPPED.arrangements[-1]
    lost = day("2026-10-07")
    revised = Arrangement(
        Notice(2026), {d: name for d, name in old.off.items() if d != lost}, old.work, SHIPPED.next_version(2026)
    )
    calendar = SHIPPED.with_arrangements(revised)
    assert not SHIPPED.is_working(lost)
    assert calendar.is_working(lost)
    assert calendar.identity == "2023.1 2024.1 2025.1 2026.2 2027.statutory"
    assert calendar.with_arrangements(old).is_working(lost) is False, "the one given last stands"


def test_a_notice_reaches_into_the_december_before() -> None:
    next_year = Arrangement(Notice(2027), {day("2026-12-31"): "元旦", **MADE_UP_2027.off}, {day("2026-12-27"): "元旦"})
    calendar = SHIPPED.with_arrangements(next_year)
    assert [calendar.is_working(day(d)) for d in ("2026-12-27", "2026-12-31")] == [True, False]
    assert [SHIPPED.is_working(day(d)) for d in ("2026-12-27", "2026-12-31")] == [False, True]


def test_an_empty_year_stays_unknown() -> None:
    calendar = SHIPPED.with_arrangements(Arrangement(Notice(2027), {}, {}))
    assert not calendar.known(2027)
    assert calendar.provisional(2027)
    assert not SHIPPED.with_arrangements(Arrangement(Notice(2028), {}, {})).known(2028)
    assert WITH_2027.known(2027)
    assert not WITH_2027.provisional(2027)


@pytest.mark.parametrize("text", ["2022-12-31", "2022-01-04", "2028-01-04", "0001-01-01", "9999-12-31"])
def test_unknown_days_are_refused_in_every_question(text: str) -> None:
    asked = day(text)
    inside = day("2024-06-03")
    for ask in (
        SHIPPED.is_working,
        SHIPPED.day_kind,
        SHIPPED.next_working_day,
        SHIPPED.previous_working_day,
        lambda d: SHIPPED.working_days_between(d - ONE if d > date.min else d, inside),
        lambda d: SHIPPED.working_days(min(d, inside), max(d, inside)),
    ):
        with pytest.raises(Refused) as caught:
            ask(asked)
        assert code_of(caught) == "calendar.unknown"


def test_sums_that_leave_the_calendar_are_refused() -> None:
    for start, n in [
        ("2027-12-31", 1),
        ("2027-06-01", 400),
        ("2029-01-01", 1),
        ("9999-12-31", 1),
        ("2022-12-30", 1),
        ("2023-01-03", -1),
        ("2023-06-01", -300),
        ("2022-06-01", -1),
        ("0001-01-01", -1),
        ("2028-01-02", -1),
        ("9999-12-31", -1),
    ]:
        with pytest.raises(Refused) as caught:
            SHIPPED.add_working_days(day(start), n)
        assert code_of(caught) == "calendar.unknown", start


def test_the_days_at_the_edges_are_found() -> None:
    assert SHIPPED.add_working_days(day("2022-12-31"), 1) == day("2023-01-03")
    assert SHIPPED.add_working_days(day("2023-01-04"), -1) == day("2023-01-03")
    assert SHIPPED.add_working_days(day("2028-01-01"), -1) == day("2027-12-31")
    assert SHIPPED.add_working_days(day("2024-01-01"), 0) == day("2024-01-01")


def test_statutory_days_are_used_only_while_the_notice_is_missing() -> None:
    assert not SHIPPED.is_working(day("2027-09-15"))
    assert WITH_2027.is_working(day("2027-09-15"))
    statutory = [off.date for off in SHIPPED.days_off(day("2027-01-01"), day("2027-12-31")) if off.holiday]
    assert len(statutory) == 13 + 6, "13 statutory days, and 6 in lieu of those at a weekend"


def test_an_arrangement_survives_as_plain_fields() -> None:
    for arrangement in (*SHIPPED.arrangements, MADE_UP_2027):
        assert Arrangement.from_fields(arrangement.to_fields()) == arrangement
    changed = MADE_UP_2027.to_fields()
    changed["off"]["2027-01-04"] = "元旦"
    with pytest.raises(ValueError, match="digest"):
        Arrangement.from_fields(changed)
