"""The audit list: what is on it, with who and why, page by page."""

from datetime import date
from typing import Any

import pytest

from domain.acts import Upload
from domain.refusals import Refused
from sanctions.ledgers.audits import audit, audits
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office

TODAY = date(2025, 12, 1)


def listed(office: Office, **filters: Any) -> list[dict[str, Any]]:
    with office.store.read() as reader:
        return audits(reader, on=TODAY, **filters).items


def walked(office: Office, limit: int, **filters: Any) -> list[dict[str, Any]]:
    """The whole list, page by page."""
    found: list[dict[str, Any]] = []
    after = None
    with office.store.read() as reader:
        while True:
            page = audits(reader, on=TODAY, limit=limit, after=after, **filters)
            found += page.items
            after = page.next
            if after is None:
                return found


@pytest.fixture
def filled(office: Office) -> Office:
    """A case entered late, a step skipped, an identity opened; and much that nobody looks at."""
    institution(office)
    office.as_of_day(date(2025, 3, 14))
    matter = Matter(office, on="2025-03-03")
    matter.finding(on="2025-03-04")
    office.do(
        "measure.propose",
        case=matter.case,
        raw={"kind": "settlement-suspension", "reason": "违反服务协议", "skip_reason": "金额较大"},
    )
    told = {"received": "2025-03-14", "channel": "phone", "nature": "report", "summary": "床位与计费不符"}
    reporter = Upload("r.json", '{"name": "王五"}'.encode())
    complaint = office.do("complaint.log", institution=HOSPITAL, reporter_file=reporter, **told).id
    office.do("complaint.accept", id=complaint)
    office.do("complaint.reveal", who="sun", id=complaint, purpose="核实票据")
    office.as_of_day(TODAY)
    return office


def test_each_with_who_and_why(filled: Office) -> None:
    rows = [
        (row["kind"], row["by"], row["days"], row["reason"], row["on"], row["institution"])
        for row in listed(filled, from_day=date(2025, 3, 1))
    ]
    assert rows == [
        ("identity", "sun", None, "核实票据", date(2025, 3, 14), HOSPITAL),
        ("skipped", "zhang", None, "金额较大", date(2025, 3, 14), HOSPITAL),
        ("backdated", "zhang", 8, "tests date back", date(2025, 3, 4), HOSPITAL),
        ("backdated", "zhang", 9, "tests date back", date(2025, 3, 3), HOSPITAL),
    ]


def test_what_an_act_only_brought_about_is_not_listed_again(office: Office) -> None:
    institution(office)
    office.as_of_day(date(2025, 3, 28))
    matter = Matter(office, on="2025-03-03")
    matter.finding(on="2025-03-04")
    matter.hold("2025-03-05", "B-1=100.00")
    rows = listed(office, from_day=date(2025, 3, 5), kind="backdated")
    assert {row["act"] for row in rows} == {"measure.propose", "measure.approve"}


@pytest.mark.parametrize("limit", [1, 2, 3, 500])
def test_pages_leave_nothing_out_and_repeat_nothing(filled: Office, limit: int) -> None:
    assert walked(filled, limit) == listed(filled, limit=500)
    skipped = walked(filled, limit, kind="skipped")
    assert [row["kind"] for row in skipped] == ["skipped"]
    assert walked(filled, limit, to_day=date(2025, 3, 3)) == [
        row for row in listed(filled, limit=500) if row["on"] <= date(2025, 3, 3)
    ]


def test_holds_that_run_too_long_come_first(filled: Office) -> None:
    matter = Matter(filled, on="2025-03-17")
    matter.finding(on="2025-03-17")
    hold = matter.hold("2025-03-18", "B-1=126000.00")
    rows = walked(filled, 1)
    assert rows == listed(filled, limit=500)
    first = rows[0]
    assert (first["kind"], first["id"], first["subject"]) == ("overlong-hold", hold, matter.case)
    assert first["days"] > 0
    assert listed(filled, kind="overlong-hold") == [first]
    with filled.store.read() as reader:
        assert audits(reader, on=date(2025, 3, 31), kind="overlong-hold").items == []


def test_one_act_may_be_listed_for_two_reasons(office: Office) -> None:
    institution(office)
    office.as_of_day(date(2025, 3, 14))
    matter = Matter(office, on="2025-03-03")
    matter.finding(on="2025-03-04")
    id = matter.propose("settlement-suspension", "2025-03-05", skip_reason="金额较大")
    rows = [(row["kind"], row["id"]) for row in listed(office) if row["subject"] == id]
    assert rows == [("backdated", f"{id}#1"), ("skipped", f"{id}#1")]
    assert walked(office, 1) == listed(office, limit=500)


def test_an_act_as_the_journal_keeps_it(filled: Office) -> None:
    row = listed(filled, kind="skipped")[0]
    with filled.store.read() as reader:
        entry = audit(reader, row["id"])
        assert (entry["act"], entry["by"]) == ("measure.propose", "zhang")
        assert entry["fields"]["skip_reason"] == "金额较大"
        for missing in ("CL-2025-9999#1", "nothing", row["id"].replace("#1", "#77")):
            with pytest.raises(Refused) as refused:
                audit(reader, missing)
            assert refused.value.refusal.code == "not-found"
