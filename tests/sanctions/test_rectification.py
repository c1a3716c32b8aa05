"""Putting things right: problem by problem, more time with approval, the re-check, the ledger."""

from datetime import date
from typing import Any

import pytest

from sanctions.ledgers.rectification import rectification
from sanctions.running.deadlines import deadlines
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office

DAY, BY = "2025-03-10", "2025-03-31"


def order(office: Office, *problems: str, **fields: Any) -> tuple[Matter, str]:
    institution(office)
    matter = Matter(office)
    matter.finding(text="入院记录缺失", provision="协议 12")
    matter.finding(text="收费项目不符", provision="协议 15")
    given = {
        "rectify_by": BY,
        "skip_reason": "情节严重",
        **({"problems": list(problems)} if problems else {}),
        **fields,
    }
    id = matter.propose("rectification-order", DAY, **given)
    matter.approve(id, DAY)
    matter.serve(id, DAY)
    return matter, id


def ledger(office: Office, on: str, **fields: Any) -> list[dict[str, Any]]:
    with office.store.read() as reader:
        return rectification(reader, on=date.fromisoformat(on), **fields).items


def test_problems_are_those_listed_else_one_a_finding(office: Office) -> None:
    matter, id = order(office)
    shown = matter.shown(id, DAY)["problems"]
    assert [(one["number"], one["text"], one["provision"]) for one in shown] == [
        (1, "入院记录缺失", "协议 12"),
        (2, "收费项目不符", "协议 15"),
    ]
    assert all(one["finding"].startswith("FX-") for one in shown)


