"""The published list of institutions: composed, approved, published; what changed and must go into the next version."""

import hashlib
import io
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest

from domain.identifiers import format_local_code
from domain.states.rosters import Roster
from sanctions.publishing import roster_lines
from sanctions.publishing.roster_formats import form_of
from sanctions.publishing.roster_lists import roster, roster_due, roster_export, rosters
from sanctions.running.deadlines import deadlines
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.office import DEVICE_MAKER, HOSPITAL, Office

DAY = date(2024, 5, 6)
SITE = {"channel": "官网", "link": "https://example.org/list/1"}


def _signed(
    office: Office, code: str, name: str, number: str, start: str, until: str, service: str = "medical"
) -> None:
    office.do("institution.add", code=code, name=name, services=[service], district="张店区")
    office.do("agreement.sign", code=code, service=service, number=number, from_day=start, to_day=until)


@pytest.fixture(params=["zibo-2023", "tianjin-2024"])
def town(request: pytest.FixtureRequest, make_office: MakeOffice) -> Office:
    """Two institutions: one in the list that is public, one under agreement since April 2024."""
    office = make_office(request.param, today=date(2024, 4, 1))
    _signed(office, HOSPITAL, "淄测中心医院", "A-1", "2022-01-01", "2026-12-31")
    _published(office)
    office.today = DAY
    _signed(office, DEVICE_MAKER, "淄测辅具公司", "A-2", "2024-04-08", "2024-06-30", "device")
    return office


def _published(office: Office, **fields: Any) -> str:
    id = office.do("roster.draft", **fields).id
    office.do("approve", who="zhao", id=id)
    office.do("roster.publish", who="qian", id=id, **SITE)
    return id


def _running(office: Office) -> list[dict[str, Any]]:
    with office.store.read() as reader:
        return deadlines(reader, on=office.today, kinds=["list-update"]).items


def _due(office: Office) -> list[tuple[str, str, date, date | None]]:
    with office.store.read() as reader:
        found = roster_due(reader, on=office.today).items
    return [(one["kind"], one["subject"], one["day"], one["due"]) for one in found]


# ------------------------------------------------------------ the duty


def test_a_new_signing_must_go_into_the_list_within_the_period_for_publishing(town: Office) -> None:
    (row,) = _running(town)
    assert (row["kind"], row["subject"], row["institution"]) == ("list-update", "A-2", DEVICE_MAKER)
    assert (row["due"], row["period"], row["overdue_by"]) == (date(2024, 5, 8), "20wd", 0)
    assert {reason.source_kind for reason in row["reasons"]} == {"inferred"}
    assert _due(town) == [("signed", "A-2", date(2024, 4, 8), date(2024, 5, 8))]


def test_publishing_a_list_that_contains_it_meets_the_duty(town: Office) -> None:
    id = _published(town)
    assert _running(town) == []
    with town.store.read() as reader:
        shown = roster(reader, id)
    assert (shown["status"], shown["institutions"], shown["added"], shown["late_by"]) == ("published", 2, 1, 0)
    assert [one["subject"] for one in shown["changes"]] == ["A-2"]


@pytest.mark.parametrize(("day", "late"), [(date(2024, 5, 8), 0), (date(2024, 5, 9), 1), (date(2024, 5, 13), 4)])
def test_it_is_told_how_late_the_first_change_in_it_came(town: Office, day: date, late: int) -> None:
    town.today = day
    id = town.do("roster.draft").id
    town.do("approve", who="zhao", id=id)
    done = town.do("roster.publish", who="qian", id=id, **SITE)
    assert (done.data["due"], done.data["late_by"]) == ("2024-05-08", late)


