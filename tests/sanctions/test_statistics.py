"""Figures of a time: what is counted, what is left out, and what is not shown."""

from datetime import date
from typing import Any

import pytest

from domain.refusals import Refused
from sanctions.statistics.report import statistics
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import DEVICE_MAKER, HOSPITAL, Office

CLINIC = "52370300MJE000021L"
ORDER: dict[str, Any] = {"heard": False, "rectify_by": "2025-06-10"}


def _figures(office: Office, on: str = "2025-12-01", **asked: Any) -> dict[str, Any]:
    with office.store.read() as reader:
        return statistics(reader, on=date.fromisoformat(on), **asked)


def _complain(office: Office, channel: str, count: int, department: str | None = None, day: str = "2025-03-03") -> None:
    told = {"channel": channel, "nature": "complaint", "summary": "床位与计费不符", "received": day}
    for _ in range(count):
        office.do(
            "complaint.log", on=day, institution=HOSPITAL, **told, **({"department": department} if department else {})
        )


def test_complaints_by_channel_show_nothing_small(office: Office) -> None:
    institution(office)
    _complain(office, "phone", 7, "骨科")
    _complain(office, "phone", 6)
    _complain(office, "web", 8, "骨科")
    _complain(office, "web", 1)
    _complain(office, "visit", 5)
    _complain(office, "letter", 1, day="2024-12-31")
    told = _figures(office)["complaints"]
    assert told["smallest_shown"] == 5
    rows = {row["label"]: row for row in told["by_department"]["rows"]}
    assert list(rows) == ["phone", "web", "visit"]
    assert told["by_department"]["columns"] == ["骨科", None]
    # The one over the web could be told from any total: with it go the other three of the square.
    assert [rows[label]["counts"] for label in rows] == [[None, None], [None, None], [0, 5]]
    assert [rows[label]["total"] for label in rows] == [13, 9, 5]
    assert (told["by_department"]["counts"], told["by_department"]["total"]) == ([15, 12], 27)
    assert told["by_status"]["counts"] == [27]
    assert told["by_status"]["hidden"] == 0


def test_a_total_that_is_hidden_is_hidden_in_both_tables(office: Office) -> None:
    institution(office)
    _complain(office, "phone", 9, "骨科")
    _complain(office, "visit", 1, "骨科")
    _complain(office, "web", 6, "骨科")
    told = _figures(office)["complaints"]
    for table in (told["by_status"], told["by_department"]):
        shown = {row["label"]: row["total"] for row in table["rows"]}
        assert shown == {"phone": 9, "web": None, "visit": None}
        # Where the more frequent one stood first, its place would tell which of the two is the small one.
        assert list(shown) == ["phone", "visit", "web"]
        assert table["total"] == 16


def test_the_agency_says_what_is_small(office: Office) -> None:
    institution(office)
    _complain(office, "visit", 1, "骨科")
    key = "statistics.small"
    office.do("policy.set", who="admin", on="2025-03-07", key=key, value="1", from_day="2025-03-07", reason="x")
    office.do("approve", who="zhao", on="2025-03-07", id=key)
    assert _figures(office, "2025-03-06")["complaints"]["by_status"]["total"] is None
    assert _figures(office)["complaints"]["by_status"]["total"] == 1


@pytest.fixture
def year(office: Office) -> Office:
    """Three institutions: an order, again an order on the same provision, a termination, an order taken back."""
    for code in (HOSPITAL, CLINIC, DEVICE_MAKER):
        institution(office, code)
    first = Matter(office, on="2025-03-03")
    first.finding(on="2025-03-04", amount="1200.50", departments=["骨科", "影像科"])
    first.office.do("finding.withdraw", on="2025-03-05", id=first.finding(on="2025-03-04"), reason="重复")
    first.carry("rectification-order", "2025-03-10", **ORDER)
    first.hold("2025-03-11", "B-1=100.00", "B-2=50.00")
    office.do("hold.release", on="2025-03-20", case=first.case, bills=["B-1=40.00"], reason="已核实")
    office.do("approve", who="zhao", on="2025-03-20", id=first.case)
    again = Matter(office, on="2025-05-06")
    again.finding(on="2025-05-07")
    again.carry("rectification-order", "2025-05-27", **ORDER)
    other = Matter(office, CLINIC, on="2025-03-03")
    other.finding(severity="grave", category="overcharging", provision="协议 15")
    end = other.carry("termination", "2025-03-10", ground="ZB 五(二)", skip_reason="情节严重")
    publication = office.do("publication.draft", on="2025-03-12", terminations=[end]).id
    office.do("approve", who="zhao", on="2025-03-13", id=publication)
    shown = {"channel": "网站", "link": "https://e.org/1"}
    office.do("publication.publish", who="qian", on="2025-03-31", id=publication, **shown)
    wrong = Matter(office, DEVICE_MAKER, on="2025-04-01")
    wrong.finding(on="2025-04-01", provision="协议 16")
    taken = wrong.carry("rectification-order", "2025-04-02", **ORDER)
    office.do("measure.revoke", on="2025-04-10", id=taken, reason="事实不清")
    wrong.approve(taken, "2025-04-10")
    return office


