"""Measures by kind (处理措施分类), how often it was not the first time, and how long it took."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import func, or_, select

from db.store import PAGE
from domain.rulebook.kinds import MeasureKind
from domain.states.inspections import Finding
from domain.states.measures import NEVER_BOUND, Measure
from sanctions.ledgers.duties import publications
from sanctions.ledgers.frame import percent
from sanctions.measures.precedents import likeness_of, standing_measures
from sanctions.reading import as_stood, each
from sanctions.statistics.figures import Frame, by_frequency, spread


def by_kind(frame: Frame) -> list[dict[str, Any]]:
    """Measures decided in the time, lightest kind first: how many, in force on the day, taken back since, on whom."""
    c = frame.reader.table(Measure).c
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    institutions: dict[str, set[str]] = defaultdict(set)
    cases: dict[str, set[str]] = defaultdict(set)
    for one in each(frame.reader, Measure, c.decided_on >= frame.first, c.decided_on <= frame.last):
        measure = as_stood(frame.reader, one, frame.on)
        if measure is None:
            continue
        counts[one.kind]["decided"] += 1
        # A revocation voids from the start, whatever day it is asked about.
        counts[one.kind]["taken_back"] += one.end in NEVER_BOUND
        counts[one.kind]["in_force"] += one.end not in NEVER_BOUND and measure.status(frame.on) == "in-force"
        institutions[one.kind].add(one.institution or "")
        cases[one.kind].add(one.case)
    rules = frame.rules.pack.measures
    return [
        {
            "kind": kind,
            "what": rules[MeasureKind(kind)].word.words,
            "decided": counts[kind]["decided"],
            "in_force": counts[kind]["in_force"],
            "taken_back": counts[kind]["taken_back"],
            "institutions": len(institutions[kind]),
            "cases": len(cases[kind]),
        }
        for kind in sorted(counts, key=lambda kind: rules[MeasureKind(kind)].order)
    ]


def recurrence(frame: Frame) -> dict[str, Any]:
    """Of the measures decided in the time that answer to findings: how many were not the first on their provision."""
    c = frame.reader.table(Measure).c
    decided, again = 0, 0
    institutions: set[str] = set()
    provisions: Counter[str] = Counter()
    for one in each(frame.reader, Measure, *standing_measures(frame.reader, frame.on), *_decided(c, frame)):
        like = likeness_of(frame.reader, one, frame.on)
        if like.severity is None:
            continue
        decided += 1
        if like.recurring:
            again += 1
            institutions.add(one.institution or "")
            provisions.update(set(like.provisions))
    return {
        "decided": decided,
        "recurring": again,
        "rate": percent(again, decided),
        "institutions": len(institutions),
        "provisions": [{"provision": one, "count": provisions[one]} for one in by_frequency(provisions)],
    }


def from_finding(frame: Frame) -> dict[str, Any]:
    """Calendar days from the first finding of the case to the decision, of measures decided in the time."""
    c = frame.reader.table(Measure).c
    measures = each(frame.reader, Measure, *standing_measures(frame.reader, frame.on), *_decided(c, frame))
    days = []
    while page := list(islice(measures, PAGE)):
        first = dict(_first_findings(frame, {one.case for one in page}))
        for one in page:
            found = first.get(one.case)
            if found is not None and one.decided_on is not None and found <= one.decided_on:
                days.append((one.decided_on - found).days)
    return spread(days)


def _first_findings(frame: Frame, cases: set[str]) -> Iterator[tuple[str, date]]:
    c = frame.reader.table(Finding).c
    query = (
        select(c.case, func.min(c.found_on))
        .where(c.case.in_(sorted(cases)), or_(c.withdrawn_on.is_(None), c.withdrawn_on > frame.on))
        .group_by(c.case)
    )
    for case, day in frame.reader.connection.execute(query):
        yield str(case), day


def to_publication(frame: Frame) -> dict[str, Any]:
    """Calendar days from a termination decided in the time to its publication, and how many were public in time.

    `rate` is the share of those that can be judged: public, or due by the day. One still to come in time is `open`.
    """
    days, in_time, judged, waiting = [], 0, 0, 0
    c = frame.reader.table(Measure).c
    for duty in publications(frame.scene, *_decided(c, frame)):
        measure = frame.reader.get(Measure, duty.subject)
        if measure is None or measure.decided_on is None:
            continue
        late_by = duty.late_by(frame.on, frame.calendar)
        if duty.done_on is not None:
            days.append((duty.done_on - measure.decided_on).days)
        else:
            waiting += 1
        if late_by is not None and (duty.done_on is not None or late_by):
            judged += 1
            in_time += not late_by
    return spread(days) | {"open": waiting, "judged": judged, "on_time": in_time, "rate": percent(in_time, judged)}


def _decided(c: Any, frame: Frame) -> tuple[Any, ...]:
    return (c.decided_on >= frame.first, c.decided_on <= frame.last)