def test_before_a_first_list_is_on_record_only_what_is_off_it_counts(office: Office) -> None:
    office.today = DAY
    _signed(office, HOSPITAL, "淄测中心医院", "A-1", "2023-06-01", "2026-12-31")
    _signed(office, DEVICE_MAKER, "淄测辅具公司", "A-2", "2022-01-01", "2024-04-07", "device")
    # Whoever is new may long stand in a list published elsewhere; whose term is over must not stand in any.
    assert _due(office) == [("ended", "A-2", date(2024, 4, 8), date(2024, 5, 8))]
    assert [one["subject"] for one in _running(office)] == ["A-2"]
    id = office.do("roster.draft").id
    office.do("approve", who="zhao", id=id)
    done = office.do("roster.publish", who="qian", id=id, **SITE)
    assert (done.data["due"], done.data["late_by"]) == ("2024-05-08", 0)
    assert _running(office) == []


def test_a_list_drafted_before_the_change_does_not_meet_the_duty(town: Office) -> None:
    id = town.do("roster.draft", as_of="2024-04-07").id
    town.do("approve", who="zhao", id=id)
    done = town.do("roster.publish", who="qian", id=id, **SITE)
    assert done.data["due"] is None
    assert [one["subject"] for one in _running(town)] == ["A-2"]


def test_an_agreement_that_runs_out_is_off_the_list_the_day_after(town: Office) -> None:
    _published(town)
    town.today = date(2024, 6, 30)
    assert _running(town) == []
    town.today = date(2024, 7, 2)
    assert _due(town) == [("ended", "A-2", date(2024, 7, 1), date(2024, 7, 29))]
    town.today = date(2024, 7, 30)
    assert [row["overdue_by"] for row in _running(town)] == [1]
    _published(town)
    assert _running(town) == []


def test_a_renewal_without_a_gap_changes_nothing(town: Office) -> None:
    _published(town)
    town.do(
        "agreement.sign", code=DEVICE_MAKER, service="device", number="A-3", from_day="2024-07-01", to_day="2026-06-30"
    )
    town.today = date(2024, 7, 2)
    assert _running(town) == []


@pytest.mark.parametrize("kind", ["agreed", "lapsed", "not-renewed"])
def test_every_end_but_a_termination_opens_it(town: Office, kind: str) -> None:
    _published(town)
    town.today = date(2024, 7, 3)
    town.do("agreement.end", number="A-2", kind=kind, reason="期满", from_day="2024-06-20", on="2024-06-20")
    (row,) = _due(town)
    assert row[:3] == ("ended", "A-2", date(2024, 6, 20))


def test_a_new_name_opens_it_and_is_told_once(town: Office) -> None:
    _published(town)
    town.do("institution.change", code=HOSPITAL, services=["rehabilitation"])
    town.do(
        "agreement.sign",
        code=HOSPITAL,
        service="rehabilitation",
        number="A-4",
        from_day="2024-05-06",
        to_day="2026-05-05",
    )
    _published(town)
    town.today = date(2024, 5, 20)
    town.do("institution.rename", code=HOSPITAL, name="淄测第一医院")
    assert [one[:3] for one in _due(town)] == [("renamed", HOSPITAL, date(2024, 5, 20))]
    id = _published(town)
    assert _running(town) == []
    with town.store.read() as reader:
        assert "淄测第一医院" in roster(reader, id)["text"]
        assert "淄测中心医院" not in roster(reader, id)["text"]


def test_a_successor_opens_it_while_the_old_agreement_still_stands(town: Office) -> None:
    _published(town)
    town.today = date(2024, 5, 20)
    town.do("institution.succeed", code=DEVICE_MAKER, by=HOSPITAL)
    assert [one[:3] for one in _due(town)] == [("succeeded", DEVICE_MAKER, date(2024, 5, 20))]
    _published(town)
    assert _running(town) == []


def test_changes_of_one_day_are_one_row(town: Office) -> None:
    _published(town)
    town.today = date(2024, 5, 20)
    town.do("institution.rename", code=HOSPITAL, name="淄测第一医院")
    town.do("agreement.end", number="A-2", kind="agreed", reason="双方同意")
    assert len(_due(town)) == 2
    (row,) = _running(town)
    assert row["subject"] == "A-2"
    assert len(row["reasons"]) == 3


