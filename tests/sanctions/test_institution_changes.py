"""What changes about an institution: what, since when, reported when; and its licence as it runs out."""

from datetime import date

from domain.states.institutions import Institution
from sanctions.intake.register import institution
from sanctions.running.deadlines import deadlines
from tests.sanctions.office import HOSPITAL, Office

DAY = date(2025, 3, 20)


def _hospital(office: Office) -> None:
    office.today = DAY
    office.do(
        "institution.add",
        code=HOSPITAL,
        name="淄测中心医院",
        services=["medical"],
        level="二级",
        address="张店区一路1号",
        licence_until="2025-06-30",
        on="2024-01-02",
    )


def test_a_move_keeps_its_day_and_the_day_it_was_reported(office: Office) -> None:
    _hospital(office)
    done = office.do(
        "institution.change", code=HOSPITAL, address="张店区二路2号", since="2025-03-01", reported="2025-03-10"
    )
    assert done.data["changes"] == ["address"]
    assert len(done.effects) == 1
    with office.store.read() as reader:
        shown = institution(reader, HOSPITAL, on=DAY)
    assert shown["address"] == "张店区二路2号"
    assert shown["changes"] == [
        {
            "what": "address",
            "before": ["张店区一路1号"],
            "after": ["张店区二路2号"],
            "since": date(2025, 3, 1),
            "reported": date(2025, 3, 10),
        }
    ]


def test_several_changes_are_told_one_by_one(office: Office) -> None:
    _hospital(office)
    done = office.do(
        "institution.change", code=HOSPITAL, level="三级", departments=["骨科"], licence_until="2028-06-30"
    )
    assert done.data["changes"] == ["departments", "level", "licence_until"]


def test_an_answer_about_a_day_before_it_sees_what_stood_then(office: Office) -> None:
    _hospital(office)
    office.do("institution.change", code=HOSPITAL, level="三级", since="2025-03-01")
    with office.store.read() as reader:
        subject = f"institution:{HOSPITAL}"
        then = reader.as_of(Institution, subject, on=date(2025, 2, 28))
        since = reader.as_of(Institution, subject, on=date(2025, 3, 1))
    assert then is not None
    assert since is not None
    assert (then.level, since.level) == ("二级", "三级")


def test_a_change_or_a_report_to_come_is_refused(office: Office) -> None:
    _hospital(office)
    for field in ("since", "reported"):
        refusal = office.refused("institution.change", code=HOSPITAL, level="三级", **{field: "2025-03-21"})
        assert (refusal.code, refusal.field) == ("institution.days", field)
    assert office.refused("institution.change", code=HOSPITAL, address="张店区一路1号").code == "already"


def _licences(office: Office, on: date) -> list[tuple[str, date]]:
    with office.store.read() as reader:
        rows = deadlines(reader, on=on, kinds=["task"]).items
    return [(one["subject"], one["due"]) for one in rows if one["subject"] == HOSPITAL]


def test_a_licence_is_watched_while_an_agreement_stands(office: Office) -> None:
    _hospital(office)
    office.today = date(2025, 8, 1)
    assert _licences(office, date(2025, 6, 1)) == []
    office.do(
        "agreement.sign", code=HOSPITAL, service="medical", number="A-1", from_day="2024-02-01", to_day="2026-01-31"
    )
    assert _licences(office, date(2025, 4, 29)) == []
    assert _licences(office, date(2025, 4, 30)) == [(HOSPITAL, date(2025, 6, 30))]
    assert _licences(office, date(2025, 7, 31)) == [(HOSPITAL, date(2025, 6, 30))]
    office.do("institution.change", code=HOSPITAL, licence_until="2028-06-30")
    assert _licences(office, date(2025, 8, 1)) == []


def test_the_agency_sets_when_the_reminder_opens(office: Office) -> None:
    _hospital(office)
    office.do(
        "agreement.sign", code=HOSPITAL, service="medical", number="A-1", from_day="2024-02-01", to_day="2026-01-31"
    )
    office.do(
        "policy.set", who="admin", key="licence.remind_before", value="-1y", from_day="2025-01-01", reason="内部规定"
    )
    office.do("approve", who="zhao", id="licence.remind_before")
    assert _licences(office, DAY) == [(HOSPITAL, date(2025, 6, 30))]
