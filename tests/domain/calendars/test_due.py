"""Due dates: the worked examples of the rules, the scenarios, and what a due date says of itself."""

from datetime import date, timedelta

import pytest

from domain.calendars import Calendar, Period
from domain.calendars.due import Due, due, late_by, overdue_by, remaining
from domain.calendars.periods import last_day
from domain.messages import Bilingual
from domain.refusals import Refused
from tests.domain.calendars.years import SHIPPED, WITH_2027, day


def reckon(start: str, period: str, calendar: Calendar = SHIPPED) -> Due:
    return due(day(start), Period.parse(period), calendar)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("20wd", "2024-07-01", "2024-07-29"),
        ("20wd", "2024-09-06", "2024-10-11"),
        ("20wd", "2024-10-03", "2024-11-01"),
        ("20wd", "2025-01-13", "2025-02-14"),
        ("20wd", "2025-09-26", "2025-10-30"),
        ("20wd", "2026-01-19", "2026-02-14"),
        ("20wd", "2026-08-24", "2026-09-20"),
        ("20wd", "2026-11-23", "2026-12-21"),
        ("20wd", "2024-05-06", "2024-05-31"),
        ("60wd", "2024-09-19", "2024-12-17"),
        ("10wd", "2025-01-24", "2025-02-13"),
        ("7d", "2025-12-26", "2026-01-04"),
        ("30d", "2025-01-03", "2025-02-05"),
        ("60d", "2025-08-04", "2025-10-09"),
        # Scenarios 6, 11, 19 (working-day option) and 25.
        ("20wd", "2025-08-08", "2025-09-05"),
        ("5wd", "2024-09-11", "2024-09-19"),
        ("7wd", "2025-12-26", "2026-01-07"),
        ("20wd", "2024-11-15", "2024-12-13"),
    ],
)
def test_known_sums_are_firm(period: str, start: str, end: str) -> None:
    found = reckon(start, period)
    assert found.due == day(end)
    assert not found.provisional
    assert found.safe_due is None
    assert found.last_working_day is None


def test_a_sum_counts_the_days_it_says_and_names_the_others() -> None:
    found = reckon("2024-09-06", "20wd")
    assert len(found.counted) == 20
    assert found.counted[0] == day("2024-09-09")
    assert found.counted[-1] == day("2024-10-11")
    assert {day("2024-09-14"), day("2024-09-29")} <= set(found.counted)
    why = {skipped.date: skipped.why for skipped in found.skipped}
    assert why[day("2024-09-07")].template == "Weekend"
    assert why[day("2024-09-16")].params["holiday"] == (Bilingual("中秋节", "Mid-Autumn Festival"),)
    assert set(why) | set(found.counted) == {day("2024-09-07") + timedelta(days=n) for n in range(35)}
    assert found.calendar == SHIPPED.identity


def test_a_double_holiday_is_named_part_by_part() -> None:
    why = {skipped.date: skipped.why for skipped in reckon("2025-09-26", "20wd").skipped}
    assert why[day("2025-10-06")].params["holiday"] == (
        Bilingual("国庆节", "National Day"),
        Bilingual("中秋节", "Mid-Autumn Festival"),
    )


def test_a_last_day_off_rolls_over_the_break_and_says_from_where() -> None:
    found = reckon("2025-12-26", "7d")
    assert found.rolled_from == day("2026-01-02")
    assert [skipped.date for skipped in found.skipped] == [day("2026-01-02"), day("2026-01-03")]
    assert reckon("2025-12-24", "7d").rolled_from is None


def test_remaining_and_overdue_days() -> None:
    end = reckon("2024-09-06", "20wd").due
    assert remaining(end, day("2024-09-30"), SHIPPED) == 4
    assert remaining(end, end, SHIPPED) == 0
    assert remaining(end, day("2024-10-14"), SHIPPED) == 0
    assert overdue_by(end, end, SHIPPED) == 0
    assert overdue_by(end, day("2024-09-30"), SHIPPED) == 0
    assert overdue_by(end, day("2024-10-12"), SHIPPED) == 1
    assert overdue_by(end, day("2024-10-14"), SHIPPED) == 2


def test_lateness() -> None:
    plain = reckon("2024-07-01", "20wd")
    assert late_by(plain, day("2024-07-29"), SHIPPED) == 0
    assert late_by(plain, day("2024-07-30"), SHIPPED) == 1
    assert late_by(reckon("2025-12-26", "7d"), day("2026-01-05"), SHIPPED) == 1
    friday = reckon("2024-06-17", "4wd")
    assert friday.due == day("2024-06-21")
    assert late_by(friday, day("2024-06-22"), SHIPPED) == 1, "a Saturday after the due Friday is late"


