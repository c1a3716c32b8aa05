"""What runs about complaints: clocks, letters whose receipt is awaited, call-backs."""

from collections.abc import Iterator
from datetime import date

from domain.messages import msg
from domain.states.complaints import OPEN, Complaint
from sanctions.intake.complaint_clocks import clocks
from sanctions.reading import as_stood, each
from sanctions.running.core import Running, Scene


def complaint_clock(scene: Scene) -> Iterator[Running]:
    """Complaints to answer, to tell of or to finish; one row a complaint, for what ends first."""
    table = scene.reader.table(Complaint)
    untold = table.c.status.in_(("declined", "transferred")) & table.c.outcome_told_on.is_(None)
    timed = table.c.nature.in_(("report", "petition"))
    now = table.c.status.in_(OPEN) | (untold & timed) | table.c.awaits_telling
    for found in each(scene.reader, Complaint, scene.now_or_then(table, now), table.c.received <= scene.on):
        complaint = as_stood(scene.reader, found, scene.on)
        if complaint is None:
            continue
        running = sorted(clocks(complaint, scene.rulebook, scene.calendar), key=lambda one: one.day or date.max)
        if not running:
            continue
        first = running[0]
        yield Running(
            kind="complaint-clock",
            subject=complaint.id,
            institution=complaint.institution,
            due=first.day,
            counted=first.counted,
            reasons=(*first.reasons, scene.rulebook.on(scene.on).reason("provisions.complaint-handling")),
            what=first.what,
        )


def letters(scene: Scene) -> Iterator[Running]:
    """Letters about complaints whose receipt is awaited, where the agency looks after it."""
    view = scene.rulebook.on(scene.on)
    period = view.period("complaint.receipt")
    if period is None:
        return
    table = scene.reader.table(Complaint)
    for found in each(scene.reader, Complaint, scene.now_or_then(table, table.c.awaits_receipt)):
        complaint = as_stood(scene.reader, found, scene.on)
        if complaint is None:
            continue
        for letter in complaint.letters:
            if letter.receipt_on is not None:
                continue
            counted = scene.counted(letter.sent_on, period)
            yield Running(
                kind="task",
                subject=complaint.id,
                institution=complaint.institution,
                due=counted.due if counted else None,
                counted=counted,
                reasons=(view.policy("complaint.receipt").reason, view.reason("provisions.fraud-handover")),
                what=msg("receipt of {body}", body=letter.to),
            )


def call_backs(scene: Scene) -> Iterator[Running]:
    """Answered complaints nobody was called back about yet, where the agency keeps a time for it."""
    view = scene.rulebook.on(scene.on)
    period = view.period("complaint.call_back")
    if period is None:
        return
    table = scene.reader.table(Complaint)
    for found in each(scene.reader, Complaint, scene.now_or_then(table, table.c.awaits_call_back)):
        complaint = as_stood(scene.reader, found, scene.on)
        if complaint is None or not complaint.awaits_call_back or complaint.answered_on is None:
            continue
        counted = scene.counted(complaint.answered_on, period)
        yield Running(
            kind="task",
            subject=complaint.id,
            institution=complaint.institution,
            due=counted.due if counted else None,
            counted=counted,
            reasons=(view.policy("complaint.call_back").reason,),
            what=msg("call-back"),
        )
