"""What is shut to somebody tied to an institution, by commands; what others did since, and refused attempts."""

from tests.console.cli.runner import CODE, Runner

TIE = ("operator", "tie", CODE, "--kind", "relative")


def logged(cli: Runner) -> str:
    told = ("--received", "2025-06-03", "--channel", "phone", "--nature", "lead", "--summary", "多收床位费")
    id: str = cli.ok("--as", "zhang", "complaint", "log", "--institution", CODE, *told)["id"]
    return id


def test_what_is_shut_is_not_read_and_lists_tell_no_more_than_that_it_is_there(cli: Runner) -> None:
    complaint = logged(cli)
    case = cli.ok("--as", "zhang", "case", "open", "--institution", CODE, "--lead", "zhang")["id"]
    cli.ok("--as", "sun", *TIE)
    asked = (
        ("complaint", "show", complaint),
        ("case", "show", case),
        ("institution", "show", CODE),
        ("measure", "options", case),
        ("standing", CODE),
        ("hold", "list", case),
        ("audit", "show", f"{case}#1"),
        ("attach", "list", complaint),
    )
    for words in asked:
        assert cli.refused("--as", "sun", *words)["code"] == "recused", words
        assert cli("--as", "wu", *words, "--json").status == 0, words
    (row,) = cli.ok("--as", "sun", "complaint", "list")["complaints"]
    assert (row["id"], row["institution"], row["summary"], row["shut"]) == (complaint, CODE, "shut to you", True)
    (row,) = cli.ok("--as", "wu", "complaint", "list")["complaints"]
    assert row["summary"] == "多收床位费"
    assert "多收床位费" not in cli("--as", "sun", "search", "床位").text
    assert cli.ok("operator", "show", "sun")["ties"] == [
        {"institution": CODE, "kind": "relative", "on": "2025-06-03", "by": "sun"}
    ]
    refused = cli.ok("audit", "list", "--kind", "refused")["audits"]
    assert {(one["by"], one["act"]) for one in refused} == {("sun", "read")}
    assert complaint in {one["subject"] for one in refused}


def test_what_others_did_since_is_told_to_whoever_asks_for_it(cli: Runner) -> None:
    case = cli.ok("--as", "zhang", "case", "open", "--institution", CODE, "--lead", "zhang")["id"]
    cli.ok("--as", "zhang", "operator", "add", "li", "--person", "P2", "--role", "supervisor")
    seen = cli.ok("journal", "head")["entries"]
    cli.ok("--as", "zhang", "case", "add", case, "--second", "li")
    close = ("--as", "li", "case", "close", case, "--outcome", "no-breach", "--reason", "r")
    answer = cli(*close, "--seen", seen, "--json")
    assert answer.status == 1
    assert answer.json["refused"]["code"] == "changed"
    assert [(one["act"], one["by"]) for one in answer.json["acts"]] == [("case.add", "zhang")]
    assert "zhang" in answer.err
    cli.ok(*close, "--seen", answer.json["seen"])


def test_exports_asked_for_in_vain_are_kept(cli: Runner) -> None:
    assert cli.refused("--as", "zhao", "journal", "verify")["code"] == "role.denied"
    (row,) = cli.ok("audit", "list", "--kind", "refused")["audits"]
    assert (row["by"], row["act"], row["reason"]) == ("zhao", "journal.verify", "not their role")
