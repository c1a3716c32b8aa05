"""Inspections (协议检查), findings (检查发现) and outside events (外部事件)."""

from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.rulebook.clauses import normal
from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Whether the institution confirmed the facts found (事实确认)."""

    on: date
    outcome: str
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(State):
    """An inspection by two or more people, planned or held.

    `status` is planned, done or cancelled; `held_on` is None until it is held, `plan_by` the day it was planned to be
    held by. `samples` are numbers alone. `signed` is signed, refused or absent. Nothing is ever seized or sealed.
    """

    kind: str
    held_on: date | None = None
    status: str = "done"
    plan_by: date | None = None
    inspectors: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    notice_no: str | None = None
    unannounced: bool = False
    credentials: bool = False
    place: str | None = None
    time_from: str | None = None
    time_to: str | None = None
    samples: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    signed: str | None = None
    signed_by: str | None = None
    not_signed_why: str | None = None
    witness: str | None = None
    confirmation: Confirmation | None = None
    note: str | None = None
    case: str | None = None
    reason: str | None = None


INSPECTION = Aggregate("inspection", "JC", Inspection)


@INSPECTION.starts("inspection.plan")
def _plan(entry: Entry) -> Inspection:
    return Inspection(
        id=entry.subject,
        institution=entry.institution,
        kind=entry.text("kind"),
        status="planned",
        plan_by=entry.the_day("by"),
        inspectors=entry.many("inspectors"),
        note=entry.maybe("note"),
    )


@INSPECTION.either("inspection.record")
def _record(planned: Inspection | None, entry: Entry) -> Inspection:
    return Inspection(
        id=entry.subject,
        institution=entry.institution,
        kind=entry.text("kind"),
        held_on=entry.on,
        plan_by=planned.plan_by if planned else None,
        inspectors=entry.many("inspectors"),
        participants=entry.many("participants"),
        notice_no=entry.maybe("notice_no"),
        unannounced=entry.fields.get("unannounced") is True,
        credentials=entry.fields.get("credentials") is True,
        place=entry.maybe("place"),
        time_from=entry.maybe("time_from"),
        time_to=entry.maybe("time_to"),
        samples=entry.many("samples"),
        records=entry.many("records"),
        signed=entry.maybe("signed"),
        signed_by=entry.maybe("signed_by"),
        not_signed_why=entry.maybe("not_signed_why"),
        witness=entry.maybe("witness"),
        note=entry.maybe("note"),
    )


@INSPECTION.on("inspection.confirm")
def _confirm(inspection: Inspection, entry: Entry) -> Inspection:
    said = Confirmation(on=entry.on, outcome=entry.text("outcome"), by=entry.maybe("by"), note=entry.maybe("note"))
    return replace(inspection, confirmation=said)


@INSPECTION.on("inspection.cancel")
def _cancel(inspection: Inspection, entry: Entry) -> Inspection:
    return replace(inspection, status="cancelled", reason=entry.text("reason"))


@INSPECTION.on("inspection.join")
def _join(inspection: Inspection, entry: Entry) -> Inspection:
    return replace(inspection, case=entry.text("case"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(State):
    """A finding; `source` is the inspection or case it was added to, `amount` in fen.

    `provision_key` is the provision in one spelling, to look for others on the same one.
    """

    source: str
    case: str | None
    category: str
    severity: str
    provision: str
    text: str
    found_on: date
    departments: tuple[str, ...] = ()
    amount: int | None = None
    conduct_from: date | None = None
    conduct_to: date | None = None
    bills: tuple[str, ...] = ()
    doc_no: str | None = None
    determined: date | None = None
    provision_key: str = ""
    withdrawn_on: date | None = None


FINDING = Aggregate("finding", "FX", Finding)


@FINDING.starts("finding.add")
def _add(entry: Entry) -> Finding:
    return Finding(
        id=entry.subject,
        institution=entry.institution,
        source=entry.text("source"),
        case=entry.maybe("case"),
        category=entry.text("category"),
        severity=entry.text("severity"),
        provision=entry.text("provision"),
        text=entry.text("text"),
        found_on=entry.on,
        departments=entry.many("departments"),
        amount=entry.number("amount"),
        conduct_from=entry.day("conduct_from"),
        conduct_to=entry.day("conduct_to"),
        bills=entry.many("bills"),
        doc_no=entry.maybe("doc_no"),
        determined=entry.day("determined"),
        provision_key=normal(entry.text("provision")),
    )


@FINDING.on("finding.join")
def _into_case(finding: Finding, entry: Entry) -> Finding:
    return replace(finding, case=entry.text("case"))


@FINDING.on("finding.withdraw")
def _withdraw(finding: Finding, entry: Entry) -> Finding:
    return replace(finding, withdrawn_on=entry.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(State):
    """Something that happened to an institution outside our doing, and when we learned of it."""

    kind: str
    body: str
    happened: date
    learned: date
    note: str | None = None
    case: str | None = None
    authority: str | None = None
    doc_no: str | None = None
    penalty: str | None = None


EVENT = Aggregate("event", "SJ", Event)


@EVENT.starts("event.record")
def _event(entry: Entry) -> Event:
    return Event(
        id=entry.subject,
        institution=entry.institution,
        kind=entry.text("kind"),
        body=entry.text("body"),
        happened=entry.the_day("happened"),
        learned=entry.the_day("learned"),
        note=entry.maybe("note"),
        authority=entry.maybe("authority"),
        doc_no=entry.maybe("doc_no"),
        penalty=entry.maybe("penalty"),
    )


@EVENT.on("event.join")
def _event_into_case(event: Event, entry: Entry) -> Event:
    return replace(event, case=entry.text("case"))
