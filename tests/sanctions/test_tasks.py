"""What is to be carried out: opened by decisions and their ends, added, carried out, listed, told."""

from datetime import date
from typing import Any

import pytest

from sanctions.following.lists import task, tasks
from sanctions.running.deadlines import board, deadlines
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office

DAY = "2025-05-08"
STOP: dict[str, Any] = {"departments": ["骨科"], "skip_reason": "情节严重"}


def listed(office: Office, on: str, **fields: Any) -> list[dict[str, Any]]:
    with office.store.read() as reader:
        return tasks(reader, on=date.fromisoformat(on), **fields).items


def words(rows: list[dict[str, Any]]) -> list[str]:
    return [row["text"].en for row in rows]


def running(office: Office, on: str) -> dict[str, dict[str, Any]]:
    with office.store.read() as reader:
        found = deadlines(reader, on=date.fromisoformat(on), kinds=("task",)).items
    return {row["subject"]: row for row in found if row["subject"].startswith("LS-")}


def matter_of(office: Office) -> Matter:
    institution(office)
    matter = Matter(office)
    matter.finding(departments=["骨科"])
    return matter


OFF = [
    "Switch the settlement system off",
    "Tell the cross-province settlement platform",
    "Tell finance what is paid and what is not",
    "Tell the workers and employers concerned",
]
ON = [
    "Switch the settlement system on again",
    "Tell the cross-province settlement platform of the resumption",
    "Tell finance to pay again",
    "Send the institution the notice of resumption",
    "Tell the workers and employers concerned of the resumption",
]


def test_a_decision_opens_the_rulebooks_list(office: Office) -> None:
    matter = matter_of(office)
    id = matter.propose("department-suspension", DAY, **STOP)
    matter.hear(id, DAY)
    assert listed(office, DAY) == []
    done = matter.approve(id, DAY)
    rows = listed(office, DAY)
    assert words(rows) == OFF
    assert {(row["about"], row["kind"], row["person"], row["due"], row["institution"]) for row in rows} == {
        (id, "follow-up", "zhang", date(2025, 5, 22), HOSPITAL)
    }
    told = [effect for effect in done.effects if "LS-" in repr(effect)]
    assert len(told) == len(rows)
    assert [row["id"] for row in matter.shown(id, DAY)["tasks"]] == [row["id"] for row in rows]


def test_a_task_has_the_services_it_is_for(office: Office) -> None:
    institution(office, services=("medical", "device"))
    for service, there in (("device", True), ("medical", False)):
        matter = Matter(office)
        matter.finding()
        id = matter.propose(
            "termination", DAY, service=[service], services=[service], ground="ZB 五(三)5", skip_reason="x"
        )
        matter.hear(id, DAY)
        matter.approve(id, DAY)
        assert ("Hand over the after-sale service of devices" in words(listed(office, DAY, about=id))) is there
        assert "Take back the plaque" not in words(listed(office, DAY, about=id))


def test_lifting_opens_what_has_to_be_turned_back(office: Office) -> None:
    matter = matter_of(office)
    id = matter.carry("department-suspension", DAY, **STOP)
    office.do("measure.lift", on="2025-06-02", id=id, reason="已整改")
    matter.approve(id, "2025-06-02")
    assert words(listed(office, "2025-06-02", about=id)) == [*OFF, *ON]
    assert words(listed(office, "2025-05-30", about=id)) == OFF


def test_what_runs_out_opens_it_on_the_day_after(office: Office) -> None:
    matter = matter_of(office)
    id = matter.carry("department-suspension", DAY, until="2025-06-06", **STOP)
    assert set(running(office, "2025-06-06")) == {row["id"] for row in listed(office, DAY) if row["starts"] is None}
    begun = [row for row in listed(office, DAY) if row["starts"] is not None]
    assert words(begun) == ON
    assert {(row["starts"], row["due"]) for row in begun} == {(date(2025, 6, 7), date(2025, 6, 20))}
    assert {row["id"] for row in begun} <= set(running(office, "2025-06-07"))
    assert matter.status(id, "2025-06-07") == "expired"


def test_lifted_before_its_last_day_it_is_turned_back_at_once(office: Office) -> None:
    matter = matter_of(office)
    id = matter.carry("department-suspension", DAY, until="2025-06-06", **STOP)
    office.do("measure.lift", on="2025-05-20", id=id, reason="已整改")
    matter.approve(id, "2025-05-20")
    rows = listed(office, "2025-05-20", about=id)
    assert words(rows) == [*OFF, *ON]
    assert all(row["starts"] is None for row in rows)
    everything = listed(office, "2025-05-20", about=id, closed=True)
    assert sum(row["status"] == "lapsed" for row in everything) == len(ON)


def test_a_decision_made_void_leaves_nothing_to_carry_out_but_the_way_back(office: Office) -> None:
    matter = matter_of(office)
    id = matter.carry("department-suspension", DAY, **STOP)
    first = listed(office, DAY, about=id)[0]["id"]
    office.do("task.done", on=DAY, id=first, result="已停用")
    office.do("measure.revoke", on="2025-05-12", id=id, reason="事实有误")
    matter.approve(id, "2025-05-12")
    assert words(listed(office, "2025-05-12", about=id)) == ON
    states = {row["id"]: row["status"] for row in listed(office, "2025-05-12", about=id, closed=True)}
    assert states[first] == "done"
    assert list(states.values()).count("lapsed") == len(OFF) - 1


