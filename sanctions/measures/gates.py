"""What a measure still needs before it may be approved and before it binds (程序), and the defence clock."""

from dataclasses import dataclass
from datetime import date

from domain.calendars import Calendar
from domain.calendars.due import Due, due
from domain.messages import Message, msg
from domain.reasons import Reason
from domain.rulebook.kinds import DefenceGate, MeasureKind, Nature, NoticeGate, TakesEffect
from domain.rulebook.model import Gates
from domain.rulebook.timeline import Rulebook
from domain.rulebook.view import DefenceLack, View
from domain.states.measures import Measure
from domain.states.measures.parts import Urgent

NOT_REQUIRED = "not-required"


@dataclass(frozen=True, slots=True)
class Gate:
    """One step: `name` is notice, defence, approval or what makes it bind; `text` tells what to do, or what was done.

    `before_approval` tells whether approval waits for it.
    """

    name: str
    met: bool
    before_approval: bool
    text: Message


def gates_of(measure: Measure, rules: View) -> Gates | None:
    """The steps for this measure by the rules of a day; None where these have no such measure."""
    rule = rules.measure(measure.kind)
    return rule.gates_for(_nature(measure)) if rule is not None else None


def _nature(measure: Measure) -> Nature | None:
    return Nature(measure.nature) if measure.nature else None


def defence_clock(measure: Measure, rulebook: Rulebook, calendar: Calendar) -> Due | None:
    """The period to state and defend (陈述申辩期): from service of the notice, or of the decision where it follows it.

    Counted by the rules of the day of service, since that is what the paper said. None while nothing was served or
    where there is no period. Refused ``calendar.unknown`` on a day outside every known calendar.
    """
    gates = gates_of(measure, rulebook.on(measure.notice_on or measure.served_on or measure.proposed_on))
    if gates is None or gates.period is None:
        return None
    start = measure.notice_on if gates.defence is DefenceGate.BEFORE else measure.served_on
    if measure.urgent is not None:
        start = measure.notice_on or measure.served_on
    if start is None:
        return None
    period = rulebook.on(start).period(gates.period)
    return due(start, period, calendar) if period is not None else None


def gates(measure: Measure, rulebook: Rulebook, calendar: Calendar, on: date) -> tuple[Gate, ...]:
    """Every step of a measure in order, by the rules of the day."""
    steps = gates_of(measure, rulebook.on(on))
    if steps is None:
        return ()
    if measure.urgent is not None and not measure.outgrew_notice:
        return (*_by_word(measure, measure.urgent), _effect(measure, steps.takes_effect))
    found = []
    if steps.notice is NoticeGate.BEFORE:
        found.append(_notice(measure))
    if steps.defence is not DefenceGate.NONE:
        found.append(_defence(measure, steps, defence_clock(measure, rulebook, calendar)))
    if steps.approval:
        done = measure.decided_on is not None
        found.append(Gate("approval", done, False, msg("Decided.") if done else msg("Another person approves it.")))
    found.append(_effect(measure, steps.takes_effect))
    return tuple(found)


def _by_word(measure: Measure, urgent: Urgent) -> tuple[Gate, ...]:
    """The steps of the urgent track: neither waits for the other, and what is late lets it lapse."""
    heard, decided = measure.defence_on, measure.decided_on
    return (
        Gate(
            "agreed",
            True,
            False,
            msg("Agreed by word by {name} on {day}.", name=urgent.agreed_by, day=urgent.agreed_on),
        ),
        Gate(
            "approval",
            decided is not None,
            False,
            msg("Decided.") if decided else msg("Another person approves it by {day}.", day=urgent.papers_by),
        ),
        Gate(
            "defence",
            heard is not None,
            False,
            msg("The defence was settled on {day}.", day=heard)
            if heard
            else msg("Record the defence by {day}.", day=urgent.defence_by),
        ),
    )


def _notice(measure: Measure) -> Gate:
    if measure.defence == NOT_REQUIRED:
        return Gate("notice", True, True, msg("The notice could not be served or is not required."))
    if measure.outgrew_notice:
        return Gate("notice", False, True, msg("It became heavier than what was noticed. Issue the notice again."))
    if measure.noticed is None:
        return Gate("notice", False, True, msg("Issue the notice, then record its service."))
    if measure.notice_on is None:
        return Gate("notice", False, True, msg("Record the service of the notice: measure serve --document notice."))
    return Gate("notice", True, True, msg("The notice was served on {day}.", day=measure.notice_on))


def _defence(measure: Measure, steps: Gates, clock: Due | None) -> Gate:
    before = steps.defence is DefenceGate.BEFORE
    if measure.defence is not None and measure.defence_on is not None and not measure.outgrew_notice:
        return Gate("defence", True, before, msg("The defence was settled on {day}.", day=measure.defence_on))
    if not before:
        return Gate("defence", False, False, msg("It may be contested after the decision is served."))
    if clock is None:
        return Gate("defence", False, True, msg("Record the defence once the notice was served."))
    return Gate("defence", False, True, msg("Record the defence; its period runs to {day}.", day=clock.due))


def _effect(measure: Measure, effect: TakesEffect) -> Gate:
    if measure.in_force_from is not None:
        return Gate(str(effect), True, False, msg("In force from {day}.", day=measure.in_force_from))
    return Gate(
        str(effect),
        False,
        False,
        {
            TakesEffect.APPROVAL: msg("It binds on approval."),
            TakesEffect.SERVICE: msg("It binds when the decision is served."),
            TakesEffect.TALK: msg("It is done when the talk was held."),
            TakesEffect.LETTER: msg("It is done when the letter was sent."),
        }[effect],
    )


@dataclass(frozen=True, slots=True)
class Lack:
    """The steps an approval misses: it is refused for them, or only warned of (经办条例 43 by its date)."""

    gates: tuple[Gate, ...]
    refuses: bool
    reasons: tuple[Reason, ...]


def lack(measure: Measure, rulebook: Rulebook, calendar: Calendar, on: date) -> Lack | None:
    """What is missing before approval on a day; None when every step is done."""
    missing = tuple(g for g in gates(measure, rulebook, calendar, on) if g.before_approval and not g.met)
    if not missing:
        return None
    rules = rulebook.on(on)
    reasons = tuple(rule.reason for rule in rules.pack.due_process.values() if MeasureKind(measure.kind) in rule.kinds)
    if measure.outgrew_notice:
        reasons = (rules.reason("provisions.notice-changed"), *reasons)
    if not reasons:
        rule = rules.measure(measure.kind)
        steps = gates_of(measure, rules)
        if steps is not None and steps.period is not None:
            reasons = (rules.policy(steps.period).reason,)
        elif rule is not None:
            reasons = (rule.reason,)
    refuses = rules.defence_lack(measure.kind, _nature(measure)) is DefenceLack.REFUSES
    return Lack(missing, refuses, reasons)
