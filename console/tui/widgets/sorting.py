"""By which column a list is sorted, and which one the keys are on."""

from collections.abc import Mapping, Sequence

from console.tui.widgets.columns import Column, widths

ON, UP, DOWN = ">", "^", "v"
"""Signs at a column's name: the keys are on it; the list is sorted by it, least or greatest first."""


class Sorting:
    """The column the keys are on, once they were used, and the one the list is sorted by."""

    def __init__(self) -> None:
        self.column: int | None = None
        self.by: int | None = None
        self.reverse = False
        self.here = False
        """Whether the lines are put in order here, and not by the store."""

    def move(self, by: int, columns: Sequence[Column], room: int) -> bool:
        """To the next column that is shown; the first use only shows where the keys are. Whether anything changed."""
        shown = [index for index, width in enumerate(widths(columns, room)) if width and columns[index].label]
        if not shown:
            return False
        before = self.column
        if before is None or before not in shown:
            self.column = self.by if self.by in shown else shown[0]
        else:
            self.column = shown[min(max(shown.index(before) + by, 0), len(shown) - 1)]
        return self.column != before

    def asked(self, columns: Sequence[Column], room: int) -> tuple[int, bool] | None:
        """What the key that sorts asks for: the column it is on, the other way round when it is sorted by it."""
        if self.column is None:
            self.move(0, columns, room)
        if self.column is None:
            return None
        return self.column, self.by == self.column and not self.reverse

    def marks(self) -> Mapping[int, tuple[str, str]]:
        """The signs before and behind the names of columns."""
        told = {} if self.by is None else {self.by: ("", DOWN if self.reverse else UP)}
        if self.column is not None:
            told[self.column] = (ON, told.get(self.column, ("", ""))[1])
        return told
