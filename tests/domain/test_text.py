"""Text as it is kept, and as it is shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.messages import msg
from domain.refusals import Refusal, Refused
from domain.text import clean, one_line, visible

anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


def refusal_of(text: str, limit: int = 10, *, long: bool = False) -> Refusal:
    with pytest.raises(Refused) as caught:
        clean(text, limit, "summary", long=long)
    assert caught.value.refusal.field == "summary"
    return caught.value.refusal


def test_a_short_text_is_one_line_without_blanks_at_its_ends() -> None:
    assert clean("  淄测\r\n中心\t医院\u3000", 20, "name") == "淄测 中心 医院"


def test_a_long_text_keeps_its_lines() -> None:
    assert clean(" 一\r\n\r\n  二\r三\u2028四 \n", 20, "text", long=True) == "一\n\n  二\n三\n四"


def test_text_is_kept_composed() -> None:
    assert clean("Cafe\u0301", 4, "name") == "Caf\u00e9"


def test_a_text_at_its_limit_fits_and_one_more_does_not() -> None:
    assert clean("监" * 10, 10, "summary") == "监" * 10
    refusal = refusal_of("监" * 11)
    assert refusal.code == "value.too_long"
    assert refusal.message.params == {"field": "summary", "count": 11, "limit": 10}


@pytest.mark.parametrize("text", ["", "  \n", "\u200b\u200d", "\u3164 \u2800", "\u202e\t"])
def test_a_text_of_which_nothing_shows_is_empty(text: str) -> None:
    assert refusal_of(text).code == "value.empty"
    assert refusal_of(text, long=True).code == "value.empty"


def test_a_text_that_may_be_missing_may_be_empty() -> None:
    assert clean("  ", 10, "note", required=False) == ""


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", b"\xff\xfe".decode("utf-8", "surrogateescape")])
def test_what_no_database_can_hold_is_refused(text: str) -> None:
    assert refusal_of(text).code == "value.not_text"


def test_a_refusal_can_call_the_field_by_its_own_words() -> None:
    label = msg("Summary")
    with pytest.raises(Refused) as caught:
        clean("", 10, "summary", label=label)
    assert caught.value.refusal.message.params == {"field": label}


@given(anything, st.booleans())
def test_clean_is_settled_bounded_and_never_repeats_the_text(text: str, long: bool) -> None:
    try:
        kept = clean(text, 30, "summary", long=long)
    except Refused as refused:
        assert set(refused.refusal.message.params) <= {"field", "count", "limit"}
        return
    assert 0 < len(kept) <= 30
    assert kept == kept.strip() == unicodedata.normalize("NFC", kept)
    assert long or "\n" not in kept
    assert clean(kept, 30, "summary", long=long) == kept
    kept.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202e\u5e74", "<U+202E>\u5e74"),
        ("\x1b[31m", "<U+001B>[31m"),
        ("a\x07\x7f\x9b", "a<U+0007><U+007F><U+009B>"),
        ("医\u200b院\ufeff", "医<U+200B>院<U+FEFF>"),
        ("\u2066\u2069\u061c", "<U+2066><U+2069><U+061C>"),
        ("\u3164\u115f\u2800\u034f", "<U+3164><U+115F><U+2800><U+034F>"),
        ("\U000e0041", "<U+E0041>"),
        ("医\ufe00\U000e0100", "医<U+FE00><U+E0100>"),
        ("a\u00a0b\u00adc", "a<U+00A0>b<U+00AD>c"),
        ("\ue863", "<U+E863>"),
        ("\ud800", "<U+D800>"),
        ("\ufffe\U0002ffff", "<U+FFFE><U+2FFFF>"),
        ("a\tb\nc\rd\u2028", "a<U+0009>b<U+000A>c<U+000D>d<U+2028>"),
    ],
)
def test_what_hides_becomes_a_mark(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text", ["津测医院（东院）", "一\u3000二", "[bold]x[/bold]", "café", "①—…·", "𠮷\U00031350", "<U+202E>", ""]
)
def test_what_shows_stays(text: str) -> None:
    assert visible(text) == text


def test_line_breaks_stay_where_asked_for() -> None:
    assert visible("一\r\n二\n\x1b三\r四", keep_newlines=True) == "一\n二\n<U+001B>三<U+000D>四"


def test_one_line_folds_white_space_and_marks_the_rest() -> None:
    assert one_line(" 一\r\n二\t\t三 \u202e四 ") == "一 二 三 <U+202E>四"


@given(anything)
def test_nothing_that_steers_is_left(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert "\n" not in one_line(text)
    shown.encode("utf-8")
