"""Proposing measures (提出处理措施), changing a proposal, and taking it back."""

from collections.abc import Sequence
from datetime import date

from domain.acts import Part
from domain.acts.measures import AMEND, PROPOSE, WITHDRAW
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureKind
from domain.rulebook.model import MeasureRule, Word
from domain.states.cases import Case
from domain.states.measures import Measure
from domain.words import STATUSES
from sanctions.handlers import handles
from sanctions.measures.consequences import on_proposal, once_in_force, sentence
from sanctions.measures.facts import Facts, gather
from sanctions.measures.footing import Footing, check_wording, clause_warnings, footing_of, word_of
from sanctions.measures.judgement import already_open, fact, steps_left_out
from sanctions.measures.options import fraud_total
from sanctions.measures.scope import bills_of, check_days, departments_of, services_of
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
    inpatients: int | None,
) -> Done:
    """Propose a measure in an open case, within the rules of the day and the facts on record."""
    matter = work.need(Case, case, "case")
    if matter.closed_on is not None:
        raise refuse(
            "case.closed",
            msg("{case} was closed on {day}. Open a new case.", case=case, day=matter.closed_on),
            field="case",
        )
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
    _check_open(facts, rule, for_services, stopped, [part.bill for part in bills], chosen)
    _check_steps(facts, rule, footing, skip_reason)
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
            "inpatients": inpatients,
        },
        institution=matter.institution,
    )
    assert isinstance(state, Measure)
    return Done(
        id=subject,
        status=state.status(work.on),
        data={"case": case, "kind": kind, "word": chosen.zh, "services": list(state.services)},
        effects=(*on_proposal(rule, takes_effect), *once_in_force(state, rule, facts.rules)),
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


def _check_open(
    facts: Facts,
    rule: MeasureRule,
    services: Sequence[str],
    departments: Sequence[str],
    bills: Sequence[str],
    word: Word,
) -> None:
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


def own_undecided(work: Work, subject: str) -> Measure:
    """A proposal that its own proposer may still change; refused ``measure.step`` or ``measure.proposer``."""
    measure = work.need(Measure, subject)
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
    if measure.proposer_person != work.actor.person:
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
    departments: Sequence[str],
    bills: Sequence[Part],
    effective: date | None,
    until: date | None,
    rectify_by: date | None,
) -> Done:
    """Change scope or days of one's own proposal; what is not given stays."""
    measure = own_undecided(work, id)
    if not (departments or bills or effective or until or rectify_by):
        raise refuse("value.missing", msg("Nothing to change was given."))
    matter = work.need(Case, measure.case)
    facts = gather(work.tx, work.rulebook, work.calendar, matter, work.on)
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
    check_wording(facts, rule.kind, reason, "reason")
    state = work.record(
        "measure.amend",
        id,
        {
            "reason": reason,
            "departments": departments,
            "bills": named,
            "amount": sum(part.fen or 0 for part in bills) or None,
            "effective": effective,
            "until": until,
            "rectify_by": rectify_by,
        },
        institution=measure.institution,
    )
    assert isinstance(state, Measure)
    heavier = (sentence(facts.rules.reason("provisions.notice-changed").text),) if state.outgrew_notice else ()
    return Done(id=id, status=state.status(work.on), warnings=heavier)


@handles(WITHDRAW)
def withdraw(work: Work, *, id: str, reason: str | None) -> Done:
    """Take back one's own proposal."""
    measure = own_undecided(work, id)
    work.record("measure.withdraw", id, {"reason": reason}, institution=measure.institution)
    return Done(id=id, status="withdrawn")
