"""What can be searched: one form for texts and words, their pairs, and where a word stands in what was entered."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.refusals import Refused
from domain.searching import (
    DAYS,
    MOST_TEXT,
    SEARCHED,
    day_of,
    folded,
    grams,
    pairs,
    searchable,
    spotted,
    texts,
    words_of,
)
from domain.states import aggregates
from domain.states.attachments import Attachment
from domain.states.complaints import Complaint
from domain.states.institutions import Agreement, Institution, Named
from tests.texts import TEXTS


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ＣＴ检查", "ct检查"),
        ("〔２０２４〕第12号", "〔2024〕第12号"),
        ("㈱样测", "(株)样测"),
        ("  多  个\n空\u3000格 ", "多 个 空 格"),
        ("a\x00b\ud800c", "a b c"),
        ("Straße", "strasse"),
    ],
)
def test_width_case_and_white_space_make_no_difference(typed: str, kept: str) -> None:
    assert folded(typed) == kept


def test_a_mark_makes_another_character() -> None:
    assert folded("e\u0301") == "é" != folded("e")


@given(TEXTS, st.integers(0, 40), st.integers(1, 8))
def test_a_text_holds_every_pair_of_what_it_holds(text: str, start: int, length: int) -> None:
    kept = folded(text)
    part = kept[start : start + length]
    assert set(pairs(part)) <= set(grams(kept))
    if len(part) == 1:
        assert any(gram.startswith(part) for gram in grams(kept))


@given(TEXTS, st.integers(0, 40), st.integers(1, 8))
@example("甲乙　 丙丁", 1, 3)
@example("㈱甲乙", 0, 1)
def test_a_word_is_spotted_where_it_stands(text: str, start: int, length: int) -> None:
    word = folded(folded(text)[start : start + length])
    at = spotted(text, word) if word else None
    if at is not None:
        assert word in folded(text[slice(*at)])


def test_a_word_is_spotted_in_what_was_entered() -> None:
    assert spotted("检查ＣＴ两次", "ct") == (2, 4)
    assert spotted("㈱样测", "株") == (0, 1)
    assert spotted("没有", "别的") is None


def test_words_are_bounded() -> None:
    assert words_of(["  处罚 ", "处罚", "", "ＡＢ"]) == ("处罚", "ab")
    assert words_of(["甲" * 200]) == ("甲" * 200,)
    for given_words, code in ((["", " \u3000"], "value.empty"), (["甲" * 201], "value.too_long")):
        with pytest.raises(Refused) as refused:
            words_of(given_words)
        assert refused.value.refusal.code == code


def test_what_is_searched_is_a_kind_of_record() -> None:
    nouns = {aggregate.noun for aggregate in aggregates()}
    assert set(SEARCHED) <= nouns
    assert set(DAYS) == set(SEARCHED) - {"institution"}


def test_former_names_are_searched_and_the_code() -> None:
    names = (
        Named(name="津测第一医院", from_day=date(2020, 1, 1)),
        Named(name="津测骨科医院", from_day=date(2024, 1, 1)),
    )
    one = Institution(id="institution:52370300MJE000013R", code="52370300MJE000013R", name="津测骨科医院", names=names)
    assert searchable(one) == "52370300mje000013r\n津测第一医院\n津测骨科医院"
    assert day_of(one) is None


def test_an_agreement_is_told_by_its_number() -> None:
    one = Agreement(
        id="agreement:淄协2024-1",
        number="淄协2024-1",
        service="medical",
        from_day=date(2024, 1, 1),
        until=date(2024, 12, 31),
    )
    assert next(texts(one)) == ("id", "淄协2024-1")
    assert day_of(one) == date(2024, 1, 1)


def test_the_name_of_a_sealed_file_is_not_searched() -> None:
    def file(sealed: bool) -> Attachment:
        return Attachment(
            id="FJ-2024-0001",
            subject="TS-2024-0001",
            name="张某的信.pdf",
            kind="letter",
            sha256="0" * 64,
            size=1,
            added_on=date(2024, 1, 1),
            sealed=sealed,
        )

    assert "张某" in (searchable(file(sealed=False)) or "")
    assert "张某" not in (searchable(file(sealed=True)) or "")


def test_a_text_without_end_is_cut() -> None:
    one = Complaint(
        id="TS-2024-0001",
        received=date(2024, 1, 1),
        channel="phone",
        nature="complaint",
        summary="甲" * 200_000,
        status="received",
    )
    assert len(searchable(one) or "") == MOST_TEXT
