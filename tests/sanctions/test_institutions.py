"""Institutions, their names, successors, agreements and outside events."""

from datetime import date
from typing import Any

import pytest

from db.store import Reader
from domain.messages import Message
from domain.refusals import Refused
from domain.states.institutions import Agreement, Institution
from sanctions.intake.agreement_lists import agreement, agreements
from sanctions.intake.events import event, events
from sanctions.intake.register import districts, institution, institutions
from sanctions.intake.templates import template, templates
from tests.codes import credit_code
from tests.sanctions.office import HOSPITAL, Office

TODAY = date(2025, 12, 1)


def add(office: Office, number: int, name: str, **more: object) -> str:
    fields: dict[str, object] = {"services": ["medical"], **more}
    return office.do("institution.add", code=credit_code(number), name=name, **fields).id


@pytest.fixture
def hospital(office: Office) -> str:
    """A hospital with two services and two departments."""
    office.do(
        "institution.add",
        code=HOSPITAL,
        name="淄测中心医院",
        services=["medical", "rehabilitation"],
        departments=["骨科", "神经外科"],
        district="张店区",
        level="三级",
        on="2024-01-02",
    )
    return HOSPITAL


def sign(office: Office, code: str, number: str, first: str, last: str, **more: object) -> None:
    fields = {"service": "medical", **more}
    office.do("agreement.sign", code=code, number=number, from_day=first, to_day=last, on="2024-01-03", **fields)


def test_an_institution_is_entered_once_by_its_code(office: Office, hospital: str) -> None:
    with office.store.read() as reader:
        told = institution(reader, hospital, on=TODAY)
    assert (told["code"], told["name"], told["services"]) == (HOSPITAL, "淄测中心医院", ["medical", "rehabilitation"])
    assert told["names"] == [{"name": "淄测中心医院", "from": date(2024, 1, 2)}]
    again = office.refused("institution.add", code=HOSPITAL.lower(), name="x", services=["medical"])
    assert again.code == "already"


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"code": "52370300MJE0000130"}, "value.credit_code", "code"),
        ({"code": "5237"}, "value.credit_code", "code"),
        ({"code": "L-0009"}, "value.credit_code", "code"),
        ({}, "value.missing", "code"),
        ({"code": HOSPITAL, "no_code": "x"}, "value.credit_code", "code"),
        ({"code": HOSPITAL, "services": ["dental"]}, "value.choice", "services"),
        ({"code": HOSPITAL, "services": []}, "value.missing", "services"),
    ],
)
def test_what_is_wrong_with_an_institution_is_named(
    office: Office, fields: dict[str, object], code: str, field: str
) -> None:
    refusal = office.refused("institution.add", **{"name": "津测医院", "services": ["medical"], **fields})
    assert (refusal.code, refusal.field) == (code, field)


def test_without_a_credit_code_it_gets_a_local_one(office: Office) -> None:
    first = office.do("institution.add", no_code="登记中", name="淄测门诊部", services=["medical"])
    second = office.do("institution.add", no_code="军队机构", name="淄测康复所", services=["rehabilitation"])
    assert (first.id, second.id) == ("L-0001", "L-0002")
    office.do("institution.rename", code="l-0002", name="淄测康复院")


def test_an_odd_licence_warns_and_is_kept(office: Office) -> None:
    done = office.do("institution.add", code=HOSPITAL, name="a", services=["medical"], licence="pd y-12345")
    assert len(done.warnings) == 1
    other = office.do("institution.add", code=credit_code(1), name="b", services=["medical"], licence="PDY12345")
    assert any("same licence" in str(w.template) for w in other.warnings if isinstance(w, Message))
    with office.store.read() as reader:
        assert institution(reader, HOSPITAL, on=TODAY)["licence"] == "PDY12345"