class TestAYearWithoutItsNotice:
    def test_the_sum_is_provisional_with_a_safe_day_and_no_verdict(self) -> None:
        found = reckon("2026-12-07", "20wd")
        assert (found.due, found.provisional, found.safe_due) == (day("2027-01-05"), True, day("2026-12-29"))
        assert not found.may_move
        assert late_by(found, day("2026-12-20"), SHIPPED) is None
        new_year = next(skipped for skipped in found.skipped if skipped.date == day("2027-01-01"))
        assert new_year.why.template.startswith("Statutory holiday")

    def test_a_sum_that_ends_before_it_is_firm(self) -> None:
        found = reckon("2026-12-03", "20wd")
        assert (found.due, found.provisional) == (day("2026-12-31"), False)
        assert (reckon("2026-12-04", "20wd").due, reckon("2026-12-04", "20wd").provisional) == (day("2027-01-04"), True)

    def test_its_notice_moves_the_day_and_makes_it_firm(self) -> None:
        found = reckon("2026-12-07", "20wd", WITH_2027)
        assert (found.due, found.provisional, found.safe_due) == (day("2027-01-04"), False, None)
        assert late_by(found, day("2027-01-05"), WITH_2027) == 1
        assert found.calendar != SHIPPED.identity

    @pytest.mark.parametrize(("end", "moves"), [("2026-12-24", False), ("2026-12-25", True), ("2026-12-31", True)])
    def test_a_firm_day_late_in_december_may_still_move(self, end: str, moves: bool) -> None:
        start = day(end) - timedelta(days=1)
        assert due(start, Period(1, "d"), SHIPPED).may_move is moves
        assert not due(start, Period(1, "d"), WITH_2027).may_move

    def test_late_december_of_a_year_followed_by_a_known_one_is_settled(self) -> None:
        assert not reckon("2025-12-29", "1d").may_move

    def test_a_day_that_rolls_into_it_is_provisional(self) -> None:
        assert reckon("2026-12-02", "1m").due == day("2027-01-04")
        assert reckon("2026-12-02", "1m").provisional
        assert not reckon("2026-12-02", "1m", WITH_2027).provisional
        assert reckon("2026-12-02", "1m", WITH_2027).due == day("2027-01-03")

    def test_beyond_the_statutory_days_there_is_no_answer(self) -> None:
        for start, period in [
            ("2027-12-20", "20wd"),
            ("2027-06-01", "1y"),
            ("2028-03-01", "1wd"),
            ("2024-01-02", "9y"),
        ]:
            with pytest.raises(Refused) as caught:
                reckon(start, period)
            assert caught.value.refusal.code == "calendar.unknown"

    def test_before_the_first_year_there_is_no_answer(self) -> None:
        for start, period in [
            ("2022-06-01", "20wd"),
            ("2022-12-30", "1wd"),
            ("2022-11-01", "7d"),
            ("2023-01-10", "-1m"),
        ]:
            with pytest.raises(Refused) as caught:
                reckon(start, period)
            assert caught.value.refusal.code == "calendar.unknown"

    def test_a_missing_year_between_two_known_ones_is_not_counted_over(self) -> None:
        gap = Calendar([a for a in SHIPPED.arrangements if a.year != 2025])
        assert due(day("2026-03-02"), Period(5, "wd"), gap).due == day("2026-03-09")
        for start, period in [("2024-12-30", "5wd"), ("2026-01-02", "-5wd"), ("2024-12-30", "300wd")]:
            with pytest.raises(Refused):
                reckon(start, period, gap)


class TestNegativePeriods:
    def test_they_never_roll_but_tell_the_last_working_day(self) -> None:
        found = reckon("2024-12-31", "-1m")
        assert (found.due, found.last_working_day, found.rolled_from) == (day("2024-11-30"), day("2024-11-29"), None)

    def test_back_over_a_working_day_both_are_the_same(self) -> None:
        found = reckon("2024-07-31", "-2d")
        assert found.due == found.last_working_day == day("2024-07-29")

    def test_working_days_back(self) -> None:
        found = reckon("2024-10-12", "-20wd")
        assert found.due == found.last_working_day == day("2024-09-09")
        assert len(found.counted) == 20
        assert (found.counted[0], found.counted[-1]) == (day("2024-09-09"), day("2024-10-11"))

    def test_into_a_year_without_its_notice(self) -> None:
        assert reckon("2027-03-15", "-1m").provisional
        assert not reckon("2027-01-15", "-1m").provisional


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2023-12-20", "1y", "2024-12-20"),
        ("2023-02-28", "1y", "2024-02-28"),
        ("2024-02-29", "1y", "2025-02-28"),
        ("2024-02-29", "4y", "2028-02-29"),
        ("2025-08-08", "1y", "2026-08-08"),
        ("2024-11-15", "1y", "2025-11-15"),
        ("2024-12-31", "-1m", "2024-11-30"),
        ("2024-01-31", "1m", "2024-02-29"),
        ("2023-01-31", "1m", "2023-02-28"),
        ("2024-03-31", "-1m", "2024-02-29"),
        ("2024-11-30", "1m", "2024-12-30"),
        ("2024-12-15", "1m", "2025-01-15"),
        ("2024-01-15", "-1m", "2023-12-15"),
        ("2024-01-15", "-13m", "2022-12-15"),
        ("2024-02-28", "2d", "2024-03-01"),
    ],
)
def test_the_last_day_of_a_ban_does_not_roll(start: str, period: str, end: str) -> None:
    assert last_day(day(start), Period.parse(period)) == day(end)


def test_a_bar_and_the_days_after_it() -> None:
    barred = last_day(day("2023-12-20"), Period(1, "y"))
    legal = barred + timedelta(days=1)
    assert (legal, SHIPPED.next_working_day(legal)) == (day("2024-12-21"), day("2024-12-23"))


@pytest.mark.parametrize(
    ("start", "period", "code"),
    [
        (date(2024, 1, 1), "5wd", "value.period"),
        (date(9999, 6, 1), "1y", "value.date"),
        (date(9999, 12, 31), "1d", "value.date"),
        (date(1, 1, 1), "-1m", "value.date"),
    ],
)
def test_what_has_no_last_day_is_refused(start: date, period: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        last_day(start, Period.parse(period))
    assert caught.value.refusal.code == code
