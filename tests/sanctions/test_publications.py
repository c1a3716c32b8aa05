"""Publishing terminations: the duty and its day, drafts that are screened, versions, verdicts by the legal day."""

import hashlib
import json
from datetime import date
from typing import Any

import pytest

from db.store import Reader
from domain.acts import Upload
from domain.reasons import SourceKind
from domain.states.measures import Measure
from sanctions.publishing.lists import publication, publication_due, publication_export, publications
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office

SITE = {"channel": "网站", "link": "https://example.gov.cn/1"}


def due(office: Office, on: str) -> list[dict[str, Any]]:
    with office.store.read() as reader:
        return publication_due(reader, on=date.fromisoformat(on)).items


def show(office: Office, id: str) -> dict[str, Any]:
    with office.store.read() as reader:
        return publication(reader, id)


def breach(office: Office, on: str, *, serve: str | None = None, code: str = HOSPITAL) -> str:
    """A termination for breach decided on a day; served only where a day is given."""
    matter = Matter(office, code, on=on)
    matter.finding(on=on, severity="grave")
    ground = "TJ 四(二)" if office.pack == "tianjin-2024" else "ZB 五(二)"
    id = matter.propose("termination", on, ground=ground, skip_reason="情节严重")
    matter.hear(id, on)
    matter.approve(id, on)
    if serve:
        matter.serve(id, serve)
    return id


def dissolved(office: Office, on: str) -> str:
    """A termination on an objective event (Tianjin), decided on a day."""
    matter = Matter(office, on=on)
    matter.event("dissolved", on)
    id = matter.propose("termination", on, ground="TJ 五(二)")
    office.do("measure.notice", on=on, id=id)
    office.do("measure.serve", on=on, id=id, document="notice", method="direct", received=on)
    office.do("measure.defence", on=on, id=id, outcome="not-required", text="已解散")
    matter.approve(id, on)
    return id


def published(office: Office, termination: str, on: str) -> str:
    id = office.do("publication.draft", on=on, terminations=[termination]).id
    office.do("approve", who="zhao", on=on, id=id)
    office.do("publication.publish", who="qian", on=on, id=id, **SITE)
    return id


@pytest.mark.parametrize(
    ("decided", "day"),
    [("2024-07-01", date(2024, 7, 29)), ("2024-09-06", date(2024, 10, 11)), ("2024-10-03", date(2024, 11, 1))],
)
def test_the_duty_runs_from_the_decision_and_is_the_notices_own(tianjin: Office, decided: str, day: date) -> None:
    institution(tianjin)
    id = dissolved(tianjin, decided)
    (row,) = due(tianjin, decided)
    assert (row["id"], row["due"], row["late_by"]) == (id, day, 0)
    assert row["reasons"][0].clause == "TJ 五(二)"
    assert row["reasons"][0].source_kind is SourceKind.NOTICE_LITERAL
    assert "20个工作日" in row["reasons"][0].quote


def test_what_is_left_and_what_is_late(tianjin: Office) -> None:
    institution(tianjin)
    dissolved(tianjin, "2024-09-06")
    told = [
        (row["remaining"], row["late_by"])
        for day in ("2024-09-30", "2024-10-11", "2024-10-12", "2024-10-14")
        for row in due(tianjin, day)
    ]
    assert told == [(4, 0), (0, 0), (0, 1), (0, 2)]


def test_on_time_is_judged_by_the_legal_day(tianjin: Office) -> None:
    institution(tianjin)
    id = dissolved(tianjin, "2024-09-06")
    tianjin.as_of_day(date(2024, 10, 15))
    draft = tianjin.do("publication.draft", on="2024-10-08", terminations=[id])
    assert draft.data["due"] == "2024-10-11"
    tianjin.do("approve", who="zhao", on="2024-10-09", id=draft.id)
    for lack in ({}, {"channel": "网站"}):
        refusal = tianjin.refused("publication.publish", who="qian", id=draft.id, **lack)
        assert refusal.code in ("value.missing", "publication.proof")
    refusal = tianjin.refused("publication.publish", who="qian", id=draft.id, channel="网站", link="somewhere")
    assert refusal.code == "value.link"
    done = tianjin.do("publication.publish", who="qian", on="2024-10-10", id=draft.id, **SITE)
    # 10-11, 10-12 (worked), 10-14, 10-15.
    assert (done.data["late_by"], done.data["entered_late"], done.status) == (0, 4, "published")
    assert due(tianjin, "2024-10-15") == []
    # Looked at from a day before it, it was still to be done.
    assert [row["id"] for row in due(tianjin, "2024-10-09")] == [id]
    assert tianjin.refused("publication.publish", who="qian", id=draft.id, **SITE).code == "already"
    assert tianjin.refused("publication.draft", terminations=[id]).code == "already"


