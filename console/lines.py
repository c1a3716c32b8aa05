"""Lines on a terminal: how wide it is, how wide a text is, and where a long one breaks."""

import os
import sys
from collections.abc import Iterable

_NARROWEST = 60
_USUAL = 80
_CLOSING = frozenset("。，、；：）》」』”’！？")
"""Marks that never begin a line."""


def width() -> int:
    """Columns of the terminal that stdout is, at least 60; 80 where it is none."""
    try:
        found = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):
        found = _USUAL
    return max(found, _NARROWEST)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else len(text) + sum(map(_is_wide, text))


def padded(text: str, to: int) -> str:
    """A text with blanks behind it up to a column."""
    return text + " " * (to - columns(text))


def cut(text: str, to: int) -> str:
    """A text of at most `to` columns, its end left out where it is longer."""
    if columns(text) <= to:
        return text
    kept, taken = "", 0
    for char in text:
        taken += columns(char)
        if taken > to - 3:
            return f"{kept.rstrip()}..."
        kept += char
    return kept


def wrapped(text: str, to: int) -> list[str]:
    """Lines of at most `to` columns, broken at spaces and between ideographs, which are two columns wide."""
    lines, line, taken = [], "", 0
    for piece in pieces(text):
        bare = piece.rstrip()
        if line and taken + columns(bare) > to and piece not in _CLOSING:
            lines.append(line.rstrip())
            line, taken, piece = "", 0, piece.lstrip()
        line += piece
        taken += columns(piece)
    return [*lines, line.rstrip()]


def hanging(first: str, text: str, to: int) -> list[str]:
    """Lines of a text behind what begins its first line, the others set in as far."""
    indent = columns(first)
    head, *more = wrapped(text, max(to - indent, 20))
    return [first + head, *(" " * indent + line for line in more)]


def pieces(text: str) -> Iterable[str]:
    """What a line is never broken inside of: words with the blank behind them, single ideographs."""
    word = ""
    for char in text:
        if _is_wide(char):
            if word:
                yield word
                word = ""
            yield char
        else:
            word += char
            if char == " ":
                yield word
                word = ""
    if word:
        yield word


def _is_wide(char: str) -> bool:
    return char >= "\u1100" and (
        "\u2e80" <= char <= "\ua4cf"
        or "\uac00" <= char <= "\ud7a3"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uff60"
    )