def test_a_termination_takes_over_and_gives_back(office: Office) -> None:
    matter = matter_of(office)
    stop = matter.carry("department-suspension", DAY, until="2025-08-08", **STOP)
    end = matter.carry("termination", "2025-05-12", ground="ZB 五(三)5", skip_reason="x")
    assert not [row for row in listed(office, "2025-05-12", about=stop) if row["starts"]]
    office.do("measure.revoke", on="2025-05-14", id=end, reason="事实有误")
    matter.approve(end, "2025-05-14")
    ahead = [row for row in listed(office, "2025-05-14", about=stop) if row["starts"]]
    assert words(ahead) == ON


def test_it_is_carried_out_with_what_was_done(office: Office) -> None:
    matter = matter_of(office)
    id = matter.carry("department-suspension", DAY, **STOP)
    one, two, *_ = (row["id"] for row in listed(office, DAY, about=id))
    office.do("task.assign", on=DAY, id=one, person="li", due="2025-05-12")
    assert running(office, "2025-05-14")[one]["overdue_by"] == 2
    office.do("task.done", on="2025-05-14", id=one, result="已停用")
    assert one not in running(office, "2025-05-14")
    assert office.refused("task.done", on="2025-05-14", id=one, result="x").code == "already"
    office.do("task.drop", on="2025-05-14", id=two, reason="不涉及")
    with office.store.read() as reader:
        shown = task(reader, one, on=date(2025, 5, 14))
        before = task(reader, one, on=date(2025, 5, 9))
    assert (shown["status"], shown["result"], shown["overdue_by"], shown["person"]) == ("done", "已停用", 2, "li")
    assert (before["status"], before["due"]) == ("open", date(2025, 5, 12))
    assert shown["reasons"]


def test_whose_turn_it_is(office: Office) -> None:
    matter = matter_of(office)
    id = matter.carry("department-suspension", DAY, **STOP)
    one = listed(office, DAY, about=id)[0]["id"]
    office.do("task.assign", on=DAY, id=one, person="li")
    assert [row["id"] for row in listed(office, DAY, person=("li", "P2"))] == [one]
    assert len(listed(office, DAY, person=("zhang", "P1"))) == len(OFF) - 1
    with office.store.read() as reader:
        from domain.states.agency import Operator

        li = reader.get(Operator, "operator:li")
        mine = deadlines(reader, on=date.fromisoformat(DAY), mine=li, kinds=("task",)).items
    assert [row["subject"] for row in mine] == [one]


def test_it_stands_on_the_board_and_counts_when_late(office: Office) -> None:
    institution(office)
    office.do("task.add", on=DAY, about=HOSPITAL, text="答复", due="2025-05-12")
    with office.store.read() as reader:
        before, _ = board(reader, on=date(2025, 5, 12))
        sums, items = board(reader, on=date(2025, 5, 13))
    assert before["today"] == 1
    assert sums["overdue"] == before["overdue"] + 1
    assert "LS-2025-0001" in {item["subject"] for item in items}


def test_instructions_and_opinions_say_by_when(office: Office) -> None:
    institution(office)
    for kind in ("instruction", "oversight"):
        assert office.refused("task.add", on=DAY, about=HOSPITAL, text="x", kind=kind).field == "due"
    done = office.do(
        "task.add",
        on=DAY,
        about=HOSPITAL,
        text="查明后报告",
        kind="instruction",
        due="2025-05-20",
        asked_by="分管领导批示",
    )
    office.do("task.add", on=DAY, about=HOSPITAL, text="回复监督意见", kind="oversight", due="2025-05-16")
    assert [row["kind"] for row in listed(office, DAY)] == ["oversight", "instruction"]
    assert [row["asked_by"] for row in listed(office, DAY, kind="instruction")] == ["分管领导批示"]
    assert office.refused("task.add", on=DAY, about=HOSPITAL, text="x", due="2025-05-07").field == "due"
    assert office.refused("task.add", on=DAY, about=HOSPITAL, text="x", person="nobody").field == "person"
    assert office.refused("task.add", on=DAY, about="CL-2025-0009", text="x").code == "not-found"
    assert done.status == "open"


def test_closing_a_case_tells_what_is_still_to_be_carried_out(office: Office) -> None:
    matter = matter_of(office)
    id = matter.carry("department-suspension", DAY, **STOP)
    first = listed(office, DAY, about=id)[0]["id"]
    done = office.do("case.close", on=DAY, case=matter.case, outcome="handled", reason="办结")
    assert first in repr(done.warnings)
    closed = office.do("approve", who="zhao", on=DAY, id=matter.case)
    assert len(closed.warnings) == len(OFF)
    assert first in running(office, DAY)


def test_pages_go_on_where_they_ended(office: Office) -> None:
    institution(office)
    for number, due in enumerate(("2025-05-20", "", "2025-05-12", "2025-05-20", "2025-05-12")):
        office.do("task.add", on=DAY, about=HOSPITAL, text=f"第{number}件", due=due)
    found, after = [], None
    while True:
        with office.store.read() as reader:
            page = tasks(reader, on=date.fromisoformat(DAY), limit=2, after=after)
        found += [row["text"].zh for row in page.items]
        after = page.next
        if after is None:
            break
    assert found == ["第2件", "第4件", "第0件", "第3件", "第1件"]


@pytest.mark.parametrize("pack", ["zibo-2023", "tianjin-2024"])
def test_in_patients_run_as_a_deadline_of_their_own(make_office: Any, pack: str) -> None:
    office = make_office(pack)
    matter = matter_of(office)
    clause = {"clause": "协议 30"} if pack == "tianjin-2024" else {}
    id = matter.propose("department-suspension", DAY, **STOP, **clause)
    matter.hear(id, DAY)
    matter.approve(id, DAY)
    assert not any("in-patient" in text for text in words(listed(office, DAY)))
