"""Cases as they are kept: how long they may take, whose opening is approved, how they end, who left meanwhile."""

from datetime import date
from typing import Any

import pytest

from sanctions.cases.lists import case, cases
from sanctions.intake.agreement_lists import agreement
from sanctions.measures.options import options
from sanctions.running.deadlines import deadlines
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office

AFTER = "2025-12-01"


def opened(office: Office, on: str = "2025-03-03", **told: Any) -> str:
    return office.do("case.open", on=on, institution=HOSPITAL, lead="zhang", second="li", **told).id


def shown(office: Office, id: str, on: str = AFTER) -> dict[str, Any]:
    with office.store.read() as reader:
        return case(reader, id, on=date.fromisoformat(on))


def running(office: Office, on: str) -> dict[str, Any]:
    with office.store.read() as reader:
        found = deadlines(reader, on=date.fromisoformat(on), kinds=["task"]).items
    return {row["subject"]: (row["due"], row["overdue_by"]) for row in found if row["subject"].startswith("HC-")}


def setting(office: Office, key: str, value: str, on: str = "2025-01-06") -> None:
    office.do("policy.set", who="admin", on=on, key=key, raw={"value": value, "reason": "惯例"}, from_day=on)
    office.do("approve", who="zhao", on=on, id=key)


def complaint(office: Office) -> str:
    told = {"received": "2025-03-03", "channel": "phone", "nature": "complaint", "summary": "反映多收费用"}
    return office.do("complaint.log", on="2025-03-03", institution=HOSPITAL, raw=told).id


def test_a_case_without_a_limit_runs_without_one(office: Office) -> None:
    institution(office)
    assert shown(office, opened(office))["limit_on"] is None
    assert running(office, "2025-06-02") == {}


def test_a_limit_is_given_or_comes_by_the_rule(office: Office) -> None:
    institution(office)
    setting(office, "case.limit", "60d")
    by_rule, given = opened(office), opened(office, limit="2025-04-01")
    # 60 days end on 2025-05-02, a day off of the long holiday, and roll to the 6th.
    assert [shown(office, id)["limit_on"] for id in (by_rule, given)] == [date(2025, 5, 6), date(2025, 4, 1)]
    assert running(office, "2025-04-02") == {by_rule: (date(2025, 5, 6), 0), given: (date(2025, 4, 1), 1)}
    refusal = office.refused("case.open", on="2025-03-03", institution=HOSPITAL, lead="zhang", limit="2025-03-02")
    assert (refusal.code, refusal.field) == ("case.days", "limit")
    with office.store.read() as reader:
        assert [one["id"] for one in cases(reader, on=date(2025, 4, 2), overdue=True).items] == [given]


def test_more_time_takes_another_person(office: Office) -> None:
    institution(office)
    id = opened(office, limit="2025-04-01")
    ask = {"case": id, "reason": "等待鉴定"}
    assert office.refused("case.extend", on="2025-03-10", until="2025-04-01", **ask).code == "case.days"
    office.do("case.extend", on="2025-03-10", until="2025-05-30", **ask)
    assert office.refused("case.extend", on="2025-03-10", until="2025-06-30", **ask).code == "pending"
    assert office.refused("approve", who="twin", on="2025-03-11", id=id).code == "approve.own"
    assert running(office, "2025-03-11")[id][0] == date(2025, 4, 1)
    office.do("approve", who="zhao", on="2025-03-12", id=id)
    assert running(office, "2025-04-07") == {id: (date(2025, 5, 30), 0)}
    assert running(office, "2025-03-11")[id][0] == date(2025, 4, 1)
    (more,) = shown(office, id)["extensions"]
    assert more == {
        "on": date(2025, 3, 12),
        "before": date(2025, 4, 1),
        "until": date(2025, 5, 30),
        "reason": "等待鉴定",
    }
    office.do("case.extend", on="2025-05-12", until="2025-06-30", **ask)
    office.do("reject", who="zhao", on="2025-05-12", id=id, reason="抓紧办理")
    assert shown(office, id)["limit_on"] == date(2025, 5, 30)


def test_a_closed_case_has_no_time_left_to_run(office: Office) -> None:
    institution(office)
    id = opened(office, limit="2025-04-01")
    office.do("case.close", on="2025-03-10", case=id, outcome="no-breach", reason="查无实据")
    office.do("approve", who="zhao", on="2025-03-10", id=id)
    assert running(office, "2025-04-07") == {}
    assert office.refused("case.extend", on="2025-03-11", case=id, until="2025-05-30", reason="x").code == "case.closed"


def test_where_openings_are_approved_nothing_is_proposed_before(office: Office) -> None:
    institution(office)
    setting(office, "case.opening", "approved")
    told = complaint(office)
    done = office.do("case.open", on="2025-03-04", institution=HOSPITAL, lead="zhang", complaints=[told])
    id = done.id
    assert (done.status, shown(office, id, "2025-03-04")["status"]) == ("opening", "opening")
    propose = {"case": id, "raw": {"kind": "warning-talk", "reason": "违反服务协议"}}
    refusal = office.refused("measure.propose", on="2025-03-04", **propose)
    assert (refusal.code, refusal.field) == ("case.opening", "case")
    assert office.refused("case.add", on="2025-03-04", case=id, second="li").code == "case.opening"
    with office.store.read() as reader:
        verdicts = {one["verdict"] for one in options(reader, id, on=date(2025, 3, 4))["options"]}
    assert verdicts == {"refused"}
    assert office.refused("approve", who="twin", on="2025-03-04", id=id).code == "approve.own"
    office.do("approve", who="zhao", on="2025-03-05", id=id)
    record = shown(office, id, "2025-03-05")
    assert (record["status"], record["opened_on"], record["complaints"]) == (
        "investigating",
        date(2025, 3, 5),
        [told],
    )
    office.do("measure.propose", on="2025-03-05", **propose)


