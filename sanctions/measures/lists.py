"""Measures (处理措施) as they are looked up: the list with its filters, and one as it stood."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, literal, or_

from db.store import Reader
from domain.messages import msg
from domain.money import capitals, yuan
from domain.rulebook.timeline import Rulebook
from domain.states.measures import NEVER_BOUND, UNDER_WAY, Measure
from sanctions.disputes.contested import contested
from sanctions.following.lists import tasks_about
from sanctions.measures.carried import carried
from sanctions.measures.gates import defence_clock, gates
from sanctions.measures.papers import paper_records
from sanctions.measures.urgent import record as urgent_record
from sanctions.money.balances import details as bill_details
from sanctions.money.recovery_lists import measure_recoveries
from sanctions.names import names_on
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key, equal, no_such
from sanctions.reading import as_stood, need_on
from sanctions.results import Listing
from sanctions.rules import calendar_of, rulebook_of
from sanctions.sheets import with_sheet
from sanctions.turn import people_on, signed

STATUSES = (*UNDER_WAY, "in-force", "done", "lifted", "expired", "superseded", "revoked", "rejected", "withdrawn")


def status_on(table: Table, on: date) -> ColumnElement[str]:
    """`Measure.status` as a condition can use it; a test holds the two together."""
    c = table.c
    return case(
        (c.end.in_(NEVER_BOUND), c.end),
        (lapsed_on(table, on), literal("expired")),
        (and_(c.end.is_not(None), c.ended_on <= on), c.end),
        (and_(c.in_force_from <= on, c.until < on), literal("expired")),
        (c.in_force_from <= on, literal("in-force")),
        else_=c.stage,
    )


def lapsed_on(table: Table, on: date) -> ColumnElement[bool]:
    """`Measure.lapsed` as a condition can use it, for measures that bound."""
    c = table.c
    return and_(c.lapses_on.is_not(None), c.lapses_on <= on, or_(c.ended_on.is_(None), c.lapses_on <= c.ended_on))


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
    """Measures, newest first, as they stood on a day; those proposed later are not there yet.

    `awaiting` is a person: only what waits for their decision, and where there are levels only at theirs. Refused
    ``value.choice`` for an unknown status, ``value.limit``, ``value.after``.
    """
    check_limit(limit)
    table = reader.table(Measure)
    # What was agreed by word bound before it was proposed.
    begun = or_(table.c.proposed_on <= on, table.c.in_force_from <= on)
    conditions = [begun, *equal(table, case=case, institution=institution, kind=kind)]
    # What was acted on since may have stood otherwise on the day: it is looked at as it stood.
    since = table.c.last_on > on
    if status is not None:
        if status not in STATUSES:
            raise no_such(msg("Status"), STATUSES, "status")
        conditions.append(or_(status_on(table, on) == status, since))
    if awaiting is not None:
        conditions.append(or_(table.c.pending.is_not(None), since))

    people = people_on(reader, on) if awaiting is not None else None

    def wanted(one: Measure) -> bool:
        # Who asked stands inside the pending request; there are never many of these, so they are told apart here.
        asked = one.pending if one.awaits(on) else None
        waits = awaiting is None or (
            asked is not None and people is not None and people.awaits(awaiting, asked, one.institution)
        )
        return waits and status in (None, one.status(on))

    found = _newest(reader, conditions, on, wanted, limit + 1, after)
    page = found[:limit]
    return Listing(records(reader, page, on), cursor(page[-1].ordinal) if len(found) > limit else None)


def _newest(
    reader: Reader,
    conditions: list[ColumnElement[bool]],
    on: date,
    wanted: Callable[[Measure], bool],
    count: int,
    after: str | None,
) -> list[Measure]:
    """So many measures as they stood on a day that are wanted, newest first."""
    table = reader.table(Measure)
    last = cursor_key(after, int)[0] if after is not None else None
    kept: list[Measure] = []
    while len(kept) < count:
        further = [table.c.ordinal < last] if last is not None else []
        found = reader.find(Measure, *conditions, *further, order=(table.c.ordinal.desc(),), limit=count)
        stood = (as_stood(reader, one, on) for one in found)
        kept += [one for one in stood if one is not None and wanted(one)]
        if len(found) < count:
            break
        last = found[-1].ordinal
    return kept[:count]


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
        "ended_on": measure.over_on(on),
        "pending": measure.pending.kind if measure.pending and measure.awaits(on) else None,
        "entered_late": measure.entered_late,
        "departments": list(measure.departments),
        "until": measure.until,
        "stayed": measure.stayed(on),
    }


def measure(reader: Reader, subject: str, *, on: date, known_at: datetime | None = None) -> dict[str, Any]:
    """One measure on a day, as it was known at a moment; refused ``not-found`` where there was none yet."""
    found = need_on(reader, Measure, subject, on=on, known_at=known_at)
    rulebook = rulebook_of(reader, known_at)
    calendar = calendar_of(reader, known_at)
    clock = defence_clock(found, rulebook, calendar)
    names = names_on(reader, [found.institution], on)
    return (
        record(found, on)
        | {"name": names.get(found.institution or "")}
        | _details(found)
        | carried(found)
        | {"tasks": tasks_about(reader, [subject], on, known_at=known_at)}
        | urgent_record(found, on)
        | paper_records(found, rulebook.on(found.decided_on or on))
        | contested(reader, found, on, rulebook, calendar, known_at)
        | {
            "defence_until": clock.due if clock is not None else None,
            "gates": [
                {"gate": gate.name, "met": gate.met, "text": gate.text} for gate in gates(found, rulebook, calendar, on)
            ],
            "recoveries": measure_recoveries(reader, found, on, known_at),
            "reasons": _reasons(found, rulebook, on),
        }
        | with_sheet(reader, subject, on=on, known_at=known_at)
    )


def _details(measure: Measure) -> dict[str, Any]:
    return {
        "proposed_on": measure.proposed_on,
        "proposer": measure.proposer,
        "decided_by": signed(measure.decided_by, measure.decided_for) if measure.decided_by else None,
        "bills": [
            {"bill": bill.bill, "amount": yuan(bill.fen), **bill_details(bill.details)} for bill in measure.bills
        ],
        "amount": yuan(measure.amount) if measure.amount is not None else None,
        "amount_capitals": capitals(measure.amount) if measure.amount is not None else None,
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
        "staff": list(measure.staff),
        "ordered_no": measure.ordered_no,
        "ordered_until": measure.ordered_until,
        "provisions": list(measure.provisions),
        "severity": measure.severity,
        "recurring": measure.recurring,
        "precedents": list(measure.precedents),
        "deviation_reason": measure.deviation_reason,
        "publication": measure.publication,
        "published_on": measure.published_on,
    }


def _reasons(measure: Measure, rulebook: Rulebook, on: date) -> list[Any]:
    """The rule and the ground it rests on, by the rules of the day it was decided, or of the day asked about."""
    rules = rulebook.on(measure.decided_on or on)
    rule = rules.measure(measure.kind)
    ground = rules.ground(measure.ground) if measure.ground else None
    return [*(rules.reasons(ground) if ground else ()), *(rules.reasons(rule) if rule else ())]
