"""Service (送达) of the notice and of the decision, and what service sets off."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from domain.acts import Upload
from domain.acts.measures import SERVE
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
from sanctions.measures.receipts import Receipt, check_receipt
from sanctions.measures.referrals import letter_lacks
from sanctions.measures.turns import already, out_of_turn, standing, status_of
from sanctions.results import Done
from sanctions.work import Work


@handles(SERVE)
def serve(
    work: Work,
    *,
    id: str,
    document: str | None,
    method: str | None,
    received: date,
    number: str | None,
    servers: Sequence[str],
    receiver: str | None,
    post: str | None,
    place: str | None,
    time: str | None,
    refused: str | None,
    witness: str | None,
    tracking: str | None,
    to: str | None,
    announced: date | None,
    why: str | None,
    proof: Upload | None,
) -> Done:
    """Record service (送达) of the notice or of the decision, on the day it was received."""
    measure, _, steps = standing(work, id)
    if received > work.on:
        raise refuse("measure.service", msg("It cannot be received after {day}.", day=work.on), field="received")
    letter = steps.takes_effect is TakesEffect.LETTER
    if method is None and not letter:
        raise refuse("value.missing", msg("Say how it was served: --method."), field="method")
    earliest = _before_notice(measure, steps) if document == "notice" else _before_decision(measure, steps)
    receipt = Receipt(
        method=method,
        received=received,
        number=number,
        servers=tuple(dict.fromkeys(servers)),
        receiver=receiver,
        post=post,
        place=place,
        time=time,
        refused=refused,
        witness=witness,
        tracking=tracking,
        to=to,
        announced=announced,
        why=why,
    )
    address = check_receipt(work, measure, receipt, earliest)
    state = work.record(
        "measure.serve",
        id,
        {"document": document or "decision", **asdict(receipt), "address": address},
        institution=measure.institution,
        effective_on=received,
    )
    assert isinstance(state, Measure)
    if proof is not None:
        attach(work, subject=id, file=proof, kind="service")
    warnings = [*letter_lacks(receipt)] if letter else [*receipt.missing()]
    if proof is None:
        warnings.append(msg("No proof of service is attached."))
    if document == "notice":
        return Done(id=id, status=status_of(work, state), effects=_clock_told(work, state), warnings=tuple(warnings))
    return Done(
        id=id,
        status=state.status(work.on),
        data={
            "served_on": received.isoformat(),
            "in_force_from": state.in_force_from.isoformat() if state.in_force_from else None,
        },
        effects=_once_served(work, state),
        warnings=tuple(warnings),
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
