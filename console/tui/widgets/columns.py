"""Columns of a list in cells: what fits, what grows, what gives way on a narrow screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from console.tui.cells import cut, fit
from domain.messages import Message

GAP = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column at least `width` cells wide.

    `grow` is its share of the space left over. Columns with the highest `drop` go first where there is too little
    space; 0 always stays. `sort` is the order of the store that sorts by it, where there is one.
    """

    label: Message | None
    width: int
    grow: int = 0
    right: bool = False
    drop: int = 0
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list.

    `key` is the subject it opens, empty for none; `record` is what it was made from. A `heading` is passed over by
    the cursor. `tone` names the colour that goes with what its words say. `columns` replaces the list's own.
    """

    key: str
    cells: tuple[str, ...]
    tone: str = ""
    heading: bool = False
    record: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[Column, ...] | None = None


def widths(columns: Sequence[Column], room: int) -> list[int]:
    """The width of each column in `room` cells; 0 for those that give way."""
    kept = [True] * len(columns)

    def needed() -> int:
        chosen = [column.width for column, keep in zip(columns, kept, strict=True) if keep]
        return sum(chosen) + GAP * max(len(chosen) - 1, 0)

    for drop, index in sorted(((c.drop, i) for i, c in enumerate(columns) if c.drop), reverse=True):
        if needed() <= room:
            break
        del drop
        kept[index] = False
    spare = room - needed()
    shares = sum(column.grow for column, keep in zip(columns, kept, strict=True) if keep)
    result = []
    for column, keep in zip(columns, kept, strict=True):
        more = spare * column.grow // shares if keep and shares and spare > 0 else 0
        result.append(column.width + more if keep else 0)
    # What rounding left over goes to the last column that grows.
    left = room - sum(result) - GAP * max(sum(kept) - 1, 0)
    if spare > 0 and shares:
        last = max(i for i, c in enumerate(columns) if kept[i] and c.grow)
        result[last] += left
    return result


def written(cells: Sequence[str], columns: Sequence[Column], room: int) -> str:
    """One line of exactly `room` cells."""
    texts = [
        fit(cell, width, right=column.right)
        for cell, column, width in zip(cells, columns, widths(columns, room), strict=False)
        if width
    ]
    return fit((" " * GAP).join(texts), room)


def titles(names: Sequence[str], columns: Sequence[Column], room: int, mark: Mapping[int, tuple[str, str]]) -> str:
    """The line of column names; a mark's two signs stand before and behind a name, which gives way to them."""
    cells = []
    for index, (name, width) in enumerate(zip(names, widths(columns, room), strict=False)):
        before, behind = mark.get(index, ("", ""))
        cells.append(before + cut(name, width - len(before) - len(behind)) + behind)
    return written(cells, columns, room)


def in_order(lines: Sequence[Line], index: int, columns: Sequence[Column], *, reverse: bool) -> list[Line]:
    """Lines sorted by what stands in a column, those with nothing there last; between headings each for themselves."""
    made: list[Line] = []
    group: list[Line] = []
    for line in (*lines, None):
        if line is not None and not line.heading:
            group.append(line)
            continue
        valued = [one for one in group if _cell(one, index)]
        made += sorted(valued, key=lambda one: _value(_cell(one, index), columns[index].right), reverse=reverse)
        made += [one for one in group if not _cell(one, index)]
        group = []
        if line is not None:
            made.append(line)
    return made


def _cell(line: Line, index: int) -> str:
    return line.cells[index].strip() if index < len(line.cells) else ""


def _value(cell: str, number: bool) -> tuple[int, Decimal, str]:
    if number:
        try:
            return 0, Decimal(cell.replace(",", "")), ""
        except InvalidOperation:
            pass
    return 1, Decimal(0), cell.casefold()
