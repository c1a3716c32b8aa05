"""The lists behind the page of records: a page of each, and how many there are."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from sqlalchemy import func, select

from console.sorts import SORTS
from console.tui.session import Opened
from console.words import key_word
from db.store import Reader
from domain.messages import msg
from domain.states.agency import Operator
from domain.states.applications import Application
from domain.states.assessments import Assessment
from domain.states.complaints import Complaint
from domain.states.core import State
from domain.states.delegations import Delegation
from domain.states.disputes import Dispute
from domain.states.histories import HandOver
from domain.states.inspections import Event, Finding, Inspection
from domain.states.offices import Office
from domain.states.recoveries import Recovery
from domain.states.rosters import Roster
from domain.states.surveys import Survey
from domain.states.tasks import Task
from domain.states.templates import Template
from sanctions.admitting.applications import applications
from sanctions.admitting.assessments import assessments
from sanctions.agency.delegations import delegations
from sanctions.agency.offices import offices
from sanctions.agency.operators import operators
from sanctions.agency.policies import policies
from sanctions.disputes.disputes import disputes
from sanctions.following.lists import tasks
from sanctions.histories.sending import hand_overs
from sanctions.intake.complaint_lists import complaints
from sanctions.intake.events import events
from sanctions.intake.findings import findings
from sanctions.intake.inspection_lists import inspections
from sanctions.intake.surveys import surveys
from sanctions.intake.templates import templates
from sanctions.ledgers.audits import audits
from sanctions.ledgers.in_force import in_force
from sanctions.ledgers.on_time import late, on_time
from sanctions.ledgers.precedents import precedents
from sanctions.ledgers.rectification import rectification
from sanctions.ledgers.referrals import referrals
from sanctions.money.ledger import money
from sanctions.money.recovery_ledger import recovery_ledger
from sanctions.money.recovery_lists import recoveries
from sanctions.publishing.roster_lists import rosters
from sanctions.results import FORWARD, Listing, Way

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
    "operators": Operator,
    "offices": Office,
    "templates": Template,
}
"""Kinds whose records are counted."""

_LISTS: Final[Mapping[str, Callable[..., Listing]]] = {
    "inspections": inspections,
    "findings": findings,
    "events": events,
    "assessments": assessments,
    "applications": applications,
    "surveys": surveys,
    "hand-overs": hand_overs,
    "operators": operators,
    "offices": offices,
    "templates": templates,
}
"""Lists that are the same on every day."""

_LISTS_ON: Final[Mapping[str, Callable[..., Listing]]] = {
    "complaints": complaints,
    "disputes": disputes,
    "recoveries": recoveries,
    "tasks": tasks,
    "rosters": rosters,
    "delegations": delegations,
    "in-force": in_force,
    "late": late,
    "rectification": rectification,
    "referrals": referrals,
    "recovered": recovery_ledger,
    "precedents": precedents,
    "audits": audits,
}
"""Lists about a day."""


def counts(reader: Reader) -> dict[str, int]:
    """How many records there are of each kind."""
    return {
        key: int(reader.connection.execute(select(func.count()).select_from(reader.table(state))).scalar_one())
        for key, state in STATES.items()
    }


def page(reader: Reader, opened: Opened, kind: str, limit: int, after: str | None, way: Way = FORWARD) -> Listing:
    """A page of a kind."""
    if kind in _WHOLE:
        return _WHOLE[kind](reader, opened.today)
    ways = {"way": way} if kind in SORTS else {}
    if kind in _LISTS:
        return _LISTS[kind](reader, limit=limit, after=after, **ways)
    return _LISTS_ON[kind](reader, on=opened.today, limit=limit, after=after, **ways)


def _on_time(reader: Reader, on: date) -> Listing:
    rows, total = on_time(reader, on=on)
    return Listing([*rows, {"what": msg("Together"), **total}])


def _money(reader: Reader, on: date) -> Listing:
    told = money(reader, on=on)
    sums = {key: value for key, value in told.items() if isinstance(value, str)}
    return Listing([{"what": key_word(key, "ledger") or key, "amount": value} for key, value in sums.items()])


_WHOLE: Final[Mapping[str, Callable[[Reader, date], Listing]]] = {
    "on-time": _on_time,
    "money": _money,
    "policies": lambda reader, on: policies(reader, on=on),
}
"""Ledgers that always fit on one page."""
