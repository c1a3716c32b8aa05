"""The urgent track: agreed by word, in force at once, and lapsing on its day without anybody acting."""

from datetime import date
from typing import Any

import pytest

from domain.states.tasks import Task
from sanctions.histories.register import history, record
from sanctions.measures.lists import measures
from sanctions.measures.urgent import urgent_measures
from sanctions.money.holds import holds_of
from sanctions.running.deadlines import deadlines
from sanctions.standing import standing
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office

PACKS = ("zibo-2023", "tianjin-2024")
KINDS: dict[str, dict[str, Any]] = {
    "payment-hold": {"bills": ["B-1=100"]},
    "settlement-suspension": {},
    "department-suspension": {"departments": ["骨科"]},
}
CASES = [(pack, kind) for pack in PACKS for kind in KINDS]
# Thursday; two working days on is Monday the 10th, five is Thursday the 13th.
AGREED = "2025-03-06"
WORD = {"urgent": "在院病人安全", "agreed_by": "zhao", "agreed_how": "电话", "agreed_on": AGREED}


@pytest.fixture
def matter(make_office: MakeOffice, pack: str) -> Matter:
    office = make_office(pack, today=date(2025, 4, 1))
    institution(office)
    matter = Matter(office)
    matter.finding(severity="grave", departments=["骨科"])
    return matter


def given(kind: str, **more: Any) -> dict[str, Any]:
    return {"skip_reason": "情节严重", "clause": "第十二条", **KINDS[kind], **WORD, **more}


def agree(matter: Matter, kind: str, on: str = AGREED, **more: Any) -> str:
    return matter.propose(kind, on, **given(kind, **more))


def hear(matter: Matter, id: str, on: str, outcome: str = "heard") -> Any:
    return matter.office.do("measure.defence", on=on, id=id, outcome=outcome, adopted="no", reply="不予采纳")


def reviews(office: Office, on: str) -> list[tuple[date | None, Any]]:
    with office.store.read() as reader:
        found = deadlines(reader, on=date.fromisoformat(on), kinds=["urgent-review"]).items
    return [(one["due"], one["subject"]) for one in found]


def paid(office: Office, on: str, key: str = "be_paid") -> str:
    with office.store.read() as reader:
        return str(standing(reader, HOSPITAL, on=date.fromisoformat(on))[key]["answer"])


@pytest.mark.parametrize(("pack", "kind"), CASES)
def test_without_papers_it_lapses_after_two_working_days(matter: Matter, kind: str) -> None:
    id = agree(matter, kind)
    office = matter.office
    stood = {
        "2025-03-06": "in-force",
        "2025-03-07": "in-force",
        "2025-03-10": "in-force",
        "2025-03-11": "expired",
        "2025-12-01": "expired",
    }
    assert {day: matter.status(id, day) for day in stood} == stood
    with office.store.read() as reader:
        listed = {
            day: {one["id"]: one["status"] for one in measures(reader, on=date.fromisoformat(day)).items}[id]
            for day in stood
        }
        written = {
            day: next(record(row)["status"] for row in history(reader, on=date.fromisoformat(day))) for day in stood
        }
    assert listed == stood
    assert written == stood
    assert paid(office, "2025-03-10") in ("no", "partly")
    assert paid(office, "2025-03-11") == "yes"
    assert matter.shown(id, "2025-03-11")["ended_on"] == date(2025, 3, 11)
    assert matter.shown(id, "2025-03-11")["lapsed_on"] == date(2025, 3, 11)
    assert reviews(office, "2025-03-10") == [(date(2025, 3, 10), id), (date(2025, 3, 13), id)]
    assert reviews(office, "2025-03-11") == []
    # Nothing more is done on it, and nothing waits any more: the case can be closed, the hold held nothing.
    late = office.refused("approve", who="zhao", on="2025-03-11", id=id, confirm=True)
    assert late.code == "measure.lapsed"
    for act, more in {
        "measure.defence": {"outcome": "waived", "text": "放弃"},
        "measure.withdraw": {},
        "measure.notice": {},
    }.items():
        assert office.refused(act, on="2025-03-11", id=id, **more).code == "measure.lapsed"
    with office.store.read() as reader:
        assert holds_of(reader, matter.case)["bills"] == []
        waiting = measures(reader, on=date(2025, 3, 11), awaiting="P3").items
        asked = deadlines(reader, on=date(2025, 3, 11), kinds=["approval"]).items
    assert waiting == []
    assert [one["subject"] for one in asked] == []
    office.do("case.close", on="2025-03-12", case=matter.case, outcome="handled", reason="已办结")
    matter.approve(matter.case, "2025-03-12")


