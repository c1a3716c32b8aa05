"""What runs on a day: every kind, its day, whose turn it is, and what it stands on."""

from datetime import date
from typing import Any

import pytest

from domain.states.agency import Operator
from sanctions.running.deadlines import KINDS, attention, board, deadlines
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office
from tests.sanctions.test_admissions import not_renewed
from tests.sanctions.test_publications import SITE, breach, published

KEYS = {"kind", "subject", "institution", "due", "provisional", "may_move", "remaining", "overdue_by", "reasons"}


def rows(office: Office, on: str, kind: str | None = None, **options: Any) -> list[dict[str, Any]]:
    with office.store.read() as reader:
        found = deadlines(reader, on=date.fromisoformat(on), **options).items
    assert all(row.keys() >= KEYS and row["reasons"] for row in found)
    return [row for row in found if kind in (None, row["kind"])]


def one(office: Office, on: str, kind: str) -> dict[str, Any]:
    (row,) = rows(office, on, kind)
    return row


def test_every_kind_is_there_and_nothing_runs_in_an_empty_office_but_the_standing_task(office: Office) -> None:
    assert set(KINDS) == {
        *("publication", "withdraw-publication", "must-terminate", "recheck", "defence-end", "approval", "bar-end"),
        *("complaint-clock", "renewal", "agreement-expiry", "decide-inpatients", "task"),
        *("urgent-review", "hold-review", "list-update"),
    }
    row = one(office, "2025-03-03", "task")
    assert (row["subject"], row["due"], row["overdue_by"]) == ("bar.document", None, 0)
    assert "限制依据未公布" in repr(row["reasons"])
    assert len(rows(office, "2025-03-03")) == 1
    for key, value in (
        ("bar.document", "服务协议第12条"),
        ("bar.published_on", "2025-03-01"),
        ("bar.link", "https://example.gov.cn/2"),
        ("bar.fair_competition_review", "2025-1号"),
    ):
        office.do(
            "policy.set", who="admin", on="2025-03-03", key=key, value=value, from_day="2025-03-03", reason="公布"
        )
        office.do("approve", who="zhao", on="2025-03-03", id=key)
    assert rows(office, "2025-03-03") == []
    assert len(rows(office, "2025-03-02")) == 1


def test_a_publication_runs_until_it_is_public(office: Office) -> None:
    institution(office)
    id = breach(office, "2024-11-15")
    row = one(office, "2024-12-12", "publication")
    assert (row["subject"], row["institution"], row["due"]) == (id, HOSPITAL, date(2024, 12, 13))
    assert (row["remaining"], row["overdue_by"], row["provisional"]) == (1, 0, False)
    for task in rows(office, "2024-11-18", "task"):
        if task["subject"] != "bar.document":
            office.do("task.done", on="2024-11-18", id=task["subject"], result="已办结")
    late = rows(office, "2024-12-16")
    assert late[0]["kind"] == "publication"
    assert late[0]["overdue_by"] == 1
    assert attention(late)
    assert not attention(rows(office, "2024-12-13"))
    published(office, id, "2024-12-17")
    assert rows(office, "2024-12-17", "publication") == []
    assert one(office, "2024-12-16", "publication")["overdue_by"] == 1


def test_a_revoked_termination_in_public_is_taken_back(office: Office) -> None:
    institution(office)
    id = breach(office, "2025-03-05")
    list_id = published(office, id, "2025-03-07")
    office.do("measure.revoke", on="2025-04-10", id=id, reason="事实不清")
    office.do("approve", who="zhao", on="2025-04-11", id=id)
    assert rows(office, "2025-04-10", "withdraw-publication") == []
    row = one(office, "2025-04-11", "withdraw-publication")
    assert (row["subject"], row["due"]) == (list_id, date(2025, 5, 13))
    office.do("publication.withdraw", on="2025-04-14", id=list_id, reason="决定已撤销")
    assert one(office, "2025-04-14", "approval")["subject"] == list_id
    office.do("approve", who="zhao", on="2025-04-14", id=list_id)
    # The day by which it must be out of public sight stands until the withdrawal is there.
    assert one(office, "2025-04-14", "withdraw-publication")["due"] == date(2025, 5, 13)
    assert rows(office, "2025-04-14", "publication") == []
    office.do("publication.publish", who="qian", on="2025-04-15", id=list_id, **SITE)
    assert rows(office, "2025-04-15", "withdraw-publication") == []


