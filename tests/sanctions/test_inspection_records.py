"""Inspections as they are kept: plans, who signed or why not, what was looked at, whether the facts are confirmed."""

from datetime import date
from typing import Any

import pytest

from domain.acts import Upload
from domain.acts.inspections import RECORD
from sanctions.cases.lists import case
from sanctions.intake.findings import finding
from sanctions.intake.inspection_lists import inspection, inspections
from sanctions.running.deadlines import deadlines
from tests.codes import credit_code
from tests.sanctions.office import HOSPITAL, Office

TEAM = {"institution": HOSPITAL, "kind": "routine", "inspectors": ["张某", "李某"]}
FOUND = {"category": "records", "severity": "minor", "provision": "协议 3", "text": "台账不全"}


@pytest.fixture(autouse=True)
def hospital(office: Office) -> None:
    """A hospital, long before."""
    office.do("institution.add", on="2025-01-02", code=HOSPITAL, name="淄测中心医院", services=["medical"])


def recorded(office: Office, on: str = "2025-03-10", **told: Any) -> str:
    return office.do("inspection.record", on=on, raw=TEAM | told).id


def shown(office: Office, id: str) -> dict[str, Any]:
    with office.store.read() as reader:
        return inspection(reader, id)


def planned(office: Office, on: str, by: str = "2025-03-14", **told: Any) -> str:
    fields = {"institution": HOSPITAL, "kind": "spot", "by": by} | told
    return office.do("inspection.plan", on=on, raw=fields).id


def running(office: Office, on: str) -> dict[str, Any]:
    with office.store.read() as reader:
        found = deadlines(reader, on=date.fromisoformat(on), kinds=["task"]).items
    return {row["subject"]: (row["due"], row["overdue_by"]) for row in found if row["subject"].startswith("JC-")}


def test_a_plan_runs_until_it_is_held_under_its_number(office: Office) -> None:
    id = planned(office, "2025-03-03")
    assert running(office, "2025-03-10") == {id: (date(2025, 3, 14), 0)}
    assert running(office, "2025-03-18") == {id: (date(2025, 3, 14), 2)}
    with office.store.read() as reader:
        assert [one["id"] for one in inspections(reader, overdue_on=date(2025, 3, 17)).items] == [id]
        assert inspections(reader, overdue_on=date(2025, 3, 14)).items == []
    assert office.refused("finding.add", on="2025-03-05", raw=FOUND | {"source": id}).code == "inspection.status"
    assert office.refused("inspection.confirm", on="2025-03-05", id=id, outcome="confirmed").code == "inspection.status"
    refusal = office.refused("case.open", on="2025-03-05", institution=HOSPITAL, lead="zhang", inspections=[id])
    assert (refusal.code, refusal.field) == ("case.source", "inspections")
    assert recorded(office, "2025-03-17", kind="spot", plan=id) == id
    assert running(office, "2025-03-17") == {}
    told = shown(office, id)
    assert (told["status"], told["on"], told["plan_by"]) == ("done", date(2025, 3, 17), date(2025, 3, 14))
    again = office.refused("inspection.record", on="2025-03-18", raw=TEAM | {"plan": id})
    assert (again.code, again.field) == ("inspection.plan", "plan")
    # On the days before, it was still a plan.
    assert running(office, "2025-03-14") == {id: (date(2025, 3, 14), 0)}


def test_a_plan_is_called_off_and_is_of_one_institution(office: Office) -> None:
    other = credit_code(5)
    office.do("institution.add", on="2025-01-02", code=other, name="淄测第二医院", services=["medical"])
    id = planned(office, "2025-03-03", institution=other)
    assert office.refused("inspection.record", on="2025-03-10", raw=TEAM | {"plan": id}).code == "inspection.plan"
    assert office.refused("inspection.plan", on="2025-03-03", raw=TEAM | {"by": "2025-03-02"}).code == "inspection.days"
    office.do("inspection.cancel", on="2025-03-05", id=id, reason="与专项检查合并")
    assert running(office, "2025-03-20") == {}
    assert (shown(office, id)["status"], shown(office, id)["reason"]) == ("cancelled", "与专项检查合并")
    assert office.refused("inspection.cancel", on="2025-03-06", id=id, reason="x").code == "inspection.status"


