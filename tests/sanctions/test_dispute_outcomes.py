"""Every outcome of a dispute over every kind of measure: what it takes back no longer bites, and no more than that."""

from datetime import date
from typing import Any

import pytest

from sanctions.histories.register import COLUMNS, history
from sanctions.measures.options import options
from sanctions.publishing.lists import publication_due
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.contested import CARRIED_OUT, EACH, LATER, Contested, contest
from tests.sanctions.matter import Matter

FREE = ["yes", "yes", "yes", "yes"]
HARMLESS = ("refuse-payment", "warning-talk", "rectification-order", "referral")
"""Kinds that leave what the institution may do on a day as it is."""

PART: dict[str, dict[str, Any]] = {
    "payment-hold": {"bills": ["B-2"]},
    "refuse-payment": {"bills": ["B-1=40"]},
    "department-suspension": {"departments": ["影像科"]},
    "termination": {"services": ["rehabilitation"], "term": "restored"},
}
"""What falls when set aside in part; one of the two services where nothing else can be parted."""

VARIED: dict[str, dict[str, Any]] = {
    "payment-hold": {"bills": ["B-1=30"]},
    "refuse-payment": {"bills": ["B-1=30", "B-2"]},
    "rectification-order": {"rectify_by": "2025-09-30"},
    "settlement-suspension": {"until": "2025-05-31"},
    "department-suspension": {"departments": ["骨科"], "until": "2025-05-31"},
    "agreement-suspension": {"until": "2025-05-31"},
}
"""What it becomes when varied; a talk and a referral have nothing to vary."""


@pytest.fixture(params=EACH, ids=lambda one: "-".join(one))
def contested(request: pytest.FixtureRequest, make_office: MakeOffice) -> Contested:
    """A measure of every kind in force, on every rulebook that has it."""
    pack, kind = request.param
    return contest(make_office, pack, kind)


def terms(contested: Contested) -> dict[str, str]:
    return {"term": "restored"} if contested.kind == "termination" else {}


@pytest.mark.parametrize("outcome", ["set-aside", "remake-ordered"])
def test_what_was_set_aside_bites_nowhere(contested: Contested, outcome: str) -> None:
    assert (contested.answers() == FREE) == (contested.kind in HARMLESS)
    before, known = contested.neighbours(), contested.standing(known_at=contested.known)
    first = contested.status("2025-04-01", contested.known)
    remake = {"remake_by": "2025-07-01"} if outcome == "remake-ordered" else {}
    dispute = contested.through(outcome, **remake, **terms(contested))
    measure = contested.now
    assert measure.set_aside is not None
    assert (measure.set_aside.dispute, measure.end) == (dispute, "revoked")
    for on in ("2025-03-10", "2025-04-01", CARRIED_OUT, LATER):
        assert contested.status(on) == "revoked"
        assert contested.answers(on) == FREE
    assert all(one.status(date(2025, 4, 1)) == "in-force" for one in contested.agreements())
    assert contested.measure not in [subject for _, subject in contested.running()]
    assert contested.case.still_held == 0
    assert "settlement-system" in contested.tasks(status="lapsed") or contested.kind not in (
        "settlement-suspension",
        "department-suspension",
        "agreement-suspension",
        "termination",
    )
    assert ("settle-fees" in contested.tasks()) == (
        contested.kind in ("settlement-suspension", "department-suspension", "agreement-suspension", "termination")
    )
    assert contested.tasks(dispute) == (["remake"] if remake else [])
    # Nothing of it counts in a later matter.
    matter = Matter(contested.office, on=LATER)
    matter.finding(LATER)
    with contested.office.store.read() as reader:
        found = options(reader, matter.case, on=date.fromisoformat(LATER))
        rows = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in history(reader, on=date.fromisoformat(LATER))}
        due = [one["id"] for one in publication_due(reader, on=date.fromisoformat(LATER)).items]
    assert contested.matter.case not in repr(found["options"])
    assert (rows[contested.measure]["status"], rows[contested.measure]["bar_until"]) == ("revoked", None)
    assert contested.measure not in due
    # As known before it was, and everything else is as it was.
    assert contested.status("2025-04-01", contested.known) == first
    assert contested.standing(known_at=contested.known) == known
    assert contested.neighbours() == before