def test_switched_off_by_the_policy_of_the_day_of_the_change(town: Office) -> None:
    town.do(
        "policy.set", who="admin", key="publication.list_update", value="off", from_day="2024-05-06", reason="内部规定"
    )
    town.do("approve", who="zhao", id="publication.list_update")
    town.do("agreement.end", number="A-1", kind="agreed", reason="双方同意")
    assert [one[1] for one in _due(town)] == ["A-2"]


def test_what_ended_before_the_record_begins_is_no_change(office: Office) -> None:
    # The record begins in January 2023.
    office.today = DAY
    _signed(office, HOSPITAL, "淄测中心医院", "A-1", "2021-01-01", "2022-12-31")
    assert _due(office) == []


def test_a_past_day_is_answered_by_the_list_that_was_public_then(town: Office) -> None:
    _published(town)
    with town.store.read() as reader:
        before = deadlines(reader, on=date(2024, 4, 30), kinds=["list-update"]).items
    assert [one["subject"] for one in before] == ["A-2"]


# ------------------------------------------------------------ the versions


def test_the_text_names_what_the_public_may_know_and_nothing_else(town: Office) -> None:
    done = town.do("roster.draft", note="以实际签约为准")
    with town.store.read() as reader:
        text = roster(reader, done.id)["text"]
    assert text == (
        "工伤保险服务协议机构名单\n(截至 2024-05-06)\n\n"
        "1. 淄测中心医院  医疗  张店区\n2. 淄测辅具公司  辅助器具配置  张店区\n\n"
        "机构数: 2\n说明: 以实际签约为准\n测试经办机构\n联系电话: 0533-1234567\n"
    )


def test_it_is_approved_by_another_person_and_frozen(town: Office) -> None:
    id = town.do("roster.draft").id
    assert town.refused("roster.publish", who="qian", id=id, **SITE).code == "roster.unapproved"
    assert town.refused("approve", who="twin", id=id).code == "approve.own"
    done = town.do("approve", who="zhao", id=id)
    with town.store.read() as reader:
        exported = roster_export(reader, id, "txt")
        assert hashlib.sha256(exported).hexdigest() == done.data["sha256"]
        assert exported == roster_export(reader, id, "txt")
        assert b'"code": "' + HOSPITAL.encode() in roster_export(reader, id, "json")


