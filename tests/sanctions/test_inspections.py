"""Inspections, findings and attachments."""

import hashlib
from datetime import date
from typing import Any

import pytest

from db.attachments import LIMIT_BYTES
from domain.acts import Upload
from domain.messages import Message
from domain.refusals import Refused
from sanctions.intake.attachments import attachment, attachments, content_of
from sanctions.intake.findings import finding, findings
from sanctions.intake.inspection_lists import inspection, inspections
from tests.sanctions.office import HOSPITAL, Office


@pytest.fixture
def hospital(office: Office) -> str:
    """A hospital with two departments."""
    office.do("institution.add", code=HOSPITAL, name="淄测中心医院", services=["medical"], departments=["骨科", "内科"])
    return HOSPITAL


@pytest.fixture
def inspected(office: Office, hospital: str) -> str:
    """The id of an inspection."""
    return inspect(office)


def inspect(office: Office, **changes: Any) -> str:
    fields = {"institution": HOSPITAL, "kind": "spot", "inspectors": ["张某", "李某"]}
    return office.do("inspection.record", **(fields | changes)).id


def found_in(inspection: str, /, **changes: Any) -> dict[str, Any]:
    return {
        "source": inspection,
        "category": "untrue-billing",
        "severity": "serious",
        "provision": "ZB 五(三)",
        "text": "床位与计费不符 2 项",
        **changes,
    }


def test_an_inspection_takes_two_people(office: Office, hospital: str) -> None:
    fields = {"institution": HOSPITAL, "kind": "spot"}
    for team in (["张某"], ["张某", " 张某 "]):
        refusal = office.refused("inspection.record", **fields, inspectors=team)
        assert (refusal.code, refusal.field) == ("inspection.team", "inspectors")
    id = inspect(office, on="2025-11-27", unannounced=True, participants=["淄测市医保局"])
    with office.store.read() as reader:
        told = inspection(reader, id)
    assert (told["on"], told["inspectors"], told["unannounced"]) == (date(2025, 11, 27), ["张某", "李某"], True)


def test_inspections_are_listed_newest_first(office: Office, hospital: str) -> None:
    ids = [inspect(office, kind=kind) for kind in ("spot", "routine", "spot")]
    with office.store.read() as reader:
        assert [i["id"] for i in inspections(reader).items] == ids[::-1]
        assert [i["id"] for i in inspections(reader, kind="spot", limit=1).items] == [ids[2]]


def test_a_finding_of_an_inspection(office: Office, inspected: str) -> None:
    done = office.do(
        "finding.add",
        **found_in(
            inspected,
            departments=["骨科"],
            amount="86,400.50",
            conduct_from="2025-01-01",
            conduct_to="2025-03-31",
            bills=["B-1", "B-2"],
        ),
    )
    assert (done.id, done.data["source"], done.data["case"]) == ("FX-2025-0001", inspected, None)
    with office.store.read() as reader:
        told = finding(reader, done.id)
        assert inspection(reader, inspected)["findings"] == [done.id]
    assert (told["amount"], told["departments"], told["status"]) == ("86400.50", ["骨科"], "stands")
    assert (told["conduct_from"], told["bills"]) == (date(2025, 1, 1), ["B-1", "B-2"])


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"category": "misdeed"}, "finding.category", "category"),
        ({"severity": "awful"}, "value.choice", "severity"),
        ({"departments": ["口腔科"]}, "department.unknown", "departments"),
        ({"amount": "1.234"}, "value.money", "amount"),
        ({"conduct_from": "2025-03-31", "conduct_to": "2025-03-01"}, "finding.days", "conduct_to"),
        ({"conduct_to": "2025-12-02"}, "finding.days", "conduct_to"),
        ({"category": "determined-fraud"}, "finding.doc_no", "doc_no"),
        ({"category": "determined-fraud", "doc_no": "淄测人社〔2025〕1号"}, "finding.doc_no", "determined"),
        ({"category": "suspected-fraud", "doc_no": "淄测人社〔2025〕1号"}, "finding.doc_no", "doc_no"),
        ({"category": "untrue-billing", "determined": "2025-11-01"}, "finding.doc_no", "determined"),
        ({"source": "TS-2025-0001"}, "value.id", "source"),
        ({"source": "JC-2025-0099"}, "not-found", "source"),
        ({"text": ""}, "value.missing", "text"),
    ],
)
def test_findings_that_cannot_be(
    office: Office, inspected: str, changes: dict[str, Any], code: str, field: str
) -> None:
    refusal = office.refused("finding.add", **found_in(inspected, **changes))
    assert (refusal.code, refusal.field) == (code, field)


def test_a_determination_carries_its_document(office: Office, inspected: str) -> None:
    determined = {"category": "determined-fraud", "doc_no": "淄测人社〔2025〕1号", "determined": "2025-11-20"}
    id = office.do("finding.add", **found_in(inspected, **determined)).id
    with office.store.read() as reader:
        told = finding(reader, id)
    assert (told["doc_no"], told["determined"]) == ("淄测人社〔2025〕1号", date(2025, 11, 20))


def test_a_withdrawn_finding_stays_and_says_so(office: Office, inspected: str) -> None:
    id = office.do("finding.add", **found_in(inspected)).id
    assert office.refused("finding.withdraw", id=id).code == "value.missing"
    assert office.do("finding.withdraw", id=id, reason="计算有误").status == "withdrawn"
    assert office.refused("finding.withdraw", id=id, reason="x").code == "already"
    with office.store.read() as reader:
        assert findings(reader, status="stands").items == []
        assert [f["id"] for f in findings(reader, source=inspected, status="withdrawn").items] == [id]


