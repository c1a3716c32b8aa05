"""Whose turn it is in a dispute: what every act on one checks first."""

from domain.messages import msg
from domain.refusals import refuse
from domain.states.disputes import Dispute
from sanctions.work import Work


def open_one(work: Work, subject: str) -> Dispute:
    """A dispute whose outcome was not carried out yet, with nothing pending; refused ``already``, ``pending``."""
    dispute = work.need(Dispute, subject)
    if dispute.outcome is not None:
        raise refuse(
            "already",
            msg(
                "{id} was decided on {day}. A further instance is a dispute of its own.",
                id=subject,
                day=dispute.decided_on or "",
            ),
            field="id",
        )
    if dispute.open_request is not None:
        raise refuse(
            "pending",
            msg(
                "A decision on {id} is pending since {day}. Have it decided first.",
                id=subject,
                day=dispute.open_request.on,
            ),
            field="id",
        )
    return dispute
