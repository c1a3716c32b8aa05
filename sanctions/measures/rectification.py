"""Putting things right (限期整改): the report, each problem by itself (销号), and more time."""

from datetime import date

from domain.acts import Upload
from domain.acts.carrying import EXTEND, PROBLEM, REPORT
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.states.measures import Measure
from sanctions.decision import Decision
from sanctions.handlers import decides, handles
from sanctions.intake.attachments import add as attach
from sanctions.measures.problems import RECHECKED, still_to_put_right
from sanctions.measures.turns import already, out_of_turn, require_free, standing, status_of
from sanctions.results import Done
from sanctions.work import Work

_BINDING = ("approved", "served", "in-force")


def _ordered(work: Work, id: str) -> Measure:
    """A decided measure that has not ended and orders things to be put right."""
    measure, rule, _ = standing(work, id)
    if rule.kind not in RECHECKED:
        raise out_of_turn(msg("A measure of this kind orders nothing to be put right."))
    if measure.status(work.on) not in _BINDING:
        raise out_of_turn(msg("It is not decided yet, or no longer in force."))
    return measure


@handles(PROBLEM)
def problem(work: Work, *, id: str, number: int, result: str, note: str | None, proof: Upload | None) -> Done:
    """Close one problem by itself, or record that it is still open and why.

    Refused ``measure.problem`` for a number that is not listed.
    """
    measure = _ordered(work, id)
    found = next((one for one in measure.problems if one.number == number), None)
    if found is None:
        raise refuse(
            "measure.problem",
            msg("{measure} lists problems 1 to {count}.", measure=id, count=len(measure.problems))
            if measure.problems
            else msg("{measure} lists no problems.", measure=id),
            field="number",
        )
    if result == "closed" and found.closed_on is not None:
        raise already(measure, found.closed_on)
    if result == "open" and note is None:
        raise refuse("value.missing", msg("Say what is still open: --note."), field="note")
    state = work.record(
        "measure.problem",
        id,
        {"number": number, "result": result, "note": note},
        institution=measure.institution,
    )
    assert isinstance(state, Measure)
    if proof is not None:
        attach(work, subject=id, file=proof, kind="rectification")
    left: tuple[Words, ...] = still_to_put_right(state)
    return Done(
        id=id,
        status=status_of(work, state),
        data={"problem": number, "open_problems": len(state.open_problems)},
        effects=left or (msg("All problems are closed; the re-check may be recorded as passed."),),
    )


@handles(REPORT)
def report(work: Work, *, id: str, received: date, proof: Upload | None) -> Done:
    """Record the institution's report on what it has put right (整改报告)."""
    measure = _ordered(work, id)
    if received > work.on:
        raise refuse("measure.report", msg("It cannot be received after {day}.", day=work.on), field="received")
    began = measure.served_on or measure.decided_on
    if began is not None and received < began:
        raise refuse(
            "measure.report", msg("It cannot be received before the order, {day}.", day=began), field="received"
        )
    if measure.report_on == received:
        raise already(measure, received)
    state = work.record("measure.report", id, {"received": received}, institution=measure.institution)
    if proof is not None:
        attach(work, subject=id, file=proof, kind="rectification")
    return Done(
        id=id,
        status=status_of(work, state),
        data={"report_on": received.isoformat()},
        effects=(msg("The re-check is still to be made."),),
    )


@handles(EXTEND)
def extend(work: Work, *, id: str, until: date, reason: str) -> Done:
    """Ask for more time to put things right."""
    measure = _ordered(work, id)
    if measure.recheck is not None and measure.recheck_on is not None:
        raise out_of_turn(msg("It was re-checked on {day}; take the next step instead.", day=measure.recheck_on))
    require_free(measure)
    _check_until(work, measure, until)
    state = work.record("measure.extend", id, {"until": until, "reason": reason}, institution=measure.institution)
    return Done(
        id=id,
        status=status_of(work, state),
        effects=(
            msg("It waits for another person's approval."),
            *_times(measure),
        ),
    )


def _times(measure: Measure) -> tuple[Words, ...]:
    count = len(measure.extensions)
    return (msg("It was extended before: {count}.", count=count),) if count else ()


def _check_until(work: Work, measure: Measure, until: date) -> None:
    """Refuse ``measure.deadline`` for a day that gives no more time, or is past."""
    if measure.rectify_by is None:
        raise refuse("measure.deadline", msg("It sets no day to put things right."), field="id")
    latest = max(measure.rectify_by, work.on)
    if until <= latest:
        raise refuse("measure.deadline", msg("The new day must lie after {day}.", day=latest), field="until")


@decides("measure", "extend")
def decide_extend(work: Work, measure: Measure, *, decision: Decision) -> Done:
    """Give more time; the re-check is due on the new day."""
    assert measure.pending is not None
    asked = measure.pending.fields
    until = date.fromisoformat(asked["until"])
    if measure.status(work.on) not in _BINDING:
        raise out_of_turn(msg("It is not decided yet, or no longer in force."))
    _check_until(work, measure, until)
    before = measure.rectify_by
    state = work.record(
        "measure.approve",
        measure.id,
        {"decides": "extend", "until": until, "reason": asked["reason"]},
        institution=measure.institution,
        corrects=measure.pending.entry,
    )
    return Done(
        id=measure.id,
        status=status_of(work, state),
        data={"rectify_by": until.isoformat()},
        effects=(msg("To be put right by {until} instead of {day}.", until=until, day=before or ""),),
    )
