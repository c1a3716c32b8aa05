"""What may be done next in a case (可采取措施): each kind of measure with its verdict and why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from db.store import Reader
from domain.ladder import advised
from domain.messages import Message, msg
from domain.money import yuan
from domain.reasons import Reason
from domain.rulebook.kinds import MeasureKind, ServiceType
from domain.rulebook.model import Gates, MeasureRule
from domain.states.cases import Case
from domain.states.measures import Measure
from sanctions.measures.facts import Facts, gather
from sanctions.measures.judgement import (
    Weighed,
    already_open,
    departments_left_out,
    eligible_services,
    fact,
    grounds_for,
    steps_left_out,
)
from sanctions.measures.precedents import Precedents, compared_reasons, precedents_of
from sanctions.measures.remade import remarks as set_aside_before
from sanctions.reading import need
from sanctions.rules import calendar_of, rulebook_of

_SUSPECTED = "suspected-fraud"


class Verdict(StrEnum):
    """What the record says about a kind of measure."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    ALLOWED = "allowed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Option:
    """One kind of measure on the day: `grounds` are those that may be used, `skipped` the steps it leaves out."""

    kind: MeasureKind
    rule: MeasureRule | None
    verdict: Verdict
    services: tuple[ServiceType, ...]
    grounds: tuple[Weighed, ...]
    skipped: tuple[MeasureRule, ...]
    reasons: tuple[Reason, ...]


def options(reader: Reader, case: str, *, on: date) -> dict[str, Any]:
    """The options of a case on a day; refused ``not-found`` for no such case."""
    found = need(reader, Case, case, "case")
    facts = gather(reader, rulebook_of(reader), calendar_of(reader), found, on)
    warning, before = facts.rules.validity_warning, precedents_of(reader, facts)
    return {
        "case": found.id,
        "institution": found.institution,
        "on": on,
        "warnings": [warning] if warning else [],
        "options": [_record(facts, option, before) for option in assess(facts)],
    }


def assess(facts: Facts) -> tuple[Option, ...]:
    """Every kind of measure, lightest first, weighed against the record."""
    order = facts.rules.pack.measures
    open_options = [_weighed(facts, kind) for kind in sorted(MeasureKind, key=lambda kind: order[kind].order)]
    if any(option.verdict is Verdict.MANDATORY for option in open_options):
        return tuple(open_options)
    usable = [o.rule for o in open_options if o.rule is not None and o.verdict is not Verdict.REFUSED]
    taken = {m.kind for m in facts.in_case if facts.is_open(m) or facts.was_taken(m)}
    step = advised(
        (rule for rule in usable if rule.kind not in taken),
        facts.reached,
        worst=facts.worst,
        recurring=facts.recurring,
        recheck_failed=any(m.case == facts.case.id for m in facts.failed),
    )
    return tuple(_recommended(facts, option, step) for option in open_options)


def _weighed(facts: Facts, kind: MeasureKind) -> Option:
    rule = facts.rules.measure(kind)
    if rule is None:
        missing = msg("{rulebook} has no measure of this kind.", rulebook=facts.rules.pack.title)
        return Option(kind, None, Verdict.REFUSED, (), (), (), (fact(facts.rules, missing),))
    services = eligible_services(facts, rule)
    weighed = grounds_for(facts, kind, services)
    usable = tuple(one for one in weighed if one.lacks is None)
    why = _why_refused(facts, rule, services, weighed)
    if why:
        return Option(kind, rule, Verdict.REFUSED, services, usable, (), (*facts.rules.reasons(rule), *why))
    mandatory = tuple(one for one in usable if one.mandatory)
    if mandatory and kind.needs_ground:
        grounds = tuple(reason for one in mandatory for reason in facts.rules.reasons(one.ground))
        return Option(kind, rule, Verdict.MANDATORY, services, usable, (), (*grounds, *_history(facts, kind)))
    left_out = steps_left_out(facts, rule)
    advice = (facts.rules.reason("provisions.ladder-advice"), _skips(facts, left_out)) if left_out else ()
    reasons = (*facts.rules.reasons(rule), *_history(facts, kind), *advice, *_remarks(facts, rule))
    return Option(kind, rule, Verdict.ALLOWED, services, usable, left_out, reasons)


