"""What the page of a measure tells of disputes: the remedy against it, stays, what was taken back or marked."""

from datetime import date, datetime
from typing import Any

from db.store import Reader
from domain.calendars import Calendar
from domain.rulebook.timeline import Rulebook
from domain.states.disputes import Dispute
from domain.states.measures import Measure
from domain.states.stays import SetAside, Stayed
from sanctions.disputes.remedies import remedy_of
from sanctions.reading import as_stood


def contested(
    reader: Reader,
    measure: Measure,
    on: date,
    rulebook: Rulebook,
    calendar: Calendar,
    known_at: datetime | None = None,
) -> dict[str, Any]:
    """The keys a measure is told with besides its own: `stayed` tells of the day, `remedy` until when it is open."""
    remedy = remedy_of(measure, rulebook, calendar)
    return {
        "stayed": measure.stayed(on),
        "stays": stays_told(measure.stays),
        "set_aside": _taken_back(measure.set_aside),
        "unlawful": measure.unlawful,
        "bar_set_aside": _taken_back(measure.bar_set_aside),
        "bar_ends": measure.bar_ends,
        "disputes": about(reader, measure.id, on, known_at),
        "remedy": remedy.record() if remedy is not None else None,
    }


def about(reader: Reader, target: str, on: date, known_at: datetime | None = None) -> list[dict[str, Any]]:
    """The disputes about a target or the bar it started, newest first, in short, as they stood on a day."""
    table = reader.table(Dispute)
    filed = reader.find(Dispute, table.c.target.in_((target, f"bar:{target}")), order=(table.c.ordinal.desc(),))
    stood = (as_stood(reader, one, on, known_at) for one in filed)
    found = [one for one in stood if one is not None]
    return [
        {
            "id": one.id,
            "target": one.target,
            "kind": one.kind,
            "body": one.body,
            "filed_on": one.filed_on,
            "outcome": one.outcome,
            "effective": one.effective,
        }
        for one in found
    ]


def stays_told(known: tuple[Stayed, ...]) -> list[dict[str, Any]]:
    """Stays with their days; one that ended before it began never was."""
    return [
        {"dispute": one.dispute, "from": one.from_day, "until": one.until}
        for one in known
        if one.until is None or one.until >= one.from_day
    ]


def _taken_back(fact: SetAside | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    return {
        "dispute": fact.dispute,
        "outcome": fact.outcome,
        "effective": fact.effective,
        "procedural": fact.procedural,
    }
