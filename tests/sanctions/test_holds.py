"""Held bills balance to the fen, whatever is released and refused, and in whatever order."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import journal, state
from domain.money import yuan
from domain.states.cases import Case
from sanctions.money.holds import holds, holds_of
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office


@pytest.fixture
def matter(office: Office) -> Matter:
    """A case with three bills held: 100.00, 200.00 and 0.01."""
    institution(office)
    matter = Matter(office)
    matter.hold("2025-03-05", "B-1=100", "B-2=200", "B-3=0.01")
    return matter


def balance(matter: Matter) -> tuple[str, str, str, str]:
    with matter.office.store.read() as reader:
        told = holds_of(reader, matter.case)
    return told["held"], told["released"], told["refused"], told["still_held"]


def release(matter: Matter, on: str, *bills: str) -> None:
    matter.office.do("hold.release", on=on, case=matter.case, bills=list(bills), reason="核实无误")
    matter.approve(matter.case, on)


def refusal(matter: Matter, on: str, *bills: str) -> str:
    return matter.carry("refuse-payment", on, bills=list(bills))


def test_a_hold_binds_on_approval_and_only_then(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    id = matter.propose("payment-hold", "2025-03-05", bills=["B-1=100"])
    assert balance(matter)[0] == "0.00"
    told = repr(matter.approve(id, "2025-03-06").effects)
    assert "100.00" in told
    assert matter.status(id, "2025-03-06") == "in-force"
    assert balance(matter) == ("100.00", "0.00", "0.00", "100.00")
    # It may be contested after it was served; that does not turn it back.
    assert office.refused("measure.defence", on="2025-03-07", id=id, outcome="expired").code == "measure.step"
    matter.serve(id, "2025-03-07")
    office.do("measure.defence", on="2025-03-10", id=id, outcome="heard", adopted="no", reply="继续核查")
    assert matter.status(id, "2025-03-10") == "in-force"


def test_releasing_waits_and_takes_whole_bills_or_parts(matter: Matter) -> None:
    office = matter.office
    done = office.do("hold.release", on="2025-03-10", case=matter.case, bills=["B-1", "B-2=50.5"], reason="x")
    assert done.data["still_held"] == "300.01"
    assert (
        office.refused("hold.release", on="2025-03-10", case=matter.case, bills=["B-3"], reason="x").code == "pending"
    )
    assert office.refused("approve", who="twin", on="2025-03-10", id=matter.case).code == "approve.own"
    assert matter.approve(matter.case, "2025-03-11").data == {
        "held": "300.01",
        "released": "150.50",
        "refused": "0.00",
        "still_held": "149.51",
        "paid": "0.00",
        "unpaid": "150.50",
        "owed": "0.00",
    }


@pytest.mark.parametrize(
    ("bills", "code"),
    [
        (["B-9"], "hold.bill"),
        (["B-1", "B-1=5"], "hold.bill"),
        (["B-1=100.01"], "hold.amount"),
        (["B-1=0"], "hold.amount"),
    ],
)
def test_only_what_is_held_is_released(matter: Matter, bills: list[str], code: str) -> None:
    refused = matter.office.refused("hold.release", on="2025-03-10", case=matter.case, bills=bills, reason="x")
    assert (refused.code, refused.field) == (code, "bills")


def test_refusing_needs_a_refusal_in_force_that_names_the_bill(matter: Matter) -> None:
    office = matter.office

    def refused(measure: str, *bills: str, on: str = "2025-03-12") -> str:
        return office.refused("hold.refuse", on=on, case=matter.case, bills=list(bills), measure=measure).code

    hold = next(iter(matter.options("2025-03-05")))
    assert hold == "payment-hold"
    proposed = matter.propose("refuse-payment", "2025-03-10", bills=["B-1=60"])
    assert refused(proposed, "B-1=60") == "hold.measure"
    assert refused("CL-2025-0001", "B-1=60") == "hold.measure"
    office.do("measure.withdraw", on="2025-03-10", id=proposed)
    measure = refusal(matter, "2025-03-11", "B-1=60")
    assert refused(measure, "B-2=1") == "hold.measure"
    assert refused(measure, "B-1") == "hold.measure"
    office.do("hold.refuse", on="2025-03-12", case=matter.case, bills=["B-1=40"], measure=measure)
    assert refused(measure, "B-1=20.01") == "hold.measure"
    office.do("hold.refuse", on="2025-03-12", case=matter.case, bills=["B-1=20"], measure=measure)
    assert balance(matter) == ("300.01", "0.00", "60.00", "240.01")


def test_the_hold_is_done_when_nothing_is_held_any_more(matter: Matter) -> None:
    office = matter.office
    hold = "CL-2025-0001"
    measure = refusal(matter, "2025-03-11", "B-1=60")
    office.do("hold.refuse", on="2025-03-12", case=matter.case, bills=["B-1=60"], measure=measure)
    assert office.refused("measure.lift", on="2025-03-12", id=hold, reason="x").code == "hold.open"
    assert office.refused("measure.revoke", on="2025-03-12", id=hold, reason="x").code == "hold.open"
    assert matter.refused("payment-hold", "2025-03-12", bills=["B-1=5"]).code == "already"
    release(matter, "2025-03-13", "B-1", "B-2", "B-3")
    assert matter.status(hold, "2025-03-12") == "in-force"
    assert matter.status(hold, "2025-03-13") == "done"
    # Free again, the bill may be held anew.
    matter.hold("2025-03-14", "B-1=7")
    assert balance(matter) == ("307.01", "240.01", "60.00", "7.00")


def test_holds_are_listed_with_their_bills(matter: Matter) -> None:
    release(matter, "2025-03-10", "B-1=1")
    with matter.office.store.read() as reader:
        items = holds(reader, on=date(2025, 3, 10), still_held=True).items
    assert [item["case"] for item in items] == [matter.case]
    assert items[0]["bills"][0] == {
        "bill": "B-1",
        "measure": "CL-2025-0001",
        "held": "100.00",
        "released": "1.00",
        "refused": "0.00",
        "still_held": "99.00",
        "paid": "0.00",
        "unpaid": "1.00",
        "owed": "0.00",
        "since": date(2025, 3, 5),
    }


parts = st.lists(
    st.tuples(st.sampled_from(["release", "refuse"]), st.sampled_from([0, 1, 2]), st.integers(1, 30_000)), max_size=8
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(amounts=st.lists(st.integers(1, 20_000), min_size=3, max_size=3), steps=parts)
def test_held_is_released_and_refused_and_still_held(amounts: list[int], steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        office = Office.in_folder(Path(folder), "zibo-2023")
        institution(office)
        matter = Matter(office)
        bills = [f"B-{n}={yuan(fen)}" for n, fen in enumerate(amounts)]
        matter.hold("2025-03-05", *bills)
        measure = refusal(matter, "2025-03-05", *bills)
        still, moved = list(amounts), {"release": 0, "refuse": 0}
        for act, n, fen in steps:
            fields: dict[str, Any] = {"case": matter.case, "bills": [f"B-{n}={yuan(fen)}"], "on": "2025-03-06"}
            fields |= {"reason": "x"} if act == "release" else {"measure": measure}
            if fen > still[n]:
                assert office.refused(f"hold.{act}", **fields).code in ("hold.amount", "hold.bill")
                continue
            office.do(f"hold.{act}", **fields)
            if act == "release":
                matter.approve(matter.case, "2025-03-06")
            still[n] -= fen
            moved[act] += fen
        expected = (sum(amounts), moved["release"], moved["refuse"], sum(still))
        assert balance(matter) == tuple(map(yuan, expected))
        with office.store.read() as reader:
            found = reader.get(Case, matter.case)
            assert found is not None
            assert all(bill.held == bill.released + bill.refused + bill.still_held for bill in found.bills)
            assert found.still_held == sum(still)
            assert journal.verify(reader.connection).ok
            assert list(state.differences(reader.connection)) == []
        assert matter.status("CL-2025-0001", "2025-03-06") == ("in-force" if sum(still) else "done")
        office.store.close()
