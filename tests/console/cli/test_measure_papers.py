"""Urgent measures, receipts of service and referrals through commands, and the two ledgers about them."""

from typing import Any

from tests.console.cli.runner import CODE, Runner


def asked(runner: Runner, *words: str) -> Any:
    return runner.ok(*words)


def at(day: str) -> tuple[str, ...]:
    return ("--on", day, "--late-reason", "补录")


def opened(zhang: Runner) -> str:
    sign = ("--service", "medical", "--number", "X-1", "--from", "2025-01-01", "--to", "2027-12-31")
    zhang.ok("agreement", "sign", CODE, *sign, *at("2025-01-02"))
    case = asked(zhang, "case", "open", "--institution", CODE, "--lead", "zhang", *at("2025-03-03"))["id"]
    finding = ("--category", "untrue-billing", "--severity", "grave", "--provision", "协议 12", "--text", "不符")
    zhang.ok("finding", "add", case, *finding, *at("2025-03-04"))
    return str(case)


def test_an_urgent_measure_lapses_between_two_answers(zhang: Runner) -> None:
    case = opened(zhang)
    word = ("--urgent", "资金风险", "--agreed-by", "zhao", "--agreed-how", "电话", "--agreed-on", "2025-03-06")
    told = asked(
        zhang,
        "measure",
        "propose",
        case,
        "payment-hold",
        "--reason",
        "违约",
        "--bill",
        "B-1=100",
        *word,
        *at("2025-03-06"),
    )
    assert told["status"] == "in-force"
    for day, status in (("2025-03-10", "in-force"), ("2025-03-11", "expired")):
        assert asked(zhang, "measure", "show", told["id"], "--on", day)["status"] == status
    due = asked(zhang, "deadlines", "--on", "2025-03-07")["deadlines"]
    assert [one["due"] for one in due if one["kind"] == "urgent-review"] == ["2025-03-10", "2025-03-13"]
    page = zhang("--lang", "en", "measure", "show", told["id"], "--on", "2025-03-11").text
    assert "Lapsed on" in page
    refused = zhang.refused("--as", "zhao", "approve", told["id"], *at("2025-03-11"))
    assert refused["code"] == "measure.lapsed"


def test_a_referral_from_letter_to_ledger(zhang: Runner) -> None:
    case = opened(zhang)
    id = asked(zhang, "measure", "propose", case, "referral", "--reason", "超出职责", *at("2025-03-05"))["id"]
    zhang.ok("--as", "zhao", "approve", id, *at("2025-03-06"))
    zhang.ok(
        "measure", "serve", id, "--received", "2025-03-07", "--to", "人社局", "--number", "移 1", *at("2025-03-07")
    )
    zhang.ok("measure", "receipt", id, "--number", "回 1", "--received", "2025-03-10", *at("2025-03-10"))
    assert len(asked(zhang, "ledger", "referrals", "--open")["referrals"]) == 1
    zhang.ok("measure", "complete", id, "--result", "不予处罚", "--number", "复 1", *at("2025-06-03"))
    (row,) = asked(zhang, "ledger", "referrals")["referrals"]
    assert [row[key] for key in ("sent_to", "letter_no", "receipt", "answer_no", "answer")] == [
        "人社局",
        "移 1",
        "回 1",
        "复 1",
        "不予处罚",
    ]
    assert asked(zhang, "ledger", "referrals", "--open")["referrals"] == []
    (like,) = asked(zhang, "ledger", "precedents", "--from", "2025-01-01")["precedents"]
    assert (like["provision"], like["severity"], like["counts"]) == ("协议 12", "grave", {"referral": 1})
    assert "协议 12" in zhang("ledger", "precedents", "--from", "2025-01-01").text


def test_every_fact_of_a_receipt_has_its_option(zhang: Runner) -> None:
    case = opened(zhang)
    order = ("--reason", "违约", "--rectify-by", "2025-05-30")
    id = asked(zhang, "measure", "propose", case, "rectification-order", *order, *at("2025-03-05"))["id"]
    zhang.ok("--as", "zhao", "approve", id, "--confirm", *at("2025-03-06"))
    facts = ("--server", "zhang", "--server", "li", "--refused-why", "拒签", "--witness", "钱某", "--place", "院办")
    zhang.ok("measure", "serve", id, "--method", "left", "--received", "2025-03-07", *facts, *at("2025-03-07"))
    (receipt,) = asked(zhang, "measure", "show", id)["receipts"]
    assert receipt["servers"] == ["zhang", "li"]
    assert (receipt["refused_why"], receipt["witness"], receipt["place"]) == ("拒签", "钱某", "院办")
    page = zhang("--lang", "en", "measure", "show", id).text
    assert "Receipts of service" in page
    assert "left at the place" in page
