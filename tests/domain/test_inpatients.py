"""In-patients are named by hospital number and initials, never so that a person can be told."""

import pytest

from domain.inpatients import parse_hospital_number, parse_initials
from domain.refusals import Refused


@pytest.mark.parametrize(
    ("typed", "kept"), [("2025-0117", "2025-0117"), (" zy00123 ", "ZY00123"), ("１２３", "123"), ("A.12/7", "A.12/7")]
)
def test_hospital_numbers(typed: str, kept: str) -> None:
    assert parse_hospital_number(typed, field="add") == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "李忠",
        "LZ",
        "2025 0117",
        "李忠2025",
        "370303198001011234",
        "37030319800101123X",
        "37030319800101123x",
        "370303-19800101-1234",
        "370303800101123",
        "13800138000",
        "8613800138000",
        "1" * 41,
    ],
)
def test_what_names_a_person_or_nothing(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_hospital_number(typed, field="add")
    assert (refused.value.refusal.code, refused.value.refusal.field) == ("inpatient.number", "add")
    assert not typed or typed not in repr(refused.value.refusal)


@pytest.mark.parametrize(("typed", "kept"), [("lz", "LZ"), ("L.Z.", "LZ"), ("ＬＺ", "LZ"), ("o y x", "OYX")])
def test_initials(typed: str, kept: str) -> None:
    assert parse_initials(typed, field="add") == kept


@pytest.mark.parametrize("typed", ["", "李忠", "Li Zhong", "LZ1", "ABCDE", "Л"])
def test_names_are_no_initials(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_initials(typed, field="add")
    assert (refused.value.refusal.code, refused.value.refusal.field) == ("inpatient.initials", "add")
    assert len(typed) < 3 or typed not in repr(refused.value.refusal)