def test_a_change_adds_and_drops_and_leaves_the_rest(office: Office, hospital: str) -> None:
    office.do("institution.change", code=hospital, departments=["影像科"], drop_departments=["骨科"], level="二级")
    with office.store.read() as reader:
        told = institution(reader, hospital, on=TODAY)
    assert (told["departments"], told["level"], told["district"]) == (["神经外科", "影像科"], "二级", "张店区")
    office.do("institution.change", code=hospital, drop_departments=["神经外科", "影像科"])
    with office.store.read() as reader:
        assert institution(reader, hospital, on=TODAY)["departments"] == []
    assert office.refused("institution.change", code=hospital, level="二级").code == "already"
    assert office.refused("institution.change", code=hospital, drop_departments=["口腔科"]).code == "not-found"
    all_services = ["medical", "rehabilitation"]
    refusal = office.refused("institution.change", code=hospital, drop_services=all_services)
    assert refusal.code == "institution.no_service"


def test_a_service_under_agreement_is_not_dropped(office: Office, hospital: str) -> None:
    sign(office, hospital, "ZC-1", "2024-02-01", "2026-01-31")
    refusal = office.refused("institution.change", code=hospital, drop_services=["medical"])
    assert refusal.code == "institution.service_in_use"
    office.do("institution.change", code=hospital, drop_services=["rehabilitation"])


def test_a_renamed_institution_keeps_its_old_name_on_old_days(office: Office, hospital: str) -> None:
    office.do("institution.rename", code=hospital, name="淄测人民医院", on="2025-06-02")
    with office.store.read() as reader:
        state = reader.get(Institution, f"institution:{hospital}")
        assert state is not None
        assert (state.name_on(date(2025, 6, 1)), state.name_on(date(2025, 6, 2))) == ("淄测中心医院", "淄测人民医院")
        assert [i["code"] for i in institutions(reader, on=TODAY, text="中心").items] == [hospital]
    assert office.refused("institution.rename", code=hospital, name="淄测人民医院").code == "already"


def test_a_successor_is_another_one_and_never_in_a_circle(office: Office, hospital: str) -> None:
    new, third = add(office, 1, "淄测新院"), add(office, 2, "淄测三院")
    assert office.refused("institution.succeed", code=hospital, by=hospital).code == "institution.succeeds_itself"
    office.do("institution.succeed", code=hospital, by=new)
    office.do("institution.succeed", code=new, by=third)
    assert office.refused("institution.succeed", code=hospital, by=new).code == "already"
    assert office.refused("institution.succeed", code=hospital, by=third).code == "institution.succeeded"
    assert office.refused("institution.succeed", code=third, by=hospital).code == "institution.succeeds_itself"
    with office.store.read() as reader:
        assert institution(reader, new, on=TODAY)["predecessors"] == [hospital]


def pages(reader: Reader, size: int, **filters: Any) -> list[list[str]]:
    found, after = [], None
    while True:
        page = institutions(reader, on=TODAY, limit=size, after=after, **filters)
        found.append([str(item["name"]) for item in page.items])
        after = page.next
        if after is None:
            return found


def test_the_list_is_paged_by_name_and_filtered(office: Office) -> None:
    for number, name in enumerate(["丙院", "甲院", "乙院", "甲院", "100%院"]):
        add(office, number, name, district="张店区" if number < 2 else "临淄区")
    device = office.do("institution.add", code=credit_code(9), name="辅具厂", services=["device"]).id
    sign(office, credit_code(0), "ZC-1", "2024-02-01", "2026-01-31")
    with office.store.read() as reader:
        everything = pages(reader, 100)[0]
        assert everything == sorted(everything)
        assert [name for page in pages(reader, 2) for name in page] == everything
        assert [len(page) for page in pages(reader, 2)] == [2, 2, 2]
        assert pages(reader, 100, service="device") == [["辅具厂"]]
        assert pages(reader, 100, district="张店区") == [["丙院", "甲院"]]
        assert pages(reader, 100, text="0%") == [["100%院"]]
        assert pages(reader, 100, text=device[:12].lower() + "0009") == [["辅具厂"]]
        assert pages(reader, 100, standing="in-force") == [["丙院"]]
        assert len(pages(reader, 100, standing="none")[0]) == 5
        assert districts(reader) == sorted(["张店区", "临淄区"])


@pytest.mark.parametrize("after", ["x", "W10", "WzFd", "é"])
def test_a_cursor_of_ones_own_making_is_refused(office: Office, after: str) -> None:
    with office.store.read() as reader, pytest.raises(Refused, match=r"value\.after"):
        institutions(reader, on=TODAY, after=after)


