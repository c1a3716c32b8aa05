"""SCENARIOS 1, 2, 4, 6, 10, 17 on the Tianjin rulebook."""

from typing import Any

from tests.scenarios.desk import Desk

CODE = "12120000401350001W"


def _dissolved(desk: Desk, decided: str, *, happened: str, kind: str = "dissolved") -> str:
    """A termination on an objective event, decided on a day; gives its id. Entered as decided, maybe on a day off."""
    desk.on("2024-06-20").hospital(CODE, "津测综合医院", "骨科", "内科")
    desk.on(happened)
    event = desk.ok("event", "record", CODE, "--kind", kind, "--body", "津测卫生健康部门", "--happened", happened,
                    "--learned", happened)["id"]  # fmt: skip
    case = desk.ok("case", "open", "--institution", CODE, "--lead", "zhang", "--event", event)["id"]
    measure = desk.propose(case, "termination", "--ground", "TJ 五(二)")
    desk.ok("measure", "defence", measure, "--outcome", "not-required", "--text", "机构已不存在, 无法送达告知书")
    desk.approve(measure, decided)
    return measure


def _publication_deadline(desk: Desk, day: str) -> dict[str, Any]:
    rows = desk.ok("deadlines", "--on", day)["deadlines"]
    found = [row for row in rows if row["kind"] == "publication"]
    assert len(found) == 1, rows
    return dict(found[0])


def test_1_plain_twenty_working_days(tianjin: Desk) -> None:
    measure = _dissolved(tianjin, "2024-07-01", happened="2024-07-01")
    row = _publication_deadline(tianjin, "2024-07-01")
    assert row["due"] == "2024-07-29"
    assert row["subject"] == measure
    basis = row["reasons"][0]
    assert basis["clause"] == "TJ 五(二)"
    assert basis["source_kind"] == "notice_literal"
    assert "于20个工作日内将终止名单向社会公布" in basis["quote"]
    tianjin.on("2024-07-29", hour=23)
    publication = tianjin.ok("publication", "draft", measure)["id"]
    tianjin.ok("publication", "approve", publication, who="zhao")
    done = tianjin.ok("publication", "publish", publication, "--channel", "website", "--link",
                      "https://example.invalid/1", who="qian")  # fmt: skip
    assert (done["due"], done["late_by"]) == ("2024-07-29", 0)


def test_1_a_day_later_is_one_working_day_late(tianjin: Desk) -> None:
    measure = _dissolved(tianjin, "2024-07-01", happened="2024-07-01")
    assert tianjin.publish(measure, day="2024-07-30")["late_by"] == 1


def test_2_golden_week_and_remaining_days(tianjin: Desk) -> None:
    _dissolved(tianjin, "2024-09-06", happened="2024-09-02")
    tianjin.on("2024-09-30")
    row = _publication_deadline(tianjin, "2024-09-30")
    assert (row["due"], row["remaining"], row["overdue_by"]) == ("2024-10-11", 4, 0)
    assert _publication_deadline(tianjin.on("2024-10-12"), "2024-10-12")["overdue_by"] == 1
    assert _publication_deadline(tianjin.on("2024-10-14"), "2024-10-14")["overdue_by"] == 2
    check = tianjin.call("publication", "due", "--check")
    assert check.status == 3
    assert check.json["publications"][0]["due"] == "2024-10-11"


def test_4_start_on_a_holiday(tianjin: Desk) -> None:
    tianjin.on("2024-06-20")
    measure = _dissolved(tianjin, "2024-10-03", happened="2024-09-20")
    assert _publication_deadline(tianjin, "2024-10-03")["due"] == "2024-11-01"
    shown = tianjin.ok("measure", "show", measure)
    assert shown["decided_on"] == "2024-10-03"


def test_4_a_decision_on_a_day_off_is_told_as_unusual(tianjin: Desk) -> None:
    tianjin.on("2024-06-20").hospital(CODE, "津测综合医院", "骨科")
    tianjin.on("2024-09-20")
    event = tianjin.ok("event", "record", CODE, "--kind", "dissolved", "--body", "津测卫生健康部门",
                       "--happened", "2024-09-20", "--learned", "2024-09-20")["id"]  # fmt: skip
    case = tianjin.ok("case", "open", "--institution", CODE, "--lead", "zhang", "--event", event)["id"]
    measure = tianjin.propose(case, "termination", "--ground", "TJ 五（二）")
    tianjin.ok("measure", "defence", measure, "--outcome", "not-required", "--text", "机构已不存在")
    tianjin.on("2024-10-03")
    answer = tianjin.call("approve", measure, who="zhao", lang="en", as_json=False)
    assert answer.status == 0
    assert "2024-10-03" in answer.err + answer.out
    assert "not a working day" in answer.err + answer.out


