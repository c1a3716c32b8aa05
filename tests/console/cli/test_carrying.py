"""Talks, rectification, in-patients and what is to be carried out, through commands."""

from pathlib import Path

from tests.console.cli.runner import CODE, Runner

REASON = "违反服务协议"


def _case(zhang: Runner) -> str:
    agreement = ("agreement", "sign", CODE, "--service", "medical", "--number", "X-1", "--from", "2025-01-01")
    zhang.ok(*agreement, "--to", "2027-12-31", "--on", "2025-01-02", "--late-reason", "补录")
    zhang.ok("institution", "change", CODE, "--department", "骨科")
    case = str(zhang.ok("case", "open", "--institution", CODE, "--lead", "zhang", "--source", "日常检查")["id"])
    told = ("--category", "records", "--severity", "minor", "--provision", "协议 12", "--text", "入院记录缺失")
    zhang.ok("finding", "add", case, *told, "--department", "骨科")
    return case


def test_a_talk_and_its_promises(zhang: Runner) -> None:
    id = zhang.ok("measure", "propose", _case(zhang), "warning-talk", "--reason", REASON)["id"]
    assert zhang.ok("measure", "appoint", id, "--day", "+2wd", "--place", "二楼")["appointed_on"] == "2025-06-05"
    assert zhang.ok("measure", "complete", id, "--absent")["absences"] == 1
    done = zhang.ok(
        *("measure", "complete", id, "--place", "二楼", "--host", "王某", "--attendee", "李某, 副院长"),
        *("--minutes", "1号", "--promise", "上报自查报告=+10wd", "--promise", "退还=2025-06-30"),
    )
    first, second = done["promises"]
    tasks = zhang.ok("task", "list", "--about", id, "--kind", "promise")["tasks"]
    assert [(task["id"], task["due"]) for task in tasks] == [(first, "2025-06-17"), (second, "2025-06-30")]
    zhang.ok("task", "assign", first, "--person", "zhang")
    assert [task["id"] for task in zhang.ok("task", "list", "--mine")["tasks"]] == [first]
    assert zhang.ok("task", "done", first, "--result", "已报")["status"] == "done"
    assert zhang.ok("task", "show", first)["result"] == "已报"
    assert zhang.ok("task", "list", "--mine", "--open")["tasks"] == []
    assert [task["status"] for task in zhang.ok("task", "list", "--all", "--about", id)["tasks"]] == ["done", "open"]
    assert zhang("task", "list", "--open", "--all").status == 2
    shown = zhang("--lang", "en", "measure", "show", id)
    assert "Times nobody came" in shown.text
    assert "李某, 副院长" in shown.text


def test_an_order_problem_by_problem(zhang: Runner) -> None:
    given = ("--reason", REASON, "--skip-reason", "情节严重", "--rectify-by", "2025-06-30")
    propose = ("measure", "propose", _case(zhang), "rectification-order", *given)
    id = zhang.ok(*propose, "--problem", "补齐入院记录", "--problem", "调整收费")["id"]
    zhang.ok("--as", "zhao", "approve", id, "--confirm")
    zhang.ok("measure", "serve", id, "--method", "direct", "--received", "today")
    zhang.ok("measure", "report", id, "--received", "today")
    zhang.ok("measure", "extend", id, "--until", "2025-07-15", "--reason", "设备到货延迟")
    assert zhang.ok("--as", "zhao", "approve", id)["rectify_by"] == "2025-07-15"
    zhang.ok("measure", "problem", id, "--no", "1", "--result", "closed")
    refusal = zhang.refused("measure", "recheck", id, "--result", "passed")
    assert refusal["code"] == "measure.problem"
    assert "调整收费" in refusal["message"]
    rows = zhang.ok("ledger", "rectification")["rectification"]
    assert [(row["number"], row["text"], row["progress"], row["rectify_by"], row["extended"]) for row in rows] == [
        (1, "补齐入院记录", "closed", "2025-07-15", 1),
        (2, "调整收费", "reported", "2025-07-15", 1),
    ]
    assert [row["problem"] for row in zhang.ok("ledger", "rectification", "--open")["rectification"]] == [2]
    page = zhang.ok("ledger", "rectification", "--limit", "1")
    after = zhang.ok("ledger", "rectification", "--limit", "1", "--after", page["next"])
    assert [row["number"] for row in (*page["rectification"], *after["rectification"])] == [1, 2]
    assert "整改" in zhang("ledger", "rectification", environment={"JIANDU_LANG": "zh_CN"}).text


def test_in_patients_one_by_one(zhang: Runner) -> None:
    given = ("--reason", REASON, "--skip-reason", "情节严重", "--department", "骨科", "--clause", "第十条")
    id = zhang.ok("measure", "propose", _case(zhang), "department-suspension", *given)["id"]
    listed = Path(zhang.folder / "list.csv")
    listed.write_text("住院号,姓名首字母\n2025-2,WM\n", encoding="utf-8")
    done = zhang.ok("measure", "inpatients", id, "--add", "2025-1=LZ", "--department", "骨科", "--file", listed)
    assert (done["listed"], done["undecided"]) == (2, 2)
    refusal = zhang.refused("measure", "inpatients", id, "--add", "李忠=LZ")
    assert refusal["code"] == "inpatient.number"
    assert "李忠" not in refusal["message"]
    decide = ("measure", "decide-inpatient", id, "--patient", "2025-1", "--decision", "transfer")
    assert zhang.refused(*decide)["code"] == "inpatient.to"
    assert zhang.ok(*decide, "--to", "淄测第二医院")["undecided"] == 1
    patients = zhang.ok("measure", "show", id)["patients"]
    assert [(one["number"], one["decision"]) for one in patients] == [("2025-1", "transfer"), ("2025-2", None)]


def test_instructions_are_tracked_to_their_day(zhang: Runner) -> None:
    add = ("task", "add", CODE, "--text", "查明后报告", "--kind", "instruction", "--asked-by", "分管领导批示")
    assert zhang.refused(*add)["code"] == "value.missing"
    id = zhang.ok(*add, "--due", "+5wd")["id"]
    (row,) = (row for row in zhang.ok("deadlines")["deadlines"] if row["subject"] == id)
    assert (row["kind"], row["due"]) == ("task", "2025-06-10")
    zhang.today = zhang.today.replace(day=12)
    assert zhang("deadlines", "--check").status == 3
    zhang.ok("task", "drop", id, "--reason", "已撤回批示")
    assert zhang.ok("task", "list", "--kind", "instruction")["tasks"] == []