@pytest.mark.parametrize(("pack", "kind"), CASES)
def test_with_papers_and_no_defence_it_lapses_after_five(matter: Matter, kind: str) -> None:
    id = agree(matter, kind)
    matter.approve(id, "2025-03-10")
    days = ("2025-03-10", "2025-03-13", "2025-03-14")
    assert [matter.status(id, day) for day in days] == ["in-force", "in-force", "expired"]
    assert reviews(matter.office, "2025-03-11") == [(date(2025, 3, 13), id)]
    with matter.office.store.read() as reader:
        assert holds_of(reader, matter.case)["bills"] == []


@pytest.mark.parametrize(("pack", "kind"), CASES)
def test_papers_and_defence_in_either_order_make_it_good(matter: Matter, kind: str) -> None:
    office = matter.office
    id = agree(matter, kind)
    refusal = office.refused("case.close", on=AGREED, case=matter.case, outcome="handled", reason="x")
    assert refusal.code == "case.measures"
    told = hear(matter, id, "2025-03-07")
    assert told.effects == ()
    matter.approve(id, "2025-03-10")
    later = {"2025-03-14": "in-force", "2025-11-03": "in-force"}
    assert {day: matter.status(id, day) for day in later} == later
    assert reviews(office, "2025-03-10") == []
    # Its service changes nothing about the day it began.
    office.do("measure.serve", on="2025-03-12", id=id, method="direct", received="2025-03-12")
    shown = matter.shown(id, "2025-03-12")
    assert (shown["in_force_from"], shown["served_on"]) == (date(2025, 3, 6), date(2025, 3, 12))
    if kind == "payment-hold":
        with office.store.read() as reader:
            assert holds_of(reader, matter.case)["still_held"] == "100.00"


@pytest.mark.parametrize("pack", PACKS)
def test_a_hold_is_on_the_books_once_it_cannot_lapse(matter: Matter) -> None:
    office = matter.office
    id = agree(matter, "payment-hold")
    matter.approve(id, "2025-03-07")
    # Meanwhile nobody holds the same bill a second time.
    assert matter.refused("payment-hold", "2025-03-07", bills=["B-1=100"]).code == "already"
    close = {"case": matter.case, "outcome": "handled", "reason": "x"}
    assert office.refused("case.close", on="2025-03-07", **close).code == "case.measures"
    done = hear(matter, id, "2025-03-13")
    assert any("no longer lapses" in repr(effect) for effect in done.effects)
    with office.store.read() as reader:
        assert holds_of(reader, matter.case)["still_held"] == "100.00"
    # A defence after the decision leaves the measure at the stage it had reached.
    assert matter.status(id, "2025-03-13") == "in-force"
    assert office.refused("case.close", on="2025-03-14", **close).code == "case.holds"


@pytest.mark.parametrize("pack", PACKS)
def test_a_rejected_or_withdrawn_one_ends_that_day_and_did_bind(matter: Matter) -> None:
    rejected, withdrawn = agree(matter, "settlement-suspension"), agree(matter, "payment-hold")
    office = matter.office
    office.do("reject", who="zhao", on="2025-03-10", id=rejected, reason="证据不足")
    assert office.do("measure.withdraw", on="2025-03-07", id=withdrawn).status == "expired"
    assert [matter.status(rejected, day) for day in ("2025-03-07", "2025-03-10")] == ["in-force", "expired"]
    assert [matter.status(withdrawn, day) for day in (AGREED, "2025-03-07")] == ["in-force", "expired"]
    assert matter.shown(rejected, "2025-03-10")["ended_on"] == date(2025, 3, 10)
    again = agree(matter, "settlement-suspension", on="2025-03-10", agreed_on="2025-03-10")
    # Turned down on the day it was agreed it never bound a whole day.
    office.do("reject", who="zhao", on="2025-03-10", id=again, reason="同上")
    assert matter.status(again, "2025-03-10") == "rejected"


