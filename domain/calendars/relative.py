"""Days as people type them."""

import re
from datetime import date, timedelta

from domain.calendars.model import Calendar
from domain.calendars.periods import Period, last_day, plain
from domain.messages import msg
from domain.refusals import refuse

_NAMED = {
    "today": 0,
    "今天": 0,
    "今日": 0,
    "tomorrow": 1,
    "明天": 1,
    "明日": 1,
    "yesterday": -1,
    "昨天": -1,
    "昨日": -1,
}
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_day(text: str, today: date, calendar: Calendar, field: str | None = None) -> date:
    """Read an ISO date, today/今天, tomorrow/明天, yesterday/昨天, or a period from today as ``+20wd``.

    Full-width digits are read as plain ones. A period of days, months or years does not roll to a working day
    here. Refused: ``value.date`` for what is no day, ``value.period`` for a bad period, ``calendar.unknown``
    where working days are not known.
    """
    typed = plain(text)
    try:
        if typed in _NAMED:
            return today + timedelta(days=_NAMED[typed])
        if _ISO.fullmatch(typed):
            return date.fromisoformat(typed)
    except (ValueError, OverflowError):
        raise refuse("value.date", msg("There is no such day; check year, month and day."), field=field) from None
    if typed[:1] in ("+", "-"):
        period = Period.parse(typed, field)
        return calendar.add_working_days(today, period.n) if period.unit == "wd" else last_day(today, period)
    raise refuse(
        "value.date",
        msg("A date is written 2024-09-06, or today, tomorrow, yesterday, +20wd (working days), -3d, +1m."),
        field=field,
    )
