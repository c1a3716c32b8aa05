"""How measures come to their end: talks held, referrals answered, re-checks, and asking to lift or revoke."""

from collections.abc import Sequence
from datetime import date

from domain.acts import Upload
from domain.acts.fields import Promised
from domain.acts.measures import COMPLETE, LIFT, RECHECK, REVOKE
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureEnd, MeasureKind, TakesEffect
from domain.states.measures import NEVER_BOUND, Measure
from sanctions.handlers import handles
from sanctions.intake.attachments import add as attach
from sanctions.measures.decisions import require_no_holds
from sanctions.measures.problems import RECHECKED, require_closed, still_to_put_right
from sanctions.measures.rechecks import after_failed_recheck
from sanctions.measures.referrals import fine_warnings
from sanctions.measures.talks import Meeting, nobody_came, talk_held
from sanctions.measures.turns import already, out_of_turn, require_free, standing, status_of
from sanctions.results import Done
from sanctions.work import Work


@handles(COMPLETE)
def complete(
    work: Work,
    *,
    id: str,
    result: str | None,
    place: str | None,
    host: str | None,
    attendees: Sequence[str],
    minutes: str | None,
    promises: Sequence[Promised],
    absent: bool,
    number: str | None,
    fine: int | None,
    proof: Upload | None,
) -> Done:
    """Record that a talk was held, that nobody came to it, or that a referral was answered."""
    known = work.need(Measure, id)
    if known.end == MeasureEnd.DONE and known.ended_on is not None:
        raise already(known, known.ended_on)
    measure, _, steps = standing(work, id)
    if steps.takes_effect is TakesEffect.TALK:
        if number is not None or fine is not None:
            belongs = msg("An answer and a fine belong to a referral.")
            raise refuse("measure.talk", belongs, field="number" if number else "fine")
        met = Meeting(place, host, tuple(attendees), minutes, tuple(promises), result)
        return nobody_came(work, measure, met, proof) if absent else talk_held(work, measure, met, proof)
    if steps.takes_effect is not TakesEffect.LETTER:
        raise out_of_turn(msg("Only a talk or a referral is completed this way."))
    if place or host or attendees or minutes or promises or absent:
        raise refuse("measure.talk", msg("Place, host, attendees and promises belong to a talk."), field="place")
    if measure.decided_on is None:
        raise out_of_turn(msg("It must be approved by another person first."))
    if measure.served_on is None:
        raise out_of_turn(msg("Record first that the letter was sent: measure serve --received."))
    state = work.record(
        "measure.complete", id, {"result": result, "number": number, "fine": fine}, institution=measure.institution
    )
    if proof is not None:
        attach(work, subject=id, file=proof, kind="record")
    rules = work.rulebook.on(measure.decided_on)
    return Done(id=id, status=status_of(work, state), warnings=fine_warnings(measure, fine, rules))


@handles(RECHECK)
def recheck(work: Work, *, id: str, result: str, note: str | None, proof: Upload | None) -> Done:
    """Record whether what was ordered has been put right; passed ends a rectification order."""
    known = work.need(Measure, id)
    if (
        known.recheck == result
        and known.recheck_on is not None
        and (known.end == MeasureEnd.DONE or known.recheck_on == work.on)
    ):
        raise already(known, known.recheck_on)
    measure, rule, _ = standing(work, id)
    if rule.kind not in RECHECKED:
        raise out_of_turn(msg("There is nothing to re-check on a measure of this kind."))
    if measure.status(work.on) != "in-force":
        raise out_of_turn(msg("It is not in force on this day."))
    if result == "failed" and measure.rectify_by is not None and work.on < measure.rectify_by:
        raise refuse(
            "measure.step",
            msg(
                "The time to put things right runs to {day}; only a passed re-check can come before.",
                day=measure.rectify_by,
            ),
            field="result",
        )
    if result == "passed":
        require_closed(measure)
    state = work.record("measure.recheck", id, {"result": result, "note": note}, institution=measure.institution)
    if proof is not None:
        attach(work, subject=id, file=proof, kind="recheck")
    return Done(id=id, status=status_of(work, state), effects=_after_recheck(work, measure, result))


def _after_recheck(work: Work, measure: Measure, result: str) -> tuple[Words, ...]:
    if result == "passed":
        ended = measure.kind == MeasureKind.RECTIFICATION_ORDER
        return (msg("It is done.") if ended else msg("It still runs; ask to lift it."),)
    return (*still_to_put_right(measure), *after_failed_recheck(work, measure))


@handles(LIFT)
def lift(work: Work, *, id: str, reason: str, effective: date | None) -> Done:
    """Ask to end a measure in force from a day on."""
    known = work.need(Measure, id)
    if known.end == MeasureEnd.LIFTED and known.ended_on is not None:
        raise already(known, known.ended_on)
    measure, rule, _ = standing(work, id)
    require_free(measure)
    if measure.status(work.on) != "in-force":
        raise out_of_turn(msg("It is not in force on this day."))
    if MeasureEnd.LIFTED not in rule.ended_by:
        raise refuse("measure.step", msg("{word} is not lifted.", word=rule.word.opening), rule.reason, field="id")
    if effective is not None and effective < work.on:
        raise refuse("measure.effective", msg("It cannot end before {day}.", day=work.on), field="effective")
    if effective is not None and measure.until is not None and effective > measure.until:
        raise refuse("measure.effective", msg("It runs out on {day} by itself.", day=measure.until), field="effective")
    require_no_holds(work, measure)
    state = work.record("measure.lift", id, {"reason": reason, "effective": effective}, institution=measure.institution)
    return Done(id=id, status=status_of(work, state), effects=(msg("It waits for another person's approval."),))


@handles(REVOKE)
def revoke(work: Work, *, id: str, reason: str) -> Done:
    """Ask to make a decided measure void from the start."""
    measure = work.need(Measure, id)
    if measure.end == MeasureEnd.REVOKED and measure.ended_on is not None:
        raise already(measure, measure.ended_on)
    if measure.decided_on is None or measure.end in NEVER_BOUND:
        raise out_of_turn(msg("It is not decided yet. Withdraw it, or reject it."))
    require_free(measure)
    require_no_holds(work, measure)
    state = work.record("measure.revoke", id, {"reason": reason}, institution=measure.institution)
    return Done(
        id=id,
        status=status_of(work, state),
        effects=(
            msg("It waits for another person's approval."),
            msg("It will count as never made; earlier answers stay visible by what was known then."),
        ),
    )
