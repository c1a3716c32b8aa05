"""What an outcome does to a contested measure: taken back, wholly or in part, changed, or marked unlawful."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from domain.acts import Part
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureKind
from domain.states.cases import Case
from domain.states.disputes import Dispute
from domain.states.measures import Measure
from sanctions.admitting.bars import bar_of_termination
from sanctions.disputes.asked import FALLS, REMAKE, SET_ASIDE, Asked
from sanctions.disputes.following import (
    correct_histories,
    correct_list,
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

DAY = timedelta(days=1)


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


def part(work: Work, dispute: Dispute, measure: Measure, asked: Asked) -> tuple[list[Words], list[str]]:
    """Part of the measure falls, the rest stands; gives the effects and the applications to tell."""
    departments = _left(measure.departments, asked.departments, "departments")
    services = _left(measure.services, asked.services, "services")
    bills = _bills_left(measure, asked)
    effects: list[Words] = [
        msg("Of {measure} ({word}) a part falls; the rest stands.", measure=measure.id, word=measure.word)
    ]
    applications: list[str] = []
    if asked.services and measure.kind == MeasureKind.TERMINATION:
        agreements, restored = undo(work, measure, asked.services)
        effects += settle_terms(work, dispute, agreements, asked)
        effects += [msg("{measure} ({word}) stands again.", measure=one.id, word=one.word) for one in restored]
        heard, applications = tell_applicants(work, measure.id, asked.services)
        effects += heard
        effects += correct_list(work, measure)
    elif asked.term is not None:
        raise refuse("dispute.term", msg("No agreement comes back with it."), field="term")
    if asked.departments or asked.services:
        effects += settle_fees(work, measure, measure.in_force_from, measure.last_day())
    effects += _change(work, dispute, measure, asked, departments, services, bills)
    return effects, applications


def vary(work: Work, dispute: Dispute, measure: Measure, asked: Asked) -> list[Words]:
    """The measure becomes what the outcome says, from its own first day on."""
    from sanctions.disputes.varying import check_varied

    bills, word, end_kind = check_varied(work, measure, asked)
    effects: list[Words] = [
        msg("{measure} ({word}) is changed as decided, from its first day on.", measure=measure.id, word=word)
    ]
    fallen = set(measure.departments) - set(asked.departments) if asked.departments else set()
    if fallen:
        effects += settle_fees(work, measure, measure.in_force_from, measure.last_day())
    if asked.until is not None and (measure.until is None or asked.until < measure.until):
        effects += settle_fees(work, measure, asked.until + DAY, measure.last_day())
    effects += _change(work, dispute, measure, asked, asked.departments, (), bills, word=asked.word, end_kind=end_kind)
    if asked.word is not None:
        effects += correct_list(work, measure)
    return effects


def _change(
    work: Work,
    dispute: Dispute,
    measure: Measure,
    asked: Asked,
    departments: Sequence[str],
    services: Sequence[str],
    bills: Mapping[str, int] | None,
    *,
    word: str | None = None,
    end_kind: str | None = None,
) -> list[Words]:
    effects: list[Words] = []
    if bills is not None:
        effects += _let_go(work, dispute, measure, bills)
    state = work.follow(
        "measure.vary",
        measure.id,
        {
            **taken_back(dispute, asked),
            "departments": departments if asked.departments else (),
            "services": services if asked.services else (),
            "bills": [{"bill": bill, "fen": fen} for bill, fen in (bills or {}).items()],
            "until": asked.until,
            "rectify_by": asked.rectify_by,
            "word": word,
            "end_kind": end_kind,
        },
        institution=measure.institution,
        effective_on=first_day(measure),
        corrects=decision_entry(work, measure),
    )
    assert isinstance(state, Measure)
    effects += [_now(state)]
    effects += correct_histories(work, measure)
    return effects


def _now(measure: Measure) -> Words:
    scope = measure.departments or tuple(bill.bill for bill in measure.bills) or measure.services
    if measure.until is not None:
        return msg("It now covers {scope}, to {day}, included.", scope=scope, day=measure.until)
    return msg("It now covers {scope}.", scope=scope)


def _let_go(work: Work, dispute: Dispute, measure: Measure, bills: Mapping[str, int]) -> tuple[Words, ...]:
    """Undo what was held or refused of the amounts that fall. `bills` is what is left, in fen."""
    falls = {bill.bill: bill.fen - bills.get(bill.bill, 0) for bill in measure.bills}
    falls = {bill: fen for bill, fen in falls.items() if fen > 0}
    if not falls:
        return ()
    if measure.kind == MeasureKind.REFUSE_PAYMENT:
        return undo_refusal(work, measure, dispute.id, [Part(bill, fen) for bill, fen in falls.items()])
    return _free(work, dispute, measure, falls)


def _free(work: Work, dispute: Dispute, measure: Measure, falls: Mapping[str, int]) -> tuple[Words, ...]:
    case = work.need(Case, measure.case)
    held = {bill.bill: bill.still_held for bill in case.bills if bill.measure == measure.id}
    freed = [
        {"bill": bill, "measure": measure.id, "fen": min(fen, held.get(bill, 0))}
        for bill, fen in falls.items()
        if held.get(bill, 0) > 0
    ]
    if not freed:
        return ()
    work.follow(
        "hold.free",
        case.id,
        {"measure": measure.id, "dispute": dispute.id, "bills": freed},
        institution=case.institution,
        effective_on=max(work.on, case.last_on),
    )
    return (msg("Of {bills} what was still held is free and can be paid.", bills=tuple(falls)),)


def _left(had: tuple[str, ...], falls: tuple[str, ...], field: str) -> tuple[str, ...]:
    """What is left of departments or services; refused ``dispute.parts`` for none of them, or all."""
    unknown = [name for name in falls if name not in had]
    if unknown:
        raise refuse(
            "dispute.parts",
            msg("The measure does not cover {names}; it covers {had}.", names=tuple(unknown), had=had or ("-",)),
            field=field,
        )
    left = tuple(name for name in had if name not in falls)
    if falls and not left:
        raise _everything(field)
    return left


def _everything(field: str) -> Exception:
    return refuse(
        "dispute.parts",
        msg("Nothing would be left. If all of it falls, the outcome is {outcome}.", outcome=SET_ASIDE),
        field=field,
    )


def _bills_left(measure: Measure, asked: Asked) -> dict[str, int] | None:
    if not asked.bills:
        return None
    left = {bill.bill: bill.fen for bill in measure.bills}
    for given in asked.bills:
        if given.bill not in left:
            raise refuse(
                "dispute.parts",
                msg(
                    "The measure does not cover {names}; it covers {had}.",
                    names=(given.bill,),
                    had=tuple(left) or ("-",),
                ),
                field="bills",
            )
        fen = left[given.bill] if given.fen is None else given.fen
        if not 0 < fen <= left[given.bill]:
            raise refuse(
                "dispute.parts",
                msg("Of {bill} no more falls than the measure names.", bill=given.bill),
                field="bills",
            )
        left[given.bill] -= fen
    left = {bill: fen for bill, fen in left.items() if fen}
    if not left:
        raise _everything("bills")
    return left