def test_a_day_after_the_last_is_one_day_late(tianjin: Office) -> None:
    institution(tianjin)
    id = published(tianjin, dissolved(tianjin, "2024-07-01"), "2024-07-30")
    shown = show(tianjin, id)
    assert (shown["due"], shown["late_by"]) == (date(2024, 7, 29), 1)
    with tianjin.store.read() as reader:
        measure = reader.get(Measure, shown["terminations"][0])
        assert measure is not None
        assert (measure.published_on, measure.late_by, measure.publication) == (date(2024, 7, 30), 1, id)
        assert measure.link == SITE["link"]


def test_breach_is_published_by_inference_in_tianjin_and_by_national_law_in_zibo(
    tianjin: Office, office: Office
) -> None:
    for place in (tianjin, office):
        institution(place)
    breach(tianjin, "2025-08-08")
    (row,) = due(tianjin, "2025-08-08")
    assert row["due"] == date(2025, 9, 5)
    assert row["label"].zh == "推定: 类推五(二); 《政府信息公开条例》第二十六条"
    assert row["reasons"][0].source_kind is SourceKind.INFERRED
    breach(office, "2024-11-15")
    (row,) = due(office, "2024-11-15")
    assert row["due"] == date(2024, 12, 13)
    assert row["label"].zh == "国家规定补充，非本通知条款"
    assert row["reasons"][0].source_kind is SourceKind.NATIONAL_LAW


def test_the_scope_in_force_on_the_decision_day_counts(tianjin: Office) -> None:
    institution(tianjin)
    tianjin.do(
        "policy.set",
        who="admin",
        on="2025-07-01",
        key="publication.scope",
        value="objective_only",
        from_day="2025-08-01",
        reason="只公布客观终止",
    )
    tianjin.do("approve", who="zhao", on="2025-07-02", id="publication.scope")
    breach(tianjin, "2025-08-08")
    assert due(tianjin, "2025-08-20") == []
    institution(tianjin, "12120000401350001W")
    early = breach(tianjin, "2025-07-31", code="12120000401350001W")
    assert [row["id"] for row in due(tianjin, "2025-08-20")] == [early]


def test_before_service_it_only_says_being_served(office: Office) -> None:
    institution(office)
    id = breach(office, "2025-03-05")
    draft = office.do("publication.draft", on="2025-03-06", terminations=[id])
    text = draft.data["text"]
    assert "决定已作出，送达中" in text
    assert "已生效" not in text
    assert "决定日期 2025-03-05" in text
    for said in ("淄测第13R医院", "医疗", "0533-1234567", "测试经办机构"):
        assert said in text
    assert "违反" not in text
    office.do("reject", who="zhao", on="2025-03-07", id=draft.id, reason="等送达")
    office.do("measure.serve", on="2025-03-10", id=id, method="direct", received="2025-03-10")
    text = office.do("publication.draft", on="2025-03-10", terminations=[id]).data["text"]
    assert "已生效  协议终止日期 2025-03-10" in text


def test_the_text_is_frozen_by_another_person_and_comes_out_the_same(office: Office) -> None:
    institution(office)
    id = office.do("publication.draft", on="2025-03-06", terminations=[breach(office, "2025-03-05")]).id
    assert office.refused("publication.publish", who="qian", on="2025-03-06", id=id, **SITE).code == (
        "publication.unapproved"
    )
    assert office.refused("approve", who="twin", on="2025-03-06", id=id).code == "approve.own"
    with office.store.read() as reader, pytest.raises(Exception, match="unapproved"):
        publication_export(reader, id, "txt")
    done = office.do("approve", who="zhao", on="2025-03-07", id=id)
    assert office.refused("publication.publish", who="zhang", on="2025-03-07", id=id, **SITE).code == "role.denied"
    with office.store.read() as reader:
        first, again = publication_export(reader, id, "txt"), publication_export(reader, id, "txt")
        told = json.loads(publication_export(reader, id, "json"))
    assert first == again
    assert hashlib.sha256(first).hexdigest() == done.data["sha256"] == told["sha256"]
    assert told["text"].encode() == first


def reporter(office: Office, name: str) -> None:
    office.do(
        "complaint.log",
        on="2025-02-03",
        institution=HOSPITAL,
        received="2025-02-03",
        channel="phone",
        nature="report",
        summary="反映多收费",
        reporter_file=Upload("r.json", json.dumps({"name": name}, ensure_ascii=False).encode()),
    )


