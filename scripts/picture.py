"""The screen as an SVG picture, every character in its cells: Chinese ones take two, which other drawers forget."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME
from textual.strip import Strip

CELL, LINE, MARGIN = 10.0, 22.0, 12
"""A cell, a line and the margin around, in units of the picture."""
NARROW, WIDE = 16, 19
"""Letters one cell wide, and characters two cells wide."""
FONTS: Final = '"DejaVu Sans Mono", "Sarasa Mono SC", "Noto Sans Mono CJK SC", "Noto Sans CJK SC", monospace'
BACK: Final = SVG_EXPORT_THEME.background_color


def drawn(strips: Sequence[Strip], width: int) -> str:
    """The picture of a screen `width` cells wide; its text can be selected and read aloud."""
    across, down = width * CELL + 2 * MARGIN, len(strips) * LINE + 2 * MARGIN
    parts = [
        f'<svg viewBox="0 0 {across:g} {down:g}" xmlns="http://www.w3.org/2000/svg" font-family=\'{FONTS}\'>',
        f'<rect width="{across:g}" height="{down:g}" rx="8" fill="{BACK.hex}"/>',
    ]
    for number, strip in enumerate(strips):
        parts += _line(strip, MARGIN + number * LINE)
    return "\n".join([*parts, "</svg>", ""])


def _line(strip: Iterable[Segment], top: float) -> Iterator[str]:
    """Backgrounds, then texts, of one line."""
    at = 0
    texts = []
    for segment in strip:
        style = segment.style or Style()
        cells = cell_len(segment.text)
        left, (fore, back) = MARGIN + at * CELL, _colours(style)
        if back != BACK:
            yield (
                f'<rect x="{left:g}" y="{top:g}" width="{cells * CELL:g}" height="{LINE:g}"'
                f' fill="{back.hex}" shape-rendering="crispEdges"/>'
            )
        # Spaces are only where the next text begins.
        for text, begin in _runs(segment.text):
            texts.append(_text(text, MARGIN + (at + begin) * CELL, top, fore, style))
        at += cells
    yield from texts


def _runs(text: str) -> Iterator[tuple[str, int]]:
    """The words of a text with the cell each begins in, wide characters apart from narrow ones."""
    at = 0
    for (_, blank), group in groupby(text, key=lambda one: (cell_len(one), one.isspace())):
        run = "".join(group)
        if not blank:
            yield run, at
        at += cell_len(run)


def _text(text: str, left: float, top: float, fore: ColorTriplet, style: Style) -> str:
    cells = cell_len(text)
    looks = ' font-weight="bold"' if style.bold else ""
    looks += ' text-decoration="underline"' if style.underline else ""
    return (
        f'<text x="{left:g}" y="{top + LINE * 0.76:g}" fill="{fore.hex}"{looks}'
        f' font-size="{WIDE if cells > len(text) else NARROW}" textLength="{cells * CELL:g}">{escape(text)}</text>'
    )


def _colours(style: Style) -> tuple[ColorTriplet, ColorTriplet]:
    """What a style is written in and on."""
    fore, back = _colour(style.color, front=True), _colour(style.bgcolor, front=False)
    if style.reverse:
        fore, back = back, fore
    if style.dim:
        fore = ColorTriplet(*((one + other) // 2 for one, other in zip(fore, back, strict=True)))
    return fore, back


def _colour(colour: Color | None, *, front: bool) -> ColorTriplet:
    default = SVG_EXPORT_THEME.foreground_color if front else BACK
    return default if colour is None or colour.is_default else colour.get_truecolor(SVG_EXPORT_THEME, front)