@pytest.mark.parametrize("pack", PACKS)
def test_who_may_agree_to_what_and_when(matter: Matter) -> None:
    others: dict[str, dict[str, Any]] = {
        "refuse-payment": {"bills": ["B-1=1"]},
        "termination": {"ground": "工伤保险条例 59", "skip_reason": "x"},
        "rectification-order": {"rectify_by": "2025-05-30"},
        "warning-talk": {},
    }
    for kind, more in others.items():
        refusal = matter.refused(kind, AGREED, **{**WORD, **more})
        assert (refusal.code, refusal.field) == ("measure.urgent", "urgent"), kind
        assert "紧急程序" in repr(refusal.reasons)
    hold = {"bills": ["B-1=100"]}
    for name in ("agreed_by", "agreed_how", "agreed_on", "urgent"):
        part = {key: value for key, value in WORD.items() if key != name}
        refusal = matter.refused("payment-hold", AGREED, **hold, **part)
        assert (refusal.code, refusal.field) == ("value.missing", name)
    for who in ("li", "nobody", "twin"):
        refusal = matter.refused("payment-hold", AGREED, **hold, **{**WORD, "agreed_by": who})
        assert (refusal.code, refusal.field) == ("measure.urgent", "agreed_by"), who
    for proposed, agreed in ((AGREED, "2025-03-07"), (AGREED, "2025-03-01"), ("2025-03-11", AGREED)):
        refusal = matter.refused("payment-hold", proposed, **hold, **{**WORD, "agreed_on": agreed})
        assert (refusal.code, refusal.field) == ("measure.urgent", "agreed_on")


@pytest.mark.parametrize("pack", PACKS)
def test_it_binds_from_the_day_agreed_or_a_later_one(matter: Matter) -> None:
    id = agree(matter, "settlement-suspension", on="2025-03-07")
    assert matter.shown(id, AGREED)["in_force_from"] == date(2025, 3, 6)
    assert paid(matter.office, AGREED, "settle") == "no"
    assert paid(matter.office, "2025-03-05", "settle") == "yes"
    hold = agree(matter, "payment-hold", on="2025-03-07", effective="2025-03-10")
    assert [matter.status(hold, day) for day in ("2025-03-07", "2025-03-10")] == ["proposed", "in-force"]
    refusal = matter.office.refused("measure.amend", on="2025-03-07", id=id, reason="x", until="2025-06-30")
    assert refusal.code == "measure.urgent"


@pytest.mark.parametrize("pack", PACKS)
def test_the_audit_list_tells_who_agreed_and_what_came_of_it(matter: Matter) -> None:
    lapsed = agree(matter, "payment-hold")
    good = agree(matter, "settlement-suspension")
    hear(matter, good, "2025-03-07")
    matter.approve(good, "2025-03-10")
    ordinary = matter.propose("rectification-order", "2025-03-11", rectify_by="2025-05-30")
    with matter.office.store.read() as reader:
        rows = urgent_measures(reader, on=date(2025, 3, 20)).items
        none = urgent_measures(reader, on=date(2025, 3, 20), from_day=date(2025, 3, 7)).items
    assert [(row["measure"], row["status"], row["agreed_by"], row["decided_on"]) for row in rows] == [
        (good, "in-force", "zhao", date(2025, 3, 10)),
        (lapsed, "expired", "zhao", None),
    ]
    assert ordinary not in [row["measure"] for row in rows]
    assert none == []


@pytest.mark.parametrize("pack", PACKS)
def test_what_a_lapse_turns_back_waits_for_its_day(matter: Matter) -> None:
    id = agree(matter, "settlement-suspension", until="2025-05-30")
    matter.approve(id, "2025-03-07")

    def begins() -> set[date | None]:
        with matter.office.store.read() as reader:
            table = reader.table(Task)
            found = reader.find(Task, table.c.about == id, table.c.status == "open", table.c.starts.is_not(None))
        return {task.starts for task in found}

    assert begins() == {date(2025, 3, 14)}
    hear(matter, id, "2025-03-10")
    assert begins() == {date(2025, 5, 31)}


@pytest.mark.parametrize("pack", PACKS)
def test_heard_before_the_papers_it_turns_back_only_at_its_end(matter: Matter) -> None:
    id = agree(matter, "settlement-suspension")
    hear(matter, id, "2025-03-07")
    matter.approve(id, "2025-03-10")
    with matter.office.store.read() as reader:
        table = reader.table(Task)
        assert reader.find(Task, table.c.about == id, table.c.starts.is_not(None)) == []
