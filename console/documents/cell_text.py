"""Text as a cell of a workbook may hold it: always text, nothing in it hides, never longer than a cell can be."""

import re
from typing import Final
from xml.sax.saxutils import escape

from domain.text import visible

_TEXT_MOST: Final = 32_767
"""UTF-16 units a cell can hold; longer texts end in ``[...]``."""

_CUT: Final = "[...]"
_ESCAPES_MEET: Final = re.compile("(?<=_x[0-9A-Fa-f]{4})(?=_x[0-9A-Fa-f]{4}_)")
"""Where two texts like ``_x0041_`` share their underscore: the library escapes the first alone."""


def plain(text: str) -> str:
    """A text as a cell may hold it: what hides is made visible, and what is too long is cut with a mark.

    A text that looks to the library like markup of its own is handed over as the markup of that very text.
    """
    shown = visible(text, keep_newlines=True)
    if shown.startswith("<r>") or "_x" in shown:
        runs = _ESCAPES_MEET.split(shown)
        if len(runs) > 1 or shown.endswith("</r>"):
            marked = "".join(f'<r><t xml:space="preserve">{escape(run)}</t></r>' for run in runs)
            return marked if _units(marked) <= _TEXT_MOST else _cut(shown)
    return shown if _units(shown) <= _TEXT_MOST else _cut(shown)


def _units(text: str) -> int:
    return len(text) if len(text) <= _TEXT_MOST // 2 else len(text.encode("utf-16-le")) // 2


def _cut(text: str) -> str:
    kept = text.encode("utf-16-le")[: 2 * (_TEXT_MOST - len(_CUT))]
    return kept.decode("utf-16-le", "ignore") + _CUT
