"""Measures drawn to scale (时间线): a lane for the whole institution, one for each department, months above."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from rich.cells import cell_len

from console.tui.cells import cut, fit
from console.tui.widgets.scale import Scale, Span, month_on
from console.tui.widgets.time_window import Window

LANE = 11
"""Cells in front of the scale, for the names of the lanes."""
MARK = "x"
"""A failed re-check."""
_MONTH, _READABLE = 4, 6
"""Cells a month's number needs with a gap; cells below which a label that was cut says nothing."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as lines, and what it does not show: spans before and behind it, and those of lanes with no room."""

    lines: list[str]
    earlier: int = 0
    later: int = 0
    hidden: int = 0
    hidden_lanes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Row:
    """One line in the making: texts by the cell they start in, none over another."""

    lane: str
    spans: list[Span] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)

    def free(self, start: int, text: str) -> bool:
        end = start + cell_len(text)
        # One empty cell keeps two labels apart.
        return all(end < at or start > at + cell_len(other) for at, other in self.texts)

    def put(self, start: int, text: str) -> None:
        self.texts.append((start, text))
        self.texts.sort()

    def over(self, name: str) -> str:
        line = name
        for start, text in self.texts:
            line += " " * (start - cell_len(line)) + text
        return line

    def rank(self, today: date) -> tuple[bool, int]:
        """What holds or comes goes first, then what was over last."""
        last = max(span.last or date.max for span in self.spans)
        return not any(span.holds(today) for span in self.spans), -last.toordinal()


def draw(spans: Sequence[Span], *, window: Window, today: date, width: int, room: int | None = None) -> Drawn:
    """The picture in `width` cells: months, then a row for each lane, more where spans would overlap.

    ``[===>`` runs on at the right edge, ``[===]`` is over, ``[==>--]`` has a last day ahead, with today at the inner
    ``>``; ``<==`` began before the picture, ``|`` happened on a day, ``x`` is a failed re-check. With more rows than
    `room` has lines below the months, those stay that hold something today; the others are counted.
    """
    scale = Scale(window.first, window.last, min(LANE, width // 3), max(width - 1, 1))
    shown = [span for span in spans if not window.before(span) and not window.behind(span)]
    rows = _rows(shown, scale, today, width)
    kept = rows
    if room is not None and len(rows) > room:
        kept = sorted(rows, key=lambda row: row.rank(today))[: max(room, 0)]
        kept = [row for row in rows if any(row is one for one in kept)]
    lost = [row for row in rows if not any(row is one for one in kept)]
    lines, named = [_months(scale, width)], ""
    for row in kept:
        # A lane's name stands at the first of its rows that there is room for.
        name = fit(row.lane, scale.left - 1) if row.lane != named else " " * (scale.left - 1)
        named = row.lane
        lines.append(cut(row.over(name), width))
    return Drawn(
        [line.rstrip() for line in lines],
        earlier=sum(window.before(span) for span in spans),
        later=sum(window.behind(span) for span in spans),
        hidden=sum(len(row.spans) for row in lost),
        hidden_lanes=tuple(dict.fromkeys(row.lane for row in lost)),
    )


def _rows(shown: Sequence[Span], scale: Scale, today: date, width: int) -> list[_Row]:
    """Every span on a row of its lane, where nothing else stands."""
    found: list[_Row] = []
    for lane in dict.fromkeys(span.lane for span in shown):
        rows: list[_Row] = []
        for span in sorted((span for span in shown if span.lane == lane), key=lambda span: span.first):
            start, text = _piece(span, scale, today, width)
            row = next((row for row in rows if row.free(start, text)), None)
            if row is None:
                row = _Row(lane)
                rows.append(row)
            row.put(start, text)
            row.spans.append(span)
        found += rows
    return found


def _months(scale: Scale, width: int) -> str:
    """The months, each above its first day; years where they change, fewer months where they lie close."""
    row = _Row("")
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month + 1
    each = (scale.right - scale.left) / months
    step = next((step for step in (1, 3, 6) if step * each >= _MONTH), 12)
    for n in range(months):
        day = month_on(scale.first, n)
        if n and (day.month - 1) % step:
            continue
        whole = n == 0 or day.month == 1
        label = f"{day:%Y-%m}" if whole else f"{day:%m}"
        start = scale.cell(day)
        # Without a month it is the year that counts, and January goes without saying.
        for text in (label, f"{day:%Y}" if day.month == 1 else f"{day:%m}", f"{day:%m}") if whole else (label,):
            if start + cell_len(text) <= width and row.free(start, text) and _clear(scale, day, text, step):
                row.put(start, text)
                break
    return row.over("")


def _clear(scale: Scale, day: date, text: str, step: int) -> bool:
    """Whether a label ends before the next one would start; short ones may always try."""
    following = month_on(day, step - (day.month - 1) % step)
    return cell_len(text) <= 2 or following > scale.last or scale.cell(day) + cell_len(text) < scale.cell(following)


def _piece(span: Span, scale: Scale, today: date, width: int) -> tuple[int, str]:
    """Where a span starts and how it is written: its label in the bar, behind it or before it, whole where it can."""
    cells = ["|"] if span.point else _bar(span, scale, today)
    start = min(scale.cell(span.first), scale.right - len(cells) + 1)
    after = span.after if start + len(cells) + cell_len(span.after) <= width else ""
    marked = [n for n, cell in enumerate(cells) if cell == MARK]
    bar, gap = "".join(cells) + after, " " if after else ""
    behind, ahead = width - start - cell_len(bar + gap), start - scale.left
    for label in filter(None, (span.label, span.short)):
        size = cell_len(label.strip())
        if (place := _room(cell_len(label), len(cells) - 2, marked)) is not None:
            cells[place : place + cell_len(label)] = [label]
            return start, "".join(cells) + after
        if size <= behind:
            return start, bar + gap + label.strip()
        if size <= ahead:
            return start - size, label.strip() + bar
    # Nowhere room for all of it: as much as goes where there is most.
    inside = 0 if marked else len(cells) - 2
    most = max(inside, behind, ahead)
    kept = cut((span.short or span.label).strip(), most)
    if most < _READABLE or not kept:
        return start, bar
    if most == inside:
        cells[1 : 1 + cell_len(kept)] = [kept]
        return start, "".join(cells) + after
    return (start, bar + gap + kept) if most == behind else (start - cell_len(kept), kept + bar)


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
