"""Small numbers that are not shown (小数隐去): counts by which somebody could be guessed, and what gives them away."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush
from typing import Final

from domain.rulebook.loader import national_pack
from domain.rulebook.view import View

Cells = Sequence[Sequence[int]]
Place = tuple[int, int]
"""Row and column; behind the last of each stands the total."""

Node = tuple[str, int]
"""A row or a column of that table, as a knot in the net of hidden places."""

POLICY: Final = "statistics.small"


def smallest_shown(view: View) -> int:
    """From which count on numbers are shown; as shipped where the adopted rulebook is older than this policy."""
    pack = view.pack if POLICY in view.pack.policies else national_pack()
    value = view.integer(POLICY) if pack is view.pack else pack.policies[POLICY].default
    assert isinstance(value, int)
    return value


def with_totals(cells: Cells) -> list[list[int]]:
    """The rows with their totals, and below them the totals of the columns."""
    rows = [[*row, sum(row)] for row in cells]
    width = len(rows[0]) if rows else 1
    return [*rows, [sum(row[at] for row in rows) for at in range(width)]]


def hidden(cells: Cells, small: int, also: Iterable[Place] = ()) -> set[Place]:
    """The places of a table with its totals that are not shown: counts below `small`, `also` these, and more.

    A nought tells of nobody and is shown. So many others go with the small ones that none of them can be worked out
    from the totals: each hidden place lies on a ring of hidden ones, around which the counts may be shifted, and what
    is hidden in a line leaves room for `small` answers at least.
    """
    table = with_totals(cells)
    places = {(row, at): count for row, line in enumerate(table) for at, count in enumerate(line) if count}
    waiting = sorted({place for place, count in places.items() if count < small} | (set(also) & places.keys()))
    gone = set(waiting)
    while waiting:
        for place in waiting:
            gone |= _ring(place, table, places, gone)
        waiting = _cramped(table, places, gone, small)
        gone.update(waiting)
    return gone


def _ring(place: Place, table: Cells, places: Iterable[Place], gone: Collection[Place]) -> set[Place]:
    """The cheapest places that close a ring of hidden ones through this place: from its row to its column."""
    beside: dict[Node, list[tuple[Node, Place, int]]] = {}
    for other in places:
        if other != place:
            row, column, cost = ("row", other[0]), ("column", other[1]), 0 if other in gone else _worth(other, table)
            beside.setdefault(row, []).append((column, other, cost))
            beside.setdefault(column, []).append((row, other, cost))
    start, end = ("row", place[0]), ("column", place[1])
    way: dict[Node, set[Place]] = {}
    reached: list[tuple[int, Node, tuple[Place, ...]]] = [(0, start, ())]
    while reached and end not in way:
        cost, node, over = heappop(reached)
        if node in way:
            continue
        way[node] = set(over)
        for further, other, more in beside.get(node, ()):
            if further not in way:
                heappush(reached, (cost + more, further, (*over, other)))
    return way[end]


def _worth(place: Place, table: Cells) -> int:
    """How much a table loses with a place: totals are what it is read for, and go last."""
    row, at = place
    total = row == len(table) - 1 or at == len(table[0]) - 1
    return table[row][at] + (table[-1][-1] * len(table) if total else 0)


def _cramped(table: Cells, places: Mapping[Place, int], gone: Collection[Place], small: int) -> list[Place]:
    """One more place of a line in which what is hidden has too little room; nothing when there is none."""
    last_row, last_at = len(table) - 1, len(table[0]) - 1
    lines = [[(row, at) for at in range(last_at + 1)] for row in range(last_row + 1)]
    lines += [[(row, at) for row in range(last_row + 1)] for at in range(last_at + 1)]
    for *inner, total in lines:
        away = [one for one in inner if one in gone]
        # As much as may be shifted between what is hidden: whoever looks on knows that none of it is nought.
        free = sum(places[one] - _least(one, table, gone) for one in away)
        if away and total not in gone and free < small - 1:
            shown = [one for one in inner if one in places and one not in gone]
            return [min(shown, key=lambda one: (_worth(one, table), one)) if shown else total]
    return []


def _least(place: Place, table: Cells, gone: Collection[Place]) -> int:
    """The least a hidden place can be for whoever sees the rest: its shown parts, and one for each other."""
    last_row, last_at = len(table) - 1, len(table[0]) - 1
    row, at = place
    if row < last_row and at < last_at:
        return 1
    if row < last_row:
        parts = [(row, other) for other in range(last_at)]
    elif at < last_at:
        parts = [(other, at) for other in range(last_row)]
    else:
        parts = [(other, inner) for other in range(last_row) for inner in range(last_at)]
    return sum(1 if part in gone else table[part[0]][part[1]] for part in parts)
