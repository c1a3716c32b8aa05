"""Every kind of measure on both rulebooks, from proposal to each of its ends: before, after, and as known earlier."""

from datetime import date
from typing import Any

import pytest

from sanctions.measures.lists import measures
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office

PACKS = ("zibo-2023", "tianjin-2024")
GROUND = {"zibo-2023": "ZB 五(二)", "tianjin-2024": "TJ 四(二)"}
NEEDS: dict[str, dict[str, Any]] = {
    "payment-hold": {"bills": ["B-1=100"]},
    "refuse-payment": {"bills": ["B-1=100"]},
    "warning-talk": {},
    "rectification-order": {"rectify_by": "2025-05-30"},
    "settlement-suspension": {},
    "department-suspension": {"departments": ["骨科"]},
    "agreement-suspension": {},
    "termination": {},
    "referral": {},
}
HEARD = ("refuse-payment", "settlement-suspension", "department-suspension", "agreement-suspension", "termination")
LIFTED = (
    "refuse-payment",
    "rectification-order",
    "settlement-suspension",
    "department-suspension",
    "agreement-suspension",
)
SUPERSEDED = ("rectification-order", "settlement-suspension", "department-suspension", "agreement-suspension")
CASES = [(pack, kind) for pack in PACKS for kind in NEEDS if (pack, kind) != ("zibo-2023", "agreement-suspension")]
SERVED = date(2025, 3, 12)
ENDED = date(2025, 6, 4)


@pytest.fixture
def matter(make_office: MakeOffice, pack: str) -> Matter:
    """A case on a hospital, with today the day on which its measure is served."""
    office = make_office(pack, today=SERVED)
    institution(office)
    return Matter(office)


def propose(matter: Matter, kind: str, on: str) -> str:
    given = {"skip_reason": "情节严重", "clause": "第十二条", **NEEDS[kind]}
    if kind == "termination":
        given["ground"] = GROUND[matter.office.pack]
    return matter.propose(kind, on, **given)


def in_force(matter: Matter, kind: str) -> str:
    """A measure proposed on 5 March, heard on the 7th, decided on the 10th and served on the 12th."""
    id = propose(matter, kind, "2025-03-05")
    if kind == "warning-talk":
        matter.office.do("measure.complete", on="2025-03-12", id=id)
        return id
    if kind in HEARD:
        refusal = matter.office.refused("approve", who="zhao", on="2025-03-06", id=id, confirm=True)
        assert refusal.code == "measure.gate"
        matter.hear(id, "2025-03-07")
    matter.approve(id, "2025-03-10")
    matter.serve(id, "2025-03-12")
    return id


def before(kind: str) -> dict[str, str]:
    """What it was on each day up to its coming in force."""
    if kind == "warning-talk":
        return dict.fromkeys(("2025-03-05", "2025-03-09", "2025-03-11"), "proposed")
    decided = "in-force" if kind == "payment-hold" else "approved"
    heard = "defended" if kind in HEARD else "proposed"
    return {
        "2025-03-05": "proposed",
        "2025-03-06": "proposed",
        "2025-03-07": heard,
        "2025-03-09": heard,
        "2025-03-10": decided,
        "2025-03-11": decided,
    }


def check(matter: Matter, id: str, stood: dict[str, str], *, known: bool = False) -> None:
    """Compare day by day: one measure, and unless only what was known in May counts, the list too."""
    moment = Office.clock_at(date(2025, 5, 6))() if known else None
    assert {day: matter.status(id, day, known_at=moment) for day in stood} == stood
    if known:
        return
    with matter.office.store.read() as reader:
        for day, status in stood.items():
            listed = {item["id"]: item["status"] for item in measures(reader, on=date.fromisoformat(day)).items}
            assert listed[id] == status, day


@pytest.mark.parametrize(("pack", "kind"), CASES)
def test_up_to_its_coming_in_force(matter: Matter, kind: str) -> None:
    id = in_force(matter, kind)
    after = "done" if kind == "warning-talk" else "in-force"
    check(matter, id, before(kind) | {"2025-03-12": after})
    shown = matter.shown(id, "2025-03-12")
    assert (shown["kind"], shown["clause"]) == (kind, "第十二条")


@pytest.mark.parametrize(("pack", "kind"), CASES)
def test_lifting(matter: Matter, kind: str) -> None:
    id = in_force(matter, kind)
    office = matter.office.as_of_day(ENDED)
    lift = {"on": "2025-06-03", "id": id, "reason": "整改到位", "effective": "2025-06-10"}
    if kind not in LIFTED:
        code = office.refused("measure.lift", **lift).code
        # Bills are disposed of one by one; the last one ends the hold.
        assert code == ("hold.open" if kind == "payment-hold" else "measure.step")
        return
    office.do("measure.lift", **lift)
    matter.approve(id, "2025-06-04")
    stood = before(kind) | dict.fromkeys(("2025-03-12", "2025-06-03", "2025-06-09"), "in-force")
    check(matter, id, stood | {"2025-06-10": "lifted", "2025-12-01": "lifted"})
    check(matter, id, stood | {"2025-06-10": "in-force", "2025-12-01": "in-force"}, known=True)


@pytest.mark.parametrize(("pack", "kind"), CASES)
def test_revoking(matter: Matter, kind: str) -> None:
    id = in_force(matter, kind)
    office = matter.office.as_of_day(ENDED)
    revoke = {"on": "2025-06-03", "id": id, "reason": "认定事实有误"}
    if kind == "payment-hold":
        assert office.refused("measure.revoke", **revoke).code == "hold.open"
        return
    office.do("measure.revoke", **revoke)
    matter.approve(id, "2025-06-04")
    decided = "2025-03-12" if kind == "warning-talk" else "2025-03-10"
    after = "done" if kind == "warning-talk" else "in-force"
    undecided = {day: status for day, status in before(kind).items() if day < decided}
    # Void from its decision, whatever day since is asked about; what came before it did happen.
    void = dict.fromkeys((decided, "2025-03-20", "2025-06-02", "2025-06-04", "2025-12-01"), "revoked")
    check(matter, id, undecided | void)
    check(matter, id, before(kind) | dict.fromkeys(("2025-03-12", "2025-06-02", "2025-12-01"), after), known=True)


@pytest.mark.parametrize(("pack", "kind"), [case for case in CASES if case[1] != "termination"])
def test_a_termination_and_what_it_leaves(matter: Matter, kind: str) -> None:
    id = in_force(matter, kind)
    matter.office.as_of_day(ENDED)
    end = propose(matter, "termination", "2025-06-03")
    matter.hear(end, "2025-06-03")
    matter.approve(end, "2025-06-03")
    matter.serve(end, "2025-06-04")
    after = "done" if kind == "warning-talk" else "in-force"
    stood = before(kind) | dict.fromkeys(("2025-03-12", "2025-06-03"), after)
    left = "superseded" if kind in SUPERSEDED else after
    check(matter, id, stood | dict.fromkeys(("2025-06-04", "2025-12-01"), left))
    check(matter, id, stood | dict.fromkeys(("2025-06-04", "2025-12-01"), after), known=True)
    if kind not in SUPERSEDED:
        return
    # Revoked in turn, the termination gives back what it ended.
    matter.office.do("measure.revoke", on="2025-06-04", id=end, reason="复议撤销")
    matter.approve(end, "2025-06-04")
    check(matter, id, stood | dict.fromkeys(("2025-06-04", "2025-12-01"), "in-force"))
