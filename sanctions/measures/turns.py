"""Whose turn it is (程序顺序): what every step of a measure checks first."""

from datetime import date

from domain.messages import Message, msg
from domain.refusals import Refused, refuse
from domain.rulebook.model import Gates, MeasureRule
from domain.states.measures import Measure
from domain.words import STATUSES
from sanctions.measures.gates import gates_of
from sanctions.measures.urgent import require_not_lapsed
from sanctions.work import Work


def standing(work: Work, subject: str) -> tuple[Measure, MeasureRule, Gates]:
    """A measure that has not ended, with its rule and steps by the rules of the day it was decided, or of the act.

    Refused ``measure.step`` when it has ended, ``measure.lapsed`` when it lapsed by itself.
    """
    measure = work.need(Measure, subject)
    require_not_lapsed(measure, work.on, work.rules)
    if measure.end is not None:
        raise refuse(
            "measure.step",
            msg("{measure} is {status}; nothing more is done on it.", measure=subject, status=STATUSES[measure.end]),
            field="id",
        )
    day = measure.decided_on or work.on
    rules = work.rulebook.on(day)
    rule, steps = rules.measure(measure.kind), gates_of(measure, rules)
    if rule is None or steps is None:
        raise refuse(
            "measure.unavailable",
            msg(
                "{rulebook} has no {kind} on {day}.",
                rulebook=rules.pack.title,
                kind=measure.word,
                day=rules.day,
            ),
            field="id",
        )
    return measure, rule, steps


def out_of_turn(message: Message) -> Refused:
    """A step that is not this measure's turn."""
    return refuse("measure.step", message, field="id")


def already(measure: Measure, day: date) -> Refused:
    """A step that was done before."""
    return refuse("already", msg("This was recorded for {measure} on {day}.", measure=measure.id, day=day), field="id")


def require_free(measure: Measure) -> None:
    """At most one decision is pending on a subject; refused ``pending``."""
    if measure.open_request is not None:
        raise refuse(
            "pending",
            msg(
                "A decision on {measure} is pending since {day}. Have it decided first.",
                measure=measure.id,
                day=measure.open_request.on,
            ),
            field="id",
        )


def status_of(work: Work, state: object) -> str:
    """The status of the measure an act was recorded on, on the day of the act."""
    assert isinstance(state, Measure)
    return state.status(work.on)
