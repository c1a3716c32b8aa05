"""Who may change or submit again what somebody asked for: the same person, or whoever took over their case."""

from db.store import Reader
from domain.messages import msg
from domain.refusals import refuse
from domain.states.agency import Operator
from domain.states.cases import Case
from domain.states.core import Pending, State
from domain.states.measures import Measure
from sanctions.recusal import shut_to
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
    case = _case_of(work.tx, state)
    if case is None:
        return _left(work.tx, by, state.institution)
    if not _gone(work.tx, case, by):
        return False
    lead = work.tx.get(Operator, f"operator:{case.lead}")
    return work.actor.name == case.lead or (lead is not None and lead.person == work.actor.person)


def asker_now(reader: Reader, state: State, by: str) -> str | None:
    """Whose it is to change what somebody asked for: theirs, or the lead's in their place; None where nobody's."""
    case = _case_of(reader, state)
    if case is not None:
        return case.lead if _gone(reader, case, by) else by
    return None if _left(reader, by, state.institution) else by


def _gone(reader: Reader, case: Case, by: str) -> bool:
    """Whether somebody left, has a tie, or handed over what they had in a case."""
    return _left(reader, by, case.institution) or (by in case.former and by not in (case.lead, case.second))


def _left(reader: Reader, name: str, institution: str | None) -> bool:
    """Whether somebody does nothing here any more: they left, or have a tie to the institution."""
    operator = reader.get(Operator, f"operator:{name}")
    return operator is not None and (not operator.active or institution in shut_to(reader, operator.person))


def _case_of(reader: Reader, state: State) -> Case | None:
    """The case behind a subject: its own, its measure's, or its target's."""
    if isinstance(state, Case):
        return state
    if isinstance(state, Measure):
        return reader.get(Case, state.case)
    for subject in (getattr(state, name, None) for name in ("case", "measure", "target")):
        if isinstance(subject, str) and subject.startswith("HC-"):
            return reader.get(Case, subject)
        if isinstance(subject, str) and subject.startswith("CL-"):
            measure = reader.get(Measure, subject)
            return reader.get(Case, measure.case) if measure is not None else None
    return None
