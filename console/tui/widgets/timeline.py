"""Measures drawn to scale (时间线): a lane for the whole institution, one for each department, months above."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rich.cells import cell_len

from console.tui.cells import cut, fit

LANE = 11
"""Cells in front of the scale, for the names of the lanes."""
MARK = "x"
"""A failed re-check."""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that holds from `first` to `last`, both included; `last` None while it runs on.

    `lane` is where it is drawn, `label` what is written in it or beside it, `after` a sign behind it (``x`` for
    a failed re-check that ended it). `marks` are days of failed re-checks it outlasted; `point` marks what happened
    on one day.
    """

    lane: str
    first: date
    last: date | None
    label: str
    after: str = ""
    point: bool = False
    marks: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """Days onto cells: `first` stands in cell `left`, `last` in cell `right`."""

    first: date
    last: date
    left: int
    right: int

    def cell(self, day: date) -> int:
        """The cell of a day, at the edge for days outside."""
        span = max((self.last - self.first).days, 1)
        at = self.left + (day - self.first).days * (self.right - self.left) // span
        return min(max(at, self.left), self.right)


def months_around(spans: Iterable[Span], today: date, most: int = 12) -> tuple[date, date]:
    """The first and last day to draw: whole months from the earliest span to today, at most `most` of them."""
    spans = tuple(spans)
    begin = min((span.first for span in spans), default=today)
    ends = [day for span in spans for day in (span.first, span.last) if day is not None]
    end = max([today, *ends])
    # What lies ahead is drawn up to three months on; the past gives way first.
    end = min(end, _month(today, 4) - timedelta(days=1))
    begin = max(begin, _month(end, 1 - most))
    # A scale of less than four months would make every bar a wall.
    begin = min(begin, _month(end, -3))
    return begin.replace(day=1), _month(end, 1) - timedelta(days=1)


def draw(spans: Sequence[Span], *, first: date, last: date, today: date, width: int) -> list[str]:
    """The picture as lines of `width` cells: months, then a row for each lane, more where spans would overlap.

    ``[===>`` runs on at the right edge, ``[===]`` is over, ``[==>--]`` has a last day ahead, with today at the inner
    ``>``; ``<==`` began before the picture, ``|`` happened on a day, ``x`` is a failed re-check.
    """
    scale = Scale(first, last, min(LANE, width // 3), max(width - 1, 1))
    shown = [span for span in spans if span.first <= last and (span.last or today) >= first]
    lines = [_months(scale, width)]
    for lane in dict.fromkeys(span.lane for span in shown):
        rows: list[_Row] = []
        for span in sorted((span for span in shown if span.lane == lane), key=lambda span: span.first):
            start, text = _piece(span, scale, today, width)
            row = next((row for row in rows if row.free(start, text)), None)
            if row is None:
                row = _Row()
                rows.append(row)
            row.put(start, text)
        for number, row in enumerate(rows):
            name = fit(lane, scale.left - 1) if number == 0 else " " * (scale.left - 1)
            lines.append(cut(row.over(name), width))
    return [line.rstrip() for line in lines]


class _Row:
    """One line in the making: texts by the cell they start in, none over another."""

    def __init__(self) -> None:
        self._texts: list[tuple[int, str]] = []

    def free(self, start: int, text: str) -> bool:
        end = start + cell_len(text)
        # One empty cell keeps two labels apart.
        return all(end < at or start > at + cell_len(other) for at, other in self._texts)

    def put(self, start: int, text: str) -> None:
        self._texts.append((start, text))
        self._texts.sort()

    def over(self, name: str) -> str:
        line = name
        for start, text in self._texts:
            line += " " * (start - cell_len(line)) + text
        return line


def _months(scale: Scale, width: int) -> str:
    """The months, each above its first day; years where they change."""
    row = _Row()
    day = scale.first.replace(day=1)
    while day <= scale.last:
        whole = day == scale.first or day.month == 1
        label = f"{day:%Y-%m}" if whole else f"{day:%m}"
        start = scale.cell(day)
        for text in (label, f"{day:%m}") if whole else (label,):
            if start + cell_len(text) <= width and row.free(start, text) and _clear(scale, day, text):
                row.put(start, text)
                break
        day = _month(day, 1)
    return row.over("")


def _clear(scale: Scale, day: date, text: str) -> bool:
    """Whether a label ends before the next month's would start; short ones may always try."""
    following = _month(day, 1)
    return cell_len(text) <= 2 or following > scale.last or scale.cell(day) + cell_len(text) < scale.cell(following)


def _piece(span: Span, scale: Scale, today: date, width: int) -> tuple[int, str]:
    """Where a span starts and how it is written."""
    start = scale.cell(span.first)
    if span.point:
        return _beside(start, "|", span, scale, width)
    cells = _bar(span, scale, today)
    inner = len(cells) - 2
    marked = [n for n, cell in enumerate(cells) if cell == MARK]
    if span.label and (place := _room(cell_len(span.label), inner, marked)) is not None:
        cells[place : place + cell_len(span.label)] = [span.label]
        return start, "".join(cells) + span.after
    return _beside(start, "".join(cells), span, scale, width)


def _bar(span: Span, scale: Scale, today: date) -> list[str]:
    """The bar of a span without its label, cell by cell, at least two."""
    start = scale.cell(span.first)
    stop = max(scale.cell(span.last if span.last is not None else max(scale.last, span.first)), start + 1)
    now = scale.cell(today)
    cells = ["=" if at <= now and span.first <= today else "-" for at in range(start, stop + 1)]
    ahead = span.last is None or span.last > today
    if ahead and span.first <= today and start < now < stop:
        cells[now - start] = ">"
    cells[0] = "<" if span.first < scale.first else "["
    cells[-1] = ">" if span.last is None or span.last > scale.last else "]"
    for day in span.marks:
        if scale.first <= day <= scale.last:
            cells[min(max(scale.cell(day) - start, 1), len(cells) - 1)] = MARK
    return cells


def _room(label: int, inner: int, marked: Sequence[int]) -> int | None:
    """The cell of a bar where a label of this width begins without hiding a mark; None where there is no room."""
    for place in (1, *(mark + 1 for mark in marked)):
        if place + label <= inner + 1 and not any(place <= mark < place + label for mark in marked):
            return place
    return None


def _beside(start: int, bar: str, span: Span, scale: Scale, width: int) -> tuple[int, str]:
    """The label behind its bar, or before it where the picture ends."""
    text = f"{bar}{span.after} {span.label}" if span.after else f"{bar}{span.label}"
    if start + cell_len(text) <= width:
        return start, text
    before = f"{span.label}{bar}{span.after}"
    at = start - cell_len(span.label)
    if at >= scale.left and start + cell_len(bar + span.after) <= width:
        return at, before
    at = max(scale.left, width - cell_len(before))
    return at, before


def _month(day: date, n: int) -> date:
    """The first day of the month `n` months on."""
    months = day.year * 12 + day.month - 1 + n
    return date(months // 12, months % 12 + 1, 1)
