"""Nothing that hides or steers reaches the terminal: the last look at every line before it is drawn."""

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from domain.text import hidden


class Unhidden(LineFilter):
    """Leaves out what steers a terminal or takes no cell, and keeps every text as wide as it was counted.

    Texts of the record come with marks in its place. What is being typed or pasted must stay as it is, so that it is
    checked and kept as it is; a field tells beside it what cannot be seen there.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of a line, those with something to hide made anew."""
        return [one if one.control or one.text.isprintable() else _plain(one) for one in segments]


def _plain(segment: Segment) -> Segment:
    found = set(hidden(segment.text))
    if not found:
        return segment
    kept = "".join("?" * cell_len(char) if char in found else char for char in segment.text)
    return Segment(set_cell_size(kept, segment.cell_length), segment.style)
