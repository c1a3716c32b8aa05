"""The whole chain by commands, on each shipped rulebook and on a third city's written as a test."""

import json
from pathlib import Path

import pytest

from tests.domain.rulebook.third_city import THIRD_CITY
from tests.scenarios.conftest import MakeDesk
from tests.scenarios.desk import Desk

CODE = "52370300MJE000013R"
DUE = {"zibo-2023": "2025-07-10", "tianjin-2024": "2025-07-10", "third": "2025-06-26"}
BARRED_UNTIL = {"zibo-2023": "2026-06-12", "tianjin-2024": "2026-06-12", "third": "2028-06-12"}
GROUND = {"zibo-2023": "ZB 五(三)5", "tianjin-2024": "TJ 四(二)"}


def _third_city(folder: Path) -> str:
    path = folder / "third.toml"
    path.write_text(THIRD_CITY)
    return str(path)


@pytest.mark.parametrize(
    ("make_desk", "pack"),
    [
        ("sqlite", "zibo-2023"),
        ("sqlite", "tianjin-2024"),
        ("sqlite", "third"),
        pytest.param("postgresql", "zibo-2023", marks=pytest.mark.postgres),
        pytest.param("postgresql", "tianjin-2024", marks=[pytest.mark.trial, pytest.mark.postgres]),
        pytest.param("postgresql", "third", marks=[pytest.mark.trial, pytest.mark.postgres]),
    ],
    indirect=["make_desk"],
)
def test_from_a_complaint_to_a_published_termination(make_desk: MakeDesk, tmp_path: Path, pack: str) -> None:
    desk = make_desk(_third_city(tmp_path) if pack == "third" else pack)
    _complaint_to_case(desk)
    _hold_and_talk(desk)
    _rectification_fails(desk)
    _department_stops(desk)
    _bills_are_disposed_of(desk, refuses=pack != "third")
    _ends_and_is_published(desk, pack)
    _is_turned_away(desk, BARRED_UNTIL[pack])
    _leaves_a_history(desk, tmp_path, pack)


def _complaint_to_case(desk: Desk) -> None:
    desk.on("2025-03-03").hospital(CODE, "测中心医院", "骨科", "内科")
    reporter = desk.folder / "reporter.json"
    reporter.write_text(json.dumps({"name": "王保密", "phone": "13800138000"}))
    original = desk.folder / "original.txt"
    original.write_text("本人王保密举报骨科虚计床位")
    logged = desk.ok("complaint", "log", "--institution", CODE, "--received", "2025-03-03", "--channel", "phone",
                     "--nature", "report", "--summary", "反映骨科床位与计费不符", "--text", original,
                     "--reporter-file", reporter, "--department", "骨科")  # fmt: skip
    assert logged["possible_duplicates"] == []
    desk.ok("complaint", "accept", logged["id"])
    assert desk.refused("complaint", "reveal", logged["id"], "--purpose", "核实")["code"] == "role.denied"
    opened = desk.ok("complaint", "reveal", logged["id"], "--purpose", "核实线索", who="sun")
    assert opened["reporter"]["name"] == "王保密"
    desk.on("2025-03-10")
    inspection = desk.ok("inspection", "record", "--institution", CODE, "--kind", "complaint",
                         "--inspector", "张某", "--inspector", "李某",
                         "--participant", "测卫生健康部门")["id"]  # fmt: skip
    desk.ok("finding", "add", inspection, "--category", "untrue-billing", "--severity", "serious",
            "--provision", "协议第12条", "--text", "床位与计费不符 2 项", "--department", "骨科",
            "--amount", "126000.00", "--bill", "B-1", "--bill", "B-2")  # fmt: skip
    desk.ok("case", "open", "--institution", CODE, "--lead", "zhang", "--second", "li",
            "--complaint", logged["id"], "--inspection", inspection)  # fmt: skip


