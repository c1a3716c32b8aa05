"""Measures drawn to scale (时间线): a lane for the whole institution, one for each department, months above."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rich.cells import cell_len

from console.tui.cells import cut, fit

LANE = 11
"""Cells in front of the scale, for the names of the lanes."""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that holds from `first` to `last`, both included; `last` None while it runs on.

    `lane` is where it is drawn, `label` what is written in it or beside it, `after` a sign behind it (``x`` for
    a failed re-check). `point` marks what happened on one day.
    """

    lane: str
    first: date
    last: date | None
    label: str
    after: str = ""
    point: bool = False


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

    ``[===>`` runs today, ``[===]`` is over, ``[==>--]`` has a last day ahead, ``<==`` began before the picture,
    ``|`` happened on a day.
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
    end = span.last if span.last is not None else max(today, span.first)
    stop = scale.cell(end)
    if span.last is None or span.last <= today:
        done = stop
        tail = ">" if span.last is None else "]"
        ahead = ""
    else:
        done = min(max(scale.cell(today), start), stop)
        tail = ">" if span.first <= today else "-"
        ahead = "-" * max(stop - done - 1, 0) + "]"
    head = "<" if span.first < scale.first else "["
    inner = max(done - start - 1, 0)
    if cell_len(span.label) <= inner:
        body = span.label + ("=" if span.first <= today else "-") * (inner - cell_len(span.label))
        return start, head + body + tail + ahead + span.after
    whole = stop - start - 1
    if ahead and cell_len(span.label) <= whole:
        return start, head + span.label + "-" * (whole - cell_len(span.label)) + "]" + span.after
    bar = head + "=" * inner + tail + ahead if done > start or ahead else f"{head}{tail}"
    return _beside(start, bar, span, scale, width)


def _beside(start: int, bar: str, span: Span, scale: Scale, width: int) -> tuple[int, str]:
    """The label behind its bar, or before it where the picture ends."""
    text = f"{bar}{span.after}{span.label}"
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
