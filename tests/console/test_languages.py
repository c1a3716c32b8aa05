"""Languages: every sentence of the code is translated, and what is rendered is what was meant."""

import ast
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from console.i18n import CHINESE, ENGLISH, catalogue, language_named, parse_catalogue, render
from domain.messages import Bilingual, msg

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "console" / "locale" / "zh_CN" / "LC_MESSAGES" / "jiandu.po"
_PARAMETER = re.compile(r"\{([a-z_]+)\}")
_QUOTED = re.compile(r"msg\('")
_HAN = re.compile("[\u4e00-\u9fff]")


@cache
def _sentences() -> frozenset[str]:
    found = set()
    for floor in ("console", "sanctions", "db", "domain"):
        for _, _, message, _, _ in extract_from_dir(str(ROOT / floor), keywords={"msg": None}):
            assert isinstance(message, str)
            found.add(message)
    return frozenset(found)


def test_every_sentence_is_translated() -> None:
    assert sorted(_sentences() - catalogue(CHINESE).keys()) == [], "run make locale, then fill in what is empty"


def test_a_sentence_inside_an_f_string_stands_elsewhere_too() -> None:
    """What extracts the sentences does not look into f-strings."""
    inside: set[str] = set()
    for floor in ("console", "sanctions", "db", "domain"):
        for file in (ROOT / floor).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            if _QUOTED.search(text) is None:
                continue
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "msg" and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        inside.add(first.value)
    assert len(inside) > 10
    assert sorted(inside - _sentences()) == []


def test_no_translation_is_left_over() -> None:
    assert sorted(catalogue(CHINESE).keys() - _sentences()) == [], "run make locale"


def test_translations_keep_the_parameters() -> None:
    differing = [
        source
        for source, target in catalogue(CHINESE).items()
        if set(_PARAMETER.findall(source)) != set(_PARAMETER.findall(target))
    ]
    assert differing == []


def test_sentences_are_english_and_plain() -> None:
    assert [sentence for sentence in _sentences() if _HAN.search(sentence)] == []
    for sentence in _sentences():
        assert set(re.findall(r"\{[^}]*\}", sentence)) == {f"{{{name}}}" for name in _PARAMETER.findall(sentence)}


def test_the_catalogue_reads_as_others_read_it() -> None:
    with FILE.open("rb") as file:
        theirs = {
            str(entry.id): str(entry.string) for entry in read_po(file) if entry.id and entry.string and not entry.fuzzy
        }
    assert parse_catalogue(FILE.read_text(encoding="utf-8")) == theirs


def test_nothing_in_the_catalogue_is_uncertain_or_left_over() -> None:
    with FILE.open("rb") as file:
        entries = read_po(file)
    assert [entry.id for entry in entries if entry.fuzzy and entry.id] == []
    assert list(entries.obsolete) == []


def test_what_is_unfinished_is_left_out() -> None:
    text = (
        'msgid ""\nmsgstr "Language: x\\n"\n\n'
        '#, fuzzy\nmsgid "a"\nmsgstr "1"\n\n'
        '#~ msgid "b"\n#~ msgstr "2"\n\n'
        'msgid "c"\nmsgstr ""\n\n'
        '# note\n#: place\nmsgid ""\n"d\\n"\n"\\"e\\" \\\\"\nmsgstr ""\n"3\\n"\n"4"\n'
    )
    assert parse_catalogue(text) == {'d\n"e" \\': "3\n4"}


def test_parameters_are_rendered_in_the_language() -> None:
    words = msg("{first}: {rest}", first=msg("Weekend"), rest=(Bilingual("约谈", "talk"), date(2024, 9, 6), 3))
    assert render(words, ENGLISH) == "Weekend: talk, 2024-09-06, 3"
    assert render(words, CHINESE) == "周末: 约谈、2024-09-06、3"


@pytest.mark.parametrize("text", ["{x}", "{0}", "{", "%s", "{field.__class__}"])
def test_what_people_wrote_is_never_a_template(text: str) -> None:
    assert render(msg("It says {what}.", what=text), ENGLISH) == f"It says {text}."


def test_what_hides_is_marked() -> None:
    assert render(msg("{a}", a="x\u202ey\x1b\n"), ENGLISH) == "x<U+202E>y<U+001B><U+000A>"


def test_a_parameter_that_is_missing_stays_visible() -> None:
    assert render(msg("There is no {subject} here."), ENGLISH) == "There is no {subject} here."


@pytest.mark.parametrize(
    ("name", "language"),
    [("zh_CN.UTF-8", CHINESE), ("zh-Hans", CHINESE), ("en_GB", ENGLISH), ("C", None), ("", None), ("fr_FR", None)],
)
def test_languages_by_name(name: str, language: str | None) -> None:
    assert language_named(name) == language
