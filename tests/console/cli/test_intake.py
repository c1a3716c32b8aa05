"""Complaints, inspections and cases from end to end by command, and as people read them."""

import json
import re

from tests.console.cli.runner import CODE, Answer, Runner

REPORTER = json.dumps({"name": "欧阳测试", "phone": "13905331234"}, ensure_ascii=False).encode()
_WORD = re.compile(r"[A-Za-z]{4,}")


def _filed(zhang: Runner) -> None:
    logged = ("--received", "2025-06-02", "--channel", "12345", "--nature", "report", "--summary", "多收费用")
    zhang.ok(
        *("complaint", "log", "--institution", CODE, *logged),
        *("--source-no", "GD-1", "--wants-answer", "yes", "--real-name", "claimed"),
    )
    added = zhang("complaint", "add-reporter", "TS-2025-0001", "--reporter-file", "-", "--json", stdin=REPORTER)
    assert added.json["reporter"] == 2
    zhang.ok("complaint", "accept", "TS-2025-0001")
    zhang.ok("complaint", "tell", "TS-2025-0001", "--what", "accepted", "--how", "letter", "--reporter", 1)
    zhang.ok("complaint", "hand-over", "TS-2025-0001", "--number", "移1", "--reason", "涉嫌骗取基金")
    zhang.ok("complaint", "receipt", "TS-2025-0001", "--received", "2025-06-03", "--number", "收7")
    zhang.ok("complaint", "result", "TS-2025-0001", "--received", "2025-06-03", "--text", "已受理认定")
    zhang.ok("inspection", "plan", CODE, "--kind", "spot", "--by", "2025-06-10")
    seen = ("--inspector", "张某", "--inspector", "李某", "--credentials", "--time-from", "09:30", "--sample", "ZY-1")
    zhang.ok(
        *("inspection", "record", "--institution", CODE, "--kind", "spot", "--plan", "JC-2025-0001", *seen),
        *("--signed", "refused", "--not-signed-why", "有异议", "--witness", "赵某"),
    )
    zhang.ok("inspection", "confirm", "JC-2025-0001", "--outcome", "objected", "--note", "金额有误")
    opened = ("case", "open", "--institution", CODE, "--lead", "zhang", "--complaint", "TS-2025-0001")
    zhang.ok(*opened, "--inspection", "JC-2025-0001", "--limit", "2025-07-31", "--source", "superior")
    zhang.ok("case", "extend", "HC-2025-0001", "--until", "2025-08-29", "--reason", "等待认定")
    zhang.ok("--as", "zhao", "approve", "HC-2025-0001")


def test_from_intake_to_the_file(zhang: Runner) -> None:
    _filed(zhang)
    complaint = zhang.ok("complaint", "show", "TS-2025-0001")
    assert (complaint["status"], complaint["letters"][0]["receipt"]) == ("in-case", "收7")
    assert zhang.ok("complaint", "list", "--channel", "12345")["complaints"][0]["id"] == "TS-2025-0001"
    assert zhang.ok("complaint", "list", "--awaiting", "receipt")["complaints"] == []
    assert zhang.ok("complaint", "count", "--by", "nature") == {
        "complaints": 1,
        "institutions": 1,
        "counts": [{"nature": "report", "complaints": 1, "institutions": 1}],
    }
    inspection = zhang.ok("inspection", "show", "JC-2025-0001")
    assert (inspection["confirmed"], inspection["signed"]) == ("objected", "refused")
    case = zhang.ok("case", "show", "HC-2025-0001")
    assert (case["origin"], case["limit_on"]) == ("superior", "2025-08-29")
    zhang.ok("complaint", "answer", "TS-2025-0001", "--reply", "已移交认定")
    zhang.ok("complaint", "call-back", "TS-2025-0001", "--result", "satisfied")
    close = ("case", "close", "HC-2025-0001", "--outcome", "no-breach", "--conclusion", "unverifiable")
    zhang.ok(*close, "--reason", "无法查实")
    zhang.ok("--as", "zhao", "approve", "HC-2025-0001")
    zhang.ok("case", "archive", "HC-2025-0001", "--number", "2025-17")
    assert zhang.ok("case", "list", "--conclusion", "unverifiable")["cases"][0]["archive_no"] == "2025-17"


def _chinese(zhang: Runner, *words: str) -> Answer:
    answer = zhang("--lang", "zh_CN", *words)
    assert answer.status == 0, answer.err
    return answer


def test_their_records_speak_chinese(zhang: Runner) -> None:
    _filed(zhang)
    for words in (
        ("complaint", "show", "TS-2025-0001"),
        ("complaint", "list"),
        ("complaint", "count"),
        ("inspection", "show", "JC-2025-0001"),
        ("inspection", "list"),
        ("case", "show", "HC-2025-0001"),
        ("case", "list"),
    ):
        text = re.sub(rf"zhang|{CODE}", "", _chinese(zhang, *words).text)
        assert _WORD.findall(text) == [], words


def test_an_overseer_reads_and_adds_an_opinion(zhang: Runner) -> None:
    zhang.ok("operator", "add", "he", "--person", "P30", "--role", "overseer")
    _filed(zhang)
    assert zhang.ok("--as", "he", "case", "show", "HC-2025-0001")["id"] == "HC-2025-0001"
    added = ("task", "add", "HC-2025-0001", "--text", "请说明进展", "--due", "2025-06-20")
    assert zhang.ok("--as", "he", *added)["status"] == "open"
    refused = zhang("--as", "he", "complaint", "decline", "TS-2025-0001", "--reason", "x", "--json")
    assert (refused.status, refused.json["refused"]["code"]) == (1, "role.denied")


def test_everything_is_searched(zhang: Runner) -> None:
    _filed(zhang)
    answer = zhang.ok("search", "TS-2025", "--limit", "1")
    assert set(answer) == {"found", "next"}
    assert set(answer["found"][0]) >= {"id", "noun", "institution", "institution_name", "day", "snippet", "hit"}
    assert "TS-2025-0001" in zhang("search", "ts-2025-0001").text
    assert zhang.ok("search", "没有", "这个") == {"found": [], "next": None}
    assert zhang.refused("search", " ")["code"] == "value.empty"
    assert zhang.error(2, "search")
