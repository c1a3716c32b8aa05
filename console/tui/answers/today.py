"""The page of the day, and how a date on it was counted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from console.tui.modals.explanation import Explained
from console.tui.session import Opened
from console.tui.subjects import noun_of
from db.store import Reader
from domain.calendars.due import Due, due
from domain.calendars.periods import Period
from domain.money import grouped
from domain.states.measures import Measure
from sanctions.publishing.duty import duty_of
from sanctions.rules import calendar_of, rulebook_of
from sanctions.running.deadlines import board

MOST = 500
"""Lines of the day at most."""


def today(reader: Reader, opened: Opened) -> Mapping[str, Any]:
    """Sums and lines of the day; what is held, as people write money."""
    sums, items = board(reader, on=opened.today, limit=MOST)
    for one in items:
        if one["kind"] == "approval" and noun_of(one["subject"]) == "institution":
            # A policy is named by its key alone, which its page must be told from an institution's code.
            one["subject"] = f"policy:{one['subject']}"
    told = {**sums, "still_held": grouped(sums["still_held"])}
    return {"sums": told, "deadlines": items, "more": len(items) >= MOST}


def explained(reader: Reader, opened: Opened, record: Mapping[str, Any]) -> Explained | None:
    """How the date of a record was counted.

    A record that brings `start` and `period` is counted from these; a publication's by its termination.
    """
    found = _counted(reader, opened, record)
    if found is None:
        return None
    kind, who = str(record.get("kind") or ""), str(record.get("institution_name") or record.get("name") or "")
    return Explained(found, calendar_of(reader), kind, who, tuple(record.get("reasons") or ()))


def _counted(reader: Reader, opened: Opened, record: Mapping[str, Any]) -> Due | None:
    start, period = record.get("start"), record.get("period")
    if start and period:
        day = start if isinstance(start, date) else date.fromisoformat(str(start))
        return due(day, period if isinstance(period, Period) else Period.parse(str(period)), calendar_of(reader))
    subject = str(record.get("subject") or record.get("id") or "")
    if subject.startswith("CL-") and record.get("kind") in ("publication", None):
        measure = reader.get(Measure, subject)
        duty = duty_of(measure, rulebook_of(reader), calendar_of(reader)) if measure is not None else None
        return duty.due if duty is not None else None
    return None
