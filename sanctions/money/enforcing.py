"""The road of a recovery to the court (催告、书面决定、申请强制执行); arbitration is no part of it."""

from datetime import date

from domain.acts import Upload
from domain.acts.recoveries import DECIDE, DEMAND, ENFORCE, OUTCOME, SERVE
from domain.messages import Message, Words, msg
from domain.money import capitals, grouped
from domain.refusals import Refused, refuse
from domain.states.disputes import Dispute
from domain.states.recoveries import Recovery
from sanctions.decision import Decision
from sanctions.handlers import decides, handles
from sanctions.intake.attachments import add as attach
from sanctions.money.clocks import demand_period, enforceable
from sanctions.money.recoveries import done, refuse_to_come, require_free, running
from sanctions.results import Done
from sanctions.work import Work

_AGAIN = ("not-allowed", "no-assets")
"""Outcomes after which it may be applied for anew."""


def _out_of_turn(work: Work, message: Message) -> Refused:
    return refuse("recovery.step", message, work.rules.reason("provisions.enforcement-road"), field="id")


def _keep(work: Work, subject: str, proof: Upload | None) -> None:
    if proof is not None:
        attach(work, subject=subject, file=proof, kind="proof")


@handles(DEMAND)
def demand(work: Work, *, id: str, served: date, pay_by: date | None, proof: Upload | None) -> Done:
    """Record that a demand was served.

    Refused ``recovery.step`` once a written decision was made, ``recovery.day`` for a day to come or a day to pay by
    that lies before service.
    """
    found = running(work, id)
    if found.decided_on is not None:
        raise _out_of_turn(work, msg("The written decision is made already."))
    refuse_to_come(served, work.on, "served")
    counted = demand_period(work.rules, served, work.calendar)
    last = pay_by or (counted.due if counted is not None else None)
    if last is None:
        raise refuse("value.missing", msg("Say by when to pay: --pay-by."), field="pay_by")
    if last < served:
        raise refuse("recovery.day", msg("The day to pay by lies before service."), field="pay_by")
    state = work.record("recovery.demand", id, {"served": served, "pay_by": last}, institution=found.institution)
    _keep(work, id, proof)
    return done(state, msg("{yuan} yuan are to be paid by {day}.", yuan=grouped(found.open), day=last))


@handles(DECIDE)
def decide(work: Work, *, id: str, number: str, reason: str) -> Done:
    """Ask for the written decision after a demand was not met.

    Refused ``already`` once it was made, ``recovery.step`` before a demand or while its time to pay runs.
    """
    found = running(work, id)
    if found.decided_on is not None:
        raise refuse("already", msg("It was decided in writing on {day}.", day=found.decided_on), field="id")
    require_free(found)
    _require_demanded(work, found)
    state = work.record("recovery.decide", id, {"number": number, "reason": reason}, institution=found.institution)
    return done(
        state,
        msg("It waits for another person's approval."),
        msg(
            "The decision will require {yuan} yuan ({capitals}) to be paid.",
            yuan=grouped(found.open),
            capitals=capitals(found.open),
        ),
        status="pending",
    )


def _require_demanded(work: Work, recovery: Recovery) -> None:
    if not recovery.demands:
        raise _out_of_turn(work, msg("Demand payment first, and record its service: recovery demand."))
    last = max(demand.pay_by for demand in recovery.demands)
    if work.on <= last:
        raise _out_of_turn(work, msg("The time to pay runs to {day}; decide after it.", day=last))


@decides("recovery", "decide")
def decide_decision(work: Work, recovery: Recovery, *, decision: Decision) -> Done:
    """Make the written decision; the day of this act is its date."""
    assert recovery.pending is not None
    if recovery.open == 0:
        raise _out_of_turn(work, msg("Nothing is open any more; there is nothing to decide."))
    asked = recovery.pending.fields
    state = work.record(
        "recovery.approve",
        recovery.id,
        {"decides": "decide", "number": asked["number"], "reason": asked["reason"]},
        institution=recovery.institution,
        corrects=recovery.pending.entry,
    )
    return done(
        state,
        msg("{number} requires {yuan} yuan to be paid.", number=asked["number"], yuan=grouped(recovery.open)),
        *remedies(work),
        msg("Record its service: the time for remedies runs from then."),
    )


def remedies(work: Work) -> tuple[Words, ...]:
    """What the paper must say of the ways to contest it."""
    keys = ("remedy-review", "remedy-suit", "remedy-no-stay", "no-pass-on")
    return tuple(work.rules.reason(f"provisions.{key}").text for key in keys)