@pytest.mark.parametrize("limit", [0, 501])
def test_a_page_has_its_bounds(office: Office, limit: int) -> None:
    with office.store.read() as reader, pytest.raises(Refused, match=r"value\.limit"):
        institutions(reader, on=TODAY, limit=limit)


def test_markup_and_marks_of_direction_are_kept_as_written(office: Office) -> None:
    name = "津测[red]医院\u202e[/]"
    add(office, 1, name)
    with office.store.read() as reader:
        assert institution(reader, credit_code(1), on=TODAY)["name"] == name


def test_an_agreement_stands_on_its_days(office: Office, hospital: str) -> None:
    done = office.do(
        "agreement.sign",
        code=hospital,
        service="medical",
        number="ZC-2024-1",
        from_day="2024-02-01",
        to_day="2026-01-31",
        template="2024",
    )
    assert done.id == "ZC-2024-1"
    assert (done.data["from"], done.data["to"], done.status) == ("2024-02-01", "2026-01-31", "in-force")
    with office.store.read() as reader:
        assert agreement(reader, "ZC-2024-1", on=date(2024, 1, 31))["status"] == "coming"
        assert agreement(reader, "ZC-2024-1", on=date(2026, 2, 1))["status"] == "expired"
        # Entered late, it answers for the days before it was entered too.
        assert reader.as_of(Agreement, "agreement:ZC-2024-1", on=date(2024, 2, 1)) is not None
        assert reader.as_of(Agreement, "agreement:ZC-2024-1", on=date(2024, 1, 31)) is None
        assert institution(reader, hospital, on=TODAY)["agreements"] == [
            {
                "number": "ZC-2024-1",
                "service": "medical",
                "status": "in-force",
                "from": date(2024, 2, 1),
                "to": date(2026, 1, 31),
            }
        ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"number": "ZC-1"}, "already"),
        ({"service": "device"}, "agreement.service"),
        ({"to_day": "2026-01-30"}, "agreement.days"),
        ({"from_day": "2026-01-31"}, "agreement.overlap"),
        ({"from_day": "2020-01-01", "to_day": "2024-02-01"}, "agreement.overlap"),
        ({"code": credit_code(77)}, "not-found"),
        ({"from_day": "20"}, "value.date"),
    ],
)
def test_agreements_that_cannot_be(office: Office, hospital: str, fields: dict[str, str], code: str) -> None:
    sign(office, hospital, "ZC-1", "2024-02-01", "2026-01-31")
    given = {"code": hospital, "service": "medical", "number": "ZC-2"}
    refusal = office.refused("agreement.sign", **(given | {"from_day": "2026-02-01", "to_day": "2027-01-31"} | fields))
    assert refusal.code == code


def test_the_next_agreement_follows_and_another_service_runs_beside(office: Office, hospital: str) -> None:
    sign(office, hospital, "ZC-1", "2024-02-01", "2026-01-31")
    sign(office, hospital, "ZC-2", "2026-02-01", "2027-01-31")
    sign(office, hospital, "ZC-3", "2024-02-01", "2026-01-31", service="rehabilitation")
    with office.store.read() as reader:
        listed = agreements(reader, on=TODAY)
        assert [item["number"] for item in listed.items] == ["ZC-2", "ZC-1", "ZC-3"]
        first = agreements(reader, on=TODAY, limit=2)
        rest = agreements(reader, on=TODAY, limit=2, after=first.next)
        assert [item["number"] for item in first.items + rest.items] == ["ZC-2", "ZC-1", "ZC-3"]
        assert rest.next is None
        assert [i["number"] for i in agreements(reader, on=TODAY, status="coming").items] == ["ZC-2"]
        assert [i["number"] for i in agreements(reader, on=TODAY, status="in-force").items] == ["ZC-1", "ZC-3"]


