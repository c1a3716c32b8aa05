"""Proposing measures (提出处理措施), changing a proposal, and taking it back."""

from collections.abc import Sequence
from datetime import date

from domain.acts import Part, Upload
from domain.acts.measures import PROPOSE
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureKind
from domain.rulebook.model import MeasureRule, Word
from domain.states.cases import Case
from domain.states.measures import Measure
from sanctions.cases.turns import require_opened
from sanctions.handlers import handles
from sanctions.measures.consequences import on_proposal, once_in_force
from sanctions.measures.facts import Facts, gather
from sanctions.measures.footing import Footing, check_wording, clause_warnings, footing_of, word_of
from sanctions.measures.judgement import already_open, fact, steps_left_out
from sanctions.measures.options import fraud_total
from sanctions.measures.orders import order_of, staff_of
from sanctions.measures.precedents import check_usual, departure, likeness, precedents_of, told_before
from sanctions.measures.problems import problems_of
from sanctions.measures.remade import require_other
from sanctions.measures.scope import bills_of, check_days, departments_of, services_of
from sanctions.measures.urgent import by_word, told
from sanctions.money.bill_rows import billed
from sanctions.results import Done
from sanctions.work import Work


@handles(PROPOSE)
def propose(
    work: Work,
    *,
    case: str,
    kind: str,
    reason: str,
    word: str | None,
    skip_reason: str | None,
    services: Sequence[str],
    departments: Sequence[str],
    ground: str | None,
    clause: str | None,
    as_objective: str | None,
    effective: date | None,
    until: date | None,
    rectify_by: date | None,
    bills: Sequence[Part],
    bills_file: Upload | None,
    problems: Sequence[str],
    inpatients: int | None,
    staff: Sequence[str],
    ordered_no: str | None,
    ordered_until: date | None,
    deviation_reason: str | None,
    urgent: str | None,
    agreed_by: str | None,
    agreed_how: str | None,
    agreed_on: date | None,
) -> Done:
    """Propose a measure in an open case, within the rules of the day and the facts on record."""
    bills = billed(bills, bills_file)
    matter = work.need(Case, case, "case")
    if matter.closed_on is not None:
        raise refuse(
            "case.closed",
            msg("{case} was closed on {day}. Open a new case.", case=case, day=matter.closed_on),
            field="case",
        )
    require_opened(matter)
    facts = gather(work.tx, work.rulebook, work.calendar, matter, work.on)
    rule = rule_of(facts, MeasureKind(kind))
    for_services = services_of(facts, rule, services)
    stopped = departments_of(facts, rule, departments)
    named = bills_of(facts, rule, bills)
    check_days(facts, rule, effective=effective, until=until, rectify_by=rectify_by)
    footing = footing_of(facts, rule, for_services, ground, as_objective)
    chosen = word_of(rule, footing, word)
    warnings = [*clause_warnings(facts, rule, footing, clause, for_services), *_bare(facts)]
    check_wording(facts, rule.kind, reason, "reason")
    require_none_open(facts, rule, for_services, stopped, [part.bill for part in bills], chosen)
    require_other(
        facts,
        kind,
        ground=footing.key,
        clause=clause,
        services=for_services,
        departments=stopped,
        bills=[part.bill for part in bills],
        field="kind",
    )
    _check_steps(facts, rule, footing, skip_reason)
    named_staff = staff_of(facts, rule, staff, clause)
    order = order_of(facts, rule, footing, number=ordered_no, last=ordered_until, until=until)
    agreed = by_word(work, rule, matter, urgent=urgent, agreed_by=agreed_by, agreed_how=agreed_how, agreed_on=agreed_on)
    before = precedents_of(work.tx, facts)
    warnings += check_usual(facts, rule, footing, before, deviation_reason)
    like = likeness(facts)
    takes_effect = rule.gates_for(footing.nature).takes_effect
    subject = work.new_id("CL")
    state = work.record(
        "measure.propose",
        subject,
        {
            "case": case,
            "kind": kind,
            "word": chosen.zh,
            "takes_effect": takes_effect,
            "services": for_services,
            "departments": stopped,
            "bills": named,
            "amount": sum(part.fen or 0 for part in bills) or _amount(facts, rule),
            "reason": reason,
            "skip_reason": skip_reason,
            "ground": footing.key,
            "ground_clause": footing.clause,
            "source_kind": footing.source_kind,
            "nature": footing.nature,
            "as_objective": as_objective,
            "end_kind": chosen.end_kind or footing.end_kind,
            "agreement_clause": clause,
            "effective": effective,
            "until": until,
            "rectify_by": rectify_by,
            "problems": problems_of(facts, rule, problems),
            "inpatients": inpatients,
            "staff": named_staff,
            **order,
            **agreed,
            "provisions": like.provisions,
            "severity": like.severity,
            "recurring": like.recurring or None,
            "precedents": tuple(one.id for one in before.last),
            "deviation_reason": deviation_reason if departure(facts.rules, rule, before) else None,
        },
        institution=matter.institution,
        # Agreed by word it binds at once, so answers about the days before its papers must see it.
        effective_on=agreed_on if agreed else None,
    )
    assert isinstance(state, Measure)
    return Done(
        id=subject,
        status=state.status(work.on),
        data={"case": case, "kind": kind, "word": chosen.zh, "services": list(state.services)},
        effects=(
            *(told(state) or on_proposal(rule, takes_effect)),
            *once_in_force(state, rule, facts.rules),
            *told_before(facts.rules, before),
        ),
        warnings=tuple(warnings),
    )


