"""Due dates (期限届满日) that explain themselves."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendars.model import Calendar, Day, DayKind
from domain.calendars.periods import Period, last_day
from domain.messages import Bilingual, Message, Param, msg

SAFE_MARGIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was passed over, and why."""

    date: date
    why: Message


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period from `start`, which is not counted (民法典 201).

    `provisional` (暂定): the sum used a day of a year that has only statutory days, and `safe_due`, a working
    day at least 7 days earlier, is the one to work to. `may_move`: firm, but late in December while next
    year's notice, which may reach back, is missing. `last_working_day` is set for negative periods, which
    never roll. `counted` holds the counted working days of a `wd` period. `rolled_from` is the day off on
    which the period ended, where 民法典 203 moved it. `calendar` names the years and versions used.
    """

    start: date
    period: Period
    due: date
    provisional: bool
    may_move: bool
    safe_due: date | None
    last_working_day: date | None
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    calendar: str
    rolled_from: date | None


def due(start: date, period: Period, calendar: Calendar) -> Due:
    """When a period from `start` ends (民法典 201-203).

    Days, months and years roll forward to the next working day; negative periods never roll. Refused
    ``calendar.unknown`` when a day that decides the answer lies in no known year.
    """
    day = timedelta(days=1)
    counted: tuple[date, ...] = ()
    rolled_from = last_working = None
    if period.unit == "wd":
        end = calendar.add_working_days(start, period.n)
        first, last = (start + day, end) if period.n > 0 else (end, start - day)
        counted = calendar.working_days(first, last)
        if period.n < 0:
            last_working = end
    else:
        end = last_day(start, period)
        first = last = end
        if period.n < 0:
            last_working = first = calendar.previous_working_day(end)
        elif not calendar.is_working(end):
            rolled_from = end
            end = last = calendar.next_working_day(end)
    provisional = any(calendar.provisional(year) for year in range(first.year, last.year + 1))
    return Due(
        start=start,
        period=period,
        due=end,
        provisional=provisional,
        may_move=not provisional and (end.month, end.day) >= (12, 25) and not calendar.known(end.year + 1),
        safe_due=calendar.previous_working_day(end - SAFE_MARGIN) if provisional else None,
        last_working_day=last_working,
        counted=counted,
        skipped=tuple(Skipped(off.date, why_off(off)) for off in calendar.days_off(first, last)),
        calendar=calendar.identity,
        rolled_from=rolled_from,
    )


def why_off(day: Day) -> Message:
    """Why a day off is not counted: weekend, a holiday of a notice, or a statutory day where no notice is."""
    if day.kind is not DayKind.OFF or day.holiday is None:
        return msg("Weekend")
    if day.provisional:
        return msg(
            "Statutory holiday: {holiday} (this year's notice is not loaded)",
            holiday=holiday_words(day.holiday),
        )
    return msg("Holiday: {holiday}", holiday=holiday_words(day.holiday))


def holiday_words(holiday: str) -> tuple[Param, ...]:
    """A holiday's name as in the notice, part by part (中秋节、国庆节), with its English word if known."""
    from domain.calendars.shipped import english_name

    words: list[Param] = []
    for name in holiday.split("、"):
        english = english_name(name)
        words.append(Bilingual(name, english) if english else name)
    return tuple(words)


def remaining(due: date, today: date, calendar: Calendar) -> int:
    """Working days left after `today` up to and including the due day; 0 when none is left."""
    return calendar.working_days_between(today, due) if today < due else 0


def overdue_by(due: date, today: date, calendar: Calendar) -> int:
    """By how many working days the due day has passed; 0 up to and on the due day, at least 1 after it."""
    return calendar.working_days_late(due, today)


def late_by(due: Due, done: date, calendar: Calendar) -> int | None:
    """By how many working days `done` was late: 0 is on time, None no verdict while `due` is provisional."""
    return None if due.provisional else calendar.working_days_late(due.due, done)
