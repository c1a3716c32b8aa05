"""What a measure brings about (后果), told in sentences before it is done and kept beside it afterwards."""

from collections.abc import Iterable
from datetime import date

from domain import words
from domain.calendars import Calendar
from domain.messages import Message, Words, msg
from domain.money import grouped
from domain.rulebook.kinds import Extent, MeasureKind, Nature, TakesEffect
from domain.rulebook.model import MeasureRule
from domain.rulebook.timeline import Rulebook
from domain.rulebook.view import View
from domain.states.measures import Measure
from sanctions.admitting.bars import bar_of_termination
from sanctions.publishing.duty import duty_of


def sentence(text: Words) -> Message:
    """What a rule says, as a sentence of its own."""
    return msg("{text}.", text=text)


def once_in_force(measure: Measure, rule: MeasureRule, rules: View) -> tuple[Words, ...]:
    """What it stops and what goes on, from the effects the pack gives it."""
    told: list[Words] = []
    effects = rule.effects
    if effects.patients is Extent.ALL:
        told.append(msg("No injured workers are sent there any more."))
    if effects.patients is Extent.SCOPE:
        told.append(
            msg(
                "No injured workers are sent to {departments}; other departments go on.",
                departments=measure.departments,
            )
        )
    if effects.patients is not Extent.NONE:
        told.append(sentence(rules.reason("provisions.emergency").text))
        if measure.inpatients:
            told.append(msg("In-patients: {count}. Decide for each; undecided stays.", count=measure.inpatients))
    if effects.settlement is Extent.ALL and effects.agreement is Extent.NONE:
        told.append(msg("Services from then on are not settled; those before are."))
    if effects.settlement is Extent.SCOPE:
        told.append(sentence(rules.reason("provisions.department-patients").text))
    if effects.agreement is not Extent.NONE and measure.kind == MeasureKind.TERMINATION:
        told.append(msg("The agreement ends for: {services}.", services=words.services(measure.services)))
        told.append(sentence(rules.reason("provisions.termination-continues").text))
    if measure.kind == MeasureKind.REFUSE_PAYMENT:
        told.append(
            msg("Bills not paid: {count}, together {yuan} yuan.", count=len(measure.bills), yuan=_total(measure))
        )
        told.append(sentence(rules.reason("provisions.no-pass-on").text))
    if measure.kind == MeasureKind.REFERRAL:
        told.append(msg("It is handed over; a fine or prosecution is for the body that receives it."))
    return tuple(told)


def _total(measure: Measure) -> str:
    return grouped(measure.amount_of_bills)


def bills_held(measure: Measure) -> Message:
    """What a payment hold holds from now on."""
    return msg("Bills held from now on: {count}, together {yuan} yuan.", count=len(measure.bills), yuan=_total(measure))


def on_proposal(rule: MeasureRule, takes_effect: str) -> tuple[Words, ...]:
    """What comes next for a proposal."""
    if not rule.gates.approval:
        return (msg("It needs nobody's approval and is done when the talk was held."),)
    binds: dict[str, Message] = {
        TakesEffect.APPROVAL: msg("It binds on approval."),
        TakesEffect.SERVICE: msg("It binds when the decision is served."),
        TakesEffect.LETTER: msg("It is done when the letter was sent."),
    }
    return (msg("It waits for another person's approval."), binds[takes_effect])


def on_decision(measure: Measure, rulebook: Rulebook, calendar: Calendar) -> tuple[Words, ...]:
    """What the decision itself opens: holds, the duty to publish, the bar. `measure` is as decided."""
    decided = measure.decided_on
    if decided is None:
        return ()
    rules = rulebook.on(decided)
    told: list[Words] = []
    if measure.kind == MeasureKind.PAYMENT_HOLD and measure.lapses_on is None:
        told.append(bills_held(measure))
        told.append(sentence(rules.reason("provisions.hold-release").text))
    duty = duty_of(measure, rulebook, calendar)
    if duty is not None and duty.due is not None:
        told.append(
            msg("It must be published by {day}, provisionally (basis: {basis}).", day=duty.due.due, basis=duty.label)
            if duty.due.provisional
            else msg("It must be published by {day} (basis: {basis}).", day=duty.due.due, basis=duty.label)
        )
    elif duty is not None:
        told.append(
            msg("It must be published; the day needs a calendar that is not loaded (basis: {basis}).", basis=duty.label)
        )
    if measure.kind == MeasureKind.TERMINATION and measure.nature == Nature.BREACH:
        bar = bar_of_termination(measure, rulebook, decided, calendar)
        if bar is not None:
            told.append(
                msg(
                    "A reapplication bar runs to {day}, included (basis: {basis}).",
                    day=bar.until,
                    basis=rules.reason("provisions.breach-bar-source").text,
                )
            )
    return tuple(told)


def on_a_day_off(day: date, calendar: Calendar) -> tuple[Words, ...]:
    """A warning where a decision is dated on a day nobody works."""
    if calendar.is_working(day):
        return ()
    return (msg("{day} is not a working day; a decision of that day is unusual.", day=day),)


def superseding(ended: Iterable[Measure], day: date) -> tuple[Words, ...]:
    """What ends with a termination."""
    return tuple(
        msg("{measure} ({word}) ends on {day}.", measure=measure.id, word=measure.word, day=day) for measure in ended
    )