def _hold_and_talk(desk: Desk) -> None:
    case = "HC-2025-0001"
    desk.on("2025-03-11")
    hold = desk.propose(case, "payment-hold", "--bill", "B-1=100000.00", "--bill", "B-2=26000.00")
    assert desk.refused("approve", hold, who="zhang")["code"] == "role.denied"
    assert desk.refused("approve", hold, who="twin")["code"] == "approve.own"
    desk.approve(hold)
    held = desk.ok("hold", "list", case)
    assert (held["held"], held["still_held"]) == ("126000.00", "126000.00")
    desk.on("2025-03-13")
    standing = desk.ok("standing", CODE, "--service", "medical")
    assert standing["be_paid"]["answer"] == "partly"
    talk = desk.propose(case, "warning-talk")
    desk.ok("measure", "complete", talk, "--result", "法定代表人到场, 承诺整改")
    assert desk.ok("measure", "show", talk)["status"] == "done"


def _rectification_fails(desk: Desk) -> None:
    desk.on("2025-03-17")
    order = desk.propose("HC-2025-0001", "rectification-order", "--rectify-by", "2025-04-11")
    desk.approve(order)
    desk.serve(order, "2025-03-18")
    desk.on("2025-04-14")
    desk.ok("measure", "recheck", order, "--result", "failed")


def _department_stops(desk: Desk) -> None:
    stop = desk.propose("HC-2025-0001", "department-suspension", "--department", "骨科", "--inpatients", "4")
    assert desk.refused("approve", stop, who="zhao")["code"] == "measure.gate"
    desk.hear(stop, "2025-04-15", "2025-04-18")
    desk.approve(stop, "2025-04-21")
    desk.serve(stop, "2025-04-22")
    assert (
        desk.ok("standing", CODE, "--service", "medical", "--department", "骨科")["receive_patients"]["answer"] == "no"
    )
    assert desk.ok("standing", CODE, "--service", "medical")["receive_patients"]["answer"] == "partly"


def _bills_are_disposed_of(desk: Desk, *, refuses: bool) -> None:
    case = "HC-2025-0001"
    desk.on("2025-04-24")
    desk.ok("hold", "release", case, "--bill", "B-1", "--reason", "核实无误")
    desk.ok("approve", case, who="zhao")
    held = desk.ok("hold", "list", case)
    assert (held["released"], held["refused"], held["still_held"]) == ("100000.00", "0.00", "26000.00")
    assert desk.refused("case", "close", case, "--outcome", "handled", "--reason", "x")["code"]
    if not refuses:
        # This rulebook knows no refusal of payment.
        words = ("measure", "propose", case, "refuse-payment", "--reason", "x", "--bill", "B-2=26000.00")
        assert desk.refused(*words)["code"] == "measure.unavailable"
        desk.ok("hold", "release", case, "--bill", "B-2", "--reason", "核实无误")
        desk.ok("approve", case, who="zhao")
        assert desk.ok("hold", "list", case)["still_held"] == "0.00"
        return
    refusal = desk.propose(case, "refuse-payment", "--bill", "B-2=26000.00")
    desk.hear(refusal, "2025-04-25", "2025-04-28")
    desk.approve(refusal, "2025-05-08")
    desk.serve(refusal, "2025-05-09")
    desk.ok("hold", "refuse", case, "--bill", "B-2", "--measure", refusal)
    held = desk.ok("hold", "list", case)
    assert (held["released"], held["refused"], held["still_held"]) == ("100000.00", "26000.00", "0.00")


