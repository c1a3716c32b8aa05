"""A due day and a year as records with the keys other programs rely on; needs no database."""

from datetime import date
from typing import Any

from domain.calendars.due import Due, due, why_off
from domain.calendars.model import Calendar
from domain.calendars.periods import Period
from domain.calendars.relative import parse_day
from domain.refusals import Refused


def due_record(start: str, period: str, *, today: date, calendar: Calendar) -> dict[str, Any]:
    """When a period from a day ends (期限计算), from what was typed.

    Refused ``value.date``, ``value.period``, or ``calendar.unknown`` where a day that decides lies in no known year.
    """
    day = parse_day(start, today, calendar, "start")
    return told(due(day, Period.parse(period, "period"), calendar))


def told(counted: Due) -> dict[str, Any]:
    """A counted day with every day counted and every day passed over, and why."""
    return {
        "start": counted.start,
        "period": str(counted.period),
        "due": counted.due,
        "provisional": counted.provisional,
        "may_move": counted.may_move,
        "safe_due": counted.safe_due,
        "last_working_day": counted.last_working_day,
        "rolled_from": counted.rolled_from,
        "counted": list(counted.counted),
        "skipped": [{"date": skipped.date, "why": skipped.why} for skipped in counted.skipped],
        "calendar": counted.calendar,
    }


def year_record(calendar: Calendar, year: int) -> dict[str, Any]:
    """A year's days off and made-up working days with the notice they come from; refused ``calendar.unknown``."""
    days = [day for day in calendar.days_off(date(year, 1, 1), date(year, 12, 31)) if day.holiday]
    worked = [
        day
        for one in calendar.working_days(date(year, 1, 1), date(year, 12, 31))
        if (day := calendar.day_kind(one)).holiday
    ]
    arrangement = next((one for one in calendar.arrangements if one.year == year), None)
    return {
        "year": year,
        "known": calendar.known(year),
        "provisional": calendar.provisional(year),
        "title": arrangement.notice.title if arrangement else None,
        "dated": arrangement.notice.dated if arrangement else None,
        "url": arrangement.notice.url if arrangement else None,
        "version": arrangement.version if arrangement else None,
        "off": [{"date": day.date, "why": why_off(day)} for day in days],
        "work": [{"date": day.date, "holiday": day.holiday} for day in worked],
    }


def years_record(calendar: Calendar) -> list[dict[str, Any]]:
    """The years known here: with an arrangement, or with statutory days only."""
    first, found = calendar.first_year, []
    for year in range(first, first + 100):
        try:
            calendar.working_days(date(year, 1, 1), date(year, 1, 1))
        except Refused:
            if year > max((one.year for one in calendar.arrangements), default=first):
                break
            continue
        record = year_record(calendar, year)
        found.append({key: record[key] for key in ("year", "known", "provisional", "title", "dated", "url", "version")})
    return found
