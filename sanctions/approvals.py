"""Deciding what waits (审批): one place for every subject, always by another person."""

from domain.acts.approvals import APPROVE, REJECT
from domain.messages import msg
from domain.refusals import refuse
from domain.states import aggregate_of
from domain.states.core import State
from sanctions.decision import Decision
from sanctions.handlers import decider_of, handles
from sanctions.permissions import require_other_person
from sanctions.results import Done
from sanctions.work import Work


def _waiting(work: Work, subject: str) -> State:
    state: State | None = None
    for candidate in (subject, f"policy:{subject}"):
        try:
            state = work.tx.get(aggregate_of(candidate).state, candidate)
        except KeyError:
            continue
        if state is not None:
            break
    if state is None:
        raise refuse("not-found", msg("There is no {subject} here.", subject=subject), field="id")
    if state.pending is None:
        raise refuse("already", msg("Nothing waits for approval on {subject}.", subject=subject), field="id")
    require_other_person(work.actor, state.pending)
    return state


@handles(APPROVE)
def approve(work: Work, *, id: str, confirm: bool) -> Done:
    """Approve whatever is pending on a subject."""
    state = _waiting(work, id)
    assert state.pending is not None
    return decider_of(aggregate_of(state.id).noun, state.pending.kind)(work, state, decision=Decision(confirm=confirm))


@handles(REJECT)
def reject(work: Work, *, id: str, reason: str) -> Done:
    """Reject whatever is pending on a subject; what was asked for is not done."""
    state = _waiting(work, id)
    assert state.pending is not None
    noun = aggregate_of(state.id).noun
    work.record(
        f"{noun}.reject",
        state.id,
        {"decides": state.pending.kind, "reason": reason},
        institution=state.institution,
        corrects=state.pending.entry,
    )
    return Done(id=id, status="rejected")
