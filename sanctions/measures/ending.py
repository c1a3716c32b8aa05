"""What a termination ends when it is served, and what its revocation brings back."""

from collections.abc import Collection
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
        _carry_stays(work, termination, agreement)
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


def _carry_stays(work: Work, termination: Measure, agreement: Agreement) -> None:
    # One that ends while the termination is stayed counts as in force for that time.
    for known in termination.stays:
        work.follow(
            "agreement.stay",
            agreement.id,
            {"dispute": known.dispute, "from_day": known.from_day, "until": known.until},
            institution=agreement.institution,
            effective_on=known.from_day,
        )


def undo(
    work: Work, termination: Measure, services: Collection[str] | None = None
) -> tuple[list[Agreement], list[Measure]]:
    """Bring back what a termination ended, from the day it did so; what has run out meanwhile stays run out.

    `services` are those for which it falls, where not for all: what it still covers stays ended. Gives the agreements
    and measures as they were before they came back.
    """
    left = set() if services is None else set(termination.services) - set(services)
    table = work.tx.table(Measure)
    found = work.tx.find(Measure, table.c.end == "superseded", table.c.end_reason == termination.id)
    measures = [one for one in found if services is None or not set(one.services) <= left]
    for measure in measures:
        restore_ahead(work, measure)
    agreement = work.tx.table(Agreement)
    ended = work.tx.find(Agreement, agreement.c.ended_by == termination.id)
    agreements = [one for one in ended if services is None or one.service in services]
    for one in agreements:
        _bring_back(work, termination, "agreement.restore", one.id, "agreement.terminate")
    for measure in measures:
        _bring_back(work, termination, "measure.restore", measure.id, "measure.supersede")
    return agreements, measures


def _bring_back(work: Work, termination: Measure, kind: str, subject: str, ended_by: str) -> None:
    """Record that a subject stands again; the act points back at the one that ended it."""
    acts = [entry.id for entry in work.tx.entries(subject=subject, kinds=(ended_by,))]
    work.follow(
        kind,
        subject,
        {"measure": termination.id},
        institution=termination.institution,
        effective_on=termination.served_on,
        corrects=acts[-1] if acts else None,
    )
