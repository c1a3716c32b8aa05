"""What an outcome leaves of a contested measure: a part of it, or what it was changed to."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from domain.acts import Part
from domain.messages import Words, msg
from domain.refusals import Refused, refuse
from domain.rulebook.kinds import MeasureKind
from domain.states.cases import Case
from domain.states.disputes import Dispute
from domain.states.measures import Measure
from domain.states.stays import SET_ASIDE
from sanctions.disputes.asked import Asked
from sanctions.disputes.following import correct_histories, correct_list, settle_fees, tell_applicants
from sanctions.disputes.measures import decision_entry, first_day, taken_back
from sanctions.disputes.terms import settle_terms
from sanctions.disputes.varying import check_varied
from sanctions.measures.ending import undo
from sanctions.money.undoing import undo_refusal
from sanctions.work import Work

DAY = timedelta(days=1)


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


def _everything(field: str) -> Refused:
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
