"""Amounts in Chinese capitals, read back by a reader that was not made from the writer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import LIMIT_FEN, capitals

_DIGIT = {digit: n for n, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
_UNIT = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(text: str) -> int:
    """Fen from capitals: every digit times its place, places times their group."""
    sign = -1 if text.startswith("负") else 1
    whole, _, rest = text.removeprefix("负").partition("元") if "元" in text else ("", "", text.removeprefix("负"))
    fen = digit = 0
    for char in rest:
        if char in _DIGIT:
            digit = _DIGIT[char]
        elif char == "角":
            fen, digit = fen + digit * 10, 0
        elif char == "分":
            fen, digit = fen + digit, 0
    yuan = group = digit = 0
    for char in whole:
        if char in _DIGIT:
            digit = _DIGIT[char]
        elif char in _UNIT:
            group, digit = group + digit * _UNIT[char], 0
        elif char == "万":
            # Ten thousands of what stands since the last 亿.
            above, below = divmod(yuan, 10**8)
            yuan, group, digit = above * 10**8 + (below + group + digit) * 10_000, 0, 0
        else:
            assert char == "亿"
            yuan, group, digit = (yuan + group + digit) * 10**8, 0, 0
    return sign * ((yuan + group + digit) * 100 + fen)


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (105, "壹元零伍分"),
        (150, "壹元伍角整"),
        (1_000, "壹拾元整"),
        (12_600_000, "壹拾贰万陆仟元整"),
        (10_001_000, "壹拾万零壹拾元整"),
        (10_000_100, "壹拾万零壹元整"),
        (3_005_000, "叁万零伍拾元整"),
        (10_001_000_100, "壹亿零壹万零壹元整"),
        (-500, "负伍元整"),
        (LIMIT_FEN - 1, "玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_capitals_as_vouchers_write_them(fen: int, text: str) -> None:
    assert capitals(fen) == text
    assert read_back(text) == fen


@given(
    st.one_of(
        st.integers(-LIMIT_FEN, LIMIT_FEN - 1),
        # Amounts with many empty places are where such writing goes wrong.
        st.lists(st.tuples(st.integers(0, 12), st.integers(1, 9)), max_size=3).map(
            lambda places: sum(digit * 10**place for place, digit in places)
        ),
    )
)
def test_capitals_read_back_give_the_amount(fen: int) -> None:
    text = capitals(fen)
    assert read_back(text) == fen
    assert "零零" not in text
    assert text.endswith(("整", "分"))