@pytest.mark.parametrize(
    "note",
    ["感谢欧阳测试反映", "感谢欧 阳 测 试", "证件11010519491231002X", "身份证 110105 19491231 002x",
     "请拨１３８１２３４５６７８", "电话 138-1234-5678", "投诉 0533-7654321", "咨询 7654321"],
)  # fmt: skip
def test_nothing_personal_goes_out(office: Office, note: str) -> None:
    institution(office)
    reporter(office, "欧阳测试")
    id = breach(office, "2025-03-05")
    refusal = office.refused("publication.draft", on="2025-03-06", terminations=[id], note=note)
    assert refusal.code == "publication.personal"
    # Which of the three it was is not told: whoever drafts must not learn who reported.
    assert repr(refusal) == repr(
        office.refused("publication.draft", on="2025-03-06", terminations=[id], note="13900000000")
    )


def test_an_approval_looks_again(office: Office) -> None:
    institution(office)
    id = breach(office, "2025-03-05")
    draft = office.do("publication.draft", on="2025-03-06", terminations=[id], note="感谢欧阳测试反映").id
    reporter(office, "欧阳测试")
    assert office.refused("approve", who="zhao", on="2025-03-07", id=draft).code == "publication.personal"


def test_the_agencys_own_number_and_other_figures_may_stand(office: Office) -> None:
    institution(office)
    reporter(office, "欧阳测试")
    id = breach(office, "2025-03-05")
    note = "详询0533-1234567或1234567。文号〔2025〕12号，2025-03-05，20250305。"
    assert office.do("publication.draft", on="2025-03-06", terminations=[id], note=note).status == "drafted"


def test_one_list_for_several_is_due_with_the_first(office: Office) -> None:
    institution(office)
    institution(office, "12120000401350001W")
    first = breach(office, "2025-03-05")
    second = breach(office, "2025-03-12", code="12120000401350001W")
    draft = office.do("publication.draft", on="2025-03-13", terminations=[second, first])
    assert draft.data["due"] == "2025-04-02"
    assert office.refused("publication.draft", on="2025-03-13", terminations=[first]).code == "already"
    office.do("approve", who="zhao", on="2025-04-03", id=draft.id)
    done = office.do("publication.publish", who="qian", on="2025-04-03", id=draft.id, channel="公告栏", ref="公2025-3")
    assert (done.data["due"], done.data["late_by"], done.data["link"]) == ("2025-04-02", 1, "公2025-3")
    with office.store.read() as reader:
        assert [reader.get(Measure, id).late_by for id in (first, second)] == [1, 0]  # type: ignore[union-attr]


