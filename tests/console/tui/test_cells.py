"""Text by the cells it takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from console.tui.cells import cut, fit, safe, wrap
from console.tui.widgets.columns import Column, widths, written

TEXTS = st.text(st.sampled_from("abc 监督机构，。()\u3000é"), max_size=60)


@given(TEXTS, st.integers(0, 40))
def test_cutting_never_exceeds_the_width(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width
    assert cell_len(fit(text, width)) == width


@given(TEXTS, st.integers(2, 40))
def test_wrapping_keeps_every_character_but_blanks(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(("text", "cut_to"), [("淄测中心医院", "淄测.."), ("abcdefgh", "abcde.."), ("短", "短")])
def test_what_was_cut_shows_it(text: str, cut_to: str) -> None:
    assert cut(text, 7) == cut_to


def test_what_hides_is_shown() -> None:
    assert safe("a\u202eb\x1b[31m\nc") == "a<U+202E>b<U+001B>[31m c"


COLUMNS = (Column(None, 10), Column(None, 10, grow=1, drop=2), Column(None, 10, grow=2, drop=1))


@pytest.mark.parametrize(("room", "expected"), [(62, [10, 20, 30]), (25, [10, 0, 14]), (12, [10, 0, 0])])
def test_columns_give_way_and_grow(room: int, expected: list[int]) -> None:
    assert widths(COLUMNS, room) == expected
    assert cell_len(written(("a", "b", "c"), COLUMNS, room)) == room
