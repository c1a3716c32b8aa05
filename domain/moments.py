"""Moments as people type them, for questions about what was known when (知悉时点)."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.calendars.model import Calendar
from domain.calendars.relative import parse_day
from domain.messages import msg
from domain.refusals import refuse

_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*")


def parse_moment(text: str, today: date, calendar: Calendar, zone: str, field: str | None = None) -> datetime:
    """The UTC moment meant by an ISO 8601 instant with its zone, or by a day, which means its end at the place.

    Refused ``value.moment`` for an instant without a zone or outside the calendar's years, ``value.date`` as in
    `parse_day` for anything else.
    """
    typed = text.strip()
    try:
        if _INSTANT.fullmatch(typed):
            moment = datetime.fromisoformat(typed)
            if moment.tzinfo is None:
                raise ValueError
            return moment.astimezone(UTC)
        day = parse_day(typed, today, calendar, field)
        return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC) - timedelta(
            microseconds=1
        )
    except (ValueError, OverflowError):
        raise refuse(
            "value.moment",
            msg("Write a day, or a moment with its zone such as 2024-09-06T10:00+08:00."),
            field=field,
        ) from None
