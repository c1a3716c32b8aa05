"""Small numbers that are not shown (小数隐去): counts by which somebody could be guessed, and what gives them away."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    is hidden in a line comes to `small` at least.
    """
    table = with_totals(cells)
    places = {(row, at): count for row, line in enumerate(table) for at, count in enumerate(line) if count}
    gone = {place for place, count in places.items() if count < small} | {one for one in also if one in places}
    while (further := _to_hide(table, places, gone, small)) is not None:
        gone.add(further)
    return gone


def _to_hide(table: Cells, places: dict[Place, int], gone: set[Place], small: int) -> Place | None:
    """One more place that must go, the smallest that serves; None when nothing can be worked out any more."""
    last_row, last_at = len(table) - 1, len(table[0]) - 1
    lines = [[(row, at) for at in range(last_at + 1)] for row in range(last_row + 1)]
    lines += [[(row, at) for row in range(last_row + 1)] for at in range(last_at + 1)]
    for *inner, total in lines:
        away = [one for one in inner if one in gone]
        # As much as may be shifted between what is hidden: whoever looks on knows that none of it is nought.
        free = sum(places[one] - _least(one, table, gone) for one in away)
        if away and total not in gone and free < small - 1:
            shown = [one for one in inner if one in places and one not in gone]
            return min(shown, key=lambda one: (places[one], one)) if shown else total
    reached = _reached(gone)
    for bridge in _forest(gone):
        side = _side(bridge, reached)
        if ("column", bridge[1]) in side:
            continue
        leaving = [
            one for one in places if one not in gone and (("row", one[0]) in side) != (("column", one[1]) in side)
        ]
        if leaving:
            return min(leaving, key=lambda one: (places[one], one))
    return None


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


def _reached(gone: Collection[Place]) -> dict[Node, list[Place]]:
    """Rows and columns with the hidden places in them."""
    found: dict[Node, list[Place]] = {}
    for place in sorted(gone):
        found.setdefault(("row", place[0]), []).append(place)
        found.setdefault(("column", place[1]), []).append(place)
    return found


def _forest(gone: Collection[Place]) -> list[Place]:
    """Hidden places that join all rows and columns the others do; every other one lies on a ring with some of them."""
    root: dict[Node, Node] = {}

    def top(node: Node) -> Node:
        while node in root:
            node = root[node]
        return node

    found = []
    for place in sorted(gone):
        row, column = top(("row", place[0])), top(("column", place[1]))
        if row != column:
            root[row] = column
            found.append(place)
    return found


def _side(bridge: Place, reached: Mapping[Node, Sequence[Place]]) -> set[Node]:
    """The rows and columns that are reached from the row of a hidden place over the other hidden ones."""
    start: Node = ("row", bridge[0])
    side, waiting = {start}, [start]
    while waiting:
        for place in reached[waiting.pop()]:
            ends: tuple[Node, Node] = (("row", place[0]), ("column", place[1]))
            for end in ends:
                if place != bridge and end not in side:
                    side.add(end)
                    waiting.append(end)
    return side
