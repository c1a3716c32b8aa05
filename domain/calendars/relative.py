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
    "day after tomorrow": 2,
    "后天": 2,
    "yesterday": -1,
    "昨天": -1,
    "昨日": -1,
    "day before yesterday": -2,
    "前天": -2,
}
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEEKS = {"last": -1, "this": 0, "next": 1, "上": -1, "这": 0, "本": 0, "下": 1}
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CHINESE = "一二三四五六日"
_WEEKDAY = re.compile(
    rf"(?:(last|this|next)\s+({'|'.join(_ENGLISH)})|([上这本下])(?:个)?(?:周|星期|礼拜)([{_CHINESE}天]))"
)


def parse_day(text: str, today: date, calendar: Calendar, field: str | None = None) -> date:
    """Read an ISO date, a day by name, a day of a week, or a period from today as ``+20wd``.

    By name: today/今天, tomorrow/明天, day after tomorrow/后天, yesterday/昨天, day before yesterday/前天. Of a week:
    next monday/下周一, this/本周 and last/上周, where weeks begin on Monday and ``next`` is the week after this one.
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
        if (found := _WEEKDAY.fullmatch(typed)) is not None:
            return today + timedelta(days=_days_to(found, today))
    except (ValueError, OverflowError):
        raise refuse("value.date", msg("There is no such day; check year, month and day."), field=field) from None
    if typed[:1] in ("+", "-"):
        period = Period.parse(typed, field)
        return calendar.add_working_days(today, period.n) if period.unit == "wd" else last_day(today, period)
    raise refuse(
        "value.date",
        msg(
            "A date is written 2024-09-06, or today, tomorrow, yesterday, next monday, +20wd (working days), -3d, +1m."
        ),
        field=field,
    )


def _days_to(found: re.Match[str], today: date) -> int:
    """From today to a day of this week or the one before or after it."""
    english_week, english_day, week, day = found.groups()
    weekday = _ENGLISH.index(english_day) if english_day else _CHINESE.index(day.replace("天", "日"))
    return _WEEKS[english_week or week] * 7 + weekday - today.weekday()