def test_a_finding_of_a_case_and_of_an_inspection_in_it(office: Office, inspected: str) -> None:
    case = office.do("case.open", institution=HOSPITAL, lead="张某", inspections=[inspected]).id
    ids = [office.do("finding.add", **found_in(source)).id for source in (case, inspected)]
    with office.store.read() as reader:
        assert [f["id"] for f in findings(reader, case=case).items] == ids[::-1]


def test_a_closed_case_takes_no_more_findings(office: Office, hospital: str) -> None:
    case = office.do("case.open", institution=HOSPITAL, lead="张某").id
    office.do("case.close", case=case, outcome="no-breach", reason="查无实据")
    office.do("approve", who="zhao", id=case)
    assert office.refused("finding.add", **found_in(case)).code == "case.closed"


def test_withdrawing_names_what_was_decided_in_the_case(office: Office, hospital: str) -> None:
    fields = {"service": "medical", "number": "ZC-1", "from_day": "2025-01-01", "to_day": "2026-12-31"}
    office.do("agreement.sign", code=HOSPITAL, **fields)
    case = office.do("case.open", institution=HOSPITAL, lead="张某").id
    found = office.do("finding.add", **found_in(case)).id
    held = {"case": case, "kind": "payment-hold", "reason": "核查期间", "bills": ["B-1=100.00"]}
    measure = office.do("measure.propose", **held).id
    office.do("approve", who="zhao", id=measure, confirm=True)
    warnings = office.do("finding.withdraw", id=found, reason="计算有误").warnings
    assert [w.params["measures"] for w in warnings if isinstance(w, Message)] == [(measure,)]


def attach(office: Office, subject: str, data: bytes = b"content", name: str = "记录.pdf") -> str:
    return office.do("attach.add", subject=subject, file=Upload(name, data), kind="检查记录").id


def test_a_file_is_kept_by_what_it_is(office: Office, inspected: str) -> None:
    data = bytes(range(256)) * 4096
    id = attach(office, inspected, data, "C:\\tmp\\记录\u202e.pdf")
    with office.store.read() as reader:
        told = attachment(reader, id)
        name, pieces = content_of(reader, id)
        assert b"".join(pieces) == data
    assert told["sha256"] == hashlib.sha256(data).hexdigest()
    assert told["name"] == name == "记录\u202e.pdf"
    assert (told["subject"], told["size"], told["sealed"]) == (inspected, len(data), False)


def test_anything_here_can_have_attachments(office: Office, inspected: str) -> None:
    fields = {"service": "medical", "number": "zc-1", "from_day": "2025-01-01", "to_day": "2025-12-31"}
    office.do("agreement.sign", code=HOSPITAL, **fields)
    found = office.do("finding.add", **found_in(inspected)).id
    ids = [attach(office, subject) for subject in (HOSPITAL, "zc-1", found, inspected.lower())]
    with office.store.read() as reader:
        assert [attachment(reader, id)["subject"] for id in ids] == [
            f"institution:{HOSPITAL}",
            "agreement:zc-1",
            found,
            inspected,
        ]
        assert [a["id"] for a in attachments(reader, HOSPITAL).items] == ids[:1]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject": "JC-2025-0099"}, "not-found"),
        ({"subject": "nothing"}, "not-found"),
        ({"subject": "XX-2025-0001"}, "not-found"),
        ({"subject": "FJ-2025-0001"}, "attachment.of_attachment"),
        ({"file": Upload("x", b"")}, "attachment.empty"),
        ({"file": Upload("x", bytes(LIMIT_BYTES + 1))}, "attachment.too_large"),
        ({"file": None}, "value.missing"),
        ({"kind": ""}, "value.missing"),
    ],
)
def test_files_that_cannot_be_attached(office: Office, inspected: str, changes: dict[str, Any], code: str) -> None:
    attach(office, inspected)
    fields = {"subject": inspected, "file": Upload("x", b"x"), "kind": "k"}
    assert office.refused("attach.add", **(fields | changes)).code == code


def test_an_attachment_of_a_complaint_is_sealed_name_and_all(office: Office, hospital: str) -> None:
    fields = {"received": "2025-11-28", "channel": "letter", "nature": "report", "summary": "来信"}
    subject = office.do("complaint.log", institution=HOSPITAL, **fields).id
    id = attach(office, subject, b"scan", "张三的信.jpeg")
    with office.store.read() as reader:
        told = attachment(reader, id)
        with pytest.raises(Refused, match="sealed"):
            content_of(reader, id)
    assert (told["name"], told["sealed"]) == (f"{id}.jpeg", True)
    assert told["sha256"] != hashlib.sha256(b"scan").hexdigest()
    assert office.refused("attach.open", id=id, purpose="x").code == "role.denied"
    assert office.do("attach.open", who="sun", id=id, purpose="核实", rehearse=True).secret == {}
    assert office.do("attach.open", who="sun", id=id, purpose="核实").secret == {
        "name": "张三的信.jpeg",
        "content": b"scan",
    }


def test_an_open_attachment_needs_no_opening(office: Office, inspected: str) -> None:
    id = attach(office, inspected)
    assert office.refused("attach.open", who="sun", id=id, purpose="x").code == "attachment.open"
