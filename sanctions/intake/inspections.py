"""Inspections (协议检查) by two people or more."""

from typing import Any

from sqlalchemy import ColumnElement

from db.store import Reader
from domain.acts.inspections import RECORD
from domain.messages import Message, msg
from domain.refusals import refuse
from domain.states.inspections import Finding, Inspection

# Imported for the use cases they register: acts of these nouns are looked up here.
from sanctions.handlers import handles
from sanctions.names import names_on
from sanctions.paging import LIMIT, newest
from sanctions.results import Done, Listing
from sanctions.work import Work

_TEAM = 2


@handles(RECORD)
def record(
    work: Work,
    *,
    institution: str,
    kind: str,
    inspectors: tuple[str, ...],
    participants: tuple[str, ...],
    notice_no: str | None,
    unannounced: bool,
    note: str | None,
) -> Done:
    """Record an inspection held on the day of the act; refused ``inspection.team`` with fewer than two people."""
    inspected = work.institution(institution)
    team = list(dict.fromkeys(inspectors))
    if len(team) < _TEAM:
        raise refuse(
            "inspection.team",
            msg("An inspection takes at least {least} different people. Give --inspector for each.", least=_TEAM),
            field="inspectors",
        )
    warnings: tuple[Message, ...] = ()
    if kind == "joint" and not participants:
        warnings = (msg("A joint inspection, and no other body is named."),)
    subject = work.new_id("JC")
    work.record(
        "inspection.record",
        subject,
        {
            "kind": kind,
            "inspectors": team,
            "participants": list(dict.fromkeys(participants)),
            "notice_no": notice_no,
            "unannounced": unannounced or None,
            "note": note,
        },
        institution=institution,
    )
    return Done(
        id=subject,
        effects=(msg("{id}: {name} was inspected on {day}.", id=subject, name=inspected.name, day=work.on),),
        warnings=warnings,
    )


def inspections(
    reader: Reader,
    *,
    institution: str | None = None,
    kind: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """Inspections, newest first."""
    table = reader.table(Inspection)
    conditions: list[ColumnElement[bool]] = []
    if institution is not None:
        conditions.append(table.c.institution == institution)
    if kind is not None:
        conditions.append(table.c.kind == kind)
    return newest(reader, Inspection, conditions, _records, limit=limit, after=after)


def inspection(reader: Reader, id: str) -> dict[str, Any]:
    """One inspection with the ids of its findings; refused ``not-found``."""
    found = reader.get(Inspection, id)
    if found is None:
        raise refuse("not-found", msg("There is no inspection {id} here.", id=id), field="id")
    table = reader.table(Finding)
    return _records(reader, [found])[0] | {
        "findings": [one.id for one in reader.find(Finding, table.c.source == id)],
        "note": found.note,
    }


def _records(reader: Reader, page: list[Inspection]) -> list[dict[str, Any]]:
    names = names_on(reader, (one.institution for one in page))
    return [
        {
            "id": one.id,
            "institution": one.institution,
            "institution_name": names.get(str(one.institution)),
            "on": one.held_on,
            "kind": one.kind,
            "inspectors": list(one.inspectors),
            "participants": list(one.participants),
            "notice_no": one.notice_no,
            "unannounced": one.unannounced,
            "case": one.case,
        }
        for one in page
    ]