def test_what_was_done_there_is_kept(office: Office) -> None:
    told: dict[str, Any] = {
        "credentials": True,
        "place": "住院部",
        "time_from": "09:30",
        "time_to": "11:05",
        "samples": ["ZY-2025-001", "ZY-2025-002", "ZY-2025-001"],
        "records": ["现场检查记录", "询问笔录"],
        "signed": "signed",
        "signed_by": "王某, 医保办主任",
        "notice_no": "检字〔2025〕4号",
    }
    record = shown(office, recorded(office, **told))
    assert {name: record[name] for name in told} == told | {"samples": ["ZY-2025-001", "ZY-2025-002"]}
    assert record["confirmed"] == "unconfirmed"


@pytest.mark.parametrize(
    ("told", "code", "field"),
    [
        ({"time_from": "9.30"}, "inspection.time", "time_from"),
        ({"time_to": "24:00"}, "inspection.time", "time_to"),
        ({"time_from": "11:00", "time_to": "10:59"}, "inspection.time", "time_to"),
        ({"samples": ["11010519491231002X"]}, "inspection.sample", "samples"),
        ({"plan": "JC-2025-0099"}, "not-found", "plan"),
        ({"signed": "maybe"}, "value.choice", "signed"),
    ],
)
def test_inspections_that_cannot_be(office: Office, told: dict[str, Any], code: str, field: str) -> None:
    refusal = office.refused("inspection.record", on="2025-03-10", raw=TEAM | told)
    assert (refusal.code, refusal.field) == (code, field)


@pytest.mark.parametrize(
    ("told", "warnings"),
    [
        ({"signed": "refused"}, 1),
        ({"signed": "refused", "not_signed_why": "对金额有异议", "witness": "社区工作人员赵某"}, 0),
        ({"signed": "absent"}, 1),
        ({"signed": "signed"}, 0),
    ],
)
def test_a_record_that_was_not_signed_says_why_and_before_whom(
    office: Office, told: dict[str, Any], warnings: int
) -> None:
    assert len(office.do("inspection.record", on="2025-03-10", raw=TEAM | told).warnings) == warnings


def test_findings_are_marked_by_what_the_institution_says(office: Office) -> None:
    id = recorded(office)
    found = office.do("finding.add", on="2025-03-10", raw=FOUND | {"source": id}).id
    opened = office.do("case.open", on="2025-03-11", institution=HOSPITAL, lead="zhang", inspections=[id]).id
    own = office.do("finding.add", on="2025-03-11", raw=FOUND | {"source": opened}).id

    def marks() -> tuple[str | None, dict[str, str | None]]:
        with office.store.read() as reader:
            in_case = case(reader, opened, on=date(2025, 12, 1))["findings"]
            return finding(reader, found)["confirmed"], {one["id"]: one["confirmed"] for one in in_case}

    assert marks() == ("unconfirmed", {found: "unconfirmed", own: None})
    assert office.do("inspection.confirm", on="2025-03-12", id=id, outcome="objected").warnings
    assert marks()[0] == "objected"
    office.do(
        "inspection.confirm",
        on="2025-03-17",
        id=id,
        outcome="confirmed",
        by="王某, 院长",
        proof=Upload("确认书.pdf", b"%PDF"),
    )
    assert marks() == ("confirmed", {found: "confirmed", own: None})
    again = {"outcome": "confirmed", "by": "王某, 院长"}
    assert office.refused("inspection.confirm", on="2025-03-18", id=id, raw=again).code == "already"
    told = shown(office, id)
    assert (told["confirmed_on"], told["confirmed_by"]) == (date(2025, 3, 17), "王某, 院长")


def test_nothing_is_ever_seized_or_sealed() -> None:
    words = " ".join([field.name for field in RECORD.fields] + [field.label.template for field in RECORD.fields])
    assert not any(word in words.casefold() for word in ("seiz", "seal", "confiscat"))
