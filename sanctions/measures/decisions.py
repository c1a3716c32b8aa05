"""Deciding on measures (审批): the decision itself, lifting, revoking; always another person's (see approvals)."""

from datetime import date

from domain.messages import Words, msg
from domain.refusals import refuse
from domain.rulebook.kinds import ClauseNeed, MeasureKind
from domain.states.cases import Case
from domain.states.measures import DECISION, Measure
from sanctions.decision import Decision
from sanctions.following.opening import lapse_tasks
from sanctions.following.resuming import open_follow_ups, open_resumption
from sanctions.handlers import decides, readies
from sanctions.measures.consequences import on_a_day_off, on_decision, once_in_force, sentence
from sanctions.measures.ending import undo
from sanctions.measures.facts import gather
from sanctions.measures.gates import lack
from sanctions.measures.judgement import weigh
from sanctions.measures.precedents import departure, likeness, precedents_of, told_before, why_it_departs
from sanctions.measures.proposals import rule_of
from sanctions.measures.remade import require_other
from sanctions.measures.scope import check_still
from sanctions.measures.urgent import place_bills, require_not_lapsed
from sanctions.money.undoing import undo_refusal
from sanctions.results import Done
from sanctions.work import Work


@decides("measure", DECISION)
def decide(work: Work, measure: Measure, *, decision: Decision) -> Done:
    """Approve a proposal. The day of this act is the date of the decision.

    Refused ``measure.gate`` while a step is missing, ``approve.unconfirmed`` where no agreement clause is named and it
    was not confirmed, and for whatever the record no longer bears out.
    """
    require_not_lapsed(measure, work.on, work.rules)
    facts = gather(work.tx, work.rulebook, work.calendar, work.need(Case, measure.case), work.on)
    rule = rule_of(facts, MeasureKind(measure.kind))
    check_still(facts, rule, measure)
    if measure.ground is not None and (ground := facts.rules.ground(measure.ground, rule.kind)) is not None:
        weighed = weigh(facts, ground)
        if weighed.lacks is not None:
            raise refuse("measure.ground", weighed.lacks, *facts.rules.reasons(ground), field="id")
    require_other(
        facts,
        measure.kind,
        ground=measure.ground,
        clause=measure.agreement_clause,
        services=measure.services,
        departments=measure.departments,
        bills=[bill.bill for bill in measure.bills],
        field="id",
    )
    warnings = [*_gates(work, measure), *on_a_day_off(work.on, work.calendar)]
    if measure.agreement_clause is None and rule.agreement_clause is not ClauseNeed.NONE:
        source = facts.rules.reason("provisions.agreement-source")
        if not decision.confirm:
            raise refuse(
                "approve.unconfirmed",
                msg("No agreement clause is named. Approve with --confirm, or reject and have one named."),
                source,
                field="confirm",
            )
        warnings.append(sentence(source.text))
    like, before = likeness(facts), precedents_of(work.tx, facts)
    differs = departure(facts.rules, rule, before)
    warnings += (differs,) if differs else ()
    to_carry_out = open_follow_ups(work, measure, rule)
    state = work.record(
        "measure.approve",
        measure.id,
        {
            "decides": DECISION,
            "confirm": decision.confirm,
            "word": measure.word,
            "provisions": like.provisions,
            "severity": like.severity,
            "recurring": like.recurring or None,
        },
        institution=measure.institution,
        corrects=measure.pending.entry if measure.pending else None,
    )
    assert isinstance(state, Measure)
    # An urgent hold is put on the books with its defence: what may still lapse by itself holds no bill there.
    if rule.kind is MeasureKind.PAYMENT_HOLD and state.lapses_on is None:
        place_bills(work, state)
    return Done(
        id=measure.id,
        status=state.status(work.on),
        data=_days(state),
        effects=(
            *once_in_force(state, rule, facts.rules),
            *on_decision(state, work.rulebook, work.calendar),
            *to_carry_out,
            *told_before(facts.rules, before),
            *why_it_departs(measure),
        ),
        warnings=tuple(warnings),
    )


@readies("measure", DECISION)
def ready(work: Work, measure: Measure) -> None:
    """Refuse ``measure.gate`` before any level agrees to a proposal whose steps are not done."""
    _gates(work, measure)


def _days(measure: Measure) -> dict[str, str | None]:
    days = {
        "decided_on": measure.decided_on,
        "served_on": measure.served_on,
        "in_force_from": measure.in_force_from,
        "ended_on": measure.ended_on,
    }
    return {name: day.isoformat() if day else None for name, day in days.items()}


