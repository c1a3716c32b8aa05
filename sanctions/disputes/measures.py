"""What an outcome does to a whole measure: it counts as never made, or stands and is marked as unlawful."""

from datetime import date
from typing import Any

from domain.messages import Words, msg
from domain.rulebook.kinds import MeasureKind
from domain.states.disputes import Dispute
from domain.states.measures import Measure
from domain.states.stays import FALLS, REMAKE
from sanctions.admitting.bars import bar_of_termination
from sanctions.disputes.asked import Asked
from sanctions.disputes.following import (
    correct_histories,
    mark_list,
    settle_fees,
    tell_applicants,
)
from sanctions.disputes.terms import settle_terms
from sanctions.following.opening import lapse_tasks, open_task, told
from sanctions.following.resuming import open_resumption
from sanctions.measures.ending import undo
from sanctions.money.undoing import undo_hold, undo_refusal
from sanctions.work import Work


def decision_entry(work: Work, measure: Measure) -> str | None:
    """The id of the act that decided a measure: what taking it back points at."""
    kinds = ("measure.approve", "measure.complete")
    decided = [
        entry.id
        for entry in work.tx.entries(subject=measure.id, kinds=kinds)
        if entry.kind == "measure.complete" or entry.fields.get("decides") == "decision"
    ]
    return decided[0] if decided else None


def first_day(measure: Measure) -> date | None:
    """The day its taking back reaches: of the decision, or of what was agreed by word before it."""
    return min((day for day in (measure.decided_on, measure.in_force_from) if day is not None), default=None)


def taken_back(dispute: Dispute, asked: Asked) -> dict[str, Any]:
    """What an act of taking back tells of its dispute."""
    return {
        "dispute": dispute.id,
        "outcome": asked.outcome,
        "effective": asked.effective,
        "procedural": asked.procedural or None,
        # 行政复议法 64 speaks of what a reconsideration orders to be decided anew.
        "law": (asked.outcome == REMAKE and dispute.kind == "reconsideration") or None,
    }


def set_aside(work: Work, dispute: Dispute, measure: Measure, asked: Asked) -> tuple[list[Words], list[str]]:
    """The measure counts as never made, with all that came of it; gives the effects and the applications to tell."""
    effects: list[Words] = [
        msg("{measure} ({word}) counts as never made.", measure=measure.id, word=measure.word),
    ]
    if measure.pending is not None:
        effects.append(msg("What waited for approval on {measure} falls with it.", measure=measure.id))
    why = _why(dispute, asked)
    lapsed = lapse_tasks(work, measure.id, why)
    effects += [msg("No longer to be carried out ({id}): {task}.", id=task.id, task=task.text) for task in lapsed]
    if measure.in_force_from is not None and measure.in_force_from <= work.on:
        effects += open_resumption(work, measure, why)
    if measure.kind == MeasureKind.TERMINATION:
        agreements, restored = undo(work, measure)
        effects += settle_terms(work, dispute, agreements, asked)
        effects += [msg("{measure} ({word}) stands again.", measure=one.id, word=one.word) for one in restored]
        effects.append(
            msg("It was published: the list must be withdrawn or corrected.")
            if measure.published_on is not None
            else msg("The duty to publish it ends.")
        )
    effects += settle_fees(work, measure, measure.in_force_from, measure.last_day())
    if measure.kind == MeasureKind.REFUSE_PAYMENT:
        effects += undo_refusal(work, measure, dispute.id)
    if measure.kind == MeasureKind.PAYMENT_HOLD:
        effects += undo_hold(work, measure, dispute.id)
    work.follow(
        "measure.set-aside",
        measure.id,
        {**taken_back(dispute, asked), "why": why},
        institution=measure.institution,
        effective_on=first_day(measure),
        corrects=decision_entry(work, measure),
    )
    applications: list[str] = []
    if measure.kind == MeasureKind.TERMINATION:
        barred = bar_of_termination(measure, work.rulebook, work.on, work.calendar) is not None
        heard, applications = tell_applicants(work, measure.id)
        effects += (msg("The bar it started falls."),) if barred else ()
        effects += heard
    effects += correct_histories(work, measure)
    if asked.outcome in FALLS and asked.remake_by is not None:
        effects += remake(work, dispute, asked)
    effects.append(work.rules.reason("provisions.set-aside-effect").text)
    return effects, applications


def remake(work: Work, dispute: Dispute, asked: Asked) -> list[Words]:
    """The task to decide anew by the day ordered."""
    task = open_task(
        work,
        about=dispute.id,
        key="remake",
        institution=dispute.institution,
        kind="consequence",
        due=asked.remake_by,
    )
    return [told(work, task)] if task is not None else []


def _why(dispute: Dispute, asked: Asked) -> str:
    return " ".join(part for part in (dispute.id, asked.number) if part)


def declare_unlawful(work: Work, dispute: Dispute, measure: Measure) -> list[Words]:
    """The measure stays in force, marked; the list tells of it, and the loss is to be looked into."""
    work.follow(
        "measure.declare-unlawful",
        measure.id,
        {"dispute": dispute.id},
        institution=measure.institution,
        effective_on=first_day(measure),
        corrects=decision_entry(work, measure),
    )
    told_of = (
        msg(
            "{measure} ({word}) was revoked by ourselves; it is marked as unlawful.",
            measure=measure.id,
            word=measure.word,
        )
        if measure.end == "revoked"
        else msg("{measure} ({word}) stays in force, marked as unlawful.", measure=measure.id, word=measure.word)
    )
    effects: list[Words] = [told_of]
    effects += mark_list(work, measure)
    return effects + compensate(work, dispute, measure.id)


def compensate(work: Work, dispute: Dispute, about: str) -> list[Words]:
    """The task to look into loss and remedy."""
    task = open_task(work, about=about, key="compensation", institution=dispute.institution, kind="consequence")
    return [told(work, task)] if task is not None else []