@handles(SERVE)
def serve(work: Work, *, id: str, served: date, proof: Upload | None) -> Done:
    """Record that the written decision was received.

    Refused ``recovery.step`` before it was made, ``recovery.day`` for a day to come or before it was made, ``already``.
    """
    found = work.need(Recovery, id)
    if found.decided_on is None:
        raise _out_of_turn(work, msg("There is no written decision yet."))
    if found.decision_served_on is not None:
        raise refuse("already", msg("It was served on {day}.", day=found.decision_served_on), field="id")
    refuse_to_come(served, work.on, "served")
    if served < found.decided_on:
        raise refuse("recovery.day", msg("It was decided only on {day}.", day=found.decided_on), field="served")
    state = work.record("recovery.serve", id, {"served": served}, institution=found.institution)
    _keep(work, id, proof)
    when = enforceable(work.rulebook, served, work.calendar)
    told: list[Words] = [msg("It may be contested to {day}, included.", day=when.remedies.due)]
    if when.latest is not None:
        told.append(
            msg(
                "Enforcement may be applied for from {first} to {last} (the last day is set by the agency).",
                first=when.from_day,
                last=when.latest.due,
            )
        )
    return done(state, *told)


@handles(ENFORCE)
def enforce(work: Work, *, id: str, court: str, filed: date, number: str, proof: Upload | None) -> Done:
    """Record that compulsory enforcement was applied for.

    Refused ``recovery.step`` before the decision was served, while it is contested, or while an application runs;
    ``recovery.early`` while it may still be contested; ``recovery.day`` for a day to come.
    """
    found = running(work, id)
    if found.decision_served_on is None:
        raise _out_of_turn(work, msg("The written decision must be served first: recovery serve."))
    if found.enforcement and found.enforcement[-1].outcome not in _AGAIN:
        raise refuse(
            "already",
            msg("It was applied for on {day}; record what came of it.", day=found.enforcement[-1].filed),
            field="id",
        )
    refuse_to_come(filed, work.on, "filed")
    _require_uncontested(work, found)
    when = enforceable(work.rulebook, found.decision_served_on, work.calendar)
    if filed < when.from_day:
        raise refuse(
            "recovery.early",
            msg(
                "The decision may be contested to {day}; enforcement can be applied for from {first}.",
                day=when.remedies.due,
                first=when.from_day,
            ),
            *when.reasons,
            field="filed",
        )
    late: tuple[Words, ...] = ()
    if when.latest is not None and filed > when.latest.due:
        late = (msg("The time to apply ended on {day}; the court may turn it down.", day=when.latest.due),)
    state = work.record(
        "recovery.enforce", id, {"court": court, "filed": filed, "number": number}, institution=found.institution
    )
    _keep(work, id, proof)
    applied = msg("{yuan} yuan are to be enforced by {court}.", yuan=grouped(found.open), court=court)
    return done(state, applied, warnings=late)


def _require_uncontested(work: Work, recovery: Recovery) -> None:
    table = work.tx.table(Dispute)
    running = work.tx.find(Dispute, table.c.target == recovery.measure, table.c.outcome.is_(None), limit=1)
    if running:
        raise _out_of_turn(
            work,
            msg(
                "{measure} is contested in {dispute}; wait for its end.",
                measure=recovery.measure,
                dispute=running[0].id,
            ),
        )


@handles(OUTCOME)
def outcome(work: Work, *, id: str, outcome: str, number: str | None, note: str | None, proof: Upload | None) -> Done:
    """Record what the court made of the application; refused ``recovery.step`` where none was made."""
    found = work.need(Recovery, id)
    if not found.enforcement:
        raise _out_of_turn(work, msg("Nothing was applied for yet: recovery enforce."))
    if found.enforcement[-1].outcome == outcome:
        raise refuse("already", msg("This outcome is recorded already."), field="outcome")
    state = work.record(
        "recovery.outcome",
        id,
        {"outcome": outcome, "number": number, "note": note},
        institution=found.institution,
    )
    _keep(work, id, proof)
    assert isinstance(state, Recovery)
    told: tuple[Words, ...] = ()
    if state.open:
        told = (
            msg("{yuan} yuan stay open. Enter what came in, or ask to write the rest off.", yuan=grouped(state.open)),
        )
    return done(state, *told)
