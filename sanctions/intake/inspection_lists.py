"""Inspections (协议检查) as they are looked up: planned, held, and whether the facts were confirmed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from db.store import PAGE, Reader
from domain.states.inspections import Finding, Inspection
from sanctions.names import names_on
from sanctions.ordering import by_column, by_institution
from sanctions.paging import LIMIT, equal, newest
from sanctions.reading import need
from sanctions.results import FORWARD, Listing, Way

UNCONFIRMED = "unconfirmed"


_ORDERS = (*by_column("kind", on="held_on"), by_institution("institution_name"))


def inspections(
    reader: Reader,
    *,
    institution: str | None = None,
    kind: str | None = None,
    status: str | None = None,
    overdue_on: date | None = None,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Inspections, newest first; with `overdue_on` only plans whose day lies before it."""
    table = reader.table(Inspection)
    conditions = equal(table, institution=institution, kind=kind, status=status)
    if overdue_on is not None:
        conditions += [table.c.status == "planned", table.c.plan_by < overdue_on]
    return newest(reader, Inspection, conditions, _records, orders=_ORDERS, limit=limit, after=after, way=way)


def inspection(reader: Reader, id: str) -> dict[str, Any]:
    """One inspection with the ids of its findings; refused ``not-found``."""
    found = need(reader, Inspection, id)
    table = reader.table(Finding)
    said = found.confirmation
    return _records(reader, [found])[0] | {
        "credentials": found.credentials,
        "place": found.place,
        "time_from": found.time_from,
        "time_to": found.time_to,
        "samples": list(found.samples),
        "records": list(found.records),
        "signed_by": found.signed_by,
        "not_signed_why": found.not_signed_why,
        "witness": found.witness,
        "confirmed_on": said.on if said else None,
        "confirmed_by": said.by if said else None,
        "confirmed_note": said.note if said else None,
        "findings": [one.id for one in reader.find(Finding, table.c.source == id)],
        "note": found.note,
        "reason": found.reason,
    }


def confirmed(inspection: Inspection) -> str | None:
    """What the institution said to the facts found; ``unconfirmed`` while it said nothing, None before it is held."""
    if inspection.status != "done":
        return None
    return inspection.confirmation.outcome if inspection.confirmation else UNCONFIRMED


def confirmations(reader: Reader, findings: Iterable[Finding]) -> dict[str, str | None]:
    """Finding -> what was said to the facts of its inspection; nothing for those of a case."""
    some = list(findings)
    table = reader.table(Inspection)
    sources = sorted({one.source for one in some})
    found = reader.find(Inspection, table.c.id.in_(sources[:PAGE])) if sources else []
    said = {one.id: confirmed(one) for one in found}
    return {one.id: said[one.source] for one in some if one.source in said}


def _records(reader: Reader, page: list[Inspection]) -> list[dict[str, Any]]:
    names = names_on(reader, (one.institution for one in page))
    return [
        {
            "id": one.id,
            "institution": one.institution,
            "institution_name": names.get(str(one.institution)),
            "status": one.status,
            "on": one.held_on,
            "plan_by": one.plan_by,
            "kind": one.kind,
            "inspectors": list(one.inspectors),
            "participants": list(one.participants),
            "notice_no": one.notice_no,
            "unannounced": one.unannounced,
            "signed": one.signed,
            "confirmed": confirmed(one),
            "case": one.case,
        }
        for one in page
    ]