def test_what_was_found_and_done(year: Office) -> None:
    told = _figures(year)
    rows = {row["category"]: row for row in told["findings"]["by_category"]}
    assert {key: (row["total"], row["serious"], row["grave"], row["amount"]) for key, row in rows.items()} == {
        "untrue-billing": (3, 3, 0, "1200.50"),
        "overcharging": (1, 0, 1, "0.00"),
    }
    places = told["findings"]["by_department"]
    assert dict(zip(places["columns"], places["counts"], strict=True)) == {"骨科": 1, "影像科": 1, None: 3}
    assert told["findings"]["total"] == 4
    kinds = {
        row["kind"]: [row[key] for key in ("decided", "taken_back", "in_force", "institutions", "cases")]
        for row in told["measures"]
    }
    assert kinds == {
        "payment-hold": [1, 0, 1, 1, 1],
        "rectification-order": [3, 1, 2, 2, 3],
        "termination": [1, 0, 1, 1, 1],
    }
    assert told["durations"]["finding_to_measure"] == {"count": 4, "median": 6, "most": 20}
    assert told["durations"]["termination_to_publication"] == {
        "count": 1,
        "median": 21,
        "most": 21,
        "open": 0,
        "judged": 1,
        "on_time": 1,
        "rate": "100.0",
    }
    assert told["money"] == {
        "held": "150.00",
        "released": "40.00",
        "refused": "0.00",
        "refused_without_hold": "0.00",
        "recovered": "0.00",
        "still_held": "110.00",
    }
    assert told["recurrence"] == {
        "decided": 4,
        "recurring": 1,
        "rate": "25.0",
        "institutions": 1,
        "provisions": [{"provision": "协议 12", "count": 1}],
    }


def test_the_like_compared(year: Office) -> None:
    usual = Matter(year, DEVICE_MAKER, on="2025-06-02")
    usual.finding(on="2025-06-02")
    usual.carry(
        "settlement-suspension", "2025-06-03", until="2025-07-31", skip_reason="仍在发生", rectify_by="2025-07-01"
    )
    told = _figures(year)["ladder"]
    group = next(row for row in told["groups"] if row["provision"] == "协议 12" and not row["recurring"])
    # The hold stands beside the steps.
    assert (group["total"], group["compared"], group["as_usual"]) == (3, 2, 1)
    assert (told["compared"], told["as_usual"], told["rate"]) == (2, 1, "50.0")


def test_a_time_and_the_day_it_is_told_on(year: Office) -> None:
    march: dict[str, Any] = {"since": date(2025, 3, 1), "until": date(2025, 3, 31)}
    kinds = [row["kind"] for row in _figures(year, **march)["measures"]]
    assert kinds == ["payment-hold", "rectification-order", "termination"]
    early = _figures(year, "2025-03-15")
    assert early["to"] == date(2025, 3, 15)
    assert early["money"]["released"] == "0.00"
    waiting = early["durations"]["termination_to_publication"]
    assert (waiting["count"], waiting["open"], waiting["judged"], waiting["rate"]) == (0, 1, 0, None)
    late = _figures(year, since=date(2025, 4, 1))
    assert (late["money"]["held"], late["money"]["still_held"]) == ("0.00", "110.00")
    for since, until in ((date(2025, 3, 2), date(2025, 3, 1)), (date(2025, 1, 1), date(2025, 12, 2))):
        with pytest.raises(Refused) as refused:
            _figures(year, since=since, until=until)
        assert refused.value.refusal.code == "statistics.period"


def test_an_empty_time_has_no_shares(office: Office) -> None:
    told = _figures(office)
    assert told["measures"] == []
    assert told["complaints"]["by_status"]["total"] == 0
    assert (told["recurrence"]["rate"], told["ladder"]["rate"]) == (None, None)
    assert told["durations"]["finding_to_measure"] == {"count": 0, "median": None, "most": None}