def _breach(desk: Desk, decided: str = "2025-08-08") -> str:
    desk.on("2025-07-01").hospital(CODE, "津测综合医院", "骨科", "内科")
    case = desk.case(CODE, ("untrue-billing", "grave", "--department", "骨科"))
    measure = desk.propose(case, "termination", "--ground", "TJ 四(二)", "--skip-reason", "情节严重")
    desk.hear(measure, "2025-07-21", "2025-07-24")
    desk.approve(measure, decided)
    return measure


def test_6_termination_for_breach(tianjin: Desk) -> None:
    measure = _breach(tianjin)
    row = _publication_deadline(tianjin, "2025-08-08")
    assert row["due"] == "2025-09-05"
    assert "推定: 类推五(二); 《政府信息公开条例》第二十六条" in str(row["reasons"])
    tianjin.serve(measure, "2025-08-11")
    check = tianjin.ok("bar", "check", CODE, "--service", "medical")
    assert (check["verdict"], check["last_barred_day"]) == ("barred", "2026-08-08")
    assert {reason["source_kind"] for reason in check["reasons"]} >= {"agency_policy"}
    assert all(reason["source_kind"] != "notice_literal" for reason in check["reasons"])
    tianjin.on("2026-08-10")
    assert tianjin.ok("bar", "check", CODE, "--service", "medical")["verdict"] == "clear"


def test_6_scope_and_bar_follow_the_policy_of_the_decision_day(tianjin: Desk) -> None:
    tianjin.on("2025-06-02")
    for key, value in (("publication.scope", "objective_only"), ("bar.after_breach", "off")):
        tianjin.ok("policy", "set", key, value, "--from", "2025-06-01", "--reason", "本机构规定", who="admin")
        tianjin.ok("approve", key, who="zhao")
    measure = _breach(tianjin)
    rows = tianjin.ok("deadlines", "--on", "2025-08-08")["deadlines"]
    assert not [row for row in rows if row["kind"] == "publication"]
    tianjin.serve(measure, "2025-08-11")
    assert tianjin.ok("bar", "check", CODE, "--service", "medical")["verdict"] == "clear"


def test_10_what_counts_as_published(tianjin: Desk) -> None:
    measure = _dissolved(tianjin, "2024-09-06", happened="2024-09-02")
    tianjin.on("2024-10-10")
    publication = tianjin.ok("publication", "draft", measure)["id"]
    tianjin.ok("approve", publication, who="zhao")
    bare = tianjin.call("publication", "publish", publication, who="qian")
    assert bare.status in (1, 2)
    assert tianjin.refused("publication", "publish", publication, "--channel", "website", who="qian")
    tianjin.on("2024-10-15")
    done = tianjin.ok("publication", "publish", publication, "--channel", "website", "--link",
                      "https://example.invalid/1", "--on", "2024-10-10", "--late-reason", "出差",
                      who="qian")  # fmt: skip
    assert done["late_by"] == 0
    assert tianjin.ok("publication", "show", publication)["entered_late"] == 4


def test_17_the_ladder(tianjin: Desk) -> None:
    tianjin.on("2025-07-01").hospital(CODE, "津测综合医院", "骨科")
    case = tianjin.case(CODE, ("service-quality", "serious"))
    options = {o["kind"]: o for o in tianjin.ok("measure", "options", case)["options"]}
    assert options["agreement-suspension"]["verdict"] == "allowed"
    refusal = tianjin.refused("measure", "propose", case, "agreement-suspension", "--reason", "x", "--clause", "第12条")
    assert "skip" in refusal["code"]
    tianjin.propose(case, "agreement-suspension", "--skip-reason", "情节严重, 先整改不足以止损")


def test_17_ordered_to_stop_makes_termination_mandatory(tianjin: Desk) -> None:
    tianjin.on("2025-07-01").hospital(CODE, "津测综合医院", "骨科")
    for kind, verdict in (("stopped-by-own-choice", "allowed"), ("ordered-to-stop", "mandatory")):
        event = tianjin.ok("event", "record", CODE, "--kind", kind, "--body", "津测卫生健康部门",
                           "--happened", "2025-07-01", "--learned", "2025-07-01")["id"]  # fmt: skip
        case = tianjin.ok("case", "open", "--institution", CODE, "--lead", "zhang", "--event", event)["id"]
        options = {o["kind"]: o for o in tianjin.ok("measure", "options", case)["options"]}
        assert options["termination"]["verdict"] in ({verdict, "recommended"} - {"mandatory"} if verdict == "allowed"
                                                     else {verdict})  # fmt: skip
    duties = tianjin.ok("deadlines", "--on", "2025-07-01")["deadlines"]
    assert [row for row in duties if row["kind"] == "must-terminate"]
