"""Approval in levels, delegations, handovers and offices by commands."""

from pathlib import Path

import pytest

from tests.console.cli.runner import CODE, Runner

CHAIN = "approval.chain.rectification-order"


@pytest.fixture
def stepped(cli: Runner) -> Runner:
    """An office where an order takes a section head, the legal review and the head."""
    for name, person, level in (("ke", "K1", "section-head"), ("fa", "K2", "legal"), ("ju", "K5", "head")):
        cli.ok("--as", "zhang", "operator", "add", name, "--person", person, "--role", "approver", "--level", level)
    cli.ok("--as", "zhang", "operator", "add", "li", "--person", "P2", "--role", "supervisor")
    cli.ok("--as", "zhang", "policy", "set", CHAIN, "section-head,legal,head", "--from", "today", "--reason", "分级")
    cli.ok("--as", "zhao", "policy", "approve", CHAIN)
    signed = ("--service", "medical", "--number", "X-1", "--from", "2025-06-03", "--to", "2027-06-02")
    cli.ok("--as", "zhang", "agreement", "sign", CODE, *signed)
    return cli


def order(cli: Runner) -> str:
    case = cli.ok("--as", "zhang", "case", "open", "--institution", CODE, "--lead", "zhang")["id"]
    told = ("rectification-order", "--reason", "违反服务协议", "--rectify-by", "2025-09-30")
    id: str = cli.ok("--as", "zhang", "measure", "propose", case, *told, "--skip-reason", "情节较重")["id"]
    return id


def test_level_by_level_with_return_and_resubmit(stepped: Runner, tmp_path: Path) -> None:
    cli, id = stepped, order(stepped)
    assert cli.ok("--as", "ke", "approval", "list", "--mine")["approvals"][0]["id"] == id
    assert cli.ok("--as", "fa", "approval", "list", "--mine")["approvals"] == []
    assert cli.ok("--as", "ju", "measure", "list", "--awaiting-me")["measures"] == []
    refused = cli.refused("--as", "ju", "approve", id, "--confirm")
    assert refused["code"] == "approve.level"
    done = cli.ok("--as", "ke", "approve", id, "--opinion", "同意")
    assert (done["status"], done["level"], done["turn"]) == ("pending", "section-head", "legal")
    assert cli.refused("--as", "fa", "approve", id)["code"] == "approve.opinion"
    assert cli.ok("--as", "fa", "return", id, "--reason", "补充条款依据")["status"] == "returned"
    cli.ok("--as", "zhang", "measure", "amend", id, "--rectify-by", "2025-08-29", "--reason", "缩短")
    cli.ok("--as", "zhang", "resubmit", id, "--note", "已补充")
    cli.ok("--as", "ke", "measure", "approve", id, "--level", "section-head")
    cli.ok("--as", "fa", "approve", id, "--opinion", "依据充分")
    assert cli.ok("--as", "ju", "approve", id, "--confirm")["status"] == "approved"
    sheet = cli.ok("measure", "show", id)["approval"]
    assert [(one["level"], one["outcome"]) for one in sheet["steps"]] == [
        ("section-head", "agreed"),
        ("legal", "returned"),
        (None, "resubmitted"),
        ("section-head", "agreed"),
        ("legal", "agreed"),
        ("head", "agreed"),
    ]
    told = cli("approval", "show", id, environment={"LANG": "zh_CN.UTF-8"}).text
    assert "依据充分" in told
    assert "法制审核" in told
    assert "section-head" not in told


def test_disagreeing_by_the_option(stepped: Runner) -> None:
    id = order(stepped)
    assert stepped.ok("--as", "ke", "approve", id, "--reject", "--reason", "证据不足")["status"] == "rejected"


def test_a_setting_tells_its_levels_and_who_is_missing(cli: Runner) -> None:
    done = cli.ok("--as", "zhang", "policy", "set", CHAIN, "legal,head", "--from", "today", "--reason", "x")
    assert any("legal review, head of the agency" in effect for effect in done["effects"])
    assert len(done["warnings"]) == 2
    refused = cli.refused("--as", "zhang", "policy", "set", CHAIN, "boss", "--from", "today", "--reason", "x")
    assert refused["code"] == "policy.value"


def test_a_delegate_by_commands(stepped: Runner) -> None:
    cli, id = stepped, order(stepped)
    given = ("--from", "today", "--until", "2025-06-30", "--kind", "leave", "--reason", "年休假")
    delegation = cli.ok("--as", "ke", "delegation", "give", "--to", "wu", *given)
    assert (delegation["principal"], delegation["to"]) == ("ke", "wu")
    assert cli.refused("--as", "ke", "delegation", "give", "--to", "zhao", *given)["code"] == "already"
    cli.ok("--as", "wu", "approve", id, "--for", "ke")
    told = cli("approval", "show", id, environment={"LANG": "zh_CN.UTF-8"}).text
    assert "wu(代ke)" in told
    assert cli.ok("delegation", "list", "--open")["delegations"][0]["id"] == delegation["id"]
    cli.ok("--as", "ke", "delegation", "end", delegation["id"])
    assert cli.ok("delegation", "show", delegation["id"])["status"] == "ended"
    assert "年休假" in cli("delegation", "show", delegation["id"]).text


def test_a_case_is_handed_over(stepped: Runner) -> None:
    cli = stepped
    case = cli.ok("--as", "zhang", "case", "open", "--institution", CODE, "--lead", "zhang")["id"]
    cli.ok("--as", "zhang", "case", "handover", case, "--to", "li", "--reason", "岗位调整")
    assert cli.ok("case", "show", case)["handover"]["to"] == "li"
    mine = cli.ok("--as", "li", "deadlines", "--mine")["deadlines"]
    assert ("approval", case) in {(one["kind"], one["subject"]) for one in mine}
    cli.ok("--as", "li", "case", "acknowledge", case)
    shown = cli.ok("case", "show", case)
    assert (shown["lead"], shown["former"]) == ("li", ["zhang"])
    assert "handover" not in shown


def test_offices_by_commands(cli: Runner) -> None:
    cli.ok("--as", "zhang", "office", "add", "东区", "--level", "district", "--district", "东测区")
    cli.ok("--as", "zhang", "operator", "change", "sun", "--office", "东区", "--reason", "分工")
    assert cli.ok("office", "list")["offices"] == [
        {"name": "东区", "level": "district", "districts": ["东测区"], "open": True}
    ]
    assert cli.ok("operator", "show", "sun")["office"] == "东区"
    cli.ok("--as", "zhang", "office", "change", "东区", "--closed", "--reason", "合并")
    assert cli.ok("office", "show", "东区")["open"] is False


def test_nothing_of_it_shows_where_there_are_no_levels(cli: Runner) -> None:
    """What programs read stays as it was."""
    shown = cli.ok("operator", "show", "zhao")
    assert set(shown) == {"name", "person", "roles", "login", "active"}
