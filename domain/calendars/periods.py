"""Periods (期间) as the rules write them: working days, days, months, years."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from domain.messages import msg
from domain.refusals import Refused, refuse

Unit = Literal["wd", "d", "m", "y"]

# Far beyond any legal period, near enough to keep every sum small.
LONGEST: dict[str, int] = {"wd": 5000, "d": 36500, "m": 1200, "y": 100}

LONGEST_TEXT = 40

_WORDS: dict[str, Unit] = {
    "wd": "wd",
    "个工作日": "wd",
    "工作日": "wd",
    "d": "d",
    "日": "d",
    "天": "d",
    "m": "m",
    "个月": "m",
    "y": "y",
    "年": "y",
}
_PERIOD = re.compile(r"([+-]?)([0-9]{1,5})\s?(" + "|".join(_WORDS) + ")")


@dataclass(frozen=True, slots=True)
class Period:
    """`n` units; negative reaches back. Units: `wd` working days, `d` days, `m` months, `y` years."""

    n: int
    unit: Unit

    def __post_init__(self) -> None:
        _check_length(self.n, self.unit, None)

    @classmethod
    @lru_cache(maxsize=256)
    def parse(cls, text: str, field: str | None = None) -> "Period":
        """Read ``20wd``, ``7d``, ``-1m``, ``1y`` or the Chinese 20个工作日, 7日, 1个月, 1年.

        Anything else, a bare number above all, is refused with ``value.period``.
        """
        found = _PERIOD.fullmatch(plain(text))
        if not found:
            raise refuse(
                "value.period",
                msg("A period needs a number and a unit: 20wd (working days), 7d (days), 1m (months), 1y."),
                field=field,
            )
        sign, digits, word = found.groups()
        n = -int(digits) if sign == "-" else int(digits)
        _check_length(n, _WORDS[word], field)
        return cls(n, _WORDS[word])

    def __str__(self) -> str:
        return f"{self.n}{self.unit}"


def plain(text: str) -> str:
    """What was typed, with full-width characters as plain ones and in lower case; nothing if far too long."""
    stripped = text.strip()
    return unicodedata.normalize("NFKC", stripped).lower() if len(stripped) <= LONGEST_TEXT else ""


def last_day(start: date, period: Period) -> date:
    """The last day of a period of days, months or years, with no roll to a working day (民法典 201, 202).

    The start day is not counted; months and years end on the corresponding day (对应日), or on the month's
    end where there is none. A ban ends so: 民法典 203 protects a party that must act, not a ban. Working days
    are refused with ``value.period``, a day outside years 1 to 9999 with ``value.date``.
    """
    if period.unit == "wd":
        raise refuse("value.period", msg("This period must be in days, months or years, not in working days."))
    try:
        if period.unit == "d":
            return start + timedelta(days=period.n)
        months = start.year * 12 + start.month - 1 + period.n * (12 if period.unit == "y" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(start.day, _month_length(year, month + 1)))
    except (OverflowError, ValueError):
        raise _too_far() from None


def _month_length(year: int, month: int) -> int:
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day


def _too_far() -> Refused:
    return refuse("value.date", msg("The period leads to a day before year 1 or after year 9999."))


def _check_length(n: int, unit: Unit, field: str | None) -> None:
    if not 0 < abs(n) <= LONGEST[unit]:
        raise refuse(
            "value.period",
            msg("A period is at least 1 and at most {most} here.", most=f"{LONGEST[unit]}{unit}"),
            field=field,
        )
