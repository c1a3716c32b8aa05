"""A sheet with a small table, its totals, notes and a chart of it below: for reports, not for records."""

from collections.abc import Sequence
from typing import Any, Final

from console.documents.cell_text import plain
from console.documents.workbook import Book, Cell, Column, Sheet

MOST_BARS: Final = 30
"""Rows a chart shows at most: further ones are only in the table."""

_WIDTH, _ROW, _AROUND = 720, 26, 90
"""Pixels: of a chart, of each of its bars, and of what stands around them."""

_COLOURS: Final = ("#1F5F8B", "#B5651D")


class ChartedSheet(Sheet):
    """A sheet whose counts may be a `sign` where they are not shown; what stands below the table is not filtered."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column], *, sign: str) -> None:
        self._sign = sign
        self._below: list[tuple[Any, ...]] = []
        self._notes: list[str] = []
        self._drawn: tuple[str, tuple[int, ...]] | None = None
        super().__init__(book, name, columns)

    def _cell(self, column: Column, value: Any) -> Cell:
        return self._sign if value == self._sign else super()._cell(column, value)

    def total(self, row: Sequence[Any]) -> None:
        """The line that closes the table."""
        self._below.append(tuple(row))

    def note(self, text: str) -> None:
        """A sentence below the table."""
        self._notes.append(plain(text))

    def draw(self, title: str, columns: Sequence[int]) -> None:
        """A chart of these columns against the first, below everything."""
        self._drawn = title, tuple(columns)

    def finish(self) -> None:
        """The filter ends above the totals; they, the notes and the chart follow."""
        super().finish()
        last = self.rows - 1
        for row in self._below:
            self.write(row)
        at = self.rows + 1
        for number, note in enumerate(self._notes):
            self._put_text(at + number, 0, note, self._book.formats["text"])
        if self._drawn is not None and last:
            self._chart(at + len(self._notes) + 1, min(last, MOST_BARS), *self._drawn)

    def _chart(self, at: int, last: int, title: str, columns: tuple[int, ...]) -> None:
        chart, name = self._book.chart(), self._sheet.get_name()
        for number, column in enumerate(columns):
            chart.add_series(
                {
                    "name": [name, 0, column],
                    "categories": [name, 1, 0, last, 0],
                    "values": [name, 1, column, last, column],
                    "fill": {"color": _COLOURS[number % len(_COLOURS)]},
                    "data_labels": {"value": True},
                    "gap": 60,
                }
            )
        # The first line of the table is the topmost bar.
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
        chart.set_legend({"position": "bottom"} if len(columns) > 1 else {"none": True})
        chart.set_size({"width": _WIDTH, "height": _AROUND + _ROW * last * len(columns)})
        self._sheet.insert_chart(at, 0, chart, {"description": title, "object_position": 3})
