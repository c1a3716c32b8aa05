"""What a termination ends when it is served, and what its revocation brings back, with both times."""

from datetime import date, datetime
from typing import Any, TypeVar

from domain.states.core import State
from domain.states.institutions import Agreement
from domain.states.measures import Measure
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office

S = TypeVar("S", bound=State)


def stood(office: Office, kind: type[S], id: str, on: str, known_at: datetime | None = None) -> S:
    with office.store.read() as reader:
        found = reader.as_of(kind, id, on=date.fromisoformat(on), known_at=known_at)
    assert found is not None
    return found


def status(office: Office, id: str, on: str, known_at: datetime | None = None) -> str:
    day = date.fromisoformat(on)
    if id.startswith("CL-"):
        return stood(office, Measure, id, on, known_at).status(day)
    return stood(office, Agreement, f"agreement:{id}", on, known_at).status(day)


def test_a_termination_ends_agreement_and_lighter_measures_from_the_day_it_binds(office: Office) -> None:
    institution(office, services=("medical", "rehabilitation"))
    medical, rehabilitation = (f"X-{HOSPITAL[-4:]}-{service}-2023-02-01" for service in ("medical", "rehabilitation"))
    matter = Matter(office)
    matter.finding(bills=["B-1"])
    both: dict[str, Any] = {"services": ["medical", "rehabilitation"]}
    one: dict[str, Any] = {"services": ["medical"]}
    order = matter.carry("rectification-order", "2025-03-05", heard=False, rectify_by="2025-04-30", **one)
    refusal = matter.carry("refuse-payment", "2025-03-05", bills=["B-2=50"], **one)
    hold = matter.propose("payment-hold", "2025-03-05", bills=["B-1=100"], **one)
    matter.approve(hold, "2025-03-05")
    stop = matter.carry("department-suspension", "2025-03-05", departments=["骨科"], **one)
    wide = matter.carry("settlement-suspension", "2025-03-05", **both)
    end = matter.propose("termination", "2025-03-10", ground="ZB 五(二)", effective="2025-04-01", **one)
    matter.hear(end, "2025-03-10")
    matter.approve(end, "2025-03-12")
    assert status(office, medical, "2025-03-12") == "in-force"
    told = repr(matter.serve(end, "2025-03-14").effects)
    assert medical in told
    assert order in told
    assert stop in told
    days = ("2025-03-31", "2025-04-01")
    assert [status(office, medical, day) for day in days] == ["in-force", "terminated"]
    assert [status(office, order, day) for day in days] == ["in-force", "superseded"]
    assert [status(office, stop, day) for day in days] == ["in-force", "superseded"]
    # It also covers a service whose agreement goes on; money matters go on in any case.
    for standing in (wide, refusal, hold, rehabilitation):
        assert status(office, standing, "2025-04-01") == "in-force"
    assert matter.refused("warning-talk", "2025-04-02", **one).code == "measure.service"


def test_revoking_brings_back_what_it_ended(make_office: MakeOffice) -> None:
    office = make_office("zibo-2023", today=date(2025, 3, 20))
    institution(office)
    agreement = f"X-{HOSPITAL[-4:]}-medical-2023-02-01"
    matter = Matter(office)
    matter.finding()
    order = matter.carry("rectification-order", "2025-03-05", heard=False, rectify_by="2025-04-30")
    stop = matter.carry("settlement-suspension", "2025-03-05", until="2025-04-30")
    end = matter.carry("termination", "2025-03-10", ground="ZB 五(二)")
    assert status(office, agreement, "2025-03-10") == "terminated"
    office.today = date(2025, 6, 3)
    office.do("measure.revoke", on="2025-06-03", id=end, reason="复议撤销")
    told = repr(matter.approve(end, "2025-06-03").effects)
    assert agreement in told
    assert "duty to publish it ends" in told
    for on in ("2025-03-10", "2025-05-30", "2025-06-03"):
        assert status(office, end, on) == "revoked"
        assert status(office, agreement, on) == "in-force"
        assert status(office, order, on) == "in-force"
    assert status(office, stop, "2025-03-10") == "in-force"
    assert status(office, stop, "2025-06-03") == "expired"
    before = office.clock_at(date(2025, 5, 1))()
    assert status(office, end, "2025-04-01", before) == "in-force"
    assert status(office, agreement, "2025-04-01", before) == "terminated"
    assert status(office, order, "2025-04-01", before) == "superseded"


def test_an_agreement_signed_to_begin_later_ends_too(office: Office) -> None:
    institution(office, until="2025-05-31")
    office.do(
        "agreement.sign",
        on="2025-03-03",
        code=HOSPITAL,
        service="medical",
        number="X-next",
        from_day="2025-06-01",
        to_day="2028-05-31",
    )
    matter = Matter(office, on="2025-03-03")
    matter.carry("termination", "2025-03-10", ground="ZB 五(二)", skip_reason="情节严重")
    assert status(office, "X-next", "2025-07-01") == "terminated"


def test_one_that_was_not_served_has_ended_nothing(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    end = matter.propose("termination", "2025-03-10", ground="ZB 五(二)", skip_reason="情节严重")
    matter.hear(end, "2025-03-10")
    matter.approve(end, "2025-03-11")
    office.do("measure.revoke", on="2025-03-12", id=end, reason="x")
    matter.approve(end, "2025-03-12")
    assert status(office, f"X-{HOSPITAL[-4:]}-medical-2023-02-01", "2025-03-12") == "in-force"
    assert status(office, end, "2025-03-11") == "revoked"
    again = matter.propose("termination", "2025-03-13", ground="ZB 五(二)", skip_reason="情节严重")
    assert status(office, again, "2025-03-13") == "proposed"
