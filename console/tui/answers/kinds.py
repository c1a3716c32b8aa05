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
from domain.states.delegations import Delegation
from domain.states.disputes import Dispute
from domain.states.histories import HandOver
from domain.states.inspections import Event, Finding, Inspection
from domain.states.recoveries import Recovery
from domain.states.rosters import Roster
from domain.states.surveys import Survey
from domain.states.tasks import Task
from sanctions.results import Listing

Ask = Callable[[Reader, Opened, int, "str | None"], Listing]

STATES: Final[Mapping[str, type[State]]] = {
    "complaints": Complaint,
    "inspections": Inspection,
    "findings": Finding,
    "events": Event,
    "assessments": Assessment,
    "applications": Application,
    "disputes": Dispute,
    "recoveries": Recovery,
    "tasks": Task,
    "rosters": Roster,
    "surveys": Survey,
    "hand-overs": HandOver,
    "delegations": Delegation,
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


def _hand_overs(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.histories.sending import hand_overs

    return hand_overs(reader, limit=limit, after=after)


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


def _disputes(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.disputes.disputes import disputes

    return disputes(reader, on=opened.today, limit=limit, after=after)


def _recoveries(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.money.recovery_lists import recoveries

    return recoveries(reader, on=opened.today, limit=limit, after=after)


def _tasks(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.following.lists import tasks

    return tasks(reader, on=opened.today, limit=limit, after=after)


def _rosters(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.publishing.roster_lists import rosters

    return rosters(reader, on=opened.today, limit=limit, after=after)


def _surveys(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.intake.surveys import surveys

    return surveys(reader, limit=limit, after=after)


def _delegations(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.agency.delegations import delegations

    return delegations(reader, on=opened.today, limit=limit, after=after)


def _rectification(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.ledgers.rectification import rectification

    return rectification(reader, on=opened.today, limit=limit, after=after)


def _referrals(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.ledgers.referrals import referrals

    return referrals(reader, on=opened.today, limit=limit, after=after)


def _recovered(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.money.recovery_ledger import recovery_ledger

    return recovery_ledger(reader, on=opened.today, limit=limit, after=after)


def _money(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from console.words import key_word
    from sanctions.money.ledger import money

    told = money(reader, on=opened.today)
    sums = {key: value for key, value in told.items() if isinstance(value, str)}
    return Listing([{"what": key_word(key, "ledger") or key, "amount": value} for key, value in sums.items()], None)


def _precedents(reader: Reader, opened: Opened, limit: int, after: str | None) -> Listing:
    from sanctions.ledgers.precedents import precedents

    return precedents(reader, on=opened.today, limit=limit, after=after)


_ASKED: Final[Mapping[str, Ask]] = {
    "complaints": _complaints,
    "inspections": _inspections,
    "findings": _findings,
    "events": _events,
    "assessments": _assessments,
    "applications": _applications,
    "disputes": _disputes,
    "recoveries": _recoveries,
    "tasks": _tasks,
    "rosters": _rosters,
    "surveys": _surveys,
    "hand-overs": _hand_overs,
    "delegations": _delegations,
    "in-force": _in_force,
    "on-time": _on_time,
    "late": _late,
    "rectification": _rectification,
    "referrals": _referrals,
    "recovered": _recovered,
    "money": _money,
    "precedents": _precedents,
    "audits": _audit,
}
