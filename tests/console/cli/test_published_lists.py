"""The published list, surveys, penalties and changes of institutions through the commands."""

from pathlib import Path

import pytest

from tests.console.cli.runner import CODE, Runner

SITE = ("--channel", "官网", "--link", "https://example.org/1")


@pytest.fixture
def town(zhang: Runner) -> Runner:
    """A hospital under agreement since May, and somebody who publishes."""
    zhang.ok("operator", "add", "qian", "--person", "P4", "--role", "publisher")
    term = ("--from", "2025-05-06", "--to", "2026-05-05")
    zhang.ok("agreement", "sign", CODE, "--service", "medical", "--number", "A-1", *term)
    return zhang


def test_from_the_change_to_the_published_version(town: Runner, tmp_path: Path) -> None:
    # The record begins with the agency, on the runner's own day; what began before it was public elsewhere.
    town.today = town.today.replace(month=6, day=20)
    town.ok("agreement", "end", "A-1", "--kind", "agreed", "--reason", "双方同意")
    due = town.ok("roster", "due")["changes"]
    assert [(one["kind"], one["subject"], one["due"]) for one in due] == [("ended", "A-1", "2025-07-18")]
    rows = town.ok("deadlines")["deadlines"]
    assert [one["subject"] for one in rows if one["kind"] == "list-update"] == ["A-1"]
    assert town.refused("roster", "draft")["code"] == "roster.empty"
    term = ("--from", "2025-06-20", "--to", "2026-05-05")
    town.ok("institution", "change", CODE, "--service", "device")
    town.ok("agreement", "sign", CODE, "--service", "device", "--number", "A-2", *term)
    drafted = town.ok("roster", "draft", "--note", "以实际签约为准")
    assert (drafted["id"], drafted["added"], drafted["removed"]) == ("MD-2025-0001", 1, 1)
    assert town.ok("roster", "list")["rosters"][0]["status"] == "drafted"
    frozen = town.ok("--as", "zhao", "roster", "approve", drafted["id"])
    done = town.ok("--as", "qian", "roster", "publish", drafted["id"], *SITE)
    assert (done["late_by"], done["sha256"]) == (0, frozen["sha256"])
    assert town("roster", "due", "--check").status == 0
    file = tmp_path / "list.txt"
    town.ok("roster", "export", drafted["id"], "--format", "txt", "--output", file)
    assert file.read_text(encoding="utf-8") == town.ok("roster", "show", drafted["id"])["text"]
    assert "淄测中心医院" in town("roster", "show", drafted["id"]).text


def test_overdue_changes_ask_for_attention(town: Runner) -> None:
    town.today = town.today.replace(month=8, day=20)
    dated = ("--from", "2025-06-20", "--on", "2025-06-20", "--late-reason", "补录")
    town.ok("agreement", "end", "A-1", "--kind", "agreed", "--reason", "同意", *dated)
    assert town("roster", "due", "--check").status == 3
    assert town("deadlines", "--check").status == 3


def test_a_survey_and_the_case_from_it(town: Runner) -> None:
    numbers = ("--asked", "60", "--answered", "40", "--satisfied", "20")
    made = town.ok("survey", "record", CODE, "--held", "2025-05-30", "--among", "workers", *numbers)
    assert (made["id"], made["satisfied_percent"]) == ("MY-2025-0001", "50.0")
    case = town.ok("case", "open", "--institution", CODE, "--lead", "zhang", "--survey", made["id"])["id"]
    assert town.ok("survey", "show", made["id"])["case"] == case
    assert town.ok("survey", "list", "--institution", CODE)["surveys"][0]["id"] == made["id"]
    assert town.ok("case", "show", case)["surveys"] == [made["id"]]


def test_a_penalty_and_the_record_of_it(town: Runner) -> None:
    days = ("--happened", "2025-05-06", "--learned", "2025-05-07")
    whose = ("--body", "市医保局", "--authority", "medical-insurance", "--doc-no", "医保罚3号", "--penalty", "警告")
    id = town.ok("event", "record", CODE, "--kind", "outside-penalty", *days, *whose)["id"]
    listed = town.ok("event", "list", "--institution", CODE, "--kind", "outside-penalty")["events"]
    assert [(one["id"], one["authority"], one["doc_no"]) for one in listed] == [(id, "medical-insurance", "医保罚3号")]
    (record,) = town.ok("institution", "record", CODE)["records"]
    # Zibo's notice asks for no such record.
    assert (record["asked_for"], record["clean"], record["penalties"]) == (False, None, [])


def test_changes_of_an_institution(town: Runner) -> None:
    days = ("--since", "2025-06-01", "--reported", "2025-06-02")
    town.ok("institution", "change", CODE, "--address", "二路2号", "--licence-until", "2025-07-15", *days)
    shown = town.ok("institution", "show", CODE)
    assert [(one["what"], one["since"]) for one in shown["changes"]] == [
        ("address", "2025-06-01"),
        ("licence_until", "2025-06-01"),
    ]
    tasks = [one for one in town.ok("deadlines")["deadlines"] if one["kind"] == "task" and one["subject"] == CODE]
    assert [one["due"] for one in tasks] == ["2025-07-15"]