def test_its_paper_and_its_page_are_frozen_with_it(town: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    id = town.do("roster.draft").id
    done = town.do("approve", who="zhao", id=id)
    with town.store.read() as reader:
        first = {form: roster_export(reader, id, form) for form in ("json", "docx", "html")}
    sums = {f"{form}_sha256": hashlib.sha256(content).hexdigest() for form, content in first.items()}
    assert sums.items() <= done.data.items()
    document = docx.Document(io.BytesIO(first["docx"]))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    told = [["1", "淄测中心医院", "医疗", "张店区"], ["2", "淄测辅具公司", "辅助器具配置", "张店区"]]
    assert rows == [["序号", "机构名称", "服务类型", "所在区县"], *told]
    assert "（截至2024年5月6日）" in [paragraph.text for paragraph in document.paragraphs]
    assert all(cell in first["html"].decode() for row in told for cell in row)
    # A later program, or a name that changes, does nothing to what was approved.
    monkeypatch.setattr("sanctions.papers.announcement_html._STYLE", "p { color: red }")
    town.do("institution.rename", code=HOSPITAL, name="淄测改名医院")
    with town.store.read() as reader:
        assert {form: roster_export(reader, id, form) for form in first} == first
        assert sums.items() <= roster(reader, id).items()
        found = reader.get(Roster, id)
        assert found is not None
        older = replace(found, docx_sha256=None, html_sha256=None)
        assert {form: form_of(reader, older, form)[:9] for form in ("docx", "html")} == {
            "docx": first["docx"][:9],
            "html": b"<!DOCTYPE",
        }


def test_what_changes_after_the_draft_goes_into_the_next_version(town: Office) -> None:
    id = town.do("roster.draft").id
    town.do("institution.rename", code=HOSPITAL, name="淄测第一医院")
    done = town.do("approve", who="zhao", id=id)
    assert done.warnings
    town.do("roster.publish", who="qian", id=id, **SITE)
    assert [one[:2] for one in _due(town)] == [("renamed", HOSPITAL)]


def test_one_version_at_a_time(town: Office) -> None:
    first = town.do("roster.draft").id
    assert town.refused("roster.draft").code == "already"
    town.do("approve", who="zhao", id=first)
    assert town.refused("roster.draft").code == "already"
    town.do("roster.withdraw", id=first, reason="重新核对")
    assert town.refused("roster.publish", who="qian", id=first, **SITE).code == "roster.status"
    assert town.refused("roster.withdraw", id=first, reason="再次").code == "already"
    second = _published(town)
    assert town.refused("roster.withdraw", id=second, reason="写错").code == "roster.status"
    assert town.refused("roster.publish", who="qian", id=second, **SITE).code == "already"
    with town.store.read() as reader:
        found = rosters(reader, on=town.today).items
    assert [(one["id"], one["status"]) for one in found][:2] == [(second, "published"), (first, "withdrawn")]


def test_a_rejected_draft_gives_way_to_the_next(town: Office) -> None:
    id = town.do("roster.draft").id
    town.do("reject", who="zhao", id=id, reason="机构名称有误")
    assert town.do("roster.draft").id != id


def test_days_that_do_not_fit(town: Office) -> None:
    assert town.refused("roster.draft", as_of="2024-05-07").code == "roster.day"
    _published(town)
    assert town.refused("roster.draft", as_of="2024-05-05").code == "roster.day"


def test_nobody_under_agreement_makes_no_list(office: Office) -> None:
    assert office.refused("roster.draft").code == "roster.empty"


def test_a_list_without_change_is_told(town: Office) -> None:
    _published(town)
    assert len(town.do("roster.draft").warnings) == 1


def test_published_only_with_a_link_or_a_number(town: Office) -> None:
    id = town.do("roster.draft").id
    town.do("approve", who="zhao", id=id)
    assert town.refused("roster.publish", who="qian", id=id, channel="官网").code == "publication.proof"
    assert town.refused("roster.publish", who="qian", id=id, channel="官网", link="x").code == "value.link"
    assert town.refused("roster.publish", who="zhang", id=id, **SITE).code == "role.denied"


@pytest.mark.parametrize("note", ["请电13812345678", "经办人身份证11010519491231002X"])
def test_nothing_personal_goes_out(town: Office, note: str) -> None:
    assert town.refused("roster.draft", note=note).code == "publication.personal"


def test_a_remark_never_says_fraud(town: Office) -> None:
    assert town.refused("roster.draft", note="已除去骗保机构").code == "roster.wording"


def test_it_waits_on_the_approvers_board(town: Office) -> None:
    id = town.do("roster.draft").id
    with town.store.read() as reader:
        waiting = deadlines(reader, on=town.today, kinds=["approval"]).items
    assert [one["subject"] for one in waiting] == [id]


def test_agreements_are_read_in_pages(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.today = DAY
    for number in range(7):
        office.do("institution.add", no_code="无", name=f"淄测{number}医院", services=["medical"])
        code, term = format_local_code(number + 1), {"from_day": "2024-05-01", "to_day": "2026-04-30"}
        office.do("agreement.sign", code=code, service="medical", number=f"N-{number}", **term)
    monkeypatch.setattr(roster_lines, "PAGE", 3)
    with office.store.read() as reader:
        lines = roster_lines.lines_on(reader, DAY)
    assert [line.agreement for line in lines] == [f"N-{number}" for number in range(7)]
