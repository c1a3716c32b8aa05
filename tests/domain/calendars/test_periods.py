"""Periods as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import Period
from domain.calendars.periods import LONGEST, Unit
from domain.refusals import Refused


@pytest.mark.parametrize(
    ("text", "n", "unit"),
    [
        ("20wd", 20, "wd"),
        ("7d", 7, "d"),
        ("1m", 1, "m"),
        ("-1m", -1, "m"),
        ("1y", 1, "y"),
        ("+20wd", 20, "wd"),
        (" 20 WD ", 20, "wd"),
        ("２０ｗｄ", 20, "wd"),  # full width
        ("20个工作日", 20, "wd"),
        ("7日", 7, "d"),
        ("1个月", 1, "m"),
        ("1年", 1, "y"),
    ],
)
def test_what_is_read(text: str, n: int, unit: Unit) -> None:
    assert Period.parse(text) == Period(n, unit)


@pytest.mark.parametrize(
    "text",
    [
        "20",
        "",
        "wd",
        "20w",
        "0d",
        "0wd",
        "1.5d",
        "--1m",
        "1m1d",
        "20wd x",
        "99999d",
        "6000wd",
        "101y",
        "1月",
        "d" * 999,
    ],
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        Period.parse(text, "period")
    assert caught.value.refusal.code == "value.period"
    assert caught.value.refusal.field == "period"


@given(st.sampled_from(["wd", "d", "m", "y"]), st.integers(1, 100), st.sampled_from([1, -1]))
def test_text_and_back(unit: Unit, n: int, sign: int) -> None:
    assert Period.parse(str(Period(sign * n, unit))) == Period(sign * n, unit)


@pytest.mark.parametrize("unit", ["wd", "d", "m", "y"])
def test_the_longest_is_included(unit: Unit) -> None:
    assert Period(-LONGEST[unit], unit).n == -LONGEST[unit]
    with pytest.raises(Refused):
        Period(LONGEST[unit] + 1, unit)
