"""Yuan as people write them, fen as we keep them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import LIMIT_FEN, grouped, parse_yuan, yuan
from domain.refusals import Refused

amounts = st.integers(0, LIMIT_FEN - 1)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.50", 123450),
        ("1234.5", 123450),
        ("126000", 12600000),
        ("126,000.00", 12600000),
        (" 0.01\u3000", 1),
        ("0", 0),
        ("000.10", 10),
        ("１，２３４．５０", 123450),
        ("99,999,999,999.99", LIMIT_FEN - 1),
        ("00000000000000000001.00", 100),
    ],
)
def test_yuan_are_read_to_the_fen(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.234", "two decimals"),
        ("1.000", "two decimals"),
        ("-1", "not an amount"),
        ("+1", "not an amount"),
        ("1e3", "not an amount"),
        ("1E3", "not an amount"),
        ("", "not an amount"),
        ("  ", "not an amount"),
        (".5", "not an amount"),
        ("1.", "not an amount"),
        ("1,23", "not an amount"),
        ("12,34,567", "not an amount"),
        ("1234,567", "not an amount"),
        ("1 234", "not an amount"),
        ("1_000", "not an amount"),
        ("0x10", "not an amount"),
        ("inf", "not an amount"),
        ("nan", "not an amount"),
        ("10²", "not an amount"),
        ("①", "not an amount"),
        ("١٢٣", "not an amount"),
        ("一百", "not an amount"),
        ("－1", "not an amount"),
        ("100\x00", "not an amount"),
        ("100000000000", "too large"),
        ("100,000,000,000.00", "too large"),
        ("9" * 100_000, "too large"),
    ],
)
def test_anything_else_is_refused_by_its_fault(text: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_yuan(text, field="bill")
    refusal = caught.value.refusal
    assert (refusal.code, refusal.field) == ("value.money", "bill")
    assert words in refusal.message.template
    assert refusal.message.params["field"] == "bill"


@given(amounts)
def test_what_we_write_we_read(fen: int) -> None:
    assert parse_yuan(yuan(fen)) == fen
    assert parse_yuan(grouped(fen)) == fen


@given(st.text(max_size=20))
def test_any_text_is_an_amount_in_bounds_or_refused(text: str) -> None:
    try:
        assert 0 <= parse_yuan(text) < LIMIT_FEN
    except Refused as refused:
        assert refused.refusal.code == "value.money"
        assert set(refused.refusal.message.params) <= {"field", "example", "limit"}


@pytest.mark.parametrize(
    ("fen", "plain", "with_commas"),
    [
        (0, "0.00", "0.00"),
        (5, "0.05", "0.05"),
        (12600000, "126000.00", "126,000.00"),
        (-5, "-0.05", "-0.05"),
        (-123450, "-1234.50", "-1,234.50"),
    ],
)
def test_money_is_written_with_two_places(fen: int, plain: str, with_commas: str) -> None:
    assert yuan(fen) == plain
    assert grouped(fen) == with_commas