def test_an_agreement_ends_and_makes_room(office: Office, hospital: str) -> None:
    sign(office, hospital, "ZC-1", "2024-02-01", "2026-01-31")
    done = office.do("agreement.end", number="ZC-1", kind="agreed", reason="双方协商", from_day="2025-11-01")
    assert (done.status, done.data["ended_on"]) == ("agreed", "2025-11-01")
    assert office.refused("agreement.end", number="ZC-1", kind="agreed", reason="x").code == "already"
    with office.store.read() as reader:
        assert agreement(reader, "ZC-1", on=date(2025, 10, 31))["status"] == "in-force"
        seen = reader.as_of(Agreement, "agreement:ZC-1", on=date(2025, 11, 1))
        assert seen is not None
        assert seen.status(date(2025, 11, 1)) == "agreed"
    sign(office, hospital, "ZC-2", "2025-11-01", "2026-10-31")


def test_a_lapse_begins_on_the_day_after_the_term(office: Office, hospital: str) -> None:
    sign(office, hospital, "ZC-1", "2024-02-01", "2026-01-31")
    done = office.do("agreement.end", number="ZC-1", kind="lapsed", reason="未申请续签")
    assert (done.data["ended_on"], done.status) == ("2026-02-01", "in-force")
    sign(office, hospital, "ZC-2", "2026-02-01", "2027-01-31")
    refusal = office.refused("agreement.end", number="ZC-2", kind="agreed", reason="x", from_day="2026-02-01")
    assert refusal.code == "agreement.days"


def test_a_correction_counts_from_the_start_and_the_error_stays_known(office: Office, hospital: str) -> None:
    sign(office, hospital, "ZC-1", "2024-02-01", "2026-01-31")
    before = office.clock()
    office.today = date(2025, 12, 2)
    office.do("agreement.correct", number="ZC-1", from_day="2024-01-01", reason="录入错误")
    with office.store.read() as reader:
        # On 2 January the signing of the 3rd is not seen yet; the correction alone must answer.
        for day in (date(2024, 1, 2), date(2024, 1, 15)):
            seen = reader.as_of(Agreement, "agreement:ZC-1", on=day)
            assert seen is not None
            assert (seen.number, seen.service, seen.status(day)) == ("ZC-1", "medical", "in-force")
        seen = reader.as_of(Agreement, "agreement:ZC-1", on=date(2024, 1, 15), known_at=before)
        assert seen is not None
        assert seen.status(date(2024, 1, 15)) == "coming"
    assert office.refused("agreement.correct", number="ZC-1", from_day="2024-01-01", reason="x").code == "already"
    sign(office, hospital, "ZC-2", "2026-02-01", "2027-01-31")
    refusal = office.refused("agreement.correct", number="ZC-1", to_day="2026-02-01", reason="x")
    assert refusal.code == "agreement.overlap"


def test_clauses_are_kept_word_for_word(office: Office, hospital: str) -> None:
    sign(office, hospital, "ZC-1", "2024-02-01", "2026-01-31")
    office.do("agreement.clause", number="ZC-1", clause="第十二条", quote="乙方违反本协议的,\n甲方可以解除协议。")
    again = {"number": "ZC-1", "clause": "第十二条", "quote": "乙方违反本协议的,\n甲方可以解除协议。"}
    assert office.refused("agreement.clause", **again).code == "already"
    assert office.do("agreement.clause", **(again | {"quote": "改"})).warnings
    with office.store.read() as reader:
        assert agreement(reader, "ZC-1", on=TODAY)["clauses"] == [{"clause": "第十二条", "quote": "改"}]


def happened(office: Office, code: str, kind: str, **more: str) -> dict[str, object]:
    fields = {"body": "津测区卫生健康委", "happened": "2025-11-20", "learned": "2025-11-25", **more}
    return dict(office.do("event.record", code=code, kind=kind, **fields).data)


def test_an_event_of_a_mandatory_ground_demands_the_end(tianjin: Office) -> None:
    code = add(tianjin, 1, "津测医院")
    assert happened(tianjin, code, "merged")["must_terminate"] == []
    sign(tianjin, code, "JC-1", "2024-02-01", "2026-01-31")
    assert happened(tianjin, code, "dissolved")["must_terminate"] == [{"agreement": "JC-1", "clause": "TJ 五(二)"}]
    assert happened(tianjin, code, "stopped-by-own-choice")["must_terminate"] == []


def test_a_revoked_licence_is_mandatory_in_zibo_and_a_merger_is_weighed(office: Office, hospital: str) -> None:
    sign(office, hospital, "ZC-1", "2024-02-01", "2026-01-31")
    assert happened(office, hospital, "licence-revoked")["must_terminate"] == [
        {"agreement": "ZC-1", "clause": "ZB 五(三)4"}
    ]
    assert happened(office, hospital, "merged")["must_terminate"] == []


