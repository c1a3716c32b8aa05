"""What an outcome does to a refused application: where the refusal falls it stands as filed again."""

from domain.messages import Words, msg
from domain.states.applications import Application
from domain.states.disputes import Dispute
from domain.states.stays import FALLS
from sanctions.disputes.asked import Asked
from sanctions.disputes.measures import compensate, remake, taken_back
from sanctions.following.opening import open_task, told
from sanctions.work import Work


def carry_out(work: Work, dispute: Dispute, application: Application, asked: Asked) -> list[Words]:
    """Let the refusal fall, or have the loss from an unlawful one looked into."""
    if asked.outcome not in FALLS:
        effects: list[Words] = [msg("The refusal of {id} was declared unlawful; it stands.", id=application.id)]
        return effects + compensate(work, dispute, application.id)
    effects = [msg("{id} stands as filed on {day} again.", id=application.id, day=application.filed_on)]
    task = open_task(
        work, about=application.id, key="take-application", institution=application.institution, kind="consequence"
    )
    if task is not None:
        effects.append(told(work, task))
    if asked.remake_by is not None:
        effects += remake(work, dispute, asked)
    work.follow(
        "application.reinstate",
        application.id,
        taken_back(dispute, asked),
        institution=application.institution,
        effective_on=application.filed_on,
        corrects=f"{application.id}#1",
    )
    return effects
