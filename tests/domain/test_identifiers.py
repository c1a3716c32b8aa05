"""Credit codes, local codes, licence numbers and record ids."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from domain.identifiers import (
    Prefix,
    SubjectId,
    format_id,
    format_local_code,
    is_local_code,
    parse_credit_code,
    parse_id,
    parse_institution_code,
    parse_licence,
)
from domain.refusals import Refusal, Refused

VALID = (
    "91350100M000100Y43",
    "91120101MA01000400",
    "12120000401350001W",
    "52370300MJE000013R",
    "91120116MA06ABC11M",
)
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"

prefixes = st.sampled_from(list(Prefix))
years = st.integers(1000, 9999)
numbers = st.integers(1, 999_999_999)


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    """Codes of the right form with a check digit worked out here, from the standard's own weights."""
    body = (
        draw(st.text(LETTERS, min_size=2, max_size=2))
        + draw(st.text("0123456789", min_size=6, max_size=6))
        + draw(st.text(LETTERS, min_size=9, max_size=9))
    )
    total = sum(LETTERS.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return body + LETTERS[(31 - total % 31) % 31]


def refusal_of(code: str) -> Refusal:
    with pytest.raises(Refused) as caught:
        parse_credit_code(code)
    refusal = caught.value.refusal
    assert refusal.code == "value.credit_code"
    assert refusal.field == "code"
    return refusal


@pytest.mark.parametrize("code", VALID)
def test_a_valid_credit_code_is_kept_compact_and_in_upper_case(code: str) -> None:
    assert parse_credit_code(code) == code
    assert parse_credit_code(f"  {code.lower()}\u3000\n") == code


@given(credit_codes())
def test_every_code_of_the_standard_form_is_read(code: str) -> None:
    assert parse_credit_code(code.lower()) == code
    if code[:2].isdigit():
        assert uscc.is_valid(code)


@given(credit_codes(), st.integers(0, 17), st.sampled_from(LETTERS))
def test_one_wrong_character_is_always_caught(code: str, place: int, char: str) -> None:
    wrong = code[:place] + char + code[place + 1 :]
    if wrong == code:
        return
    refusal_of(wrong)


@pytest.mark.parametrize("code", ["", "91350100M000100Y4", "91350100M000100Y433", "91350100-M000100Y4-3"])
def test_a_wrong_length_is_named(code: str) -> None:
    message = refusal_of(code).message
    assert "must be {needed}" in message.template
    assert message.params == {"count": len(code), "needed": 18}


@pytest.mark.parametrize(
    ("code", "place", "words"),
    [
        ("91350100MO00100Y43", 10, "other than"),
        ("9135010XM000100Y43", 8, "must be a digit"),
        ("91350100M000 00Y43", 13, "other than"),
        ("91350100M000100Y4３", 18, "other than"),
        ("91350100M000100Y4ß", 18, "other than"),
        ("9135010²M000100Y43", 8, "must be a digit"),
    ],
)
def test_a_wrong_character_is_named_by_its_place(code: str, place: int, words: str) -> None:
    message = refusal_of(code).message
    assert words in message.template
    assert message.params == {"place": place}


@pytest.mark.parametrize("code", ["91350100M000100Y4Z", "91350100M000100Y42", "91350100M000010Y43"])
def test_a_wrong_check_digit_is_named_and_the_right_one_is_not_given_away(code: str) -> None:
    message = refusal_of(code).message
    if code.endswith("Z"):
        assert message.params == {"place": 18}
    else:
        assert "does not match the others" in message.template
        assert not message.params


@given(st.text(max_size=40))
def test_no_refusal_of_a_code_repeats_what_was_entered(text: str) -> None:
    try:
        parse_institution_code(text)
    except Refused as refused:
        assert refused.refusal.code == "value.credit_code"
        assert set(refused.refusal.message.params) <= {"count", "needed", "place", "example"}
        assert str(refused) == "value.credit_code"


def test_reading_a_code_is_what_loads_stdnum() -> None:
    script = (
        "import sys, domain.identifiers as i\n"
        "assert 'stdnum' not in sys.modules\n"
        "i.parse_credit_code('12120000401350001W')\n"
        "assert 'stdnum' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@given(numbers)
def test_local_codes_read_back(number: int) -> None:
    code = format_local_code(number)
    assert is_local_code(code)
    assert parse_institution_code(f" {code.lower()} ") == code


@pytest.mark.parametrize("text", ["L-", "L-1", "L-0000", "L-00001", "L-12a4", "L-１２３４", "L-0001x"])
def test_a_wrong_local_code_is_refused(text: str) -> None:
    assert not is_local_code(text)
    with pytest.raises(Refused) as caught:
        parse_institution_code(text)
    assert caught.value.refusal.message.params == {"example": "L-0001"}


@pytest.mark.parametrize("number", [0, -1, 10**9])
def test_a_local_code_has_a_number_of_one_or_more(number: int) -> None:
    with pytest.raises(ValueError, match="1 or more"):
        format_local_code(number)


def test_an_institution_is_named_by_either_code() -> None:
    assert parse_institution_code("52370300mje000013r") == "52370300MJE000013R"
    assert parse_institution_code("L-0001") == "L-0001"


def test_a_licence_number_of_todays_form_passes_without_a_word() -> None:
    assert parse_licence("pdy000114 370303 11 a1001") == ("PDY00011437030311A1001", None)
    assert parse_licence("PDY00011-4 37030311A1001") == ("PDY00011437030311A1001", None)


@pytest.mark.parametrize(
    ("text", "kept", "words"),
    [
        ("12345678-X370303", "12345678X370303", "today's have"),
        ("PDY0001143703A311A1001", "PDY0001143703A311A1001", "usual form"),
        ("", "", "today's have"),
    ],
)
def test_any_other_licence_number_is_kept_with_a_warning(text: str, kept: str, words: str) -> None:
    number, warning = parse_licence(text)
    assert number == kept
    assert warning is not None
    assert words in warning.template


@given(prefixes, years, numbers)
def test_ids_read_back(prefix: Prefix, year: int, number: int) -> None:
    text = format_id(prefix, year, number)
    assert parse_id(f" {text.lower()} ") == SubjectId(prefix, year, number)
    assert str(parse_id(text, prefix)) == text


def test_an_id_looks_as_people_write_it() -> None:
    assert format_id("CL", 2024, 3) == "CL-2024-0003"
    assert format_id(Prefix.COMPLAINT, 2024, 12345) == "TS-2024-12345"
    assert parse_id("HC-2024-0031").prefix is Prefix.CASE


@pytest.mark.parametrize(
    "text",
    [
        "", "CL", "CL-2024", "CL-2024-3", "CL-2024-0000", "CL-2024-00003", "CL-24-0003", "CL-0024-0003",
        "XX-2024-0003", "CL 2024 0003", "CL-2024-0003-1", "CL-２０２４-0003", "\u017fq-2024-0003", "CL-2024-0003\x00",
    ],
)  # fmt: skip
def test_what_is_no_id_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_id(text, field="subject")
    refusal = caught.value.refusal
    assert (refusal.code, refusal.field) == ("value.id", "subject")
    assert refusal.message.params == {"example": "TS-2024-0003"}


def test_only_the_wanted_kinds_of_id_are_taken() -> None:
    assert parse_id("JC-2024-0001", "JC", "HC").number == 1
    with pytest.raises(Refused) as caught:
        parse_id("CL-2024-0001", "JC", "HC")
    assert caught.value.refusal.message.params == {"example": "JC-2024-0003"}


@pytest.mark.parametrize(("prefix", "year", "number"), [("ZZ", 2024, 1), ("CL", 24, 1), ("CL", 2024, 0)])
def test_an_id_that_cannot_be_is_our_mistake(prefix: str, year: int, number: int) -> None:
    with pytest.raises(ValueError, match=r"ZZ|four digits"):
        format_id(prefix, year, number)
