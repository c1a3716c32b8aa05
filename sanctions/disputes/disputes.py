"""Disputes (争议): every use case on them is found from here; and how they are looked up."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from db.store import Reader
from domain.money import yuan
from domain.states.applications import Application
from domain.states.disputes import Changes, Dispute
from domain.states.stays import stayed
from domain.states.tasks import Task
from sanctions.disputes import opening, outcomes, stays
from sanctions.disputes.contested import stays_told
from sanctions.names import names_on
from sanctions.ordering import by_column, by_institution
from sanctions.paging import LIMIT, equal, newest
from sanctions.reading import need
from sanctions.results import FORWARD, Listing, Way

__all__ = ["dispute", "disputes", "opening", "outcomes", "stays"]


_ORDERS = (*by_column("filed_on", "target"), by_institution("institution_name"))


def disputes(
    reader: Reader,
    *,
    on: date,
    is_open: bool = False,
    institution: str | None = None,
    target: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Disputes, newest first; `is_open`: only those whose outcome was not carried out yet."""
    table = reader.table(Dispute)
    conditions = equal(table, institution=institution, target=target)
    if is_open:
        conditions.append(table.c.outcome.is_(None))

    def records(reader: Reader, page: list[Dispute]) -> list[dict[str, Any]]:
        names = names_on(reader, (one.institution for one in page), on)
        return [record(one, on) | {"institution_name": names.get(one.institution or "")} for one in page]

    return newest(reader, Dispute, conditions, records, orders=_ORDERS, limit=limit, after=after, way=way)


def record(dispute: Dispute, on: date) -> dict[str, Any]:
    """The keys every dispute is told with; `stayed` tells whether execution is suspended on the day."""
    return {
        "id": dispute.id,
        "target": dispute.target,
        "institution": dispute.institution,
        "kind": dispute.kind,
        "body": dispute.body,
        "number": dispute.number,
        "filed_on": dispute.filed_on,
        "status": dispute.status,
        "stayed": stayed(dispute.stays, on),
        "outcome": dispute.outcome,
        "decided_on": dispute.decided_on,
        "effective": dispute.effective,
        "pending": dispute.pending.kind if dispute.pending else None,
    }


def dispute(reader: Reader, id: str, *, on: date) -> dict[str, Any]:
    """One dispute with its stays, what came of it, whom to tell, and what is carried out; refused ``not-found``."""
    found = need(reader, Dispute, id)
    names = names_on(reader, (found.institution,), on)
    asked = found.pending.fields if found.pending is not None else {}
    return record(found, on) | {
        "institution_name": names.get(found.institution or ""),
        "reason": found.reason,
        "stays": stays_told(found.stays),
        "asked": str(asked["outcome"]) if asked else None,
        "outcome_no": found.outcome_no,
        "outcome_reason": found.outcome_reason,
        "carried_out_on": found.carried_out_on,
        "procedural": found.procedural,
        "changes": _changes(found.changes),
        "terms": found.terms,
        "term": found.term,
        "extended_to": found.extended_to,
        "remake_by": found.remake_by,
        "applications": _applications(reader, found.applications),
        "tasks": _tasks(reader, found),
    }


def _changes(changes: Changes | None) -> dict[str, Any] | None:
    if changes is None or changes == Changes():
        return None
    return {
        "departments": list(changes.departments),
        "services": list(changes.services),
        "bills": [{"bill": bill.bill, "amount": yuan(bill.fen)} for bill in changes.bills],
        "until": changes.until,
        "rectify_by": changes.rectify_by,
        "word": changes.word,
    }


def _applications(reader: Reader, ids: Iterable[str]) -> list[dict[str, Any]]:
    found = (reader.get(Application, id) for id in ids)
    return [
        {
            "id": one.id,
            "institution": one.institution,
            "service": one.service,
            "filed_on": one.filed_on,
            "status": one.status,
        }
        for one in found
        if one is not None
    ]


def _tasks(reader: Reader, dispute: Dispute) -> list[dict[str, Any]]:
    """What its outcome brought to be carried out."""
    if dispute.carried_out_on is None:
        return []
    table = reader.table(Task)
    subjects = (dispute.id, dispute.contested, *dispute.applications)
    found = reader.find(
        Task,
        table.c.kind == "consequence",
        table.c.opened_on >= dispute.carried_out_on,
        (table.c.about.in_(subjects))
        | ((table.c.key == "correct-history") & (table.c.institution == dispute.institution)),
        order=(table.c.ordinal,),
    )
    return [{"id": one.id, "about": one.about, "text": one.text, "due": one.due, "status": one.status} for one in found]