def test_a_finding_that_accuses_is_told_outwardly(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding(category="suspected-fraud", text="疑似骗取基金")
    refusal = matter.refused("rectification-order", DAY, rectify_by=BY, skip_reason="x", problems=["骗保"])
    assert refusal.field == "problems"
    id = matter.propose("rectification-order", DAY, rectify_by=BY, skip_reason="情节严重")
    assert [one["text"] for one in matter.shown(id, DAY)["problems"]] == ["违反服务协议"]


def test_where_none_was_looked_at_by_itself_the_recheck_closes_all(office: Office) -> None:
    matter, id = order(office)
    office.do("measure.recheck", on="2025-03-31", id=id, result="passed")
    assert [one["closed_on"] for one in matter.shown(id, "2025-03-31")["problems"]] == [date(2025, 3, 31)] * 2


def test_listed_problems_are_closed_one_by_one_before_it_passes(office: Office) -> None:
    matter, id = order(office, "补齐入院记录", "调整收费")
    refusal = office.refused("measure.recheck", on="2025-03-28", id=id, result="passed")
    assert (refusal.code, refusal.field) == ("measure.problem", "result")
    assert "补齐入院记录" in repr(refusal.message.params)
    done = office.do("measure.problem", on="2025-03-28", id=id, number="1", result="closed", note="已补齐")
    assert (done.status, done.data["open_problems"]) == ("in-force", 1)
    assert office.refused("measure.problem", on="2025-03-28", id=id, number="1", result="closed").code == "already"
    assert office.refused("measure.recheck", on="2025-03-28", id=id, result="passed").code == "measure.problem"
    assert office.refused("measure.problem", on="2025-03-28", id=id, number="2", result="open").field == "note"
    office.do("measure.problem", on="2025-03-28", id=id, number="2", result="open", note="尚未调整")
    office.do("measure.problem", on="2025-03-31", id=id, number="2", result="closed")
    assert office.do("measure.recheck", on="2025-03-31", id=id, result="passed").status == "done"
    first, second = matter.shown(id, "2025-03-31")["problems"]
    assert (first["closed_on"], first["note"]) == (date(2025, 3, 28), "已补齐")
    assert (second["closed_on"], second["note"]) == (date(2025, 3, 31), "尚未调整")


def test_one_looked_at_by_itself_makes_the_others_wait_too(office: Office) -> None:
    _, id = order(office)
    office.do("measure.problem", on="2025-03-28", id=id, number="1", result="closed")
    assert office.refused("measure.recheck", on="2025-03-28", id=id, result="passed").code == "measure.problem"


def test_a_failed_recheck_names_what_is_open(office: Office) -> None:
    _, id = order(office, "补齐入院记录", "调整收费")
    office.do("measure.problem", on="2025-03-28", id=id, number="1", result="closed")
    done = office.do("measure.recheck", on="2025-04-01", id=id, result="failed")
    assert "调整收费" in repr(done.effects[0])
    assert "补齐入院记录" not in repr(done.effects[0])


@pytest.mark.parametrize("number", ["0", "3"])
def test_a_problem_that_is_not_listed(office: Office, number: str) -> None:
    _, id = order(office, "补齐入院记录", "调整收费")
    refusal = office.refused("measure.problem", on=DAY, id=id, number=number, result="closed")
    assert (refusal.code, refusal.field) == ("measure.problem", "number")


def test_problems_belong_to_what_is_rechecked_and_is_decided(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding()
    assert matter.refused("warning-talk", DAY, problems=["甲"]).code == "measure.problem"
    id = matter.propose("rectification-order", DAY, rectify_by=BY, skip_reason="情节严重")
    assert office.refused("measure.problem", on=DAY, id=id, number="1", result="closed").code == "measure.step"
    assert office.refused("measure.report", on=DAY, id=id, received=DAY).code == "measure.step"
    assert office.refused("measure.extend", on=DAY, id=id, until="2025-04-30", reason="x").code == "measure.step"


def test_a_proposal_lists_other_problems_when_amended(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding()
    id = matter.propose("rectification-order", DAY, rectify_by=BY, skip_reason="情节严重")
    office.do("measure.amend", on=DAY, id=id, reason="补充", problems=["甲", "乙"])
    assert [one["text"] for one in matter.shown(id, DAY)["problems"]] == ["甲", "乙"]


def test_the_report_is_received_after_the_order(office: Office) -> None:
    matter, id = order(office)
    assert office.refused("measure.report", on="2025-03-20", id=id, received="2025-03-07").code == "measure.report"
    assert office.refused("measure.report", on="2025-03-20", id=id, received="2025-03-21").code == "measure.report"
    office.do("measure.report", on="2025-03-20", id=id, received="2025-03-19")
    assert office.refused("measure.report", on="2025-03-20", id=id, received="2025-03-19").code == "already"
    assert matter.shown(id, "2025-03-20")["report_on"] == date(2025, 3, 19)


def due(office: Office, on: str) -> list[Any]:
    with office.store.read() as reader:
        return [row["due"] for row in deadlines(reader, on=date.fromisoformat(on), kinds=("recheck",)).items]


def test_more_time_waits_for_another_person_and_moves_the_recheck(office: Office) -> None:
    matter, id = order(office)
    office.do("measure.extend", on="2025-03-24", id=id, until="2025-04-18", reason="设备到货延迟")
    assert matter.shown(id, "2025-03-24")["pending"] == "extend"
    assert office.refused("approve", who="twin", on="2025-03-25", id=id).code == "approve.own"
    assert due(office, "2025-03-25") == [date(2025, 3, 31)]
    done = matter.approve(id, "2025-03-25")
    assert done.data["rectify_by"] == "2025-04-18"
    assert due(office, "2025-03-25") == [date(2025, 4, 18)]
    assert due(office, "2025-03-24") == [date(2025, 3, 31)]
    shown = matter.shown(id, "2025-03-25")
    assert (shown["pending"], shown["extended"], shown["rectify_by"]) == (None, 1, date(2025, 4, 18))
    assert shown["extensions"] == [
        {
            "from": date(2025, 3, 31),
            "until": date(2025, 4, 18),
            "reason": "设备到货延迟",
            "approved_on": date(2025, 3, 25),
        }
    ]
    office.do("measure.extend", on="2025-04-16", id=id, until="2025-04-30", reason="再次")
    office.do("reject", who="zhao", on="2025-04-16", id=id, reason="不予再延")
    assert matter.shown(id, "2025-04-16")["extended"] == 1
    assert due(office, "2025-04-16") == [date(2025, 4, 18)]


def test_more_time_is_later_than_now_and_than_before(office: Office) -> None:
    _, id = order(office)
    assert office.refused("measure.extend", on="2025-03-24", id=id, until=BY, reason="x").field == "until"
    assert office.refused("measure.extend", on="2025-04-10", id=id, until="2025-04-10", reason="x").field == "until"
    office.do("measure.recheck", on="2025-04-10", id=id, result="failed")
    refused = office.refused("measure.extend", on="2025-04-10", id=id, until="2025-05-10", reason="x")
    assert refused.code == "measure.step"


def test_the_ledger_has_a_row_for_each_problem(office: Office) -> None:
    matter, id = order(office, "补齐入院记录", "调整收费")
    office.do("measure.report", on="2025-03-20", id=id, received="2025-03-20")
    office.do("measure.problem", on="2025-03-28", id=id, number="1", result="closed")
    rows = ledger(office, "2025-03-28")
    assert [(row["number"], row["id"], row["problem"], row["progress"], row["closed_on"]) for row in rows] == [
        (1, id, 1, "closed", date(2025, 3, 28)),
        (2, id, 2, "reported", None),
    ]
    assert rows[0]["institution_name"] == "淄测第13R医院"
    assert (rows[0]["source"], rows[0]["responsible"], rows[0]["rectify_by"]) == (
        matter.case,
        "zhang",
        date(2025, 3, 31),
    )
    assert [row["problem"] for row in ledger(office, "2025-03-28", open_only=True)] == [2]
    assert [row["progress"] for row in ledger(office, "2025-03-19")] == ["open", "open"]
    assert [row["progress"] for row in ledger(office, "2025-04-01")] == ["closed", "overdue"]
    assert ledger(office, "2025-03-28", from_day=date(2025, 3, 11)) == []
    assert ledger(office, "2025-03-28", institution="91120116MA06ABC11M") == []
    assert ledger(office, "2025-03-07") == []


def test_the_ledger_goes_on_over_its_pages(office: Office) -> None:
    order(office, "甲", "乙", "丙")
    numbers, after = [], None
    while True:
        with office.store.read() as reader:
            page = rectification(reader, on=date(2025, 3, 28), limit=2, after=after)
        numbers += [(row["number"], row["problem"]) for row in page.items]
        after = page.next
        if after is None:
            break
    assert numbers == [(1, 1), (2, 2), (3, 3)]
