"""A small town for the tests of screens: two hospitals, a case on its way, a termination to publish."""

from datetime import UTC, date, datetime
from pathlib import Path

from domain.acts import Upload
from domain.entries import Entry
from domain.states.agency import AGENCY_ID
from tests.sanctions.office import HOSPITAL, Office

TODAY = date(2024, 9, 30)
LONG = "淄测" + "很长的名字" * 12 + "医院"
OTHER = "52370300MJE000021L"
TRICKY = "[red]床位[/] [@click=app.quit]多计[/b] [/]"


def build(folder: Path) -> Office:
    """The town, made anew; the file is ``office.db`` in the folder."""
    office = Office.in_folder(folder, "zibo-2023", today=TODAY)
    hospital(office, HOSPITAL, "淄测中心医院", "XY-1")
    hospital(office, OTHER, LONG, "XY-2")
    case_under_way(office)
    termination(office)
    office.do(
        "policy.set",
        who="admin",
        on="2024-09-20",
        key="defence.period",
        value="7wd",
        from_day="2024-11-01",
        reason="试行",
    )
    return office


def sample(folder: Path) -> Office:
    """The town as a sample: its own today is the town's."""
    office = build(folder)
    with office.store.write() as writer:
        _ = writer.record(
            Entry(
                id="",
                subject=AGENCY_ID,
                institution=None,
                kind="agency.sample",
                on=TODAY,
                effective_on=TODAY,
                recorded_at=datetime(2024, 9, 30, 2, tzinfo=UTC),
                by="admin",
                person="P7",
                corrects=None,
                fields={},
                seq=0,
            )
        )
    return office


def empty(folder: Path) -> Office:
    """An office where nothing happened yet."""
    return Office.in_folder(folder, "zibo-2023", today=TODAY)


def hospital(office: Office, code: str, name: str, number: str) -> None:
    """An institution with departments and a medical agreement."""
    office.do(
        "institution.add",
        on="2023-02-01",
        code=code,
        name=name,
        services=["medical"],
        departments=["骨科", "康复科"],
        level="三级",
        district="张店区",
    )
    office.do(
        "agreement.sign",
        on="2023-02-01",
        code=code,
        service="medical",
        number=number,
        from_day="2023-02-01",
        to_day="2025-01-31",
    )


def case_under_way(office: Office) -> None:
    """A complaint, an inspection with a finding, a case with a hold in force and an order proposed."""
    complaint = office.do(
        "complaint.log",
        on="2024-04-02",
        institution=HOSPITAL,
        received="2024-04-01",
        channel="phone",
        nature="report",
        summary=TRICKY,
        reporter_file=Upload("r.json", '{"name": "王五"}'.encode()),
    )
    inspection = office.do(
        "inspection.record", on="2024-04-10", institution=HOSPITAL, kind="spot", inspectors=["张某", "李某"]
    )
    case = office.do(
        "case.open",
        on="2024-05-03",
        institution=HOSPITAL,
        lead="zhang",
        second="li",
        complaints=[complaint.id],
        inspections=[inspection.id],
    )
    office.do(
        "finding.add",
        on="2024-05-06",
        source=case.id,
        category="untrue-billing",
        severity="serious",
        provision="协议 第十二条",
        text="床位与计费不符",
        departments=["骨科"],
        amount="126000",
        bills=["B-17"],
    )
    hold = office.do(
        "measure.propose",
        on="2024-05-06",
        case=case.id,
        kind="payment-hold",
        reason="调查期间",
        bills=["B-17=126000"],
    )
    office.do("approve", who="zhao", on="2024-05-07", id=hold.id, confirm=True)
    office.do(
        "measure.propose",
        on="2024-07-15",
        case=case.id,
        kind="rectification-order",
        reason="床位与计费不符",
        rectify_by="2024-10-12",
    )


def termination(office: Office) -> None:
    """The other hospital lost its agreement on 6 September; the list is drafted and not yet public."""
    case = office.do("case.open", on="2024-08-05", institution=OTHER, lead="zhang", second="li", source="数据筛查")
    office.do(
        "finding.add",
        on="2024-08-05",
        source=case.id,
        category="untrue-billing",
        severity="grave",
        provision="协议 第十二条",
        text="住院天数与实际不符",
        departments=["骨科"],
    )
    id = office.do(
        "measure.propose",
        on="2024-08-06",
        case=case.id,
        kind="termination",
        reason="情节严重",
        skip_reason="情节严重",
        ground="ZB 五(二)",
    ).id
    office.do("measure.notice", on="2024-08-06", id=id)
    office.do("measure.serve", on="2024-08-06", id=id, document="notice", method="direct", received="2024-08-06")
    office.do("measure.defence", on="2024-08-08", id=id, outcome="heard", text="已陈述", adopted="no", reply="证据确凿")
    office.do("approve", who="zhao", on="2024-09-06", id=id, confirm=True)
    office.do("publication.draft", on="2024-09-09", terminations=[id])