def test_what_was_upheld_stays_as_it_is(contested: Contested) -> None:
    before, answers = contested.neighbours(), contested.answers()
    measure, tasks = contested.now, contested.tasks()
    for outcome, terms in (("upheld", {}), ("withdrawn", {}), ("settled", {"terms": "双方同意照原决定履行"})):
        dispute = contested.through(outcome, number=outcome, **terms)
        assert contested.now == measure
        assert contested.answers() == answers
        assert contested.tasks() == tasks
        assert contested.dispute(dispute)["outcome"] == outcome
    assert contested.neighbours() == before


def test_what_was_declared_unlawful_stays_in_force_and_says_so(contested: Contested) -> None:
    before, answers, status = contested.neighbours(), contested.answers(), contested.status()
    dispute = contested.through("declared-unlawful")
    assert contested.now.unlawful == dispute
    assert (contested.status(), contested.answers()) == (status, answers)
    consequences = {"compensation"} | ({"annotate-publication"} if contested.kind == "termination" else set())
    assert consequences <= set(contested.tasks())
    assert contested.matter.shown(contested.measure, LATER)["unlawful"] == dispute
    assert contested.matter.shown(contested.measure, LATER, known_at=contested.known)["unlawful"] is None
    assert contested.neighbours() == before


def test_of_what_was_set_aside_in_part_the_rest_stands(contested: Contested) -> None:
    before = contested.neighbours()
    part = PART.get(contested.kind, {"services": ["rehabilitation"]})
    dispute = contested.open()
    assert contested.refused(dispute, "partly-set-aside") == "value.missing"
    contested.decide(dispute, "partly-set-aside", **part)
    contested.carry_out(dispute)
    measure = contested.now
    assert measure.end in (None, "done")
    assert measure.set_aside is not None
    match contested.kind:
        case "payment-hold":
            assert [bill.bill for bill in measure.bills] == ["B-1"]
            assert [(bill.bill, bill.still_held) for bill in contested.case.bills] == [("B-1", 10000), ("B-2", 0)]
        case "refuse-payment":
            assert [(bill.bill, bill.fen) for bill in measure.bills] == [("B-1", 6000), ("B-2", 5000)]
            assert measure.amount == 11000
        case "department-suspension":
            assert measure.departments == ("骨科",)
            assert contested.answers("2025-04-01", service="medical", department="影像科")[:2] == ["yes", "yes"]
            assert contested.answers("2025-04-01", service="medical", department="骨科")[:2] == ["no", "no"]
        case "termination":
            assert measure.services == ("medical",)
            ended = {one.service: one.status(date(2025, 4, 1)) for one in contested.agreements()}
            assert ended == {"medical": "terminated", "rehabilitation": "in-force"}
            assert contested.answers(service="rehabilitation") == FREE
            assert contested.answers(service="medical") == ["no", "no", "no", "no"]
        case _:
            assert measure.services == ("medical",)
    assert contested.neighbours() == before


def test_what_was_varied_is_what_it_became(contested: Contested) -> None:
    before, varied = contested.neighbours(), VARIED.get(contested.kind, {})
    dispute = contested.open()
    if not varied:
        assert contested.refused(dispute, "varied") == "value.missing"
        contested.decide(dispute, "varied", until="2025-05-31")
        refusal = contested.office.refused("approve", who="zhao", on=CARRIED_OUT, id=dispute)
        assert (refusal.code, refusal.field) == ("dispute.parts", "until")
        return
    contested.decide(dispute, "varied", **varied)
    contested.carry_out(dispute)
    measure = contested.now
    if "until" in varied:
        assert contested.status("2025-05-31") == "in-force"
        assert contested.status(LATER) == "expired"
        assert contested.answers(LATER) == FREE
        assert contested.status(LATER, contested.known) == "in-force"
    if "rectify_by" in varied:
        assert measure.rectify_by == date(2025, 9, 30)
    if contested.kind == "payment-hold":
        assert contested.case.still_held == 3000
    if contested.kind == "refuse-payment":
        assert [(bill.bill, bill.fen) for bill in measure.bills] == [("B-1", 3000), ("B-2", 5000)]
    assert contested.neighbours() == before
