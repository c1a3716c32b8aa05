"""Every letter on the sample of each rulebook, once for each that fits; ``JIANDU_UPDATE_SNAPSHOTS=1`` writes anew."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Reader, Store
from domain.rulebook.loader import load
from domain.rulebook.quotes import source_text, stands_in
from domain.states import aggregate_of
from domain.states.measures import Measure
from sanctions.letters.catalogue import LETTERS, Letter, fields_of, letters_about, sample_values, values_of
from sanctions.letters.making import letter
from sanctions.letters.templates import source_of
from sanctions.letters.values.plain import Plain, fields
from sanctions.papers.rendering import render, text_of
from sanctions.papers.sources import template_of
from sanctions.reading import each
from sanctions.sample.world import TODAY
from tests.samples import sample_file
from tests.sanctions.letters.fitting import subjects_of

UPDATE = os.environ.get("JIANDU_UPDATE_SNAPSHOTS") == "1"
GOLDEN = Path(__file__).parent / "golden"
PACKS = ("zibo-2023", "tianjin-2024")
BY_KIND = ("notice", "decision")
"""Letters that say something else for each kind of measure."""
NOT_IN_THE_SAMPLE = {"minutes"}
NEVER = ("处罚", "制裁", "案件", "骗保")
"""PRACTICE 2 and 8; fines and prosecution are another body's."""
OF_OTHERS = {"referral-letter", "transfer-letter"}
"""Papers to the body that determines whether it was fraud, and may name what it is to determine."""


@pytest.fixture(scope="module", params=PACKS)
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Reader]]:
    """The sample on a rulebook, to be read."""
    store = Store.open(str(sample_file(tmp_path_factory, request.param)), read_only=True)
    with store.read() as reader:
        yield request.param, reader
    store.close()


def test_each_letter_of_the_sample_says_what_it_said(city: tuple[str, Reader]) -> None:
    pack, reader = city
    made: dict[str, list[str]] = {}
    for one in LETTERS.values():
        for name, subject in _picked(reader, one):
            paper = letter(reader, one.id, subject, on=TODAY)
            made[name] = paper.text
            assert (paper.whose, paper.name) == ("shipped", f"{subject}-{one.id}.docx")
    assert {name.partition(".")[0] for name in made} == set(LETTERS) - NOT_IN_THE_SAMPLE
    for name, text in made.items():
        _compare(f"{pack}/{name}", text)
        said = "\n".join(text).replace("审理行政协议案件若干问题的规定", "")
        assert not [word for word in NEVER if word in said], name
        assert "骗取" not in said or name in OF_OTHERS, name
        # A value that is missing leaves no hole in a sentence.
        assert not [mark for mark in ("。。", "，，", "（）", "“”", "None", "于，", "{{", "{%") if mark in said], name


def test_the_minutes_and_a_sheet_of_several_levels_print_who_stood_in() -> None:
    told = {id: text_of(_of_sample(id)) for id in ("minutes", "approval-sheet")}
    for id, text in told.items():
        _compare(f"sample/{id}", text)
    assert any("王某(代赵某)" in line for line in told["approval-sheet"])


def test_values_always_have_the_shape_of_the_example(city: tuple[str, Reader]) -> None:
    _, reader = city
    for noun in ("measure", "inspection", "complaint", "application", "recovery", "case"):
        told = letters_about(noun)
        assert told
        for one in told:
            for subject in subjects_of(reader, one)[:2]:
                given = values_of(reader, one.id, subject, on=TODAY)
                assert _shape(given) <= _shape(sample_values(one.id))


def test_quotations_are_the_notices_own_words(city: tuple[str, Reader]) -> None:
    pack, reader = city
    notice = load(pack).notice
    assert notice is not None
    assert notice.source is not None
    source, agreed = source_text(notice.source), 0
    for measure in each(reader, Measure):
        fitting = [one for one in letters_about("measure") if measure.id in subjects_of(reader, one)]
        if not fitting:
            continue
        told = values_of(reader, fitting[0].id, measure.id, on=TODAY)
        rules = told["basis"]
        assert isinstance(rules, list)
        for rule in rules:
            assert isinstance(rule, dict)
            if rule["quote"]:
                assert stands_in(str(rule["quote"]), source), measure.id
                assert notice.title in str(rule["cited"])
        assert isinstance(told["clause"], dict)
        agreed += bool(told["clause"]["quote"])
        # What the record does not hold is not made up.
        assert bool(told["clause"]["clause"]) == (measure.agreement_clause is not None)
    assert agreed


def test_our_texts_name_no_place_and_no_local_word() -> None:
    local = {word.zh for pack in PACKS for rule in load(pack).measures.values() for word in rule.words}
    places = {place.name.zh for pack in PACKS if (place := load(pack).place) is not None}
    # These two are what national rules call it, too, and titles of papers.
    generic = {
        "约谈",
        "限期整改",
        "移送",
        "责令限期整改",
        "暂停结算",
        "暂停协议",
        "不予拨付",
        "拒付费用",
        "终止服务协议",
    }
    for id in LETTERS:
        text = source_of(id, "common")
        assert not [word for word in (local - generic) | places if word in text], id


def _of_sample(id: str) -> bytes:
    values = sample_values(id)
    return render(
        template_of(source_of(id, "common")),
        values,
        fields=values,
        name=id,
        title="",
        author="",
        day=TODAY,
        identifier="",
    )


def _picked(reader: Reader, one: Letter) -> Iterator[tuple[str, str]]:
    """The first subject it fits, or the first of each kind of measure where it says something else for each."""
    found: dict[str, str] = {}
    for subject in subjects_of(reader, one):
        name = one.id
        if len(one.about) > 1:
            name = f"{one.id}.{aggregate_of(subject).noun}"
        if one.id in BY_KIND:
            state = reader.get(aggregate_of(subject).state, subject)
            assert isinstance(state, Measure)
            name = f"{one.id}.{state.kind}{'-objective' if state.nature == 'objective' else ''}"
        found.setdefault(name, subject)
    yield from found.items()


def _compare(name: str, text: list[str]) -> None:
    path = GOLDEN / f"{name}.txt"
    told = "\n".join(text) + "\n"
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(told, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == told, f"{name}: JIANDU_UPDATE_SNAPSHOTS=1 writes it anew"


def _shape(values: dict[str, Plain]) -> set[str]:
    return set(fields(_with_rows(values)))


def _with_rows(values: dict[str, Plain]) -> dict[str, Plain]:
    """Without lists that are empty: they have no row to look at."""
    kept: dict[str, Plain] = {}
    for name, part in values.items():
        if isinstance(part, dict):
            kept[name] = _with_rows(part)
        elif isinstance(part, list):
            rows = [_with_rows(row) if isinstance(row, dict) else row for row in part[:1]]
            if rows:
                kept[name] = rows
        else:
            kept[name] = part
    return kept


def test_fields_are_listed_as_a_template_names_them() -> None:
    named = fields_of("decision")
    assert {"measure.word", "findings[].text", "basis[].quote", "remedy.review_until", "agency.name"} <= set(named)