def test_an_event_that_must_end_an_agreement(tianjin: Office) -> None:
    institution(tianjin)
    matter = Matter(tianjin, on="2024-09-02")
    event = matter.event("ordered-to-stop", "2024-09-06")
    matter.event("stopped-by-own-choice", "2024-09-09")
    row = one(tianjin, "2024-09-09", "must-terminate")
    assert (row["subject"], row["due"]) == (event, date(2024, 10, 11))
    assert row["reasons"][0].clause == "TJ 五(二)"
    assert rows(tianjin, "2024-09-05", "must-terminate") == []
    id = matter.propose("termination", "2024-09-10", ground="TJ 五(二)")
    matter.hear(id, "2024-09-10")
    assert len(rows(tianjin, "2024-09-10", "must-terminate")) == 1
    matter.approve(id, "2024-09-11")
    assert rows(tianjin, "2024-09-11", "must-terminate") == []
    assert len(rows(tianjin, "2024-09-10", "must-terminate")) == 1


def test_orders_to_put_right_are_rechecked(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding()
    id = matter.carry("rectification-order", "2025-03-10", heard=False, rectify_by="2025-04-10")
    row = one(office, "2025-04-11", "recheck")
    assert (row["subject"], row["due"], row["overdue_by"]) == (id, date(2025, 4, 10), 1)
    office.do("measure.recheck", on="2025-04-14", id=id, result="failed")
    assert rows(office, "2025-04-14", "recheck") == []
    assert len(rows(office, "2025-04-11", "recheck")) == 1


def test_the_defence_runs_from_service_of_the_notice(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding()
    id = matter.propose("termination", "2025-04-28", ground="ZB 五(二)", skip_reason="情节严重")
    assert one(office, "2025-04-28", "approval")["subject"] == id
    office.do("measure.notice", on="2025-04-28", id=id)
    assert rows(office, "2025-04-28", "defence-end") == []
    office.do("measure.serve", on="2025-04-29", id=id, document="notice", method="direct", received="2025-04-29")
    row = one(office, "2025-04-29", "defence-end")
    assert (row["subject"], row["due"]) == (id, date(2025, 5, 9))
    assert any(reason.source_kind == "agency_policy" for reason in row["reasons"])
    office.do("measure.defence", on="2025-04-30", id=id, outcome="heard", adopted="no", reply="不予采纳")
    assert rows(office, "2025-04-30", "defence-end") == []


def test_a_bar_runs_to_its_last_day_and_is_nobodys_lateness(office: Office) -> None:
    not_renewed(office)
    row = one(office, "2024-12-20", "bar-end")
    assert (row["due"], row["remaining"], row["overdue_by"]) == (date(2024, 12, 20), 0, 0)
    assert row["reasons"][0].clause == "ZB 四"
    assert rows(office, "2024-12-21", "bar-end") == []


def test_an_agreement_near_its_end(office: Office) -> None:
    institution(office, until="2024-12-31")
    assert rows(office, "2024-10-30", "agreement-expiry") == []
    assert one(office, "2024-10-31", "agreement-expiry")["due"] == date(2024, 12, 31)
    row = one(office, "2024-10-31", "renewal")
    assert (row["due"], row["last_working_day"]) == (date(2024, 11, 30), date(2024, 11, 29))
    assert row["overdue_by"] == 0
    office.do("renewal.file", on="2024-11-20", code=HOSPITAL, service="medical")
    assert one(office, "2024-11-20", "renewal")["due"] == date(2024, 12, 31)
    assert one(office, "2024-11-19", "renewal")["due"] == date(2024, 11, 30)
    assert rows(office, "2025-01-02") == rows(office, "2025-01-02", "task")


def test_complaints_run_to_the_day_an_answer_is_asked_for(office: Office) -> None:
    institution(office)
    log = {
        "institution": HOSPITAL,
        "received": "2025-03-03",
        "channel": "12345",
        "summary": "反映多收费",
        "on": "2025-03-03",
    }
    id = office.do("complaint.log", nature="complaint", reply_by="2025-03-14", **log).id
    report = office.do("complaint.log", nature="report", department="骨科", **log).id
    assert [row["subject"] for row in rows(office, "2025-03-03", "complaint-clock")] == [id]
    office.do(
        "policy.set",
        who="admin",
        on="2025-03-03",
        key="complaint.clock",
        value="on",
        from_day="2025-03-01",
        reason="启用",
    )
    office.do("approve", who="zhao", on="2025-03-03", id="complaint.clock")
    found = {row["subject"]: row["due"] for row in rows(office, "2025-03-03", "complaint-clock")}
    assert found == {id: date(2025, 3, 14), report: date(2025, 3, 10)}
    office.do("complaint.decline", on="2025-03-05", id=id, reason="不属实")
    assert [row["subject"] for row in rows(office, "2025-03-05", "complaint-clock")] == [report]


def test_in_patients_are_decided_one_by_one(make_office: MakeOffice) -> None:
    office = make_office("zibo-2023")
    institution(office)
    matter = Matter(office)
    matter.finding(departments=["骨科"])
    id = matter.carry(
        "department-suspension", "2025-05-08", departments=["骨科"], skip_reason="情节严重", inpatients="4"
    )
    row = one(office, "2025-05-08", "decide-inpatients")
    assert (row["subject"], row["due"]) == (id, None)
    office.do("measure.lift", on="2025-05-12", id=id, reason="已整改", effective="2025-05-13")
    office.do("approve", who="zhao", on="2025-05-12", id=id)
    assert rows(office, "2025-05-13", "decide-inpatients") == []


def test_mine_within_and_the_pages(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding()
    breach(office, "2025-03-05")
    id = matter.propose("referral", "2025-03-05")

    def mine(name: str) -> list[tuple[str, str]]:
        with office.store.read() as reader:
            who = reader.get(Operator, f"operator:{name}")
        return [(row["kind"], row["subject"]) for row in rows(office, "2025-03-05", mine=who)]

    assert ("approval", id) in mine("zhao")
    # Zhang asked for it: neither he nor his second account is to decide.
    assert ("approval", id) not in mine("zhang")
    assert ("approval", id) not in mine("twin")
    assert [kind for kind, _ in mine("qian")] == ["publication"]
    assert mine("wu") == []
    assert {row["kind"] for row in rows(office, "2025-03-05", within=19)} == {"task"}
    assert {row["kind"] for row in rows(office, "2025-03-05", within=20)} == {"publication", "task"}
    whole = [row["subject"] for row in rows(office, "2025-03-05")]
    with office.store.read() as reader:
        paged, after = [], None
        while True:
            page = deadlines(reader, on=date(2025, 3, 5), limit=1, after=after)
            paged += [row["subject"] for row in page.items]
            after = page.next
            if after is None:
                break
    assert paged == whole


def test_the_board_adds_the_holds_and_the_sums(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.hold("2025-03-10", "B-1=100", "B-2=26.50")
    breach(office, "2025-03-05")
    with office.store.read() as reader:
        sums, items = board(reader, on=date(2025, 3, 10))
        before, _ = board(reader, on=date(2025, 3, 9))
    assert sums["still_held"] == 12_650
    assert before["still_held"] == 0
    assert (sums["overdue"], sums["today"], sums["provisional"]) == (0, 0, 0)
    assert items[-1]["kind"] == "hold"
    assert items[-1]["subject"] == matter.case


@pytest.mark.parametrize("pack", ["zibo-2023", "tianjin-2024"])
def test_an_unknown_year_does_not_hide_the_rest(make_office: MakeOffice, pack: str) -> None:
    office = make_office(pack, today=date(2027, 12, 20))
    institution(office, until="2029-12-31")
    breach(office, "2027-12-20")
    row = one(office, "2027-12-20", "publication")
    assert (row["due"], row["overdue_by"]) == (None, 0)