def _why_refused(
    facts: Facts, rule: MeasureRule, services: tuple[ServiceType, ...], grounds: tuple[Weighed, ...]
) -> tuple[Reason, ...]:
    if facts.case.closed_on is not None and facts.case.closed_on <= facts.on:
        return (fact(facts.rules, msg("The case was closed on {day}.", day=facts.case.closed_on)),)
    if facts.case.waits_to_open:
        return (fact(facts.rules, msg("The opening of the case is not approved yet.")),)
    if not services:
        return (fact(facts.rules, msg("No agreement in force is for a service this measure covers.")),)
    if rule.kind.needs_departments and not facts.institution.departments:
        return (fact(facts.rules, msg("The institution has no departments on record.")),)
    if rule.kind.needs_ground and all(one.lacks is not None for one in grounds):
        return tuple(
            Reason(one.ground.clause, one.ground.quote, one.ground.source_kind, one.lacks)
            for one in grounds
            if one.lacks
        )
    if not (rule.kind.needs_bills or rule.kind.needs_departments) and len(services) == 1:
        standing = already_open(facts, rule.kind, services=services)
        if standing is not None and rule.kind is not MeasureKind.REFERRAL:
            return (fact(facts.rules, msg("{measure} of this kind is open already.", measure=standing.id)),)
    return ()


def _skips(facts: Facts, steps: tuple[MeasureRule, ...]) -> Reason:
    words = tuple(step.word.words for step in steps)
    return fact(facts.rules, msg("Nothing was taken before it of: {steps}. Say why with --skip-reason.", steps=words))


def _remarks(facts: Facts, rule: MeasureRule) -> tuple[Reason, ...]:
    return (*set_aside_before(facts, rule.kind), *_remarks_of_kind(facts, rule))


def _remarks_of_kind(facts: Facts, rule: MeasureRule) -> tuple[Reason, ...]:
    if rule.kind.needs_departments:
        left_out = departments_left_out(facts, rule, ())
        if left_out:
            return (fact(facts.rules, msg("The stop must cover {departments}.", departments=left_out)),)
    if rule.kind is MeasureKind.REFERRAL and facts.determined:
        return facts.rules.reasons(facts.rules.fine())
    return ()


def _history(facts: Facts, kind: MeasureKind) -> tuple[Reason, ...]:
    """What was done before at this institution with this kind, or on the same provision."""
    return tuple(
        fact(facts.rules, _told_before(measure, facts.same_provision.get(measure.case)))
        for measure in facts.before
        if measure.kind == kind
    )


def _told_before(measure: Measure, provision: str | None) -> Message:
    day = measure.decided_on or measure.proposed_on
    if provision is None:
        return msg("{word} was decided before, on {day} in {case}.", word=measure.word, day=day, case=measure.case)
    return msg(
        "{word} was decided before for the same provision ({provision}), on {day} in {case}.",
        word=measure.word,
        provision=provision,
        day=day,
        case=measure.case,
    )


def _recommended(facts: Facts, option: Option, step: MeasureRule | None) -> Option:
    if option.verdict is not Verdict.ALLOWED:
        return option
    why = _why_recommended(facts, option.kind, step)
    if not why:
        return option
    return Option(
        option.kind,
        option.rule,
        Verdict.RECOMMENDED,
        option.services,
        option.grounds,
        option.skipped,
        (*option.reasons, *why),
    )


