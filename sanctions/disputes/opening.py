"""Opening a dispute (立案): that a decision is contested, before which body, since when."""

from datetime import date

from domain.acts.disputes import OPEN
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.states.disputes import Dispute
from domain.states.measures import Measure
from sanctions.disputes.remedies import remedy_of
from sanctions.disputes.targets import Target, target_named
from sanctions.handlers import handles
from sanctions.results import Done
from sanctions.work import Work


@handles(OPEN)
def open_dispute(
    work: Work, *, target: str, kind: str, body: str, number: str, filed: date, reason: str | None
) -> Done:
    """Record that a decision is contested. What an earlier dispute decided on may be again (appeal)."""
    contested = target_named(work, target)
    _check_filed(work, contested, filed)
    earlier = disputes_about(work, contested.name)
    for other in earlier:
        if other.outcome is None and (other.kind, other.number) == (kind, number):
            raise refuse("already", msg("{id} is open under this number.", id=other.id), field="number")
    subject = work.new_id("ZY")
    state = work.record(
        "dispute.open",
        subject,
        {
            "target": contested.name,
            "kind": kind,
            "body": body,
            "number": number,
            "filed": filed,
            "reason": reason,
        },
        institution=contested.state.institution,
    )
    assert isinstance(state, Dispute)
    return Done(
        id=subject,
        status=state.status,
        data={"target": contested.name, "kind": kind},
        effects=(
            work.rules.reason("provisions.remedy-no-stay").text,
            *(msg("It was contested before in {id} ({outcome}).", id=o.id, outcome=o.outcome or "-") for o in earlier),
        ),
        warnings=_late(work, contested, kind, filed),
    )


def disputes_about(work: Work, target: str) -> list[Dispute]:
    """Every dispute about a target, oldest first."""
    table = work.tx.table(Dispute)
    return work.tx.find(Dispute, table.c.target == target, order=(table.c.ordinal,))


def _check_filed(work: Work, contested: Target, filed: date) -> None:
    if filed > work.on:
        raise refuse("dispute.day", msg("It cannot be filed after {day}.", day=work.on), field="filed")
    if filed < contested.decided_on:
        raise refuse(
            "dispute.day",
            msg("It cannot be filed before the decision of {day}.", day=contested.decided_on),
            field="filed",
        )


def _late(work: Work, contested: Target, kind: str, filed: date) -> tuple[Words, ...]:
    if not isinstance(contested.state, Measure):
        return ()
    remedy = remedy_of(contested.state, work.rulebook, work.calendar)
    if remedy is None:
        return ()
    last = remedy.review if kind == "reconsideration" else remedy.suit
    if last is None or filed <= last.due:
        return ()
    return (msg("The time for it ended on {day}; whether it is taken is for the body to say.", day=last.due),)