def rule_of(facts: Facts, kind: MeasureKind) -> MeasureRule:
    rule = facts.rules.measure(kind)
    if rule is None:
        raise refuse(
            "measure.unavailable",
            msg(
                "{rulebook} has no {kind} on {day}.",
                rulebook=facts.rules.pack.title,
                kind=facts.rules.pack.measures[kind].word.words,
                day=facts.on,
            ),
            field="kind",
        )
    return rule


def _bare(facts: Facts) -> tuple[Words, ...]:
    warning = facts.rules.validity_warning
    told: tuple[Words, ...] = (warning,) if warning else ()
    if not facts.findings and not facts.events:
        told = (*told, msg("No finding and no event stands in {case}.", case=facts.case.id))
    return told


def require_none_open(
    facts: Facts,
    rule: MeasureRule,
    services: Sequence[str],
    departments: Sequence[str],
    bills: Sequence[str],
    word: Word,
) -> None:
    """Refuse ``already`` for the same measure of the same scope while one is open."""
    standing = already_open(
        facts,
        rule.kind,
        services=services,
        departments=departments,
        bills=bills,
        word=word.zh if rule.kind is MeasureKind.REFERRAL else None,
    )
    if standing is not None:
        raise refuse(
            "already",
            msg("{measure} is the same measure for the same scope, and it is open.", measure=standing.id),
            field="kind",
        )


def _check_steps(facts: Facts, rule: MeasureRule, footing: Footing, skip_reason: str | None) -> None:
    """Refuse ``measure.skip`` where lighter steps were left out without a written reason (A14)."""
    if skip_reason is not None or footing.apart_from_ladder:
        return
    left_out = steps_left_out(facts, rule)
    if left_out:
        words = tuple(step.word.words for step in left_out)
        raise refuse(
            "measure.skip",
            msg("Lighter steps were skipped: {steps}. Say why with --skip-reason.", steps=words),
            facts.rules.reason("provisions.ladder-advice"),
            *(fact(facts.rules, msg("Nothing of {step} was taken in this matter.", step=word)) for word in words),
            field="skip_reason",
        )


def _amount(facts: Facts, rule: MeasureRule) -> int | None:
    return fraud_total(facts) if rule.kind is MeasureKind.REFERRAL else None
