"""The lists behind the page of records: a page of each, and how many there are."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import func, select

from console.tui.session import Opened
from db.store import Reader
from domain.states.applications import Application
from domain.states.assessments import Assessment
from domain.states.complaints import Complaint
from domain.states.core import State
from domain.states.inspections import Event, Finding, Inspection
from sanctions.results import Listing

Ask = Callable[[Reader, Opened, int, "str | None"], Listing]

STATES: Final[Mapping[str, type[State]]] = {
    "complaints": Complaint,
    "inspections": Inspection,
    "findings": Finding,
    "events": Event,
    "assessments": Assessment,
    "applications": Application,
}
"""Kinds whose records are counted."""


def counts(reader: Reader) -> dict[str, int]:
    """How many records there are of each kind."""
    return {
        key: int(reader.connection.execute(select(func.count()).select_from(reader.table(state))).scalar_one())
        for key, state in STATES.items()
    }


def page(reader: Reader, opened: Opened, kind: str, limit: int, after: str | None) -> Listing:
    """A page of a kind."""
    return _ASKED[kind](reader, opened, limit, after)


def _complaints(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.intake.complaint_lists import complaints

    return complaints(reader, limit=limit, after=after)


def _inspections(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.intake.inspection_lists import inspections

    return inspections(reader, limit=limit, after=after)


def _findings(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.intake.findings import findings

    return findings(reader, limit=limit, after=after)


def _events(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.intake.events import events

    return events(reader, limit=limit, after=after)


def _assessments(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.admitting.assessments import assessments

    return assessments(reader, limit=limit, after=after)


def _applications(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.admitting.applications import applications

    return applications(reader, limit=limit, after=after)


def _in_force(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.ledgers.in_force import in_force

    return in_force(reader, on=opened.today, limit=limit, after=after)


def _on_time(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from domain.messages import msg
    from sanctions.ledgers.on_time import on_time

    rows, total = on_time(reader, on=opened.today)
    return Listing([*rows, {"what": msg("Together"), **total}], None)


def _late(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.ledgers.on_time import late

    return late(reader, on=opened.today, limit=limit, after=after)


def _audit(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.ledgers.audits import audits

    return audits(reader, on=opened.today, limit=limit, after=after)


_ASKED: Final[Mapping[str, Ask]] = {
    "complaints": _complaints,
    "inspections": _inspections,
    "findings": _findings,
    "events": _events,
    "assessments": _assessments,
    "applications": _applications,
    "in-force": _in_force,
    "on-time": _on_time,
    "late": _late,
    "audit": _audit,
}