def test_an_opening_that_is_refused_leaves_its_sources_free(office: Office) -> None:
    institution(office)
    setting(office, "case.opening", "approved")
    told = complaint(office)
    first = opened(office, "2025-03-04", complaints=[told])
    second = opened(office, "2025-03-04", complaints=[told])
    office.do("reject", who="zhao", on="2025-03-05", id=first, reason="线索不足")
    record = shown(office, first)
    assert (record["status"], record["outcome"], record["close_reason"]) == ("closed", "not-opened", "线索不足")
    third = opened(office, "2025-03-05", complaints=[told])
    office.do("approve", who="zhao", on="2025-03-06", id=second)
    # What it comes from was taken up by another case in between.
    assert office.refused("approve", who="zhao", on="2025-03-06", id=third).code == "case.source"


@pytest.mark.parametrize(
    ("told", "origin"),
    [
        ({"source": "data-screening"}, "data-screening"),
        ({"source": "群众来信转来"}, "other"),
        ({}, None),
        ({"complaints": True}, "complaint"),
        ({"complaints": True, "source": "12345集中转办"}, "complaint"),
        ({"complaints": True, "source": "superior"}, "superior"),
    ],
)
def test_where_a_case_comes_from(office: Office, told: dict[str, Any], origin: str | None) -> None:
    institution(office)
    fields = {**told, "complaints": [complaint(office)]} if told.get("complaints") else told
    id = opened(office, **fields)
    record = shown(office, id)
    assert (record["origin"], record["source"]) == (origin, told.get("source"))
    with office.store.read() as reader:
        assert [one["id"] for one in cases(reader, on=date(2025, 12, 1), origin="complaint").items] == (
            [id] if origin == "complaint" else []
        )


def test_the_conclusion_goes_with_the_closing(office: Office) -> None:
    institution(office)
    id = opened(office)
    close = {"case": id, "reason": "材料已灭失"}
    doubted = office.do("case.close", on="2025-03-10", outcome="no-breach", conclusion="partly", rehearse=True, **close)
    assert doubted.warnings
    office.do("case.close", on="2025-03-10", outcome="no-breach", conclusion="unverifiable", **close)
    office.do("approve", who="zhao", on="2025-03-11", id=id)
    assert shown(office, id)["conclusion"] == "unverifiable"
    with office.store.read() as reader:
        assert [one["id"] for one in cases(reader, on=date(2025, 12, 1), conclusion="unverifiable").items] == [id]
        assert cases(reader, on=date(2025, 12, 1), conclusion="substantiated").items == []


def test_a_closed_case_is_archived_under_the_number_of_its_file(office: Office) -> None:
    institution(office)
    id = opened(office)
    assert office.refused("case.archive", on="2025-03-04", case=id, number="D-1").code == "case.open"
    office.do("case.close", on="2025-03-10", case=id, outcome="no-breach", reason="查无实据")
    office.do("approve", who="zhao", on="2025-03-11", id=id)
    office.do("case.archive", on="2025-03-12", case=id, number="2025-监督-0017")
    assert office.refused("case.archive", on="2025-03-12", case=id, number="2025-监督-0017").code == "already"
    # Numbers of files come from elsewhere: gaps, and another one later, are told and taken.
    assert office.do("case.archive", on="2025-03-13", case=id, number="2025-监督-0019").warnings
    record = shown(office, id)
    assert (record["archive_no"], record["archived_on"]) == ("2025-监督-0019", date(2025, 3, 13))


def test_whoever_leaves_during_an_investigation_is_told_on_both_records(office: Office) -> None:
    institution(office, since="2023-02-01", until="2025-04-30")
    number = f"X-{HOSPITAL[-4:]}-medical-2023-02-01"
    id = opened(office)
    assert shown(office, id, "2025-04-30")["left_during"] == []
    (left,) = shown(office, id, "2025-05-01")["left_during"]
    assert left == {"agreement": number, "service": "medical", "ended_on": date(2025, 5, 1), "end": "expired"}
    with office.store.read() as reader:
        assert agreement(reader, number, on=date(2025, 5, 1))["left_during"] == [id]
        assert agreement(reader, number, on=date(2025, 4, 30))["left_during"] == []
    warned = office.do("application.file", on="2025-10-13", code=HOSPITAL, service="medical").warnings
    assert any(id in repr(warning) for warning in warned)


def test_who_ends_by_consent_leaves_and_who_is_renewed_or_terminated_does_not(office: Office) -> None:
    institution(office)
    number = f"X-{HOSPITAL[-4:]}-medical-2023-02-01"
    before = Matter(office)
    office.do("agreement.end", on="2025-03-10", number=number, kind="agreed", reason="机构申请")
    after = opened(office, "2025-03-12")
    (left,) = shown(office, before.case)["left_during"]
    assert (left["agreement"], left["ended_on"], left["end"]) == (number, date(2025, 3, 10), "agreed")
    assert shown(office, after)["left_during"] == []


def test_a_renewed_agreement_is_nobodys_leaving(office: Office) -> None:
    institution(office, since="2023-02-01", until="2025-04-30")
    id = opened(office)
    office.do(
        "agreement.sign",
        on="2025-04-28",
        code=HOSPITAL,
        service="medical",
        number="X-续",
        from_day="2025-05-01",
        to_day="2028-04-30",
    )
    assert shown(office, id)["left_during"] == []
