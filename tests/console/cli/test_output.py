"""What is printed: one JSON document, plain tables, nothing that hides or steers."""

import json
import re
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from console.output import encoded, plain, reason_text
from console.views import cell, drawn, table
from domain.messages import Bilingual, msg
from domain.reasons import Reason, SourceKind
from tests.console.cli.runner import CODE, Runner

NASTY = "[red]x[/] \u202e\u200b\x1b[31m\x07 = 1e5"


class _Word(StrEnum):
    ONE = "one"


def test_values_become_json() -> None:
    reason = Reason("ZB 五(二)", "于20个工作日内", SourceKind.NOTICE_LITERAL, Bilingual("公布", "publish"))
    document = {
        "day": date(2024, 9, 6),
        "at": datetime(2024, 9, 6, 1, 2, 3, tzinfo=UTC),
        "word": _Word.ONE,
        "words": Bilingual("约谈", "talk"),
        "sentence": msg("Weekend"),
        "reasons": (reason,),
        "none": None,
        "yes": True,
        "n": 3,
    }
    assert plain(document, "en") == {
        "day": "2024-09-06",
        "at": "2024-09-06T01:02:03Z",
        "word": "one",
        "words": "talk",
        "sentence": "Weekend",
        "reasons": [
            {"clause": "ZB 五(二)", "quote": "于20个工作日内", "source_kind": "notice_literal", "text": "publish"}
        ],
        "none": None,
        "yes": True,
        "n": 3,
    }
    assert plain(document, "zh_CN")["words"] == "约谈"
    assert reason_text(reason, "zh_CN") == "ZB 五(二)  “于20个工作日内”  公布"


def test_what_json_cannot_hold_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError):
        plain({"x": object()}, "en")
    with pytest.raises(TypeError):
        plain({"x": 1.5}, "en")


def test_json_is_one_document_in_utf8(zhang: Runner) -> None:
    answer = zhang("institution", "list", "--json", environment={"LANG": "C"})
    assert "淄测中心医院".encode() in answer.out
    assert answer.out.count(b"\n") == 1
    assert json.loads(answer.out)["next"] is None
    assert answer.err == ""


def test_half_a_pair_becomes_a_mark(bare: Runner) -> None:
    assert encoded("\udc80") == b"\\udc80"
    answer = bare("measure", "\udce4\udcbd")
    assert answer.status == 2
    assert answer.err.isprintable() or "\n" in answer.err


def test_texts_in_tables_neither_hide_nor_turn_into_numbers(zhang: Runner) -> None:
    shown = zhang("institution", "rename", CODE, "--name", NASTY)
    assert shown.status == 0
    for line in (("institution", "list"), ("institution", "show", CODE)):
        text = zhang("--lang", "en", *line).text
        assert "[red]x[/]" in text
        assert "<U+202E>" in text
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u200b\u202e]", text)
    numbers = table([{"number": "1e5", "name": "007", "amount": "12.10"}], "en")
    assert "1e5" in numbers
    assert "007" in numbers
    assert "12.10" in numbers


def test_columns_count_wide_characters_as_two() -> None:
    lines = table([{"name": "津测医院", "level": "三"}, {"name": "ab", "level": "x"}], "en").splitlines()
    assert lines[1].startswith("--------")
    assert lines[2].index("三") + 4 == lines[3].index("x")


def test_known_terms_are_told_in_words_and_other_texts_as_they_are() -> None:
    assert cell("status", "in-force", "en") == "in force"
    assert cell("summary", "in-force", "en") == "in-force"
    assert cell("services", ["medical", "device"], "en") == "medical, assistive devices"


def test_a_record_shows_what_is_nested(zhang: Runner) -> None:
    document = {"id": "x", "empty": [], "lots": [{"code": "a", "text": "b"}], "sub": {"name": "n"}, "none": None}
    text = drawn(document, "en")
    assert "empty" not in text
    assert "none" not in text
    assert text.index("lots") < text.index("a") < text.index("sub") < text.index("n")


def test_pages_go_on_behind_their_cursor(zhang: Runner) -> None:
    for number in range(3):
        zhang.ok("institution", "add", "--no-code", "测试", "--name", f"津测{number}", "--service", "device")
    first = zhang.ok("institution", "list", "--limit", "2")
    second = zhang.ok("institution", "list", "--limit", "2", "--after", first["next"])
    assert len(first["institutions"]) == len(second["institutions"]) == 2
    assert second["next"] is None
    assert zhang.refused("institution", "list", "--limit", "501")["code"] == "value.limit"
    assert zhang.refused("institution", "list", "--after", "x")["code"] == "value.after"
    by_code = zhang.ok("institution", "list", "--sort", "code", "--reverse", "--limit", "2")
    codes = [one["code"] for one in by_code["institutions"]]
    assert codes == sorted((one["code"] for one in zhang.ok("institution", "list")["institutions"]), reverse=True)[:2]
    further = zhang.ok("institution", "list", "--sort", "code", "--reverse", "--after", by_code["next"])
    assert further["institutions"][0]["code"] < codes[-1]
    # What ends a page of one order is no end in another.
    assert zhang.refused("institution", "list", "--after", by_code["next"])["code"] == "value.after"
    assert "district" in zhang.refused("institution", "list", "--sort", "x")["message"]
    told = zhang("--lang", "en", "institution", "list", "--limit", "2")
    assert first["next"] in told.err


def test_nothing_is_said_in_a_table(bare: Runner) -> None:
    assert table([], "en") == "Nothing here."