def test_what_is_not_decided_or_no_termination_is_not_drafted(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    matter.finding()
    open_one = matter.propose("termination", "2025-03-05", ground="ZB 五(二)", skip_reason="情节严重")
    other = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-04-30")
    assert office.refused("publication.draft", terminations=[open_one]).code == "publication.undecided"
    assert office.refused("publication.draft", terminations=[other]).code == "publication.kind"
    assert office.refused("publication.draft", terminations=["CL-2020-0001"]).code == "not-found"


def test_a_revoked_termination_is_no_duty_any_more(office: Office) -> None:
    institution(office)
    id = breach(office, "2025-03-05")
    draft = office.do("publication.draft", on="2025-03-06", terminations=[id]).id
    office.do("measure.revoke", on="2025-03-07", id=id, reason="事实不清")
    office.do("approve", who="zhao", on="2025-03-10", id=id)
    assert due(office, "2025-03-11") == []
    assert due(office, "2025-03-06") == []
    assert office.refused("approve", who="zhao", on="2025-03-10", id=draft).code == "publication.revoked"
    assert office.refused("publication.draft", on="2025-03-11", terminations=[id]).code == "publication.revoked"


def test_a_correction_is_approved_again_and_keeps_the_first_verdict(office: Office) -> None:
    institution(office)
    institution(office, "12120000401350001W")
    kept, void = breach(office, "2025-03-05"), breach(office, "2025-03-05", code="12120000401350001W")
    id = office.do("publication.draft", on="2025-03-06", terminations=[kept, void]).id
    office.do("approve", who="zhao", on="2025-03-06", id=id)
    office.do("publication.publish", who="qian", on="2025-03-07", id=id, **SITE)
    office.do("measure.revoke", on="2025-04-10", id=void, reason="事实不清")
    office.do("approve", who="zhao", on="2025-04-11", id=void)
    first = show(office, id)["sha256"]
    assert office.do("publication.correct", on="2025-04-14", id=id, reason="一家已撤销").status == "drafted"
    assert office.refused("publication.correct", on="2025-04-14", id=id, reason="再改").code == "pending"
    assert show(office, id)["sha256"] == first
    sha256 = office.do("approve", who="zhao", on="2025-04-15", id=id).data["sha256"]
    assert sha256 != first
    done = office.do("publication.publish", who="qian", on="2025-06-30", id=id, **SITE)
    assert (done.data["late_by"], done.data["due"]) == (0, "2025-04-02")
    assert "as first judged" in repr(done.effects)
    shown = show(office, id)
    assert shown["terminations"] == [kept]
    assert [v["kind"] for v in shown["versions"]] == ["draft", "correction"]
    with office.store.read() as reader:
        stands = {m: reader.get(Measure, m).published_on for m in (kept, void)}  # type: ignore[union-attr]
    assert stands == {kept: date(2025, 3, 7), void: None}


def test_without_the_next_years_notice_there_is_no_verdict(tianjin: Office) -> None:
    institution(tianjin)
    tianjin.as_of_day(date(2026, 12, 7))
    termination = dissolved(tianjin, "2026-12-07")
    (row,) = due(tianjin, "2026-12-07")
    assert (row["due"], row["provisional"], row["safe_due"]) == (date(2027, 1, 5), True, date(2026, 12, 29))
    assert row["late_by"] is None
    id = published(tianjin, termination, "2026-12-07")
    assert show(tianjin, id)["late_by"] is None
    tianjin.do("calendar.import", who="admin", file=Upload("2027.csv", YEAR_2027.encode()))
    # It was met while provisional: now it can be judged, and the entry stays as it was made.
    shown = show(tianjin, id)
    assert (shown["late_by"], shown["versions"][0]["late_by"]) == (0, None)


YEAR_2027 = """date,kind,holiday,notice_year
2027-01-01,OFF,元旦,2027
2027-01-02,OFF,元旦,2027
2027-01-03,WORK,元旦,2027
"""


def test_lists_are_paged_newest_first(office: Office) -> None:
    institution(office)
    termination = breach(office, "2025-03-05")
    ids = []
    for day in ("2025-03-06", "2025-03-07"):
        ids.append(office.do("publication.draft", on=day, terminations=[termination]).id)
        office.do("reject", who="zhao", on=day, id=ids[-1], reason="重拟")

    def page(reader: Reader, **options: Any) -> tuple[list[str], str | None]:
        listing = publications(reader, on=date(2025, 3, 8), limit=1, **options)
        return [item["id"] for item in listing.items], listing.next

    with office.store.read() as reader:
        first, after = page(reader)
        second, end = page(reader, after=after)
    assert (first, second, end) == ([ids[1]], [ids[0]], None)


def test_a_public_text_does_not_speak_of_fraud_before_it_is_determined(office: Office) -> None:
    institution(office)
    matter = Matter(office, on="2025-03-05")
    id = matter.propose("termination", "2025-03-05", ground="ZB 五(二)", skip_reason="情节严重")
    matter.hear(id, "2025-03-05")
    matter.approve(id, "2025-03-05")
    said = {"on": "2025-03-06", "terminations": [id], "note": "该院骗取基金"}
    refusal = office.refused("publication.draft", **said)
    assert (refusal.code, refusal.field) == ("measure.wording", "note")
    assert refusal.reasons[0].clause == "工伤保险条例 60"
    matter.finding(on="2025-03-06", category="determined-fraud", doc_no="人社监 1 号", determined="2025-03-06")
    office.do("publication.draft", **said)


def test_staff_named_in_a_measure_stand_in_no_public_text(office: Office) -> None:
    institution(office)
    matter = Matter(office, on="2025-03-03")
    matter.finding(on="2025-03-03", severity="grave")
    matter.propose(
        "settlement-suspension", "2025-03-03", skip_reason="急", clause="第十二条", staff=["骨科主任", "欧阳某某"]
    )
    termination = breach(office, "2025-03-04")
    draft = {"on": "2025-03-05", "terminations": [termination]}
    for named in ("欧阳某某", "骨 科 主 任"):
        refusal = office.refused("publication.draft", note=f"说明：{named}", **draft)
        assert refusal.code == "publication.personal"
    done = office.do("publication.draft", **draft)
    assert "欧阳" not in repr(show(office, done.id))
