"""The urgent track (紧急程序): agreed by word, in force at once, lapsing by itself where papers come late."""

from datetime import date
from typing import Any

from db.store import Reader
from domain.calendars.due import due
from domain.messages import Message, Words, msg
from domain.refusals import Refused, refuse
from domain.roles import Role
from domain.rulebook.model import MeasureRule
from domain.rulebook.view import View
from domain.states.agency import Operator
from domain.states.cases import Case
from domain.states.measures import Measure
from sanctions.money.bill_rows import bill_fields
from sanctions.names import names_on
from sanctions.paging import LIMIT, between, newest
from sanctions.results import Listing
from sanctions.work import Work


def by_word(
    work: Work,
    rule: MeasureRule,
    matter: Case,
    *,
    urgent: str | None,
    agreed_by: str | None,
    agreed_how: str | None,
    agreed_on: date | None,
) -> dict[str, Any]:
    """What the proposal keeps of the agreement by word; empty for a measure that takes the ordinary road.

    Refused ``measure.urgent`` for a kind the rules do not open it for, for whoever may not agree, and for a day too
    long ago for the papers still to come in time; ``value.missing`` where a part is left out.
    """
    parts = {"urgent": urgent, "agreed_by": agreed_by, "agreed_how": agreed_how, "agreed_on": agreed_on}
    if not any(parts.values()):
        return {}
    if not rule.urgent:
        raise _refused(
            work.rules, msg("{word} is never taken by the urgent track.", word=rule.word.opening), field="urgent"
        )
    left_out = next((name for name, value in parts.items() if value is None), None)
    if left_out is not None or agreed_by is None or agreed_on is None:
        raise refuse(
            "value.missing",
            msg("The urgent track needs all four: --urgent, --agreed-by, --agreed-how and --agreed-on."),
            work.rules.reason("provisions.urgent-track"),
            field=left_out,
        )
    _require_approver(work, agreed_by)
    if agreed_on > work.on or agreed_on < matter.opened_on:
        raise _refused(
            work.rules,
            msg("The day it was agreed lies between {first} and {last}.", first=matter.opened_on, last=work.on),
            field="agreed_on",
        )
    papers_by = due(agreed_on, work.rules.needed_period("urgent.papers"), work.calendar).due
    if papers_by < work.on:
        raise _refused(
            work.rules,
            msg("Its papers had to be in by {day}. Propose it anew by the ordinary road.", day=papers_by),
            field="agreed_on",
        )
    defence_by = due(agreed_on, work.rules.needed_period("urgent.defence"), work.calendar).due
    return {**parts, "papers_by": papers_by, "defence_by": defence_by}


def _require_approver(work: Work, name: str) -> None:
    operator = work.tx.get(Operator, f"operator:{name}")
    if operator is None or not operator.active or Role.APPROVER not in operator.roles:
        raise _refused(work.rules, msg("{name} is no approver here.", name=name), field="agreed_by")
    if operator.person == work.actor.person:
        raise _refused(
            work.rules,
            msg("You propose it yourself, so another person must have agreed."),
            field="agreed_by",
        )


def _refused(rules: View, message: Message, *, field: str) -> Refused:
    return refuse("measure.urgent", message, rules.reason("provisions.urgent-track"), field=field)


def require_not_lapsed(measure: Measure, on: date, rules: View) -> None:
    """Refuse ``measure.lapsed`` for anything on an urgent measure that lapsed by itself."""
    if measure.lapsed(on):
        raise refuse(
            "measure.lapsed",
            msg(
                "{measure} lapsed by itself: it no longer applies from {day} on. Propose it anew.",
                measure=measure.id,
                day=measure.lapses_on or on,
            ),
            rules.reason("provisions.urgent-track"),
            field="id",
        )


def told(measure: Measure) -> tuple[Words, ...]:
    """What the urgent track brings about for a proposal."""
    urgent = measure.urgent
    if urgent is None or measure.in_force_from is None:
        return ()
    return (
        msg("It binds from {day}, as agreed by word with {name}.", day=measure.in_force_from, name=urgent.agreed_by),
        msg("The written approval must be in by {day}, else it lapses by itself.", day=urgent.papers_by),
        msg("The defence must be heard by {day}, else it lapses by itself.", day=urgent.defence_by),
    )


def place_bills(work: Work, measure: Measure) -> None:
    """Put the bills of a payment hold on the books of its case, now that it stands for good."""
    work.follow(
        "hold.place",
        measure.case,
        {"measure": measure.id, "bills": [bill_fields(bill) for bill in measure.bills]},
        institution=measure.institution,
    )


def urgent_measures(
    reader: Reader,
    *,
    on: date,
    from_day: date | None = None,
    to_day: date | None = None,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """Measures taken by the urgent track, newest first, for the audit list: agreed by whom and when, what came of it.

    `from_day` and `to_day` bound the day of the proposal, both included. Refused ``value.limit``, ``value.after``.
    """
    table = reader.table(Measure)
    conditions = [table.c.urgent.is_not(None), *between(table.c.proposed_on, from_day, to_day)]

    def records(reader: Reader, page: list[Measure]) -> list[dict[str, Any]]:
        names = names_on(reader, (one.institution for one in page), on)
        return [_record(one, names, on) for one in page]

    return newest(reader, Measure, conditions, records, limit=limit, after=after)


def _record(measure: Measure, names: dict[str, str], on: date) -> dict[str, Any]:
    return {
        "measure": measure.id,
        "case": measure.case,
        "institution": measure.institution,
        "name": names.get(measure.institution or ""),
        "kind": measure.kind,
        "word": measure.word,
        "status": measure.status(on),
        "proposed_on": measure.proposed_on,
        "proposer": measure.proposer,
        **record(measure, on),
        "decided_on": measure.decided_on,
        "defence_on": measure.defence_on,
    }


def record(measure: Measure, on: date) -> dict[str, Any]:
    """The urgent track as a measure is told with it; every key None for the ordinary road."""
    urgent = measure.urgent
    return {
        "urgent": urgent.why if urgent else None,
        "agreed_by": urgent.agreed_by if urgent else None,
        "agreed_how": urgent.agreed_how if urgent else None,
        "agreed_on": urgent.agreed_on if urgent else None,
        "papers_by": urgent.papers_by if urgent else None,
        "defence_by": urgent.defence_by if urgent else None,
        "lapsed_on": measure.lapses_on if measure.lapsed(on) else None,
    }
