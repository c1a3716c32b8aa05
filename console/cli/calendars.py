"""Commands of the working calendar."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from console.cli.acts import act_commands
from console.cli.answers import whole
from console.cli.command import Answer, Command
from domain.acts.fields import Field
from domain.messages import Words, msg

if TYPE_CHECKING:
    from console.session import Session
    from domain.calendars import Calendar, Day
    from domain.calendars.due import Due

# Without a database there is no agency to ask for its zone; the arrangements themselves are of one country's zone.
_ZONE = "Asia/Shanghai"
_SATURDAY = 5


def _known(session: "Session") -> "tuple[Calendar, date]":
    """The calendar and today: those of the configured database, or what is shipped where there is none."""
    from pathlib import Path

    address = session.settings.database.value or ""
    if "://" not in address and not Path(address).expanduser().exists():
        from domain.calendars import Calendar

        return Calendar.shipped(), session.clock().astimezone(ZoneInfo(_ZONE)).date()
    with session.look() as look:
        return look.calendar, look.today


def _due(session: "Session", *, start: str, period: str, done: str | None) -> Answer:
    from domain.calendars.due import due, late_by
    from domain.calendars.periods import Period
    from domain.calendars.relative import parse_day

    calendar, today = _known(session)
    found = due(parse_day(start, today, calendar, "start"), Period.parse(period, "period"), calendar)
    document: dict[str, Any] = {
        "start": found.start,
        "period": str(found.period),
        "due": found.due,
        "provisional": found.provisional,
        "may_move": found.may_move,
        "safe_due": found.safe_due,
        "last_working_day": found.last_working_day,
        "rolled_from": found.rolled_from,
        "counted": list(found.counted),
        "skipped": [{"date": skipped.date, "why": skipped.why} for skipped in found.skipped],
        "calendar": found.calendar,
    }
    if done is not None:
        document["late_by"] = late_by(found, parse_day(done, today, calendar, "done"), calendar)
    return Answer(document, notes=_cautions(found), view=_counted)


def _cautions(found: "Due") -> list[Words]:
    notes: list[Words] = []
    if found.provisional and found.safe_due is not None:
        notes.append(
            msg(
                "Provisional: the arrangement for {year} is not out, so only its statutory holidays were counted. "
                "Act by {safe}, the safe day: it leaves a week for what the arrangement may still move.",
                year=max(found.due, found.start).year,
                safe=found.safe_due,
            )
        )
    if found.may_move:
        notes.append(
            msg(
                "May still move: the arrangement for {year} is not out, and it may make days at the end of December "
                "days off or working days.",
                year=found.due.year + 1,
            )
        )
    return notes


def _counted(document: Mapping[str, Any], lang: str) -> str:
    """How it was counted: the sum in full, then what was passed over."""
    from console.views import record, table

    shown = {key: value for key, value in document.items() if key not in ("counted", "skipped")}
    shown["counted"] = len(document["counted"]) or None
    shown["worked_weekends"] = [day.isoformat() for day in document["counted"] if day.weekday() >= _SATURDAY]
    parts = [record(shown, lang, within="calendar")]
    if document["skipped"]:
        parts.append(table(document["skipped"], lang, ("date", "why")))
    return "\n\n".join(parts)


def _list(session: "Session") -> Answer:
    calendar, _ = _known(session)
    years = [
        {
            "year": one.year,
            "version": one.version,
            "title": one.notice.title,
            "dated": one.notice.dated,
            "link": one.notice.url,
            "provisional": False,
        }
        for one in calendar.arrangements
    ]
    last = years[-1]["year"]
    assert isinstance(last, int)
    years += [
        {"year": year, "version": 0, "title": None, "dated": None, "link": None, "provisional": True}
        for year in range(last + 1, last + 5)
        if calendar.provisional(year)
    ]
    return whole("years", years, "year", "version", "provisional", "dated", "title")


def _show(session: "Session", *, year: int | None) -> Answer:
    from datetime import timedelta

    calendar, today = _known(session)
    wanted = year if year is not None else today.year
    days = [calendar.day_kind(date(wanted, 1, 1) + timedelta(days=n)) for n in range(366) if _within(wanted, n)]
    named = [_day(day) for day in days if day.holiday is not None]
    document = {
        "year": wanted,
        "provisional": calendar.provisional(wanted),
        "working_days": sum(day.kind.worked for day in days),
        "days": named,
    }
    return Answer(document)


def _within(year: int, number: int) -> bool:
    return number < 365 or (date(year, 12, 31) - date(year, 1, 1)).days == 365


def _day(day: "Day") -> dict[str, Any]:
    return {"date": day.date, "kind": day.kind.value, "name": day.holiday, "provisional": day.provisional}


COMMANDS = (
    Command(
        "calendar due",
        msg("Count a due date"),
        Field("start", msg("First day, which is not counted"), required=True, positional=True),
        Field("period", msg("Period"), required=True, positional=True, help=msg("20wd, 7d, 1m, -1m, 1y.")),
        Field("done", msg("Day it was done"), help=msg("Then it tells by how many working days it was late.")),
        run=_due,
        negative=True,
        needs_store=False,
        help=msg("Tells the days that were counted and those that were skipped, with why. Needs no database."),
    ),
    Command("calendar list", msg("List the years that are known"), run=_list, needs_store=False),
    Command(
        "calendar show",
        msg("Show a year's days off and worked weekends"),
        Field("year", msg("Year"), "count", positional=True),
        run=_show,
        needs_store=False,
    ),
    *act_commands("calendar"),
)
