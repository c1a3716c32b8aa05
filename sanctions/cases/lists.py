"""Cases (核查事项) as they are looked up: the list, and one with all that hangs on it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import or_

from db.store import Reader
from domain.messages import msg
from domain.money import yuan
from domain.states.cases import Case, case_status
from domain.states.inspections import Finding
from domain.states.measures import Measure
from sanctions.cases.leaving import left_during
from sanctions.cases.sought import holding
from sanctions.following.lists import tasks_about
from sanctions.intake.inspection_lists import confirmations
from sanctions.measures.lists import records
from sanctions.money.balances import balance_of, bill_records
from sanctions.names import names_on
from sanctions.ordering import by_column, by_institution
from sanctions.paging import LIMIT, newest
from sanctions.reading import need_on
from sanctions.results import FORWARD, Listing, Way
from sanctions.sheets import with_sheet

_ORDERS = (*by_column("opened_on", "lead", "still_held"), by_institution("name"))


def cases(
    reader: Reader,
    *,
    on: date,
    institution: str | None = None,
    lead: str | None = None,
    closed: bool | None = None,
    overdue: bool = False,
    origin: str | None = None,
    conclusion: str | None = None,
    text: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Cases, newest first, with their status on a day; `closed` tells closed from open ones, `overdue` only
    those open beyond their handling limit.

    Every word of `text` must be in the number, a handler's name, or the institution's code or one of its names.
    """
    table = reader.table(Case)
    conditions = []
    if institution is not None:
        conditions.append(table.c.institution == institution)
    if lead is not None:
        conditions.append(or_(table.c.lead == lead, table.c.second == lead))
    if closed is not None:
        ended = table.c.closed_on.is_not(None)
        conditions.append(ended if closed else ~ended)
    if overdue:
        conditions += [table.c.closed_on.is_(None), table.c.limit_on < on]
    for column, value in ((table.c.origin, origin), (table.c.conclusion, conclusion)):
        if value is not None:
            conditions.append(column == value)
    conditions += holding(reader, (text or "").split())
    return newest(
        reader,
        Case,
        conditions,
        lambda reader, page: _records(reader, page, on),
        orders=_ORDERS,
        limit=limit,
        after=after,
        way=way,
    )


def _records(reader: Reader, page: list[Case], on: date) -> list[dict[str, Any]]:
    names = names_on(reader, (one.institution for one in page), on)
    by_case = _measures_of(reader, [one.id for one in page])
    return [_record(one, by_case.get(one.id, []), names, on) for one in page]


def _record(one: Case, measures: list[Measure], names: dict[str, str], on: date) -> dict[str, Any]:
    return {
        "id": one.id,
        "institution": one.institution,
        "name": names.get(one.institution or ""),
        "status": case_status(one, measures, on),
        "lead": one.lead,
        "second": one.second,
        "opened_on": one.opened_on,
        "closed_on": one.closed_on,
        "source": one.source,
        "origin": one.origin,
        "limit_on": one.limit_on,
        "conclusion": one.conclusion,
        "archive_no": one.archive_no,
        "pending": one.pending.kind if one.pending else None,
        "still_held": yuan(one.still_held),
        "holds": bill_records(one.bills),
        "measures": [
            {"id": m.id, "kind": m.kind, "word": m.word, "status": m.status(on)}
            for m in measures
            if m.proposed_on <= on
        ],
    }


def _measures_of(reader: Reader, cases: list[str]) -> dict[str, list[Measure]]:
    """The measures of several cases, oldest first, read in pieces: a case may have many."""
    table = reader.table(Measure)
    found: dict[str, list[Measure]] = {}
    for start in range(0, len(cases), 25):
        wanted = table.c.case.in_(cases[start : start + 25])
        for measure in reader.find(Measure, wanted, order=(table.c.ordinal,)):
            found.setdefault(measure.case, []).append(measure)
    return found


def case(reader: Reader, subject: str, *, on: date, known_at: datetime | None = None) -> dict[str, Any]:
    """One case on a day, as it was known at a moment: sources, findings, measures, holds, and what is left to close it.

    Refused ``not-found`` where there was none yet.
    """
    found = need_on(reader, Case, subject, on=on, known_at=known_at, field="case")
    measures = [
        stood
        for one in _measures_of(reader, [subject]).get(subject, [])
        if (stood := reader.as_of(Measure, one.id, on=on, known_at=known_at)) is not None
    ]
    table = reader.table(Finding)
    findings = reader.find(Finding, table.c.case == subject, order=(table.c.ordinal,))
    said = confirmations(reader, findings)
    names = names_on(reader, [found.institution], on)
    return _record(found, measures, names, on) | {
        **balance_of(found),
        "measures": records(reader, measures, on),
        "complaints": list(found.complaints),
        "inspections": list(found.inspections),
        "events": list(found.events),
        "surveys": list(found.surveys),
        "findings": [_finding(one, said.get(one.id)) for one in findings if one.found_on <= on],
        "outcome": found.outcome,
        "close_reason": found.close_reason,
        "archived_on": found.archived_on,
        "extensions": [
            {"on": more.on, "before": more.before, "until": more.until, "reason": more.reason}
            for more in found.extensions
        ],
        "left_during": left_during(reader, found, on),
        "checklist": _checklist(found, measures, on),
        "tasks": tasks_about(reader, [subject, *(one.id for one in measures)], on, known_at=known_at),
        **handed(found),
        **with_sheet(reader, subject, on=on, known_at=known_at),
    }


def handed(found: Case) -> dict[str, Any]:
    """Whose it was, to whom it is offered, and the office it belongs to; nothing where that never was."""
    told: dict[str, Any] = {}
    if found.office is not None:
        told["office"] = found.office
    if found.former:
        told["former"] = list(found.former)
    if found.handover is not None:
        offer = found.handover
        told["handover"] = {
            "position": offer.position,
            "giver": offer.giver,
            "to": offer.to,
            "on": offer.on,
            "reason": offer.reason,
        }
    return told


def _finding(one: Finding, confirmed: str | None) -> dict[str, Any]:
    return {
        "id": one.id,
        "category": one.category,
        "severity": one.severity,
        "provision": one.provision,
        "text": one.text,
        "departments": list(one.departments),
        "amount": yuan(one.amount) if one.amount is not None else None,
        "doc_no": one.doc_no,
        "withdrawn_on": one.withdrawn_on,
        "confirmed": confirmed,
    }


def _checklist(found: Case, measures: list[Measure], on: date) -> list[dict[str, Any]]:
    """What closing asks for, each with whether it is so."""
    unfinished = [m.id for m in measures if m.pending is not None or case_status(found, [m], on) == "deciding"]
    held = [bill.bill for bill in found.bills if bill.still_held]
    return [
        {"item": msg("Every measure is in force, ended or withdrawn."), "done": not unfinished, "open": unfinished},
        {"item": msg("Every held bill is released or refused."), "done": not held, "open": held},
    ]
