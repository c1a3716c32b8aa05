"""Like cases alike: what was decided before on the same, departures from the usual, and the table for leaders."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from domain.states.institutions import Institution
from domain.states.measures import Measure
from sanctions.ledgers.precedents import precedents as ledger
from tests.codes import credit_code
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office

ORDER = {"rectify_by": "2025-11-28"}
SUSPEND = {"skip_reason": "情节严重", "clause": "第十二条"}


@pytest.fixture(params=["zibo-2023", "tianjin-2024"])
def office(request: pytest.FixtureRequest, make_office: MakeOffice) -> Office:
    return make_office(request.param, today=date(2025, 6, 2))


def case(
    office: Office, n: int, *, severity: str = "serious", provision: str = "协议 12", on: str = "2025-03-03"
) -> Matter:
    """A case with one finding on an institution of its own."""
    code = credit_code(n)
    with office.store.read() as reader:
        known = reader.get(Institution, f"institution:{code}")
    if known is None:
        institution(office, code)
    matter = Matter(office, code, on=on)
    matter.finding(on=on, severity=severity, provision=provision)
    return matter


def ordered(office: Office, n: int, **given: Any) -> str:
    """A rectification order in force, for a like case."""
    matter = case(office, n, **given)
    id = matter.propose("rectification-order", "2025-03-05", **ORDER)
    matter.approve(id, "2025-03-06")
    return id


def usual(office: Office, count: int, **given: Any) -> list[str]:
    return [ordered(office, n, **given) for n in range(1, count + 1)]


def rows(office: Office, **options: Any) -> list[dict[str, Any]]:
    with office.store.read() as reader:
        return ledger(reader, on=date(2025, 6, 2), **options).items


def test_a_departure_is_warned_of_and_from_three_on_needs_a_reason(office: Office) -> None:
    first = usual(office, 2)
    matter = case(office, 10)
    few = office.attempt(
        "measure.propose",
        on="2025-03-07",
        raw={"case": matter.case, "kind": "settlement-suspension", "reason": "违约", **SUSPEND},
        rehearse=True,
    )
    assert "heavier than the usual" in repr(few)
    first.append(ordered(office, 3))
    refusal = matter.refused("settlement-suspension", "2025-03-07", **SUSPEND)
    assert (refusal.code, refusal.field) == ("measure.deviation", "deviation_reason")
    assert "agency_policy" in repr(refusal.reasons)
    id = matter.propose("settlement-suspension", "2025-03-07", **SUSPEND, deviation_reason="拒不整改，风险继续扩大")
    shown = matter.shown(id, "2025-03-07")
    assert shown["deviation_reason"] == "拒不整改，风险继续扩大"
    assert shown["precedents"] == first[::-1]
    assert (shown["provisions"], shown["severity"], shown["recurring"]) == (["协议 12"], "serious", False)
    # Who decides sees both: what is usual, and why this is not.
    matter.hear(id, "2025-03-07")
    seen = repr(matter.approve(id, "2025-03-10", rehearse=True))
    assert "拒不整改，风险继续扩大" in seen
    assert first[0] in seen
    assert "heavier than the usual" in seen


def test_what_is_usual_asks_nothing(office: Office) -> None:
    usual(office, 3)
    matter = case(office, 10)
    id = matter.propose("rectification-order", "2025-03-07", deviation_reason="多余", **ORDER)
    assert matter.shown(id, "2025-03-07")["deviation_reason"] is None


def test_lighter_is_a_departure_too(office: Office) -> None:
    usual(office, 3)
    matter = case(office, 10)
    assert matter.refused("warning-talk", "2025-03-07").code == "measure.deviation"
    matter.propose("warning-talk", "2025-03-07", deviation_reason="已自行整改")


@pytest.mark.parametrize("other", [{"severity": "grave"}, {"provision": "协议 13"}])
def test_only_the_same_provision_and_weight_compare(office: Office, other: dict[str, str]) -> None:
    usual(office, 3)
    matter = case(office, 10, **other)
    id = matter.propose("settlement-suspension", "2025-03-07", **SUSPEND)
    assert matter.shown(id, "2025-03-07")["precedents"] == []


def test_however_the_provision_is_written(office: Office) -> None:
    usual(office, 3, provision="协议（12）")
    matter = case(office, 10, provision="协议 (12)")
    assert matter.refused("settlement-suspension", "2025-03-07", **SUSPEND).code == "measure.deviation"


def test_a_recurrence_compares_with_recurrences(office: Office) -> None:
    usual(office, 3)
    again = Matter(office, credit_code(1), on="2025-03-10")
    again.finding(on="2025-03-10", provision="协议 12", severity="serious")
    id = again.propose("settlement-suspension", "2025-03-11", **SUSPEND)
    shown = again.shown(id, "2025-03-11")
    assert (shown["recurring"], shown["precedents"]) == (True, [])


def test_what_was_revoked_or_not_decided_is_no_precedent(office: Office) -> None:
    ids = usual(office, 3)
    office.do("measure.revoke", on="2025-03-07", id=ids[0], reason="事实不清")
    office.do("approve", who="zhao", on="2025-03-07", id=ids[0])
    case(office, 4).propose("rectification-order", "2025-03-07", **ORDER)
    matter = case(office, 10)
    id = matter.propose("settlement-suspension", "2025-03-10", **SUSPEND)
    assert matter.shown(id, "2025-03-10")["precedents"] == [ids[2], ids[1]]


def test_money_and_referrals_compare_with_nothing(office: Office) -> None:
    usual(office, 3)
    matter = case(office, 10)
    matter.propose("payment-hold", "2025-03-07", bills=["B-1=1"])
    matter.propose("refuse-payment", "2025-03-07", bills=["B-1=1"])
    matter.propose("referral", "2025-03-07")


def test_the_agency_says_from_how_many_on(office: Office) -> None:
    usual(office, 2)
    office.do(
        "policy.set",
        who="admin",
        on="2025-03-07",
        key="consistency.precedents",
        value="2",
        from_day="2025-03-07",
        reason="x",
    )
    office.do("approve", who="zhao", on="2025-03-07", id="consistency.precedents")
    matter = case(office, 10)
    assert matter.refused("settlement-suspension", "2025-03-07", **SUSPEND).code == "measure.deviation"


def test_options_tell_how_often_and_what_would_depart(office: Office) -> None:
    usual(office, 3)
    options = case(office, 10).options("2025-03-07")
    assert {kind: options[kind]["precedents"] for kind in ("rectification-order", "settlement-suspension")} == {
        "rectification-order": 3,
        "settlement-suspension": 0,
    }
    assert "heavier than the usual" in repr(options["settlement-suspension"]["reasons"])
    assert "the usual" not in repr(options["rectification-order"]["reasons"])


def test_measures_of_an_earlier_program_answer_by_their_findings(office: Office) -> None:
    ids = usual(office, 3)
    forgotten = {"severity": None, "provisions": "[]", "recurring": False}
    with office.store.write() as tx:
        table = tx.table(Measure)
        kept = {one.id: (one.severity, one.provisions) for one in tx.find(Measure)}
        tx.connection.execute(update(table).values(**forgotten))
    matter = case(office, 10)
    assert matter.refused("settlement-suspension", "2025-03-07", **SUSPEND).code == "measure.deviation"
    assert [row["counts"] for row in rows(office)] == [{"rectification-order": 3}]
    with office.store.write() as tx:
        for id in ids:
            severity = kept[id][0]
            tx.connection.execute(
                update(table).where(table.c.id == id).values(severity=severity, provisions='["协议 12"]')
            )


def test_the_table_for_leaders(office: Office) -> None:
    usual(office, 3)
    grave = ordered(office, 4, severity="grave")
    matter = case(office, 10)
    departed = matter.propose("settlement-suspension", "2025-03-07", **SUSPEND, deviation_reason="拒不整改")
    matter.hear(departed, "2025-03-07")
    matter.approve(departed, "2025-03-10")
    told = rows(office)
    assert [(row["provision"], row["severity"], row["recurring"], row["counts"]) for row in told] == [
        ("协议 12", "serious", False, {"rectification-order": 3, "settlement-suspension": 1}),
        ("协议 12", "grave", False, {"rectification-order": 1}),
    ]
    assert [(row["total"], row["institutions"]) for row in told] == [(4, 4), (1, 1)]
    assert [one["id"] for one in told[0]["deviations"]] == [departed]
    assert told[0]["deviations"][0]["reason"] == "拒不整改"
    assert rows(office, provision="协议　１２") == told
    assert rows(office, provision="协议 13") == []
    assert rows(office, from_day=date(2025, 3, 7))[0]["counts"] == {"settlement-suspension": 1}
    assert grave not in repr(rows(office, to_day=date(2025, 3, 5)))


def test_the_table_has_pages(office: Office) -> None:
    for n, provision in enumerate(("协议 1", "协议 2", "协议 3"), 1):
        ordered(office, n, provision=provision)
    seen: list[str] = []
    after = None
    while True:
        with office.store.read() as reader:
            page = ledger(reader, on=date(2025, 6, 2), limit=2, after=after)
        seen += [row["provision"] for row in page.items]
        after = page.next
        if after is None:
            break
    assert seen == ["协议 1", "协议 2", "协议 3"]
