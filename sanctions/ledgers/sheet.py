"""One page on an institution (机构情况一页纸): who it is, two years of what came in and was done, and what is open."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from db.store import PAGE, Reader
from domain.calendars import Period
from domain.calendars.periods import last_day
from domain.money import yuan
from domain.states.cases import Case
from domain.states.complaints import Complaint
from domain.states.core import State
from domain.states.disputes import Dispute
from domain.states.inspections import Finding, Inspection
from domain.states.measures import Measure
from domain.states.tasks import Task
from sanctions.intake.register import institution as registered
from sanctions.ledgers.in_force import in_force
from sanctions.money.ledger import money
from sanctions.reading import as_stood
from sanctions.rules import calendar_of, rulebook_of
from sanctions.running.deadlines import running
from sanctions.standing import standing

_BACK = Period(-2, "y")
"""How far a page looks back; a matter of display, no rule."""

_ANSWERS = ("receive_patients", "settle", "be_paid", "apply")
_SUMS = (
    *("held", "released", "refused", "still_held", "paid", "unpaid", "owed", "refused_without_hold"),
    *("recovery_due", "recovery_returned", "recovery_offset", "recovery_open"),
)


def sheet(reader: Reader, code: str, *, on: date, proposal: str | None = None) -> dict[str, Any]:
    """Everything leaders ask of an institution first, as it stands on a day; refused ``not-found``.

    What came in and was done is told from two years before the day on. `proposal` is printed and kept nowhere.
    """
    since = last_day(on, _BACK)
    about = registered(reader, code, on=on)
    answers = standing(reader, code, on=on)
    return {
        "institution": {
            key: about.get(key) for key in ("code", "name", "names", "services", "departments", "level", "district")
        },
        "on": on,
        "since": since,
        "standing": {key: answers[key]["answer"] for key in _ANSWERS},
        "agreements": about["agreements"],
        "complaints": _complaints(reader, code, since, on),
        "inspections": _inspections(reader, code, since, on),
        "findings": _findings(reader, code, since, on),
        "measures": _measures(reader, code, since, on),
        "money": _money(reader, code, on),
        "open": _open(reader, code, on),
        "instructions": [_task(task) for task in _tasks(reader, code, on, instructions=True)],
        "proposal": proposal,
    }


def _counted(reader: Reader, kind: type[State], column: str, *wanted: ColumnElement[bool]) -> dict[str, int]:
    """How many records there are of each value of a column, the most frequent first."""
    by = reader.table(kind).c[column]
    query = select(by, func.count()).where(*wanted).group_by(by).order_by(func.count().desc(), by)
    return {str(value): count for value, count in reader.connection.execute(query)}


def _complaints(reader: Reader, code: str, since: date, on: date) -> dict[str, Any]:
    table = reader.table(Complaint)
    wanted = (table.c.institution == code, table.c.received > since, table.c.received <= on)
    outcomes = _counted(reader, Complaint, "status", *wanted)
    return {
        "count": sum(outcomes.values()),
        "channels": _counted(reader, Complaint, "channel", *wanted),
        "natures": _counted(reader, Complaint, "nature", *wanted),
        "outcomes": outcomes,
    }


def _inspections(reader: Reader, code: str, since: date, on: date) -> dict[str, Any]:
    table = reader.table(Inspection)
    wanted = (table.c.institution == code, table.c.held_on > since, table.c.held_on <= on)
    kinds = _counted(reader, Inspection, "kind", *wanted)
    last = reader.find(Inspection, *wanted, order=(table.c.held_on.desc(), table.c.ordinal.desc()), limit=1)
    return {
        "count": sum(kinds.values()),
        "kinds": kinds,
        "last": last[0].id if last else None,
        "last_on": last[0].held_on if last else None,
    }


def _findings(reader: Reader, code: str, since: date, on: date) -> dict[str, Any]:
    table = reader.table(Finding)
    wanted = (
        table.c.institution == code,
        table.c.found_on > since,
        table.c.found_on <= on,
        table.c.withdrawn_on.is_(None),
    )
    severities = _counted(reader, Finding, "severity", *wanted)
    amount = reader.connection.execute(select(func.coalesce(func.sum(table.c.amount), 0)).where(*wanted)).scalar_one()
    return {
        "count": sum(severities.values()),
        "severities": severities,
        "categories": _counted(reader, Finding, "category", *wanted),
        "amount": yuan(int(amount)),
    }


def _measures(reader: Reader, code: str, since: date, on: date) -> list[dict[str, Any]]:
    """Those in force, and those proposed since, the newest first."""
    table = reader.table(Measure)
    binding = {one["id"] for one in in_force(reader, on=on, institution=code, limit=PAGE).items}
    recent = table.c.id.in_(binding) | (table.c.proposed_on > since)
    found = reader.find(Measure, table.c.institution == code, table.c.proposed_on <= on, recent, limit=PAGE)
    stood = (as_stood(reader, one, on) for one in found)
    return [
        {
            "id": measure.id,
            "word": measure.word,
            "departments": list(measure.departments),
            "status": measure.status(on),
            "decided_on": measure.decided_on,
            "in_force_from": measure.in_force_from,
            "ended_on": measure.over_on(on),
        }
        for measure in stood
        if measure is not None
    ]


def _money(reader: Reader, code: str, on: date) -> dict[str, Any]:
    """The sums of its ledger."""
    sums = money(reader, on=on, institution=code)
    return {key: sums[key] for key in _SUMS}


def _open(reader: Reader, code: str, on: date) -> dict[str, Any]:
    cases, disputes = reader.table(Case), reader.table(Dispute)
    under_way = reader.find(
        Case,
        cases.c.institution == code,
        cases.c.opened_on <= on,
        cases.c.closed_on.is_(None) | (cases.c.closed_on > on),
    )
    contested = reader.find(Dispute, disputes.c.institution == code, disputes.c.outcome.is_(None))
    found = running(reader, on, rulebook=rulebook_of(reader), calendar=calendar_of(reader))
    return {
        "cases": [{"id": one.id, "lead": one.lead, "opened_on": one.opened_on} for one in under_way],
        "deadlines": [
            {"kind": one.kind, "subject": one.subject, "what": one.what, "due": one.due}
            for one in found
            if one.institution == code and one.kind != "task"
        ],
        "tasks": [_task(task) for task in _tasks(reader, code, on, instructions=False)],
        "disputes": [{"id": one.id, "target": one.target, "body": one.body} for one in contested],
    }


def _tasks(reader: Reader, code: str, on: date, *, instructions: bool) -> list[Task]:
    """Things to carry out that are open, or leaders' instructions (领导批示) whatever came of them."""
    table = reader.table(Task)
    wanted = table.c.kind == "instruction" if instructions else table.c.kind != "instruction"
    found = reader.find(
        Task, table.c.institution == code, table.c.opened_on <= on, wanted, order=(table.c.due, table.c.ordinal)
    )
    stood = (as_stood(reader, one, on) for one in found)
    return [one for one in stood if one is not None and (instructions or one.status == "open")]


def _task(task: Task) -> Mapping[str, Any]:
    return {
        "id": task.id,
        "text": task.text,
        "kind": task.kind,
        "person": task.person,
        "due": task.due,
        "status": task.status,
        "result": task.result or task.reason,
    }
