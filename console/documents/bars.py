"""Charts of bars as SVG inside a page: no script, nothing from elsewhere, every text only ever text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Final

from console.lines import cut
from domain.text import one_line

_WIDTH, _LABEL, _NUMBER = 720, 216, 110
"""Units of the drawing: all of it, the room for labels, and for the numbers behind the bars."""

_BAR, _PITCH, _TOP = 16, 24, 6
_LABEL_COLUMNS: Final = 26
_SERIES: Final = ("first", "second")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: `size` is None where it is not shown; `written` is the number as it stands behind it."""

    label: str
    size: Decimal | None
    written: str
    series: int = 0


def bars_svg(key: str, title: str, told: str, bars: Sequence[Bar]) -> Iterator[str]:
    """The drawing, line by line; `key` makes its ids, `told` says in words where the same numbers stand."""
    height = _TOP * 2 + _PITCH * len(bars)
    yield (
        f'<svg class="bars" role="img" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
        f' aria-labelledby="{key}-title {key}-told">'
    )
    yield f'<title id="{key}-title">{_text(title)}</title>'
    yield f'<desc id="{key}-told">{_text(told)}</desc>'
    most = max((bar.size for bar in bars if bar.size is not None), default=Decimal(0))
    room = _WIDTH - _LABEL - _NUMBER
    for number, bar in enumerate(bars):
        top = _TOP + number * _PITCH
        middle = top + _BAR - 3
        length = _length(bar.size, most, room)
        yield f'<text class="label" x="{_LABEL - 10}" y="{middle}">{_text(cut(bar.label, _LABEL_COLUMNS))}</text>'
        if length:
            yield f'<rect class="{_SERIES[bar.series]}" x="{_LABEL}" y="{top}" width="{length}" height="{_BAR}"/>'
        yield f'<text x="{_LABEL + length + 6}" y="{middle}">{_text(bar.written)}</text>'
    yield f'<line x1="{_LABEL}" y1="0" x2="{_LABEL}" y2="{height}"/>'
    yield "</svg>"


def _length(size: Decimal | None, most: Decimal, room: int) -> int:
    """In proportion, rounded down, but one at least for what there is; nothing where nothing is shown."""
    return max(int(size * room / most), 1) if size is not None and size > 0 else 0


def _text(text: str) -> str:
    return escape(one_line(text))
