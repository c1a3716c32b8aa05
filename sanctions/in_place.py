"""Who may change or submit again what somebody asked for: the same person, or whoever took over their case."""

from domain.messages import msg
from domain.refusals import refuse
from domain.states.agency import Operator
from domain.states.cases import Case
from domain.states.core import Pending, State
from domain.states.measures import Measure
from sanctions.work import Work


def require_asker(work: Work, state: State, pending: Pending) -> None:
    """Refuse ``approve.asker`` unless the actor asked for it, or acts in the place of who did."""
    if work.actor.person in pending.askers or takes_the_place_of(work, state, pending.by):
        return
    raise refuse(
        "approve.asker",
        msg(
            "{by} asked for this. Only the same person, or whoever took over their case, submits it again.",
            by=pending.by,
        ),
        field="id",
    )


def takes_the_place_of(work: Work, state: State, by: str) -> bool:
    """Whether the actor stands where somebody stood: as the present lead of a case they left or handed over.

    Where there is no case behind the subject, anybody with the role does once they have left.
    """
    left = _left(work, by)
    case = _case_of(work, state)
    if case is None:
        return left
    lead = work.tx.get(Operator, f"operator:{case.lead}")
    leads = work.actor.name == case.lead or (lead is not None and lead.person == work.actor.person)
    return leads and (left or (by in case.former and by not in (case.lead, case.second)))


def _left(work: Work, name: str) -> bool:
    operator = work.tx.get(Operator, f"operator:{name}")
    return operator is not None and not operator.active


def _case_of(work: Work, state: State) -> Case | None:
    if isinstance(state, Case):
        return state
    if isinstance(state, Measure):
        return work.tx.get(Case, state.case)
    for subject in (getattr(state, "case", None), getattr(state, "measure", None), getattr(state, "target", None)):
        if isinstance(subject, str) and subject.startswith("HC-"):
            return work.tx.get(Case, subject)
        if isinstance(subject, str) and subject.startswith("CL-"):
            measure = work.tx.get(Measure, subject)
            return work.tx.get(Case, measure.case) if measure is not None else None
    return None
