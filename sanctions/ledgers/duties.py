"""What had to be done by a day (履职时限), met or not: the ground of the on-time rate."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement

from domain.calendars import Calendar
from domain.calendars.due import Due, overdue_by
from domain.refusals import Refused
from domain.rulebook.kinds import MeasureKind
from domain.states.cases import Case
from domain.states.complaints import OPEN, Complaint
from domain.states.measures import NEVER_BOUND, Measure
from domain.states.rosters import Roster
from domain.states.tasks import Task
from sanctions.publishing.duty import duty_of, withdraw_duty
from sanctions.publishing.roster_duty import counted_due, obliging
from sanctions.publishing.roster_lines import Change, stored_lines
from sanctions.reading import as_stood, each
from sanctions.running.core import Scene
from sanctions.running.rosters import owed


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that had to be done by a day. `matter` is the case or complaint it belongs to, counted in 件.

    `done_on` is None while it is still open on the day asked about; `provisional` means that no verdict can be given.
    """

    kind: str
    subject: str
    institution: str | None
    matter: str
    due: date
    done_on: date | None
    provisional: bool = False

    def late_by(self, on: date, calendar: Calendar) -> int | None:
        """Working days past the due day when it was done, or by now; 0 in time, None where there is no verdict."""
        if self.provisional:
            return None
        try:
            return overdue_by(self.due, self.done_on or on, calendar)
        except Refused:
            return None


def publications(scene: Scene, *further: ColumnElement[bool]) -> Iterator[Duty]:
    """Terminations that had to be made public; of those that meet further conditions, where some are given."""
    table = scene.reader.table(Measure)
    wanted = (table.c.kind == MeasureKind.TERMINATION, table.c.decided_on <= scene.on, *further)
    for one in each(scene.reader, Measure, *wanted):
        measure = as_stood(scene.reader, one, scene.on)
        # A revocation voids from the start, whatever day it is asked about.
        if measure is None or one.end in NEVER_BOUND:
            continue
        duty = duty_of(measure, scene.rulebook, scene.calendar)
        if duty is None or duty.due is None:
            continue
        yield Duty(
            kind="publication",
            subject=measure.id,
            institution=measure.institution,
            matter=measure.case,
            due=duty.due.due,
            done_on=measure.published_on,
            provisional=duty.due.provisional,
        )


def withdrawals(scene: Scene) -> Iterator[Duty]:
    """Public lists that had to be taken back or corrected, because a termination in them was revoked."""
    table = scene.reader.table(Measure)
    for measure in each(scene.reader, Measure, table.c.kind == MeasureKind.TERMINATION, table.c.end == "revoked"):
        duty = withdraw_duty(scene.reader, measure, scene.rulebook, scene.calendar)
        if duty is None or duty.due is None or duty.revoked_on > scene.on:
            continue
        listed, taken = _last_public(scene, measure.id)
        if listed is None or (taken is not None and taken < duty.revoked_on):
            continue
        yield Duty(
            kind="withdraw-publication",
            subject=measure.id,
            institution=measure.institution,
            matter=measure.case,
            due=duty.due.due,
            done_on=taken,
            provisional=duty.due.provisional,
        )


def _last_public(scene: Scene, subject: str) -> tuple[date | None, date | None]:
    """The day a termination was last made public, and the day it was taken off after that."""
    listed = taken = None
    kinds = ("measure.listed", "measure.unlisted")
    for entry in scene.reader.entries(subject=subject, kinds=kinds, on=scene.on):
        listed, taken = (entry.on, None) if entry.kind == "measure.listed" else (listed, entry.on)
    return listed, taken


def answers(scene: Scene) -> Iterator[Duty]:
    """Complaints with a day to answer by; those handed on or back ended without one."""
    table = scene.reader.table(Complaint)
    for one in each(scene.reader, Complaint, table.c.reply_by.is_not(None), table.c.received <= scene.on):
        complaint = as_stood(scene.reader, one, scene.on)
        if complaint is None or complaint.reply_by is None or complaint.status not in (*OPEN, "answered"):
            continue
        yield Duty(
            kind="complaint-clock",
            subject=complaint.id,
            institution=complaint.institution,
            matter=complaint.id,
            due=complaint.reply_by,
            done_on=complaint.answered_on,
        )


