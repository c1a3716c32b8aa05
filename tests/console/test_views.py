"""What people read fits the terminal, says nothing twice, and loses nothing."""

from datetime import date
from typing import Any

import pytest

from console.i18n import CHINESE, ENGLISH, render, sentences
from console.lines import columns, hanging, wrapped
from console.views import bullet, cell, heading, record, table
from domain.messages import msg

WIDE = "对存在违规违法等行为的工伤保险协议机构按照政策规定及时解除或终止服务协议"


def _widest(text: str) -> int:
    return max(columns(line) for line in text.splitlines())


def test_a_table_fits_eighty_columns_and_keeps_what_is_in_it() -> None:
    items: list[dict[str, Any]] = [
        {
            "id": "CL-2024-0001",
            "name": "淄测湖滨康复医院",
            "reason": "because it was found so again " * 6,
            "word": WIDE,
        },
        {"id": "CL-2024-0002", "name": "淄测中心医院", "reason": None, "word": "约谈"},
    ]
    shown = table(items, ENGLISH)
    assert _widest(shown) <= 80
    assert "CL-2024-0001" in shown
    assert "".join(shown.split()).count("again") == 6


def test_a_column_nobody_filled_is_left_out() -> None:
    shown = table([{"id": "A", "reason": None}, {"id": "B", "reason": ""}], ENGLISH, ("id", "reason"))
    assert "Reason" not in shown
    assert shown.split() == ["Number", "------", "A", "B"]


def test_rows_too_wide_for_a_table_stand_one_below_the_other() -> None:
    items = [{"sha256": "a" * 64, "link": "https://example.org/" + "x" * 40, "id": number} for number in ("A", "B")]
    shown = table(items, ENGLISH)
    assert shown.count("a" * 64) == 2
    assert shown.count("\n\n") == 1


def test_chosen_columns_give_way_from_the_last() -> None:
    items = [{"id": "A" * 30, "name": "B" * 30, "word": "C" * 30}]
    shown = table(items, ENGLISH, ("id", "name", "word"))
    assert "A" * 30 in shown
    assert "B" * 30 in shown
    assert "C" not in shown


def test_a_text_keeps_its_lines_in_a_record() -> None:
    shown = record({"id": "GB-1", "text": "终止名单\n\n1. 某院\n"}, CHINESE)
    assert shown.splitlines()[-3:] == ["  终止名单", "", "  1. 某院"]


def test_a_record_says_nothing_twice() -> None:
    shown = record({"id": "GS-1", "number": "GS-1", "status": "in-force"}, ENGLISH, within="agreement")
    assert shown.count("GS-1") == 1
    assert "Agreement number" in shown
    assert shown.splitlines()[0].startswith("Agreement number")
    revealed = {"id": "TS-1", "reporter": {"name": "某"}, "text": "甲", "reporters": [{"name": "某"}], "texts": ["甲"]}
    assert record(revealed, ENGLISH, within="complaint").count("甲") == 1
    assert record(revealed | {"texts": ["乙", "甲"]}, ENGLISH).count("甲") == 2
    named = {"id": "X", "name": "某院", "names": [{"name": "某院", "from": "2020-01-01"}]}
    assert record(named, ENGLISH).count("某院") == 2
    within = {"id": "HC-1", "institution": "X-1", "measures": [{"id": "CL-1", "case": "HC-1", "institution": "X-1"}]}
    shown = record(within, ENGLISH, within="case")
    assert shown.count("X-1") == 1
    assert shown.count("HC-1") == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [("126000.00", "126,000.00"), ("0.00", "0.00"), ("-1234.50", "-1,234.50"), ("999.99", "999.99")],
)
def test_money_is_grouped_for_people(text: str, told: str) -> None:
    assert cell("amount", text, ENGLISH) == told
    assert cell("number", text, ENGLISH) == text


def test_words_depend_on_what_they_are_about() -> None:
    assert heading("quote", CHINESE) == "通知原文"
    assert heading("quote", CHINESE, "clauses") == "协议原文"
    assert cell("verdict", "refused", CHINESE, "options") == "不可采取"
    assert cell("status", "refused", CHINESE) == "不予受理"
    assert cell("standing", "in-force", CHINESE) == "正常"
    assert cell("pending", "decision", CHINESE) == "决定"


def test_sentences_follow_one_another_as_the_language_has_it() -> None:
    parts = (msg("Weekend"), msg("Decided."))
    assert sentences(parts, ENGLISH) == "Weekend. Decided."
    assert sentences(parts, CHINESE) == "周末。已作决定。"
    assert render(msg("{a}", a=(msg("Decided."), msg("Decided."))), CHINESE) == "已作决定。已作决定。"
    assert render(msg("{a}", a=(msg("Decided."), msg("Decided."))), ENGLISH) == "Decided. Decided."
    assert render(msg("{a}", a=(msg("Weekend"), date(2025, 1, 1))), CHINESE) == "周末、2025-01-01"


def test_lines_break_at_words_and_ideographs_and_never_before_a_stop() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("一二三四。", 8) == ["一二三四。"]
    assert hanging("- ", "one two three", 22) == ["- one two three"]
    assert bullet(WIDE * 2, "  ").splitlines()[1].startswith("    ")
