"""Measures (处理措施) as they are looked up: the list with its filters, and one as it stood."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, literal

from db.store import Reader
from domain.messages import msg
from domain.money import yuan
from domain.refusals import refuse
from domain.rulebook.timeline import Rulebook
from domain.states.measures import NEVER_BOUND, UNDER_WAY, Measure
from sanctions.measures.gates import defence_clock, gates
from sanctions.names import names_on
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key, newest
from sanctions.results import Listing
from sanctions.rules import calendar_of, rulebook_of

STATUSES = (*UNDER_WAY, "in-force", "done", "lifted", "expired", "superseded", "revoked", "rejected", "withdrawn")


def status_on(table: Table, on: date) -> ColumnElement[str]:
    """`Measure.status` as a condition can use it; a test holds the two together."""
    c = table.c
    return case(
        (c.end.in_(NEVER_BOUND), c.end),
        (and_(c.end.is_not(None), c.ended_on <= on), c.end),
        (and_(c.in_force_from <= on, c.until < on), literal("expired")),
        (c.in_force_from <= on, literal("in-force")),
        else_=c.stage,
    )


def measures(
    reader: Reader,
    *,
    on: date,
    status: str | None = None,
    awaiting: str | None = None,
    case: str | None = None,
    institution: str | None = None,
    kind: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """Measures, newest first, with their status on a day.

    `awaiting` is a person: only what waits for somebody else's decision than theirs. Refused ``value.choice`` for an
    unknown status, ``value.limit``, ``value.after``.
    """
    table = reader.table(Measure)
    conditions: list[ColumnElement[bool]] = []
    if status is not None:
        if status not in STATUSES:
            raise refuse(
                "value.choice",
                msg("{field}: choose one of {choices}.", field=msg("Status"), choices=", ".join(STATUSES)),
                field="status",
            )
        conditions.append(status_on(table, on) == status)
    for column, value in ((table.c.case, case), (table.c.institution, institution), (table.c.kind, kind)):
        if value is not None:
            conditions.append(column == value)
    if awaiting is not None:
        return _awaiting(reader, awaiting, conditions, on=on, limit=limit, after=after)
    return newest(reader, Measure, conditions, lambda reader, page: records(reader, page, on), limit=limit, after=after)


def _awaiting(
    reader: Reader,
    person: str,
    conditions: list[ColumnElement[bool]],
    *,
    on: date,
    limit: int,
    after: str | None,
) -> Listing:
    # Who asked stands inside the pending request; there are never many of these, so they are told apart here.
    check_limit(limit)
    table = reader.table(Measure)
    last = cursor_key(after, int)[0] if after is not None else None
    page: list[Measure] = []
    while len(page) <= limit:
        further = [table.c.ordinal < last] if last is not None else []
        found = reader.find(
            Measure, table.c.pending.is_not(None), *conditions, *further, order=(table.c.ordinal.desc(),)
        )
        if not found:
            break
        page += [one for one in found if one.pending is not None and one.pending.person != person]
        last = found[-1].ordinal
    more = cursor(page[limit - 1].ordinal) if len(page) > limit else None
    return Listing(records(reader, page[:limit], on), more)


def records(reader: Reader, page: list[Measure], on: date) -> list[dict[str, Any]]:
    """Measures as lists tell them."""
    names = names_on(reader, (measure.institution for measure in page), on)
    return [record(measure, on) | {"name": names.get(measure.institution or "")} for measure in page]


def record(measure: Measure, on: date) -> dict[str, Any]:
    """The keys every measure is told with; `pending` is what waits for a decision."""
    return {
        "id": measure.id,
        "case": measure.case,
        "institution": measure.institution,
        "service": ",".join(measure.services),
        "kind": measure.kind,
        "word": measure.word,
        "status": measure.status(on),
        "decided_on": measure.decided_on,
        "served_on": measure.served_on,
        "in_force_from": measure.in_force_from,
        "ended_on": measure.ended_on,
        "pending": measure.pending.kind if measure.pending else None,
        "entered_late": measure.entered_late,
        "departments": list(measure.departments),
        "until": measure.until,
    }


def measure(reader: Reader, subject: str, *, on: date, known_at: datetime | None = None) -> dict[str, Any]:
    """One measure on a day, as it was known at a moment; refused ``not-found`` where there was none yet."""
    found = reader.as_of(Measure, subject, on=on, known_at=known_at) if subject.startswith("CL-") else None
    if found is None:
        raise refuse("not-found", msg("There is no {subject} here.", subject=subject), field="id")
    rulebook = rulebook_of(reader, known_at)
    calendar = calendar_of(reader, known_at)
    clock = defence_clock(found, rulebook, calendar)
    names = names_on(reader, [found.institution], on)
    return (
        record(found, on)
        | {"name": names.get(found.institution or "")}
        | _details(found)
        | {
            "defence_until": clock.due if clock is not None else None,
            "gates": [
                {"gate": gate.name, "met": gate.met, "text": gate.text} for gate in gates(found, rulebook, calendar, on)
            ],
            "reasons": _reasons(found, rulebook, on),
        }
    )


def _details(measure: Measure) -> dict[str, Any]:
    return {
        "proposed_on": measure.proposed_on,
        "proposer": measure.proposer,
        "decided_by": measure.decided_by,
        "bills": [{"bill": bill.bill, "amount": yuan(bill.fen)} for bill in measure.bills],
        "amount": yuan(measure.amount) if measure.amount is not None else None,
        "reason": measure.reason,
        "skip_reason": measure.skip_reason,
        "ground": measure.ground_clause,
        "clause": measure.agreement_clause,
        "source_kind": measure.source_kind,
        "nature": measure.nature,
        "end_kind": measure.end_kind,
        "effective": measure.effective,
        "rectify_by": measure.rectify_by,
        "inpatients": measure.inpatients,
        "notice_on": measure.notice_on,
        "defence": measure.defence,
        "adopted": measure.adopted,
        "reply": measure.reply,
        "recheck": measure.recheck,
        "recheck_on": measure.recheck_on,
        "end_reason": measure.end_reason,
        "publication": measure.publication,
        "published_on": measure.published_on,
    }


def _reasons(measure: Measure, rulebook: Rulebook, on: date) -> list[Any]:
    """The rule and the ground it rests on, by the rules of the day it was decided, or of the day asked about."""
    rules = rulebook.on(measure.decided_on or on)
    rule = rules.measure(measure.kind)
    ground = rules.ground(measure.ground) if measure.ground else None
    return [*(rules.reasons(ground) if ground else ()), *(rules.reasons(rule) if rule else ())]