def test_events_that_cannot_be(office: Office, hospital: str) -> None:
    happened(office, hospital, "merged")
    fields = {"code": hospital, "kind": "merged", "body": "津测区卫生健康委"}
    again = office.refused("event.record", **fields, happened="2025-11-20", learned="2025-11-26")
    assert again.code == "already"
    early = office.refused("event.record", **fields, happened="2025-11-20", learned="2025-11-19")
    assert (early.code, early.field) == ("event.days", "learned")
    late = office.refused("event.record", **fields, happened="2025-11-21", learned="2025-12-02")
    assert (late.code, late.field) == ("event.days", "learned")
    with office.store.read() as reader:
        listed = events(reader, institution=hospital)
        assert [item["id"] for item in listed.items] == ["SJ-2025-0001"]
        assert event(reader, "SJ-2025-0001")["learned"] == date(2025, 11, 25)


def test_signing_while_barred_warns(office: Office, hospital: str) -> None:
    sign(office, hospital, "ZC-1", "2024-02-01", "2025-10-31")
    assessed = {"code": hospital, "service": "medical"}
    assessment = office.do(
        "assessment.record", **assessed, year_end="2025-10-31", purpose="renewal", verdict="failed", on="2025-10-20"
    )
    decided = {**assessed, "outcome": "not-renewed", "assessment": assessment.id, "reason": "考核不合格"}
    office.do("renewal.decide", **decided, on="2025-10-21")
    fields = {**assessed, "from_day": "2026-01-01", "to_day": "2026-12-31"}
    done = office.do("agreement.sign", **fields, number="ZC-2", rehearse=True)
    assert [w.params["day"] for w in done.warnings if isinstance(w, Message)] == [date(2026, 10, 21)]
    office.do("agreement.sign", **{**fields, "service": "rehabilitation"}, number="ZC-3")


def test_leaving_during_an_investigation_is_recorded(office: Office, hospital: str) -> None:
    sign(office, hospital, "ZC-1", "2024-02-01", "2026-01-31")
    case = office.do("case.open", institution=hospital, lead="张某").id
    done = office.do("agreement.end", number="ZC-1", kind="agreed", reason="机构申请退出")
    assert [w.params["cases"] for w in done.warnings if isinstance(w, Message)] == [(case,)]
    with office.store.read() as reader:
        ended = list(reader.entries(subject="agreement:ZC-1", kinds=("agreement.end",)))
    assert ended[0].fields["during_cases"] == [case]


def test_an_agreement_takes_over_the_clauses_of_its_template(office: Office) -> None:
    office.do("institution.add", on="2025-01-20", code=HOSPITAL, name="淄测中心医院", services=["medical"])
    entered = {"version": "2025版", "clause": "第十二条"}
    office.do("agreement.template", on="2025-01-20", quote="乙方违约的，甲方可以暂停结算", **entered)
    assert office.refused("agreement.template", quote="乙方违约的，甲方可以暂停结算", **entered).code == "already"
    term = {"code": HOSPITAL, "service": "medical", "from_day": "2025-02-01", "to_day": "2026-01-31"}
    office.do("agreement.sign", on="2025-01-21", number="X-1", template="2025版", **term)
    # New words of the template do not reach what was signed before.
    changed = office.do("agreement.template", on="2025-02-03", quote="另行约定", **entered)
    assert changed.warnings
    with office.store.read() as reader:
        signed = agreement(reader, "X-1", on=date(2025, 2, 3))
        assert signed["clauses"] == [{"clause": "第十二条", "quote": "乙方违约的，甲方可以暂停结算"}]
        assert template(reader, "2025版")["clauses"] == [{"clause": "第十二条", "quote": "另行约定"}]
        assert [one["version"] for one in templates(reader).items] == ["2025版"]
    office.do("agreement.correct", number="X-1", to_day="2026-12-31", reason="录入有误")
    with office.store.read() as reader:
        assert agreement(reader, "X-1", on=date(2025, 2, 3))["clauses"]