def _gates(work: Work, measure: Measure) -> tuple[Words, ...]:
    """Refuse ``measure.gate`` for steps left out, or warn of them on days before the rule was in force."""
    missing = lack(measure, work.rulebook, work.calendar, work.on)
    if missing is None:
        return ()
    steps = tuple(gate.text for gate in missing.gates)
    if missing.refuses:
        raise refuse(
            "measure.gate",
            msg("{measure} is not ready to be decided: {steps}", measure=measure.id, steps=steps),
            *missing.reasons,
            field="id",
        )
    return (
        msg("Decided without these steps: {steps}", steps=steps),
        *(sentence(reason.text) for reason in missing.reasons),
    )


@decides("measure", "lift")
def lift(work: Work, measure: Measure, *, decision: Decision) -> Done:
    """End a measure from a day on, no earlier than the day of this approval."""
    assert measure.pending is not None
    asked = measure.pending.fields
    wanted = date.fromisoformat(asked["effective"]) if asked.get("effective") else work.on
    ended_on = max(wanted, work.on)
    require_no_holds(work, measure)
    _require_in_force(work, measure)
    to_turn_back = open_resumption(work, measure, asked["reason"])
    state = work.record(
        "measure.approve",
        measure.id,
        {"decides": "lift", "ended_on": ended_on, "reason": asked["reason"]},
        institution=measure.institution,
        corrects=measure.pending.entry,
    )
    assert isinstance(state, Measure)
    return Done(
        id=measure.id,
        status=state.status(work.on),
        data=_days(state),
        effects=(
            msg("{measure} ({word}) ends on {day}.", measure=measure.id, word=measure.word, day=ended_on),
            *to_turn_back,
        ),
    )


def _require_in_force(work: Work, measure: Measure) -> None:
    if measure.status(work.on) != "in-force":
        raise refuse(
            "measure.step",
            msg("{measure} is not in force on {day}; there is nothing to lift.", measure=measure.id, day=work.on),
            field="id",
        )


@decides("measure", "revoke")
def revoke(work: Work, measure: Measure, *, decision: Decision) -> Done:
    """Make a measure void from the start: it counts as never made, and what a termination ended stands again."""
    assert measure.pending is not None
    require_no_holds(work, measure)
    effects: list[Words] = [
        msg(
            "{measure} ({word}) is void from {day}.",
            measure=measure.id,
            word=measure.word,
            day=measure.decided_on or "",
        )
    ]
    reason = measure.pending.fields["reason"]
    lapsed = lapse_tasks(work, measure.id, reason)
    effects += [msg("No longer to be carried out ({id}): {task}.", id=task.id, task=task.text) for task in lapsed]
    if measure.in_force_from is not None and measure.in_force_from <= work.on:
        effects += open_resumption(work, measure, reason)
    if measure.kind == MeasureKind.TERMINATION:
        agreements, restored = undo(work, measure)
        effects += [msg("Agreement {number} stands again.", number=one.number) for one in agreements]
        effects += [msg("{measure} ({word}) stands again.", measure=one.id, word=one.word) for one in restored]
        effects.append(
            msg("It was published: the publication must be withdrawn.")
            if measure.published_on is not None
            else msg("The duty to publish it ends.")
        )
    if measure.kind == MeasureKind.REFUSE_PAYMENT:
        effects += undo_refusal(work, measure, None)
    state = work.record(
        "measure.approve",
        measure.id,
        {"decides": "revoke", "reason": reason},
        institution=measure.institution,
        effective_on=measure.decided_on,
        corrects=measure.pending.entry,
    )
    assert isinstance(state, Measure)
    return Done(id=measure.id, status=state.status(work.on), data=_days(state), effects=tuple(effects))


def require_no_holds(work: Work, measure: Measure) -> None:
    """Refuse ``hold.open`` while a payment hold still holds bills: each is released or refused first."""
    if measure.kind != MeasureKind.PAYMENT_HOLD:
        return
    case = work.need(Case, measure.case)
    held = tuple(bill.bill for bill in case.bills if bill.measure == measure.id and bill.still_held)
    if held:
        raise refuse(
            "hold.open",
            msg("{measure} still holds {bills}. Release or refuse them first.", measure=measure.id, bills=held),
            work.rules.reason("provisions.hold-release"),
            field="id",
        )
