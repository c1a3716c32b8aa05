"""What a termination ends when it is served, and what its revocation brings back."""

from datetime import date

from domain.rulebook.kinds import MeasureKind
from domain.rulebook.timeline import Rulebook
from domain.states.institutions import Agreement
from domain.states.measures import UNDER_WAY, Measure
from sanctions.following.opening import lapse_tasks
from sanctions.following.resuming import restore_ahead
from sanctions.work import Work

TERMINATED = "terminated"


def agreements_ended(work: Work, termination: Measure, day: date) -> list[Agreement]:
    """The agreements a termination ends on a day: those of its services that run, or are signed to begin later."""
    table = work.tx.table(Agreement)
    found = work.tx.find(
        Agreement, table.c.institution == termination.institution, table.c.service.in_(termination.services)
    )
    return [agreement for agreement in found if agreement.status(day) in ("in-force", "coming")]


def measures_superseded(work: Work, termination: Measure, day: date, rulebook: Rulebook) -> list[Measure]:
    """The decided measures a termination supersedes: kinds its rule names, for none but its services, still open.

    A measure that also covers a service whose agreement goes on runs on for that one. Proposals are not touched:
    whoever made them withdraws them.
    """
    rule = rulebook.on(termination.decided_on or day).measure(MeasureKind.TERMINATION)
    if rule is None:
        return []
    table = work.tx.table(Measure)
    found = work.tx.find(
        Measure,
        table.c.institution == termination.institution,
        table.c.kind.in_([str(kind) for kind in rule.supersedes]),
        table.c.decided_on.is_not(None),
        table.c.end.is_(None),
        order=(table.c.ordinal,),
    )
    return [
        measure
        for measure in found
        if set(measure.services) <= set(termination.services) and measure.status(day) in (*UNDER_WAY, "in-force")
    ]


def carry_out(work: Work, termination: Measure, day: date) -> tuple[list[Agreement], list[Measure]]:
    """End agreements and superseded measures on `day`, the first day the termination is in force.

    Both are answered for from the day of service on, though they end only on `day`.
    """
    agreements = agreements_ended(work, termination, day)
    for agreement in agreements:
        work.follow(
            "agreement.terminate",
            agreement.id,
            {"ended_on": day, "end": TERMINATED, "measure": termination.id},
            institution=termination.institution,
            effective_on=termination.served_on,
        )
    measures = measures_superseded(work, termination, day, work.rulebook)
    for measure in measures:
        lapse_tasks(work, measure.id, termination.id, ahead=True)
        work.follow(
            "measure.supersede",
            measure.id,
            {"ended_on": day, "by_measure": termination.id},
            institution=termination.institution,
            effective_on=termination.served_on,
        )
    return agreements, measures


def undo(work: Work, termination: Measure) -> tuple[list[Agreement], list[Measure]]:
    """Bring back what a termination ended, from the day it did so; what has run out meanwhile stays run out."""
    table = work.tx.table(Measure)
    measures = work.tx.find(Measure, table.c.end == "superseded", table.c.end_reason == termination.id)
    for measure in measures:
        restore_ahead(work, measure)
    agreement = work.tx.table(Agreement)
    agreements = work.tx.find(Agreement, agreement.c.ended_by == termination.id)
    for one in agreements:
        work.follow(
            "agreement.restore",
            one.id,
            {"measure": termination.id},
            institution=termination.institution,
            effective_on=termination.served_on,
        )
    for measure in measures:
        work.follow(
            "measure.restore",
            measure.id,
            {"measure": termination.id},
            institution=termination.institution,
            effective_on=termination.served_on,
        )
    return agreements, measures
