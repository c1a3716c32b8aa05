"""Text by the cells it takes on the screen: a Chinese character takes two."""

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size

from domain.text import one_line, visible

CUT = ".."
"""What stands at the end of a text that was cut: plain ASCII, since an ellipsis is drawn two cells wide by some."""


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells; one that does not fit ends in ``..``."""
    if cell_len(text) <= width:
        return text
    if width <= len(CUT):
        return CUT[: max(width, 0)]
    return set_cell_size(text, width - len(CUT)).rstrip() + CUT


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly `width` cells, cut or padded; `right` puts the padding before it."""
    kept = cut(text, width)
    padding = " " * (width - cell_len(kept))
    return padding + kept if right else kept + padding


def wrap(text: str, width: int) -> list[str]:
    """The text as lines of at most `width` cells; Latin words stay whole where they can."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and cell_len(line + piece.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += piece
            while cell_len(line.rstrip()) > width:
                head = set_cell_size(line, width).rstrip()
                lines.append(head)
                line = line[len(head) :].lstrip()
        lines.append(line.rstrip())
    return lines


# Closing marks stay with what they close.
_CLOSING = "，。；：、）」』》！？,.;:)]!?”’"


def _pieces(text: str) -> Iterable[str]:
    """Where a line may break: after a space, and around every wide character but before a closing mark."""
    piece = ""
    for char in text:
        breaks = bool(piece) and (piece[-1] == " " or cell_len(char) > 1 or cell_len(piece[-1]) > 1)
        if breaks and char not in _CLOSING and char != " ":
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def safe(text: str) -> str:
    """What somebody wrote, on one line, with nothing in it that hides or steers."""
    return one_line(text)


def safe_lines(text: str) -> str:
    """What somebody wrote, with its line breaks and nothing else in it that hides or steers."""
    return visible(text, keep_newlines=True)
