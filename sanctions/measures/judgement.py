"""Judging a measure against the record: services, grounds, departments, what is open already.

Options tell these judgements beforehand and proposals and approvals are held to them, so both always agree.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from domain.ladder import skipped
from domain.messages import Message, msg
from domain.reasons import Reason
from domain.rulebook.kinds import Force, Guard, MeasureKind, ServiceType
from domain.rulebook.model import Ground, MeasureRule, Trigger
from domain.rulebook.view import View
from domain.states.measures import Measure
from sanctions.measures.facts import Facts

# Money matters outlive the agreement: what was held, refused or handed over runs on when it ends.
_WITHOUT_AGREEMENT = (MeasureKind.PAYMENT_HOLD, MeasureKind.REFUSE_PAYMENT, MeasureKind.REFERRAL)
# These concern one matter, so two cases may each have one; a suspension or an end is there once or not at all.
_ONE_A_CASE = (MeasureKind.WARNING_TALK, MeasureKind.RECTIFICATION_ORDER, MeasureKind.REFERRAL)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A ground held against the record.

    `lacks` says what is missing, None when it may be used. `called_for`: the very fact it names is on record.
    """

    ground: Ground
    force: Force
    called_for: bool
    lacks: Message | None

    @property
    def mandatory(self) -> bool:
        """Whether the agency must act on it."""
        return self.lacks is None and self.force is Force.MANDATORY


def fact(rules: View, text: Message) -> Reason:
    """A fact of the record as a reason; it counts by the advice on order and proportion."""
    advice = rules.reason("provisions.ladder-advice")
    return Reason(None, None, advice.source_kind, text)


def eligible_services(facts: Facts, rule: MeasureRule) -> tuple[ServiceType, ...]:
    """The services the measure may be taken for: those it covers, under an agreement where it needs one."""
    running = facts.services
    if not running and rule.kind in _WITHOUT_AGREEMENT:
        running = facts.ever_agreed
    return tuple(service for service in running if service in rule.services)


def weigh(facts: Facts, ground: Ground) -> Weighed:
    """Hold a ground against the record.

    A ground with triggers needs one of them on record, and takes its force from it; of several the heavier.
    """
    met = [trigger for trigger in ground.triggers if facts.meets(trigger)]
    force = ground.force
    if met:
        force = Force.MANDATORY if any(t.force is Force.MANDATORY for t in met) else Force.JUDGEMENT
    lacks = None
    if ground.needs_doc_no and not facts.determined:
        lacks = msg("It needs a finding determined by the department, with the number of its document.")
    elif ground.triggers and not met:
        lacks = _lacking(facts, ground.triggers)
    return Weighed(ground, force, bool(met), lacks)


def _lacking(facts: Facts, triggers: Iterable[Trigger]) -> Message:
    pack, first = facts.rules.pack, next(iter(triggers))
    if first.event is not None:
        named = dict.fromkeys(trigger.event for trigger in triggers if trigger.event is not None)
        events = tuple(pack.events[event] for event in named)
        return msg("It needs an event on record: {events}.", events=events)
    if first.finding is not None:
        found = tuple(pack.findings[trigger.finding].words for trigger in triggers if trigger.finding is not None)
        return msg("It needs a finding of this kind and weight in the case: {findings}.", findings=found)
    words = tuple(trigger.recheck_during for trigger in triggers if trigger.recheck_during is not None)
    return msg("It needs a re-check that failed while {words} is in force.", words=words)


def grounds_for(facts: Facts, kind: MeasureKind, services: Collection[ServiceType]) -> tuple[Weighed, ...]:
    """Every ground of the day for a kind and these services, mandatory ones first."""
    weighed = [weigh(facts, g) for g in facts.rules.grounds(kind) if not services or set(services) & set(g.services)]
    return tuple(sorted(weighed, key=lambda w: (not w.mandatory, not w.called_for)))


def steps_left_out(facts: Facts, rule: MeasureRule) -> tuple[MeasureRule, ...]:
    """The steps of the ladder this measure would skip here, lightest first."""
    steps = (step for step in facts.rules.measures() if eligible_services(facts, step))
    return skipped(rule, facts.reached, steps)


def departments_left_out(facts: Facts, rule: MeasureRule, departments: Collection[str]) -> tuple[str, ...]:
    """Departments the findings involve and the measure leaves out, where the rule asks to cover all (A16)."""
    if Guard.COVERS_INVOLVED_DEPARTMENTS not in rule.guards:
        return ()
    return tuple(name for name in facts.involved_departments if name not in departments)


def already_open(
    facts: Facts,
    kind: MeasureKind,
    *,
    services: Collection[str],
    departments: Collection[str] = (),
    bills: Collection[str] = (),
    word: str | None = None,
) -> Measure | None:
    """A measure of the same kind under way or in force whose scope overlaps, None when there is none."""
    for measure in facts.measures:
        # What a hold in force still holds is known bill by bill; some of its bills may be free again.
        is_open = facts.is_open(measure)
        if kind is MeasureKind.PAYMENT_HOLD:
            is_open = is_open and (not facts.was_taken(measure) or measure.lapses_on is not None)
        if measure.kind != kind or not is_open:
            continue
        if kind.needs_bills:
            overlap = bool({bill.bill for bill in measure.bills} & set(bills))
        elif kind.needs_departments:
            overlap = bool(set(measure.departments) & set(departments)) and bool(set(measure.services) & set(services))
        elif kind in _ONE_A_CASE and measure.case != facts.case.id:
            overlap = False
        else:
            overlap = bool(set(measure.services) & set(services)) and word in (None, measure.word)
        if overlap:
            return measure
    return None
