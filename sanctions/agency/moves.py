"""What moves when a rule or a calendar changes: open due days before and after (期限变动)."""

from datetime import date
from typing import Any

from domain.calendars import Calendar
from domain.messages import Words, msg
from domain.rulebook.timeline import Rulebook
from domain.words import DEADLINES
from sanctions.running.deadlines import running
from sanctions.work import Work

_DATED = (
    "publication",
    "withdraw-publication",
    "must-terminate",
    "defence-end",
    "bar-end",
    "complaint-clock",
    "renewal",
)
"""Kinds whose day is counted by the rules and the calendar; those set by a person do not move."""


def moved(work: Work, *, rulebook: Rulebook, calendar: Calendar) -> list[dict[str, Any]]:
    """Open subjects whose day would change under another rulebook or calendar, as plain values.

    `from` or `to` is None where the duty or the bar begins or falls away; `provisional` tells what stands after.
    """
    before = _days(work, work.rulebook, work.calendar)
    after = _days(work, rulebook, calendar)
    changes = []
    for kind, subject in sorted(before.keys() | after.keys()):
        was, becomes = before.get((kind, subject)), after.get((kind, subject))
        if was != becomes:
            changes.append(
                {
                    "kind": kind,
                    "subject": subject,
                    "from": _text(was),
                    "to": _text(becomes),
                    "provisional": becomes is not None and becomes[1],
                }
            )
    return changes


def _days(work: Work, rulebook: Rulebook, calendar: Calendar) -> dict[tuple[str, str], tuple[date | None, bool]]:
    found = running(work.tx, work.today, rulebook=rulebook, calendar=calendar, kinds=_DATED)
    return {(one.kind, one.subject): (one.due, one.provisional) for one in found}


def _text(day: tuple[date | None, bool] | None) -> str | None:
    return day[0].isoformat() if day is not None and day[0] is not None else None


def told(changes: list[dict[str, Any]]) -> tuple[Words, ...]:
    """What moves, in sentences."""
    if not changes:
        return (msg("No open due day and no bar changes."),)
    return tuple(
        msg(
            "{kind} {subject}: {before} becomes {after}.",
            kind=DEADLINES[one["kind"]],
            subject=one["subject"],
            before=one["from"] or "-",
            after=one["to"] or "-",
        )
        for one in changes
    )
