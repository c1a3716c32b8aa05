"""Holds that run (暂停拨付中): how long, when they are to be looked at again, and which are overlong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.store import Reader
from domain.calendars import Calendar
from domain.calendars.due import Due, due, overdue_by
from domain.money import yuan
from domain.refusals import Refused
from domain.rulebook.timeline import Rulebook
from domain.states.cases import Case
from domain.states.measures import Measure
from sanctions.names import names_on
from sanctions.reading import as_stood, each
from sanctions.rules import calendar_of, rulebook_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningHold:
    """A payment hold that still holds bills on a day, worth `fen`.

    `since` is the day it was decided, `reviewed_on` when it was last looked at; `review` counts from the later of the
    two, None where the agency keeps no such time or the calendar does not reach. `over` tells that the hold itself no
    longer binds though bills are held.
    """

    measure: Measure
    case: Case
    fen: int
    bills: int
    since: date
    reviewed_on: date | None
    review: Due | None
    over: bool


def running_holds(
    reader: Reader, rulebook: Rulebook, calendar: Calendar, on: date, *, past: bool
) -> Iterator[RunningHold]:
    """Every payment hold that holds something on a day; `past` when acts may have been done after it."""
    table = reader.table(Case)
    holding = table.c.bills != "[]" if past else table.c.still_held > 0
    for found in each(reader, Case, holding):
        case = as_stood(reader, found, on)
        if case is None or case.still_held <= 0:
            continue
        for subject in dict.fromkeys(bill.measure for bill in case.bills if bill.still_held):
            measure = reader.get(Measure, subject)
            measure = as_stood(reader, measure, on) if measure is not None else None
            if measure is None:
                continue
            held = [bill for bill in case.bills if bill.measure == subject and bill.still_held]
            since = measure.decided_on or min(bill.since or on for bill in held)
            reviewed = max((one.on for one in case.reviews if one.measure == subject), default=None)
            yield RunningHold(
                measure=measure,
                case=case,
                fen=sum(bill.still_held for bill in held),
                bills=len(held),
                since=since,
                reviewed_on=reviewed,
                review=_review(rulebook, calendar, since, reviewed),
                over=measure.status(on) != "in-force",
            )


def _review(rulebook: Rulebook, calendar: Calendar, since: date, reviewed: date | None) -> Due | None:
    start = max(since, reviewed) if reviewed is not None else since
    period = rulebook.on(start).period("hold.review")
    if period is None:
        return None
    try:
        return due(start, period, calendar)
    except Refused:
        # A year nobody knows the working days of: it merely runs.
        return None


def overlong_holds(reader: Reader, on: date) -> list[dict[str, Any]]:
    """Holds whose review is overdue on a day, or that no longer bind and still hold bills; longest held first.

    `days` are calendar days since the decision, `overdue_by` working days (None without a verdict).
    """
    rulebook, calendar = rulebook_of(reader), calendar_of(reader)
    found = [
        one
        for one in running_holds(reader, rulebook, calendar, on, past=True)
        if one.over or (one.review is not None and one.review.due < on)
    ]
    found.sort(key=lambda one: (one.since, one.measure.ordinal))
    names = names_on(reader, (one.case.institution for one in found), on)
    return [
        {
            "measure": one.measure.id,
            "case": one.case.id,
            "institution": one.case.institution,
            "name": names.get(one.case.institution or ""),
            "still_held": yuan(one.fen),
            "since": one.since,
            "days": (on - one.since).days,
            "reviewed_on": one.reviewed_on,
            "review_due": one.review.due if one.review is not None else None,
            "overdue_by": _overdue(one, on, calendar),
            "over": one.over,
        }
        for one in found
    ]


def _overdue(one: RunningHold, on: date, calendar: Calendar) -> int | None:
    if one.review is None or one.review.provisional:
        return None
    try:
        return overdue_by(one.review.due, on, calendar)
    except Refused:
        return None
