"""Service by every way, with what its receipt must tell."""

from datetime import date
from typing import Any

import pytest

from domain.states.institutions import Agreement
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office

TWO = {"servers": ["zhang", "li"]}


@pytest.fixture
def matter(make_office: MakeOffice) -> Matter:
    office = make_office("zibo-2023", today=date(2025, 6, 2))
    institution(office)
    return Matter(office)


@pytest.fixture
def decided(matter: Matter) -> str:
    id = matter.propose("rectification-order", "2025-03-05", rectify_by="2025-07-30")
    matter.approve(id, "2025-03-10")
    return id


def warned(done: Any, word: str) -> bool:
    return any(word in repr(warning) for warning in done.warnings)


@pytest.mark.parametrize(
    ("method", "given", "lacks"),
    [
        ("direct", {}, "--server"),
        ("direct", {"servers": ["zhang", "zhang"], "receiver": "院办"}, "--server"),
        ("direct", TWO, "--receiver"),
        ("left", {**TWO}, "--witness"),
        ("mail", {}, "--tracking"),
        ("entrusted", {}, "--to"),
    ],
)
def test_a_receipt_says_what_it_lacks(
    matter: Matter, decided: str, method: str, given: dict[str, Any], lacks: str
) -> None:
    done = matter.office.do("measure.serve", on="2025-03-11", id=decided, method=method, received="2025-03-11", **given)
    assert warned(done, lacks)


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("direct", {**TWO, "receiver": "赵某", "post": "院办主任", "place": "医院三楼", "time": "9:30"}),
        ("left", {**TWO, "witness": "居委会钱某"}),
        ("left", {**TWO, "refused": "负责人拒签"}),
        ("mail", {"tracking": "EMS1234567890"}),
        ("entrusted", {"to": "张店区经办机构"}),
    ],
)
def test_a_full_receipt_stands_with_the_measure(
    matter: Matter, decided: str, method: str, given: dict[str, Any]
) -> None:
    number = "淄工保决〔2025〕3号"
    done = matter.office.do(
        "measure.serve", on="2025-03-12", id=decided, method=method, received="2025-03-11", number=number, **given
    )
    assert [warning for warning in done.warnings if "--" in repr(warning)] == []
    shown = matter.shown(decided, "2025-03-12")
    assert shown["decision_no"] == number
    told = {"refused_why" if key == "refused" else key: value for key, value in given.items()}
    assert shown["receipts"] == [
        {"document": "decision", "number": number, "method": method, "received": date(2025, 3, 11), **told}
    ]


def test_each_paper_has_its_receipt(matter: Matter) -> None:
    id = matter.carry("settlement-suspension", "2025-03-05", skip_reason="x", clause="第十二条")
    receipts = matter.shown(id, "2025-03-05")["receipts"]
    assert [receipt["document"] for receipt in receipts] == ["notice", "decision"]


def test_an_announcement_runs_thirty_days_from_its_own_day(matter: Matter, decided: str) -> None:
    office = matter.office
    serve = {"id": decided, "method": "announcement"}
    refusal = office.refused("measure.serve", on="2025-04-14", received="2025-04-14", **serve)
    assert (refusal.code, refusal.field) == ("measure.service", "why")
    serve["why"] = "直接、邮寄均无法送达"
    for announced in ("2025-03-07", "2025-04-15"):
        refusal = office.refused("measure.serve", on="2025-04-14", received="2025-04-14", announced=announced, **serve)
        assert refusal.field == "announced"
    # Announced on the 13th of March, thirty days end on the 12th of April, a Saturday like any other day here.
    with_day = {"announced": "2025-03-13", **serve}
    with_refusal = office.refused("measure.serve", on="2025-04-14", received="2025-04-11", **with_day)
    assert with_refusal.field == "received"
    over = str(next(value for key, value in with_refusal.message.params.items() if key == "day"))
    office.do("measure.serve", on="2025-04-16", received=over, **with_day)
    shown = matter.shown(decided, "2025-04-16")
    assert shown["served_on"] == date.fromisoformat(over)
    assert shown["receipts"][0]["announced"] == date(2025, 3, 13)
    assert (date.fromisoformat(over) - date(2025, 3, 13)).days >= 30


def test_only_an_announcement_has_a_day_of_announcement(matter: Matter, decided: str) -> None:
    refusal = matter.office.refused(
        "measure.serve", on="2025-03-11", id=decided, method="mail", received="2025-03-11", announced="2025-03-11"
    )
    assert refusal.field == "announced"


def test_electronic_service_needs_the_address_the_agreement_confirms(matter: Matter, decided: str) -> None:
    office: Office = matter.office
    serve = {"on": "2025-03-11", "id": decided, "method": "electronic", "received": "2025-03-11"}
    refusal = office.refused("measure.serve", **serve)
    assert (refusal.code, refusal.field) == ("measure.service", "method")
    with office.store.read() as reader:
        number = reader.find(Agreement)[0].number
    correct = {"number": number, "reason": "补录送达地址确认"}
    assert office.refused("agreement.correct", on="2025-03-11", electronic="yes", **correct).code == "agreement.address"
    office.do("agreement.correct", on="2025-03-11", service_address="x@example.org", **correct)
    assert office.refused("measure.serve", **serve).code == "measure.service"
    office.do("agreement.correct", on="2025-03-11", electronic="yes", **correct)
    office.do("measure.serve", **serve)
    assert matter.shown(decided, "2025-03-11")["receipts"][0]["address"] == "x@example.org"
    # Another correction leaves the confirmed address as it is.
    office.do("agreement.correct", on="2025-03-11", template="V2", **correct)
    with office.store.read() as reader:
        kept = reader.find(Agreement)[0]
    assert (kept.service_address, kept.electronic) == ("x@example.org", True)
    office.do("agreement.correct", on="2025-03-11", electronic="no", **correct)
    with office.store.read() as reader:
        assert reader.find(Agreement)[0].electronic is False