def _why_recommended(facts: Facts, kind: MeasureKind, step: MeasureRule | None) -> tuple[Reason, ...]:
    if kind.needs_bills:
        named = {bill for finding in facts.findings for bill in finding.bills}
        caught = {bill.bill for m in facts.in_case if m.kind == kind for bill in m.bills}
        missing = tuple(sorted(named - caught))
        return (fact(facts.rules, msg("The findings name these bills: {bills}.", bills=missing)),) if missing else ()
    if kind is MeasureKind.REFERRAL:
        if any(m.kind == kind for m in facts.in_case):
            return ()
        if facts.determined:
            return (fact(facts.rules, msg("Fraud is determined: the fine is for the department to decide.")),)
        if any(finding.category == _SUSPECTED for finding in facts.findings):
            return (facts.rules.reason("provisions.fraud-determination"),)
        return ()
    if step is None or step.kind is not kind or facts.worst is None:
        return ()
    reasons = [
        fact(
            facts.rules,
            msg("The heaviest finding is {severity}.", severity=facts.rules.pack.severities[facts.worst]),
        )
    ]
    reasons += [
        fact(facts.rules, _told_before(m, facts.same_provision[m.case]))
        for m in facts.before
        if m.case in facts.same_provision and m.kind != kind
    ]
    reasons += [
        fact(facts.rules, msg("The re-check of {measure} failed on {day}.", measure=m.id, day=m.recheck_on))
        for m in facts.failed
        if m.recheck_on is not None
    ]
    return tuple(reasons)


def _record(facts: Facts, option: Option, before: Precedents) -> dict[str, Any]:
    rule = option.rule or facts.rules.pack.measures[option.kind]
    nature = option.grounds[0].ground.nature if option.kind.needs_ground and option.grounds else None
    possible = option.verdict is not Verdict.REFUSED
    must = option.verdict is Verdict.MANDATORY
    compared = compared_reasons(facts, rule, before, must=must) if possible else ()
    return {
        "kind": str(option.kind),
        "word": rule.word.zh,
        "words": [word.zh for word in rule.words] if option.rule else [],
        "verdict": str(option.verdict),
        "services": [str(service) for service in option.services],
        "grounds": [_ground(one) for one in option.grounds],
        "gates": gates_record(facts, rule.gates_for(nature)) if option.rule else None,
        "needs": _needs(option),
        "amounts": _amounts(facts) if option.kind is MeasureKind.REFERRAL else None,
        "precedents": before.counts.get(option.kind, 0),
        "reasons": [*option.reasons, *compared],
    }


def _needs(option: Option) -> list[str]:
    """The options a proposal of this kind must carry."""
    if option.rule is None:
        return []
    needs = {
        "service": len(option.services) > 1,
        "department": option.kind.needs_departments,
        "bill": option.kind.needs_bills,
        "rectify-by": option.kind.needs_deadline,
        "ground": option.kind.needs_ground,
        "clause": option.rule.agreement_clause == "required",
        "skip-reason": bool(option.skipped),
    }
    return [name for name, needed in needs.items() if needed]


def _ground(one: Weighed) -> dict[str, Any]:
    ground = one.ground
    return {
        "key": ground.key,
        "clause": ground.clause,
        "quote": ground.quote,
        "end_kind": ground.end_kind,
        "nature": str(ground.nature),
        "force": str(one.force),
        "source_kind": str(ground.source_kind),
        "text": ground.text,
        "choice": ground.choice,
        "needs_agreement_clause": ground.needs_agreement_clause,
    }


def gates_record(facts: Facts, gates: Gates) -> dict[str, Any]:
    """The steps a measure needs, with the period as this agency sets it."""
    period = facts.rules.period(gates.period) if gates.period else None
    return {
        "notice": str(gates.notice),
        "defence": str(gates.defence),
        "period": str(period) if period else None,
        "approval": gates.approval,
        "takes_effect": str(gates.takes_effect),
    }


def _amounts(facts: Facts) -> dict[str, str] | None:
    """What the department may order after determined fraud: return, and a fine from and to, both included."""
    total = sum(finding.amount or 0 for finding in facts.determined)
    if not total:
        return None
    fine = facts.rules.fine()
    return {"return": yuan(total), "fine_from": yuan(total * fine.low), "fine_to": yuan(total * fine.high)}


def fraud_total(facts: Facts) -> int | None:
    """The sum of determined fraud in fen, None when there is none."""
    return sum(finding.amount or 0 for finding in facts.determined) or None
