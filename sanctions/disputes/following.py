"""What has to be done after another body took a decision back: tell, settle, correct, mark."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_

from domain.messages import Words, msg
from domain.rulebook.kinds import MeasureKind
from domain.states.applications import Application
from domain.states.measures import Measure
from sanctions.following.opening import open_task, told
from sanctions.histories.sending import hand_overs_with
from sanctions.work import Work

BARRED = "application.barred"
_STOPS_SETTLEMENT = (
    MeasureKind.SETTLEMENT_SUSPENSION,
    MeasureKind.DEPARTMENT_SUSPENSION,
    MeasureKind.AGREEMENT_SUSPENSION,
    MeasureKind.TERMINATION,
)


def settle_fees(work: Work, measure: Measure, first: date | None, last: date | None) -> list[Words]:
    """The task to settle what was not settled from a day to a day, for measures that stop settlement (待补结算)."""
    until = min(last, work.on) if last is not None else work.on
    if measure.kind not in _STOPS_SETTLEMENT or first is None or first > until:
        return []
    task = open_task(
        work,
        about=measure.id,
        key="settle-fees",
        institution=measure.institution,
        kind="consequence",
        given={"from": first.isoformat(), "to": until.isoformat()},
    )
    return [told(work, task)] if task is not None else []


def barred_by(work: Work, subject: str, services: Collection[str] | None = None) -> list[Application]:
    """The applications turned away because of a bar, by what started it; only for these services where any are told."""
    table = work.tx.table(Application)
    found = work.tx.find(
        Application,
        table.c.refusal == BARRED,
        or_(table.c.bar == subject, table.c.bars.contains(f'"{subject}"', autoescape=True)),
        order=(table.c.ordinal,),
    )
    return [one for one in found if one.status == "refused" and (services is None or one.service in services)]


def tell_applicants(work: Work, subject: str, services: Collection[str] | None = None) -> tuple[list[Words], list[str]]:
    """A task for each application turned away because of a bar that fell; gives the effects and their ids."""
    effects: list[Words] = []
    applications = []
    for one in barred_by(work, subject, services):
        applications.append(one.id)
        task = open_task(work, about=one.id, key="tell-applicant", institution=one.institution, kind="consequence")
        others = tuple(bar for bar in one.bars if bar != subject)
        effects.append(msg("{application} was turned away because of it.", application=one.id))
        if others:
            effects.append(msg("{application} also met {bars}.", application=one.id, bars=others))
        if task is not None:
            effects.append(told(work, task))
    return effects, applications


def mark_list(work: Work, measure: Measure) -> list[Words]:
    """The task to mark a termination on the public list as declared unlawful."""
    if measure.kind != MeasureKind.TERMINATION or measure.end == "revoked":
        return []
    return _about_list(work, measure, "annotate-publication")


def correct_list(work: Work, measure: Measure) -> list[Words]:
    """The task to correct a public list that says more than is left of a termination."""
    if measure.kind != MeasureKind.TERMINATION or measure.published_on is None:
        return []
    return _about_list(work, measure, "correct-publication")


def _about_list(work: Work, measure: Measure, key: str) -> list[Words]:
    task = open_task(work, about=measure.id, key=key, institution=measure.institution, kind="consequence")
    return [told(work, task)] if task is not None else []


def correct_histories(work: Work, measure: Measure) -> list[Words]:
    """A task for each hand-over of the record that held the measure: whoever has it is sent a correction."""
    effects: list[Words] = []
    for sent in hand_overs_with(work.tx, measure):
        task = open_task(
            work,
            about=sent.id,
            key="correct-history",
            institution=measure.institution,
            kind="consequence",
            given={"to": sent.to, "day": sent.sent_on.isoformat(), "id": sent.id, "measure": measure.id},
        )
        if task is not None:
            effects.append(told(work, task))
    return effects
