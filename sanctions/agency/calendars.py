"""Loading a year's arrangement (节假日安排): open due days move, what was met never does."""

from dataclasses import replace
from datetime import date
from typing import Any

from db.store import Reader
from domain.acts import Upload
from domain.acts.agency import CALENDAR_IMPORT
from domain.calendars import Calendar
from domain.calendars.loading import read_year
from domain.calendars.told import due_record, year_record, years_record
from domain.messages import Words, msg
from domain.refusals import refuse
from sanctions.handlers import handles
from sanctions.results import Done, Listing
from sanctions.rules import calendar_of
from sanctions.work import Work


@handles(CALENDAR_IMPORT)
def load(work: Work, *, file: Upload, title: str | None, dated: date | None, url: str | None, dry_run: bool) -> Done:
    """Load one year's arrangement.

    Refused: ``calendar.empty``, ``calendar.file``, ``calendar.rows``, ``calendar.unknown`` for a year before the
    first shipped, ``already`` for the days that stand.
    """
    calendar = work.calendar
    arrangement = read_year(file.data, title=title, dated=dated, url=url)
    year = arrangement.year
    if year < calendar.first_year:
        raise refuse(
            "calendar.unknown",
            msg(
                "The working calendar begins with {first}; {year} lies before it.", first=calendar.first_year, year=year
            ),
            field="file",
        )
    arrangement = replace(arrangement, version=calendar.next_version(year))
    standing = next((one for one in calendar.arrangements if one.year == year), None)
    if standing is not None and (standing.off, standing.work) == (arrangement.off, arrangement.work):
        raise refuse("already", msg("These are the days of {year} that stand already.", year=year), field="file")
    changes, effects = _moves(work, calendar.with_arrangements(arrangement))
    data = {"year": year, "version": arrangement.version, "moved": changes}
    warnings: tuple[Words, ...] = ()
    if not (title and dated):
        warnings = (msg("Without --title and --dated nobody can check which notice this is."),)
    if not dry_run:
        work.record(
            "calendar.import",
            f"calendar:{year}",
            {"year": year, "arrangement": arrangement.to_fields(), "moved": changes},
        )
    return Done(
        id=str(year),
        status="dry-run" if dry_run else "loaded",
        data=data,
        effects=effects,
        warnings=warnings,
    )


def _moves(work: Work, calendar: Calendar) -> tuple[list[dict[str, Any]], tuple[Words, ...]]:
    # Loads everything that runs, which a list of operators or years need not wait for.
    from sanctions.agency.moves import moved, told

    changes = moved(work, rulebook=work.rulebook, calendar=calendar)
    return changes, told(changes)


def calendar_due(reader: Reader, start: str, period: str, *, today: date) -> dict[str, Any]:
    """A due day by the calendar as loaded here; without a database, `due_record` of the shipped one."""
    return due_record(start, period, today=today, calendar=calendar_of(reader))


def calendar_years(reader: Reader) -> Listing:
    """The years known here."""
    return Listing(years_record(calendar_of(reader)))


def calendar_year(reader: Reader, year: int) -> dict[str, Any]:
    """One year's days; refused ``calendar.unknown``."""
    return year_record(calendar_of(reader), year)
