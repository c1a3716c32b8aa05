"""Money on the command line: bills by file, payments, recoveries, and the ledger that must balance."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.console.cli.runner import CODE, Runner

LATE = ("--late-reason", "补录")
FILE = "结算单号,科室,申报金额,违规金额\nB-1,骨科,300,100\nB-2,骨科,300,26.5\n"


@pytest.fixture
def money(zhang: Runner) -> Runner:
    """A case with two bills held by file, the first refused in part, the second released and paid."""
    path = zhang.folder / "bills.csv"
    path.write_text(FILE, encoding="gb18030")
    number = "X-1"
    zhang.ok(
        *("agreement", "sign", CODE, "--service", "medical", "--number", number, "--from", "2024-01-01"),
        *("--to", "2026-12-31", "--on", "2024-01-01", *LATE),
    )
    zhang.ok("case", "open", "--institution", CODE, "--lead", "zhang", "--on", "2025-05-06", *LATE)
    zhang.ok(
        *("measure", "propose", "HC-2025-0001", "payment-hold", "--reason", "违反服务协议", "--bills", path),
        *("--on", "2025-05-07", *LATE),
    )
    approve(zhang, "CL-2025-0001", "2025-05-07")
    refusal(zhang, "B-1=60", "B-3=500.01")
    act(zhang, "hold", "refuse", "HC-2025-0001", "--bill", "B-1=60", "--measure", "CL-2025-0002")
    act(zhang, "hold", "release", "HC-2025-0001", "--bill", "B-2", "--reason", "核实无误")
    approve(zhang, "HC-2025-0001", "2025-05-13")
    act(zhang, "hold", "pay", "HC-2025-0001", "--bill", "B-2", "--paid", "2025-05-13", "--voucher", "付1")
    act(zhang, "recovery", "open", "CL-2025-0002", "--bill", "B-3")
    act(
        zhang,
        *("recovery", "enter", "ZH-2025-0001", "--way", "offset", "--amount", "200", "--day", "2025-05-13"),
        *("--voucher", "抵1", "--offset-against", "5月结算款"),
    )
    return zhang


def act(runner: Runner, *words: object) -> Any:
    return runner.ok(*words, "--on", "2025-05-13", *LATE)


def approve(runner: Runner, id: str, on: str) -> Any:
    return runner.ok("--as", "zhao", "approve", id, "--confirm", "--on", on, *LATE)


def refusal(runner: Runner, *bills: str) -> None:
    id = "CL-2025-0002"
    named = [word for bill in bills for word in ("--bill", bill)]
    runner.ok(
        *("measure", "propose", "HC-2025-0001", "refuse-payment", "--reason", "违反服务协议", *named),
        *("--on", "2025-05-12", *LATE),
    )
    runner.ok("measure", "notice", id, "--on", "2025-05-12", *LATE)
    serve = ("--method", "direct", "--received", "2025-05-12", "--on", "2025-05-12", *LATE)
    runner.ok("measure", "serve", id, "--document", "notice", *serve)
    heard = ("--outcome", "heard", "--text", "无异议", "--adopted", "no", "--reply", "不予采纳")
    runner.ok("measure", "defence", id, *heard, "--on", "2025-05-12", *LATE)
    approve(runner, id, "2025-05-12")
    runner.ok("measure", "serve", id, *serve)


def test_the_ledger_tells_every_sum(money: Runner) -> None:
    told = money.ok("ledger", "money", "--check", "--case", "HC-2025-0001")
    assert told["balanced"] is True
    assert {name: told[name] for name in ("held", "released", "paid", "unpaid", "refused", "still_held", "owed")} == {
        "held": "126.50",
        "released": "26.50",
        "paid": "26.50",
        "unpaid": "0.00",
        "refused": "60.00",
        "still_held": "40.00",
        "owed": "0.00",
    }
    assert (told["recovery_due"], told["recovery_offset"], told["recovery_open"]) == ("500.01", "200.00", "300.01")
    assert told["amount_capitals"]["recovery_due"] == "伍佰元零壹分"
    moved = money.ok("ledger", "money", "--institution", CODE, "--from", "2025-05-13")["moved"]
    assert {one["sum"]: one["change"] for one in moved if one["change"] != "0.00"} == {
        "released": "26.50",
        "refused": "60.00",
        "paid": "26.50",
        "claimed": "500.01",
        "received": "200.00",
    }
    assert money.ok("ledger", "money", "--to", "2025-05-12")["refused_without_hold"] == "500.01"
    assert money.refused("ledger", "money", "--from", "2025-05-14", "--to", "2025-05-13")["code"] == "ledger.period"
    assert money.refused("ledger", "money", "--case", "HC-2025-0009")["code"] == "not-found"


def test_a_ledger_that_does_not_balance_wants_attention(money: Runner) -> None:
    with sqlite3.connect(money.database) as connection:
        connection.execute("UPDATE case_state SET bills = replace(bills, '\"paid\":2650', '\"paid\":2649')")
        assert connection.total_changes == 1
    connection.close()
    assert money("ledger", "money", "--check", "--json").status == 3
    told = money.ok("ledger", "money")
    assert told["balanced"] is False
    assert [one["right"] for one in told["checks"] if not one["balanced"]] == ["26.50"]


def test_recoveries_are_listed_shown_and_handed_in(money: Runner) -> None:
    (listed,) = money.ok("recovery", "list", "--open")["recoveries"]
    assert (listed["id"], listed["status"], listed["open"]) == ("ZH-2025-0001", "open", "300.01")
    shown = money.ok("recovery", "show", "ZH-2025-0001")
    assert shown["received"][0]["against"] == "5月结算款"
    ledger = money.ok("ledger", "recoveries")
    assert ledger["total"]["open"] == "300.01"
    (row,) = ledger["recoveries"]
    assert (row["number"], row["measure"], row["due"], row["progress"]) == (1, "CL-2025-0002", "500.01", "open")
    act(money, "recovery", "demand", "ZH-2025-0001", "--served", "2025-05-13", "--pay-by", "2025-05-20")
    money.ok(
        "recovery",
        "decide",
        "ZH-2025-0001",
        "--number",
        "决1号",
        "--reason",
        "经催告未退回",
        "--on",
        "2025-05-21",
        *LATE,
    )
    assert (
        money.ok("--as", "zhao", "recovery", "approve", "ZH-2025-0001", "--on", "2025-05-21", *LATE)["status"]
        == "decided"
    )


def test_held_bills_show_what_is_paid_and_where_they_come_from(money: Runner) -> None:
    shown = money.ok("hold", "show", "HC-2025-0001")
    first, second = shown["bills"]
    assert (first["department"], first["declared"], first["still_held"]) == ("骨科", "300.00", "40.00")
    assert (second["paid"], second["unpaid"]) == ("26.50", "0.00")
    assert shown["payments"][0]["voucher"] == "付1"
    (listed,) = money.ok("hold", "list", "--still-held")["holds"]
    assert listed["paid"] == "26.50"


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_people_read_them_in_both_languages(money: Runner, lang: str) -> None:
    for words in (
        ("hold", "show", "HC-2025-0001"),
        ("recovery", "show", "ZH-2025-0001"),
        ("recovery", "list"),
        ("ledger", "money", "--from", "2025-05-01"),
        ("ledger", "recoveries"),
    ):
        told = money("--lang", lang, *words)
        assert told.status == 0
        assert "500.01" in told.text or words[0] == "hold"
        assert "{" not in told.text


def test_a_file_with_a_bad_row_is_refused_by_line_and_column(money: Runner, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("bill,wrong\nB-7,1\nB-8,x\n", encoding="utf-8")
    answer = money(
        *("measure", "propose", "HC-2025-0001", "payment-hold", "--reason", "违反服务协议", "--bills", path, "--json")
    )
    assert (answer.status, answer.json["refused"]["code"]) == (1, "bills.rows")
    assert [(one["line"], one["column"]) for one in answer.json["errors"]] == [(3, "wrong")]
