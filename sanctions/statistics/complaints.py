"""Complaints by channel (投诉举报来源): what became of them, and which departments they were about."""

from collections import Counter
from typing import Any

from domain.states.cases import Case
from domain.states.complaints import Complaint
from domain.words import COMPLAINTS
from sanctions.reading import as_stood, each
from sanctions.statistics.figures import Cross, Frame, Label, by_frequency, cross
from sanctions.statistics.suppression import Place, hidden, smallest_shown


def complaints(frame: Frame) -> dict[str, Any]:
    """Complaints received in the time: by channel and status, by channel and department, and by conclusion.

    The conclusion is that of the case a complaint came into, once it is closed. Counts by which whoever reported
    could be guessed are not shown (`suppression`).
    """
    statuses: Counter[tuple[str, Label]] = Counter()
    departments: Counter[tuple[str, Label]] = Counter()
    conclusions: Counter[Label] = Counter()
    table = frame.reader.table(Complaint)
    for one in each(frame.reader, Complaint, table.c.received >= frame.first, table.c.received <= frame.last):
        complaint = as_stood(frame.reader, one, frame.on)
        if complaint is None:
            continue
        statuses[complaint.channel, complaint.status] += 1
        departments[complaint.channel, complaint.department] += 1
        if complaint.case is not None and (found := _conclusion(frame, complaint.case)) is not None:
            conclusions[found] += 1
    channels = by_frequency(_by(statuses, 0))
    order = [status for status in COMPLAINTS if status in _by(statuses, 1)]
    told = cross(statuses, channels, order)
    about = cross(departments, channels, by_frequency(_by(departments, 1)))
    small = smallest_shown(frame.rules)
    away, gone = _hidden(told, about, small)
    ended = cross(
        {("conclusion", label): n for label, n in conclusions.items()}, ["conclusion"], by_frequency(conclusions)
    )
    return {
        "by_status": told.record(away, ranked=False),
        "by_department": about.record(gone),
        "by_conclusion": ended.record(hidden(ended.cells, small)),
        "smallest_shown": small,
    }


def _by(counts: Counter[tuple[str, Label]], part: int) -> Counter[Any]:
    totals: Counter[Any] = Counter()
    for labels, count in counts.items():
        totals[labels[part]] += count
    return totals


def _conclusion(frame: Frame, case: str) -> str | None:
    found = frame.reader.get(Case, case)
    stood = None if found is None else as_stood(frame.reader, found, frame.on)
    return None if stood is None or stood.closed_on is None else stood.conclusion


def _hidden(one: Cross, other: Cross, small: int) -> tuple[set[Place], set[Place]]:
    """What is not shown of two tables with the same rows: a total hidden in one is hidden in both."""
    width, breadth = len(one.columns), len(other.columns)
    shared: set[int] = set()
    while True:
        first = hidden(one.cells, small, ((row, width) for row in shared))
        second = hidden(other.cells, small, ((row, breadth) for row in shared))
        both = {row for row, at in first if at == width} | {row for row, at in second if at == breadth}
        if both == shared:
            return first, second
        shared = both
