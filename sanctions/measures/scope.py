"""The scope of a measure (范围): services, departments, bills and days, checked against rule and record."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain import words
from domain.acts import Part
from domain.messages import msg
from domain.refusals import refuse
from domain.rulebook.kinds import Extent, MeasureEnd, MeasureKind, ServiceType
from domain.rulebook.model import MeasureRule
from domain.states.measures import Measure
from sanctions.measures.facts import Facts
from sanctions.measures.judgement import departments_left_out, eligible_services, fact
from sanctions.money.bill_rows import bill_fields
from sanctions.names import require_departments


def services_of(facts: Facts, rule: MeasureRule, given: Sequence[str]) -> tuple[ServiceType, ...]:
    """The services the measure is for: those given, or the only one under an agreement.

    Refused ``agreement.none`` without an agreement, ``measure.service`` where one must be chosen or the rule, or no
    agreement, covers what was.
    """
    word = rule.word.opening
    eligible = eligible_services(facts, rule)
    if not facts.services and not eligible:
        raise refuse(
            "agreement.none",
            msg("{name} has no agreement in force on {day}.", name=facts.institution.name, day=facts.on),
            field="services",
        )
    wanted = tuple(dict.fromkeys(ServiceType(service) for service in given))
    outside = [service for service in wanted if service not in rule.services]
    if outside or (not wanted and not eligible):
        raise refuse(
            "measure.service",
            msg("{word} covers only these services: {services}.", word=word, services=words.services(rule.services)),
            *facts.rules.reasons(rule),
            field="services",
        )
    without = [service for service in wanted if service not in eligible]
    if without:
        raise refuse(
            "measure.service",
            msg(
                "No agreement for {services} is in force on {day}.",
                services=words.services(without),
                day=facts.on,
            ),
            field="services",
        )
    running = facts.services or eligible
    if not wanted and len(running) > 1:
        raise refuse(
            "measure.service",
            msg("There are agreements for {services}. Say which with --service.", services=words.services(running)),
            field="services",
        )
    return wanted or eligible


def departments_of(facts: Facts, rule: MeasureRule, given: Sequence[str]) -> tuple[str, ...]:
    """The departments the measure is for.

    Refused ``measure.department`` where they are missing, out of place, or leave out one the findings involve
    (ZB 五(二), A16), ``department.unknown`` for one the institution does not have.
    """
    departments = tuple(dict.fromkeys(given))
    word = rule.word.opening
    if rule.kind.needs_departments and not departments:
        raise refuse(
            "measure.department",
            msg("{word} needs the departments it stops. Name them with --department.", word=word),
            *facts.rules.reasons(rule),
            field="departments",
        )
    effects = rule.effects
    if departments and Extent.ALL in (effects.patients, effects.settlement, effects.payment, effects.agreement):
        raise refuse(
            "measure.department",
            msg("{word} covers the whole institution; it takes no departments.", word=word),
            rule.reason,
            field="departments",
        )
    require_departments(facts.institution, departments, "departments")
    left_out = departments_left_out(facts, rule, departments)
    if left_out:
        raise refuse(
            "measure.department",
            msg(
                "The findings also involve {departments}. Stop all departments involved, or take another measure.",
                departments=left_out,
            ),
            *facts.rules.reasons(rule),
            *(
                fact(facts.rules, msg("{finding} names {departments}.", finding=f.id, departments=f.departments))
                for f in facts.findings
                if f.departments
            ),
            field="departments",
        )
    return departments


def bills_of(facts: Facts, rule: MeasureRule, given: Sequence[Part]) -> tuple[dict[str, Any], ...]:
    """The bills the measure is for, each once and with an amount above zero.

    Refused ``measure.bills``, and ``already`` for a hold on a bill that is held.
    """
    word = rule.word.opening
    if rule.kind.needs_bills and not given:
        raise refuse(
            "measure.bills",
            msg("{word} names each bill with its amount. Give --bill NO=YUAN, or --bills FILE.", word=word),
            *facts.rules.reasons(rule),
            field="bills",
        )
    if given and not rule.kind.needs_bills:
        raise refuse("measure.bills", msg("{word} takes no bills.", word=word), field="bills")
    names = [part.bill for part in given]
    if len(set(names)) != len(names):
        raise refuse("measure.bills", msg("A bill is named twice. Give each bill once."), field="bills")
    if any(not part.fen for part in given):
        raise refuse("measure.bills", msg("Each bill needs an amount above zero."), field="bills")
    if rule.kind is MeasureKind.PAYMENT_HOLD:
        held = [name for name in names if name in facts.held]
        if held:
            raise refuse("already", msg("These bills are held already: {bills}.", bills=tuple(held)), field="bills")
    return tuple(bill_fields(part) for part in given)


def check_days(
    facts: Facts,
    rule: MeasureRule,
    *,
    effective: date | None,
    until: date | None,
    rectify_by: date | None,
) -> None:
    """Refuse days that cannot be.

    ``measure.effective`` before the day of the act, ``measure.until`` where the measure does not run out or would
    before it begins, ``measure.deadline`` where the day to put things right is missing or not after the day of the act.
    """
    word = rule.word.opening
    if effective is not None and effective < facts.on:
        raise refuse(
            "measure.effective",
            msg("It cannot be in force from {day}: that is before it is decided.", day=effective),
            field="effective",
        )
    if until is not None and MeasureEnd.EXPIRED not in rule.ended_by:
        raise refuse("measure.until", msg("{word} has no last day.", word=word), field="until")
    if until is not None and until < (effective or facts.on):
        raise refuse("measure.until", msg("The last day {day} lies before the first one.", day=until), field="until")
    if rectify_by is None and rule.kind.needs_deadline:
        raise refuse(
            "measure.deadline",
            msg("{word} needs the day by which to put things right. Give --rectify-by.", word=word),
            *facts.rules.reasons(rule),
            field="rectify_by",
        )
    if rectify_by is not None and rectify_by <= facts.on:
        raise refuse(
            "measure.deadline",
            msg("The day to put things right must lie after {day}.", day=facts.on),
            field="rectify_by",
        )


def check_still(facts: Facts, rule: MeasureRule, measure: Measure) -> None:
    """Refuse, when it is decided, a measure whose agreement, departments or days no longer hold."""
    services_of(facts, rule, measure.services)
    departments_of(facts, rule, measure.departments)
    check_days(
        facts,
        rule,
        effective=max(measure.effective, facts.on) if measure.effective else None,
        until=measure.until,
        rectify_by=measure.rectify_by,
    )
