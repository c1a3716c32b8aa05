"""A line of a list in full: every cell as it is, wrapped, where the list had to cut it."""

from collections.abc import Sequence

from rich.cells import cell_len

from console.tui.cells import wrap
from console.tui.modals.reading import Reading
from console.tui.record_lines import WHOLE, labelled
from console.tui.speech import Speech
from console.tui.widgets.columns import GAP, Column, Line, widths
from domain.messages import msg


def is_cut(line: Line, columns: Sequence[Column], room: int) -> bool:
    """Whether a list of this width shows less than all of a line."""
    given = widths(line.columns or columns, room)
    if sum(given) + GAP * max(sum(width > 0 for width in given) - 1, 0) > room:
        return True
    return any(cell_len(cell.strip()) > width for cell, width in zip(line.cells, given, strict=False))


def whole(line: Line, columns: Sequence[Column], say: Speech) -> Reading:
    """The box with a line's cells, labelled where the list has names for them."""
    used = line.columns or columns

    def made(width: int) -> list[Line]:
        lines: list[Line] = []
        for cell, column in zip(line.cells, used, strict=False):
            text = cell.strip()
            if text and column.label is not None:
                lines += labelled(say(column.label), text, width)
            elif text:
                lines += [Line("", (f" {piece}",), columns=WHOLE) for piece in wrap(text, max(width - 2, 10))]
        return lines

    return Reading(say(msg("In full")), made)
