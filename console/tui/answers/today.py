"""The page of the day, and how a date on it was counted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from console.tui.modals.explanation import Explained
from console.tui.session import Opened
from console.tui.subjects import noun_of
from db.store import Reader
from domain.calendars.due import Due, due
from domain.calendars.periods import Period
from domain.money import grouped
from domain.states.agency import Operator
from domain.states.cases import Case
from domain.states.core import State
from domain.states.measures import Measure
from domain.states.tasks import Task
from sanctions.publishing.duty import duty_of
from sanctions.rules import calendar_of, rulebook_of
from sanctions.running.deadlines import board

S = TypeVar("S", bound=State)
MOST = 500
"""Lines of the day at most."""
CHUNK = 200
"""States asked for at once."""


def today(reader: Reader, opened: Opened, *, mine: bool = False) -> Mapping[str, Any]:
    """Sums and lines of the day; what is held, as people write money. `mine` leaves only what is one's own to do."""
    sums, items = _board(reader, opened, mine=mine)
    for one in items:
        if one["kind"] == "approval" and noun_of(one["subject"]) == "institution":
            # A policy is named by its key alone, which its page must be told from an institution's code.
            one["subject"] = f"policy:{one['subject']}"
    told = {**sums, "still_held": grouped(sums["still_held"])}
    return {"sums": told, "deadlines": _by_age(reader, _together(reader, items)), "more": len(items) >= MOST}


def carried_out_after(reader: Reader, opened: Opened, decision: str, *, mine: bool = False) -> Mapping[str, Any]:
    """The lines of what is to be carried out after one decision."""
    _, items = _board(reader, opened, mine=mine)
    table = reader.table(Task)
    about = {one.id for one in reader.find(Task, table.c.about == decision, table.c.status == "open")}
    return {"deadlines": [one for one in items if one["subject"] in about], "more": len(items) >= MOST}


def _board(reader: Reader, opened: Opened, *, mine: bool) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    me = reader.get(Operator, f"operator:{opened.operator}")
    return board(reader, on=opened.today, limit=MOST, me=me, mine=mine)


def _together(reader: Reader, items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines, with what is to be carried out after one decision as one, at the place of its most urgent."""
    tasks = [one["subject"] for one in items if one["kind"] == "task" and noun_of(one["subject"]) == "task"]
    about = {one.id: one.about for one in _states(reader, Task, tasks) if noun_of(one.about) in ("measure", "dispute")}
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in items:
        if one["subject"] in about:
            groups.setdefault(about[one["subject"]], []).append(one)
    found = []
    for one in items:
        decision = about.get(one["subject"], "")
        group = groups.get(decision, [])
        if len(group) < 2:
            found.append(one)
        elif one is group[0]:
            found.append({**one, "subject": decision, "tasks": group})
    return found


def _by_age(reader: Reader, items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines, those of money held longest first, each with the day since when."""
    held = [one for one in items if one["kind"] == "hold"]
    since: dict[str, date] = {}
    for case in _states(reader, Case, [one["subject"] for one in held]):
        days = [bill.since for bill in case.bills if bill.still_held and bill.since is not None]
        if days:
            since[case.id] = min(days)
    held.sort(key=lambda one: since.get(one["subject"], date.max))
    return [one for one in items if one["kind"] != "hold"] + [
        {**one, "since": since.get(one["subject"])} for one in held
    ]


def _states(reader: Reader, kind: type[S], ids: Sequence[str]) -> Iterator[S]:
    table = reader.table(kind)
    for start in range(0, len(ids), CHUNK):
        yield from reader.find(kind, table.c.id.in_(ids[start : start + CHUNK]))


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
