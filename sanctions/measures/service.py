"""Service (送达) of the notice and of the decision, and what service sets off."""

from datetime import date

from domain.acts import Upload
from domain.acts.measures import SERVE
from domain.calendars.due import due
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureKind, NoticeGate, TakesEffect
from domain.rulebook.model import Gates
from domain.states.measures import Measure
from sanctions.handlers import handles
from sanctions.intake.attachments import add as attach
from sanctions.measures.consequences import superseding
from sanctions.measures.ending import carry_out
from sanctions.measures.gates import defence_clock
from sanctions.measures.turns import already, out_of_turn, standing, status_of
from sanctions.results import Done
from sanctions.work import Work


@handles(SERVE)
def serve(
    work: Work, *, id: str, document: str | None, method: str | None, received: date, proof: Upload | None
) -> Done:
    """Record service (送达) of the notice or of the decision, on the day it was received."""
    measure, _, steps = standing(work, id)
    if received > work.on:
        raise refuse("measure.service", msg("It cannot be received after {day}.", day=work.on), field="received")
    if method is None and steps.takes_effect is not TakesEffect.LETTER:
        raise refuse("value.missing", msg("Say how it was served: --method."), field="method")
    earliest = _before_notice(measure, steps) if document == "notice" else _before_decision(measure, steps)
    _check_received(work, method, received, earliest)
    state = work.record(
        "measure.serve",
        id,
        {"document": document or "decision", "method": method, "received": received},
        institution=measure.institution,
        effective_on=received,
    )
    assert isinstance(state, Measure)
    if proof is not None:
        attach(work, subject=id, file=proof, kind="service")
    warnings: tuple[Words, ...] = () if proof is not None else (msg("No proof of service is attached."),)
    if document == "notice":
        return Done(id=id, status=status_of(work, state), effects=_clock_told(work, state), warnings=warnings)
    return Done(
        id=id,
        status=state.status(work.on),
        data={
            "served_on": received.isoformat(),
            "in_force_from": state.in_force_from.isoformat() if state.in_force_from else None,
        },
        effects=_once_served(work, state),
        warnings=warnings,
    )


def _before_notice(measure: Measure, steps: Gates) -> date:
    if steps.notice is not NoticeGate.BEFORE:
        raise out_of_turn(msg("This measure needs no notice beforehand."))
    if measure.decided_on is not None:
        raise out_of_turn(msg("It is decided already; this step comes before the decision."))
    if measure.outgrew_notice:
        raise out_of_turn(msg("Serve the notice first: measure notice, then measure serve --document notice."))
    if measure.notice_on is not None:
        raise already(measure, measure.notice_on)
    return measure.last_on


def _before_decision(measure: Measure, steps: Gates) -> date:
    if steps.takes_effect is TakesEffect.TALK:
        raise out_of_turn(msg("A talk is not served; record that it was held with: measure complete."))
    if measure.decided_on is None:
        raise out_of_turn(msg("It must be approved by another person first."))
    if measure.served_on is not None:
        raise already(measure, measure.served_on)
    return measure.decided_on


def _check_received(work: Work, method: str | None, received: date, earliest: date) -> None:
    """Refuse ``measure.service`` for a day before there was anything to serve, or before an announcement ran out."""
    if received < earliest:
        raise refuse(
            "measure.service",
            msg("It cannot be received on {received}: it was issued on {day}.", received=received, day=earliest),
            field="received",
        )
    if method != "announcement":
        return
    rule = work.rules.policy("service.announcement")
    over = due(earliest, work.rules.needed_period("service.announcement"), work.calendar).due
    if received < over:
        raise refuse(
            "measure.service",
            msg("Service by announcement takes effect when its period is over, on {day} at the earliest.", day=over),
            rule.reason,
            field="received",
        )


def _clock_told(work: Work, measure: Measure) -> tuple[Words, ...]:
    clock = defence_clock(measure, work.rulebook, work.calendar)
    if clock is None:
        return ()
    return (msg("The time to state and defend runs to {day}.", day=clock.due),)


def _once_served(work: Work, measure: Measure) -> tuple[Words, ...]:
    """What service sets off: the day it is in force, and for a termination the end of agreements and measures."""
    day = measure.in_force_from
    if day is None:
        return ()
    told: list[Words] = [msg("In force from {day}.", day=day)]
    if measure.kind == MeasureKind.TERMINATION:
        agreements, superseded = carry_out(work, measure, day)
        told += [msg("Agreement {number} ends on {day}.", number=one.number, day=day) for one in agreements]
        told += superseding(superseded, day)
    return tuple(told)