def _ends_and_is_published(desk: Desk, pack: str) -> None:
    desk.on("2025-06-03")
    ground = GROUND.get(pack)
    if ground is None:
        options = {o["kind"]: o for o in desk.ok("measure", "options", "HC-2025-0001")["options"]}
        ground = options["termination"]["grounds"][0]["clause"]
    end = desk.propose("HC-2025-0001", "termination", "--ground", ground, "--skip-reason", "科室停止后仍未整改")
    desk.hear(end, "2025-06-04", "2025-06-09")
    desk.approve(end, "2025-06-12")
    desk.serve(end, "2025-06-13")
    shown = desk.ok("measure", "show", end)
    assert (shown["decided_on"], shown["served_on"], shown["status"]) == ("2025-06-12", "2025-06-13", "in-force")
    assert desk.ok("standing", CODE, "--service", "medical", "--on", "2025-06-12")["settle"]["answer"] == "partly"
    assert desk.ok("standing", CODE, "--service", "medical", "--on", "2025-06-13")["settle"]["answer"] == "no"
    duty = next(r for r in desk.ok("deadlines")["deadlines"] if r["kind"] == "publication")
    assert duty["due"] == DUE[pack]
    done = desk.publish(end, day="2025-06-25")
    assert done["late_by"] == 0
    assert desk.call("publication", "due", "--check").status == 0
    stopped = [m for m in desk.ok("measure", "list")["measures"] if m["kind"] == "department-suspension"]
    assert stopped[0]["status"] == "superseded"


def _is_turned_away(desk: Desk, until: str) -> None:
    desk.on("2025-11-03")
    check = desk.ok("bar", "check", CODE, "--service", "medical")
    assert (check["verdict"], check["last_barred_day"]) == ("barred", until)
    refusal = desk.refused("application", "file", CODE, "--service", "medical")
    assert refusal["id"] == "SQ-2025-0001"
    assert desk.ok("standing", CODE, "--service", "medical")["apply"]["answer"] == "no"
    before = desk.ok("standing", CODE, "--service", "medical", "--on", "2025-04-01")
    assert before["receive_patients"]["answer"] == "yes"
    earlier = desk.ok("standing", CODE, "--service", "medical", "--on", "2025-06-20", "--known-at", "2025-06-11")
    assert earlier["receive_patients"]["answer"] == "partly"


def _leaves_a_history(desk: Desk, folder: Path, pack: str) -> None:
    rows = desk.ok("history", "export", "--format", "json", who="wu")["history"]
    kinds = [row["kind"] for row in rows]
    refused = [] if pack == "third" else ["refuse-payment"]
    assert sorted(kinds) == sorted(
        ["payment-hold", "warning-talk", "rectification-order", "department-suspension", "termination", *refused]
    )
    end = next(row for row in rows if row["kind"] == "termination")
    assert (end["published_on"], end["late_by"], end["bar_until"]) == ("2025-06-25", 0, BARRED_UNTIL[pack])
    target = folder / "history.csv"
    answer = desk.call("history", "export", "--format", "csv", "--output", target, who="wu", as_json=False)
    assert answer.status == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfmeasure,case,institution_code")
    everything = desk.folder / "journal.jsonl"
    assert desk.call("journal", "export", "--output", everything, who="wu", as_json=False).status == 0
    assert desk.ok("journal", "verify", everything, who="wu")["ok"] is True
    for secret in ("王保密", "13800138000", "虚计床位"):
        assert secret not in everything.read_text()


def test_an_objective_event_ends_an_agreement_and_bars_nobody(tianjin: Desk) -> None:
    desk = tianjin.on("2025-03-03")
    desk.hospital(CODE, "津测康复医院", services=("medical", "rehabilitation"))
    event = desk.ok("event", "record", CODE, "--kind", "merged", "--body", "津测卫生健康部门",
                    "--happened", "2025-03-03", "--learned", "2025-03-03")["id"]  # fmt: skip
    case = desk.ok("case", "open", "--institution", CODE, "--lead", "zhang", "--event", event)["id"]
    ends = []
    for service in ("medical", "rehabilitation"):
        end = desk.propose(case, "termination", "--ground", "TJ 五(二)", "--service", service)
        desk.ok("measure", "defence", end, "--outcome", "not-required", "--text", "合并后无主体可告知")
        ends.append(end)
    for end in ends:
        desk.approve(end, "2025-03-10")
        desk.ok("measure", "serve", end, "--document", "decision", "--method", "left", "--received", "2025-03-10")
    publication = desk.publish(*ends, day="2025-03-31")
    assert publication["late_by"] == 0
    assert desk.ok("bar", "check", CODE)["verdict"] == "clear"
