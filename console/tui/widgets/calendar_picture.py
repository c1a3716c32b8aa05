"""How a date was counted (期限计算), as a calendar to look at rather than to read."""

from collections.abc import Callable
from datetime import date, timedelta

from console.tui.cells import fit
from domain.calendars.due import Due
from domain.calendars.model import Calendar, DayKind
from domain.messages import Message, Words, msg
from domain.refusals import Refused

Say = Callable[[Words], str]

WEEKDAYS = (msg("Mon"), msg("Tue"), msg("Wed"), msg("Thu"), msg("Fri"), msg("Sat"), msg("Sun"))
_CELL, _LEFT = 6, 8
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


def draw(due: Due, calendar: Calendar, say: Say, *, height: int = 12) -> list[str]:
    """The weeks from the start to the last day, one a line, at most `height` of them; the middle gives way.

    Counted days bear their number. ``*`` is a weekend day worked under a notice, `off` (休) a holiday, ``.`` a
    weekend, ``<`` the last day, ``?`` a day of a year nobody knows yet.
    """
    numbers = _numbers(due)
    first, last = min(due.start, due.due), max(due.start, due.due)
    monday = first - timedelta(days=first.weekday())
    mondays = []
    while monday <= last:
        mondays.append(monday)
        monday += _WEEK
    lines = [" " * _LEFT + "".join(fit(say(day), _CELL) for day in WEEKDAYS).rstrip()]
    for week in _kept(mondays, max(height, 3)):
        if week is None:
            lines.append(f" {' ' * (_LEFT - 2)} ...")
            continue
        days = [week + timedelta(days=n) for n in range(7)]
        line = fit(f" {week:%m-%d}", _LEFT) + "".join(
            fit(_mark(day, due, numbers, calendar, say), _CELL) for day in days
        )
        lines.append(line.rstrip())
    return lines


def legend(due: Due, say: Say) -> list[str]:
    """What the marks mean, and the answer that plain weeks would wrongly give."""
    wrong = plain_weeks(due)
    marks = [
        msg("* worked weekend"),
        msg("{off} day off", off=say(OFF)),
        msg(". weekend"),
        msg("< last day"),
    ]
    lines = ["   ".join(say(mark) for mark in marks)]
    if wrong is not None and wrong != due.due:
        lines.append(say(msg("Counted by plain Mondays to Fridays it would wrongly be {day}.", day=wrong)))
    if due.rolled_from is not None:
        lines.append(say(msg("It ended on {day}, a day off, and moved to the next working day.", day=due.rolled_from)))
    if due.provisional and due.safe_due is not None:
        lines.append(
            say(msg("Provisional: next year's days off are not announced yet. Work to {day}.", day=due.safe_due))
        )
    if due.may_move:
        lines.append(say(msg("Next year's notice may still move it.")))
    return lines


def plain_weeks(due: Due) -> date | None:
    """What counting Mondays to Fridays alone would give; None for periods that count every day."""
    if due.period.unit != "wd":
        return None
    day, left = due.start, abs(due.period.n)
    step = _DAY if due.period.n > 0 else -_DAY
    while left:
        day += step
        left -= day.weekday() < 5
    return day


OFF: Message = msg("off")
_START: Message = msg("from")


def _numbers(due: Due) -> dict[date, int]:
    """The number of each counted day; none for months and years, which are not counted day by day."""
    if due.period.unit == "wd":
        days = due.counted if due.period.n > 0 else tuple(reversed(due.counted))
        return {day: number for number, day in enumerate(days, 1)}
    if due.period.unit == "d":
        step = _DAY if due.period.n > 0 else -_DAY
        return {due.start + step * number: number for number in range(1, abs(due.period.n) + 1)}
    return {}


def _kept(mondays: list[date], height: int) -> list[date | None]:
    """All weeks, or the first and the last ones with None where some were left out."""
    if len(mondays) <= height:
        return list(mondays)
    head = (height - 1) // 2
    return [*mondays[:head], None, *mondays[len(mondays) - (height - 1 - head) :]]


def _mark(day: date, due: Due, numbers: dict[date, int], calendar: Calendar, say: Say) -> str:
    if not min(due.start, due.due) <= day <= max(due.start, due.due):
        # Whole weeks are drawn so that the eye finds its place; days outside say only what they are.
        return _plain(day, calendar, say) if day < due.start else ""
    end = "<" if day == due.due else ""
    if day == due.start:
        return say(_START) + end
    try:
        kind = calendar.day_kind(day).kind
    except Refused:
        return f"?{end}"
    number = numbers.get(day)
    star = "*" if kind is DayKind.MADE_UP_WORKING else ""
    if number is not None and (kind.worked or due.period.unit == "d"):
        return f"{number}{star}{end}"
    if kind is DayKind.OFF:
        return say(OFF) + end
    if kind is DayKind.WEEKEND:
        return f".{end}"
    return f"-{star}{end}" if due.period.unit != "wd" or not star else f"{star}{end}"


def _plain(day: date, calendar: Calendar, say: Say) -> str:
    try:
        kind = calendar.day_kind(day).kind
    except Refused:
        return "?"
    return {DayKind.OFF: say(OFF), DayKind.WEEKEND: "."}.get(kind, "")
