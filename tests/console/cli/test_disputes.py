"""Disputes through the commands: a whole one, in Chinese words too, and the record handed over."""

from hashlib import sha256

import pytest

from tests.console.cli.runner import CODE, Runner


@pytest.fixture
def order(zhang: Runner) -> str:
    """A rectification order in force, decided by zhao; gives its id."""
    line = ("--service", "medical", "--number", "X-1", "--from", "2025-01-01", "--to", "2027-12-31")
    zhang.ok("agreement", "sign", CODE, *line)
    case = zhang.ok("case", "open", "--institution", CODE, "--lead", "zhang")["id"]
    finding = ("--category", "records", "--severity", "minor", "--provision", "第五条", "--text", "台账不全")
    zhang.ok("finding", "add", case, *finding)
    told = ("--reason", "违反服务协议", "--rectify-by", "2025-06-30")
    measure = str(zhang.ok("measure", "propose", case, "rectification-order", *told)["id"])
    zhang.ok("--as", "zhao", "approve", measure, "--confirm")
    zhang.ok("measure", "serve", measure, "--method", "direct", "--received", "2025-06-03")
    return measure


def test_a_dispute_from_its_filing_to_its_outcome(zhang: Runner, order: str) -> None:
    filed = ("--kind", "复议", "--body", "市人民政府", "--number", "复1号", "--filed", "2025-06-03")
    assert zhang.refused("dispute", "open", order, "--kind", "仲裁", *filed[2:])["code"] == "value.choice"
    dispute = zhang.ok("dispute", "open", order, *filed)["id"]
    assert dispute == "ZY-2025-0001"
    assert [one["id"] for one in zhang.ok("dispute", "list", "--open")["disputes"]] == [dispute]
    stayed = ("--from", "2025-06-03", "--until", "2025-06-20", "--body", "市人民政府", "--reason", "停止执行")
    assert zhang.ok("dispute", "stay", dispute, *stayed)["until"] == "2025-06-20"
    assert zhang.ok("dispute", "show", dispute)["stayed"] is True
    assert zhang.ok("measure", "show", order)["stayed"] is True
    assert zhang.ok("dispute", "resume", dispute, "--until", "2025-06-10", "--reason", "恢复执行")["id"] == dispute
    outcome = ("--outcome", "撤销", "--decided", "2025-06-03", "--effective", "2025-06-03", "--number", "复决1号")
    preview = zhang.ok("dispute", "decide", dispute, *outcome, "--dry-run")
    assert preview["dry_run"] is True
    assert zhang.ok("dispute", "decide", dispute, *outcome)["status"] == "pending"
    assert zhang.refused("approve", dispute)["code"] == "role.denied"
    preview = zhang.ok("--as", "zhao", "approve", dispute, "--dry-run")
    assert any("never made" in effect for effect in preview["effects"])
    done = zhang.ok("--as", "zhao", "approve", dispute)
    assert (done["status"], done["outcome"], done["effective"]) == ("decided", "set-aside", "2025-06-03")
    shown = zhang.ok("dispute", "show", dispute)
    assert (shown["outcome"], shown["outcome_no"], shown["pending"]) == ("set-aside", "复决1号", None)
    assert zhang.ok("measure", "show", order)["set_aside"]["dispute"] == dispute
    assert zhang.ok("measure", "show", order)["status"] == "revoked"
    assert zhang.ok("dispute", "list", "--open")["disputes"] == []
    assert zhang.ok("database", "check")["problems"] == []


def test_a_person_reads_until_when_it_may_be_contested(zhang: Runner, order: str) -> None:
    shown = zhang.ok("measure", "show", order)["remedy"]
    assert (shown["review_until"], shown["suit_until"]) == ("2025-08-04", "2025-12-03")
    for lang, words in (("en", "people's court"), ("zh_CN", "人民法院")):
        assert words in zhang("--lang", lang, "measure", "show", order).text
        for line in (("dispute", "list"), ("history", "list")):
            assert zhang("--lang", lang, *line).status == 0


def test_what_is_not_there(zhang: Runner) -> None:
    assert zhang.refused("dispute", "show", "ZY-2025-0009")["code"] == "not-found"
    assert zhang.refused("dispute", "show", "CL-2025-0001")["code"] == "not-found"
    assert zhang.refused("history", "show", "BS-2025-0001")["code"] == "not-found"


def test_the_record_is_kept_as_handed_over(cli: Runner) -> None:
    target = cli.folder / "record.csv"
    line = ("--as", "wu", "history", "export", "--format", "csv", "--to", "市人社局")
    done = cli.ok(*line, "--institution", CODE, "--since", "2025-01-01", "--output", target)
    assert done["sha256"] == sha256(target.read_bytes()).hexdigest()
    shown = cli.ok("history", "show", done["id"])
    assert (shown["to"], shown["institution"], shown["since"], shown["rows"]) == ("市人社局", CODE, "2025-01-01", 0)
    streamed = cli(*line)
    assert streamed.status == 0
    newest = cli.ok("history", "list")["hand_overs"][0]
    assert newest["sha256"] == sha256(streamed.out).hexdigest()
    # Only shown on a screen, nothing was handed to anybody.
    assert cli.error(2, "--as", "wu", "history", "export", "--format", "table", "--to", "x")
    assert cli.refused("--as", "zhao", *line[2:])["code"] == "role.denied"
    assert len(cli.ok("history", "list")["hand_overs"]) == 2