def rechecks(scene: Scene) -> Iterator[Duty]:
    """Orders to put something right, to be re-checked on their day; those that ended before had no need."""
    table = scene.reader.table(Measure)
    for one in each(scene.reader, Measure, table.c.rectify_by.is_not(None), table.c.decided_on <= scene.on):
        measure = as_stood(scene.reader, one, scene.on)
        if measure is None or one.end in NEVER_BOUND or measure.rectify_by is None:
            continue
        if measure.recheck_on is None and measure.status(scene.on) not in ("approved", "served", "in-force"):
            continue
        yield Duty(
            kind="recheck",
            subject=measure.id,
            institution=measure.institution,
            matter=measure.case,
            due=measure.rectify_by,
            done_on=_first_recheck(scene, measure, measure.rectify_by),
        )


def _first_recheck(scene: Scene, measure: Measure, by: date) -> date | None:
    """The day of the first re-check; the last one is kept at hand, and was the first where it was in time."""
    if measure.recheck_on is None or measure.recheck_on <= by:
        return measure.recheck_on
    kinds = ("measure.recheck",)
    return next((entry.on for entry in scene.reader.entries(subject=measure.id, kinds=kinds)), measure.recheck_on)


def tasks(scene: Scene) -> Iterator[Duty]:
    """Things to carry out by a day; what was dropped or lapsed had no need."""
    table = scene.reader.table(Task)
    for one in each(scene.reader, Task, table.c.due.is_not(None), table.c.opened_on <= scene.on):
        task = as_stood(scene.reader, one, scene.on)
        if task is None or task.due is None or task.status not in ("open", "done"):
            continue
        yield Duty(
            kind="task",
            subject=task.id,
            institution=task.institution,
            matter=task.about,
            due=task.due,
            done_on=task.closed_on,
        )


def list_updates(scene: Scene) -> Iterator[Duty]:
    """Changes that the published list had to tell: those a version brought, and those it does not tell yet."""
    table = scene.reader.table(Roster)
    for roster in each(scene.reader, Roster, table.c.published_on <= scene.on):
        found = stored_lines(scene.reader, roster.lines_sha256).changes
        for change in obliging(found, scene.rulebook, after=roster.after):
            counted = counted_due(change, scene.rulebook, scene.calendar)
            if counted is not None:
                yield _of_change(change, counted, roster.published_on)
    for one in owed(scene):
        if one.due is not None:
            yield _of_change(one.change, one.due, None)


def _of_change(change: Change, counted: Due, done_on: date | None) -> Duty:
    return Duty(
        kind="list-update",
        subject=change.subject.partition(":")[2] or change.subject,
        institution=change.institution,
        matter=change.subject,
        due=counted.due,
        done_on=done_on,
        provisional=counted.provisional,
    )


def hold_reviews(scene: Scene) -> Iterator[Duty]:
    """Holds to be looked at again, each time anew from the last time; the last one only while something is held."""
    table = scene.reader.table(Case)
    for one in each(scene.reader, Case, table.c.bills != "[]"):
        case = as_stood(scene.reader, one, scene.on)
        if case is None:
            continue
        holding = {bill.measure for bill in case.bills if bill.still_held}
        for subject in dict.fromkeys(bill.measure for bill in case.bills):
            measure = scene.reader.get(Measure, subject)
            if measure is None or measure.decided_on is None or measure.decided_on > scene.on:
                continue
            reviews = sorted(review.on for review in case.reviews if review.measure == subject)
            ends: list[date | None] = [*reviews, *([None] if subject in holding else [])]
            for start, done_on in zip([measure.decided_on, *reviews], ends, strict=False):
                counted = scene.counted(start, scene.rulebook.on(start).period("hold.review"))
                if counted is not None:
                    yield Duty(
                        kind="hold-review",
                        subject=subject,
                        institution=case.institution,
                        matter=case.id,
                        due=counted.due,
                        done_on=done_on,
                        provisional=counted.provisional,
                    )


KINDS: Final[dict[str, Callable[[Scene], Iterator[Duty]]]] = {
    "publication": publications,
    "withdraw-publication": withdrawals,
    "list-update": list_updates,
    "complaint-clock": answers,
    "recheck": rechecks,
    "hold-review": hold_reviews,
    "task": tasks,
}
"""Kind of deadline -> what finds all that ever ran, met or not."""
