"""Changing a proposed measure before it is decided (修改处理措施), and taking it back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from domain.acts import Part, Upload
from domain.acts.measures import AMEND, WITHDRAW
from domain.levels import level_word
from domain.messages import msg
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureKind, ServiceType
from domain.states.cases import Case
from domain.states.measures import Measure
from domain.words import STATUSES
from sanctions.handlers import handles
from sanctions.in_place import takes_the_place_of
from sanctions.measures.consequences import sentence
from sanctions.measures.facts import gather
from sanctions.measures.footing import check_wording, clause_warnings, footing_of, word_of
from sanctions.measures.orders import order_of, staff_of
from sanctions.measures.problems import problems_of
from sanctions.measures.proposals import require_none_open, rule_of
from sanctions.measures.scope import bills_of, check_days, departments_of, services_of
from sanctions.measures.urgent import require_not_lapsed
from sanctions.money.bill_rows import billed
from sanctions.results import Done
from sanctions.work import Work


def own_undecided(work: Work, subject: str) -> Measure:
    """A proposal that its own proposer may still change, or the present lead in the place of one who left.

    Refused ``measure.step``, also once a level agreed to it as it is, or ``measure.proposer``.
    """
    measure = work.need(Measure, subject)
    require_not_lapsed(measure, work.on, work.rules)
    if measure.decided_on is not None or measure.end is not None:
        raise refuse(
            "already" if measure.end == "withdrawn" else "measure.step",
            msg(
                "{measure} is {status}; only a proposal can be changed.",
                measure=subject,
                status=STATUSES[measure.stage],
            ),
            field="id",
        )
    asked = measure.open_request
    if asked is not None and asked.steps:
        raise refuse(
            "measure.step",
            msg(
                "{level} has agreed to {measure} as it is. To change it, have it returned first.",
                level=level_word(asked.steps[-1].level),
                measure=subject,
            ),
            field="id",
        )
    if measure.proposer_person != work.actor.person and not takes_the_place_of(work, measure, measure.proposer):
        raise refuse(
            "measure.proposer",
            msg(
                "{proposer} proposed {measure}. Only the same person changes it.",
                proposer=measure.proposer,
                measure=subject,
            ),
            field="id",
        )
    return measure


@handles(AMEND)
def amend(
    work: Work,
    *,
    id: str,
    reason: str,
    word: str | None,
    services: Sequence[str],
    ground: str | None,
    clause: str | None,
    departments: Sequence[str],
    staff: Sequence[str],
    bills: Sequence[Part],
    bills_file: Upload | None,
    effective: date | None,
    until: date | None,
    rectify_by: date | None,
    problems: Sequence[str],
) -> Done:
    """Change what one's own proposal says; what is not given stays."""
    bills = billed(bills, bills_file)
    measure = own_undecided(work, id)
    given = (word, services, ground, clause, departments, staff, bills, effective, until, rectify_by, problems)
    if not any(given):
        raise refuse("value.missing", msg("Nothing to change was given."))
    if measure.urgent is not None:
        raise refuse(
            "measure.urgent",
            msg("What was agreed by word stands as it was agreed. Withdraw {measure} and propose it anew.", measure=id),
            work.rules.reason("provisions.urgent-track"),
            field="id",
        )
    facts = gather(work.tx, work.rulebook, work.calendar, work.need(Case, measure.case), work.on)
    rule = rule_of(facts, MeasureKind(measure.kind))
    if departments:
        departments = departments_of(facts, rule, departments)
    named = bills_of(facts, rule, bills) if bills else ()
    check_days(
        facts,
        rule,
        effective=effective,
        until=until or measure.until,
        rectify_by=rectify_by or measure.rectify_by,
    )
    for_services = services_of(facts, rule, services) if services else _services(measure)
    rests_on = ground or measure.ground
    footing = footing_of(facts, rule, for_services, rests_on, None if ground else measure.as_objective)
    chosen = word_of(rule, footing, word or (None if ground else measure.word))
    clause = clause or measure.agreement_clause
    warnings = clause_warnings(facts, rule, footing, clause, for_services)
    order_of(
        facts,
        rule,
        footing,
        number=measure.ordered_no,
        last=measure.ordered_until,
        until=until or measure.until,
    )
    require_none_open(
        replace(facts, measures=tuple(one for one in facts.measures if one.id != id)),
        rule,
        for_services,
        departments or measure.departments,
        [part.bill for part in bills] or [bill.bill for bill in measure.bills],
        chosen,
    )
    check_wording(facts, rule.kind, reason, "reason")
    changed: dict[str, Any] = {
        "reason": reason,
        "word": chosen.zh if chosen.zh != measure.word else None,
        "services": for_services if services else (),
        "agreement_clause": clause if clause != measure.agreement_clause else None,
        "staff": staff_of(facts, rule, staff, clause),
        "departments": departments,
        "bills": named,
        "amount": sum(part.fen or 0 for part in bills) or None,
        "effective": effective,
        "until": until,
        "rectify_by": rectify_by,
        "problems": problems_of(facts, rule, problems) if problems else None,
    }
    if ground is not None:
        changed |= {
            "ground": footing.key,
            "ground_clause": footing.clause,
            "source_kind": footing.source_kind,
            "nature": footing.nature,
        }
    if ground is not None or word is not None:
        changed["end_kind"] = chosen.end_kind or footing.end_kind
    state = work.record("measure.amend", id, changed, institution=measure.institution)
    assert isinstance(state, Measure)
    heavier = (sentence(facts.rules.reason("provisions.notice-changed").text),) if state.outgrew_notice else ()
    return Done(id=id, status=state.status(work.on), warnings=(*heavier, *warnings))


def _services(measure: Measure) -> tuple[ServiceType, ...]:
    return tuple(ServiceType(service) for service in measure.services)


@handles(WITHDRAW)
def withdraw(work: Work, *, id: str, reason: str | None) -> Done:
    """Take back one's own proposal; one that was agreed by word no longer applies from that day on."""
    measure = own_undecided(work, id)
    state = work.record("measure.withdraw", id, {"reason": reason}, institution=measure.institution)
    assert isinstance(state, Measure)
    return Done(id=id, status=state.status(work.on))
