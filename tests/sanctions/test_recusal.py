"""Recusal: whoever is tied to an institution does nothing with what is its own, by whatever way."""

from datetime import date

import pytest

from domain.acts import Upload
from domain.states.agency import Operator
from domain.states.cases import Case
from sanctions.running.deadlines import deadlines
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import DEVICE_MAKER, HOSPITAL, Office

Matters = tuple[Office, Matter, Matter]


@pytest.fixture
def matters(office: Office) -> Matters:
    """A case on the hospital and one on the device maker, both led by zhang; zhang is then tied to the hospital."""
    institution(office)
    institution(office, DEVICE_MAKER, services=("device",), departments=())
    found = Matter(office), Matter(office, DEVICE_MAKER)
    return office, *found


def tie(office: Office, name: str = "zhang", code: str = HOSPITAL) -> None:
    office.do("operator.tie", who=name, institution=code, raw={"kind": "relative"})


def test_everything_of_the_institution_is_refused_and_nothing_else(matters: Matters) -> None:
    office, matter, other = matters
    finding = matter.finding()
    measure = matter.propose("rectification-order", "2025-03-05", rectify_by="2026-01-30")
    complaint = office.do(
        "complaint.log", institution=HOSPITAL, received="2025-12-01", channel="phone", nature="lead", summary="s"
    ).id
    task = office.do("task.add", who="li", about=matter.case, raw={"text": "t", "due": "2025-12-30"}).id
    tie(office)
    mine = {
        "finding.add": {
            "source": matter.case,
            "category": "records",
            "severity": "minor",
            "provision": "1",
            "text": "t",
        },
        "finding.withdraw": {"id": finding, "reason": "r"},
        "measure.withdraw": {"id": measure},
        "complaint.accept": {"id": complaint},
        "task.drop": {"id": task, "reason": "r"},
        "case.add": {"case": other.case, "complaints": [complaint]},
        "event.record": {"code": HOSPITAL, "kind": "merged", "body": "b", "happened": "2025-11-03", "learned": "today"},
        "attach.add": {"subject": measure, "kind": "other", "file": Upload("a.txt", b"a")},
        "agreement.correct": {"number": f"X-{HOSPITAL[-4:]}-medical-2023-02-01", "reason": "r"},
        "institution.rename": {"code": HOSPITAL, "name": "n"},
        "case.handover": {"case": matter.case, "to": "li", "reason": "r"},
        "case.open": {"institution": HOSPITAL, "lead": "li"},
    }
    for kind, raw in mine.items():
        assert office.refused(kind, raw=raw).code == "recused", kind
    # A second account is the same person, whatever its roles.
    assert office.refused("approve", who="twin", id=measure).code == "recused"
    other.finding()
    office.do("approve", who="zhao", id=measure, confirm=True)


def test_nobody_is_given_what_is_shut_to_them(matters: Matters) -> None:
    office, matter, other = matters
    tie(office, "li")
    refusal = office.refused("case.open", institution=HOSPITAL, lead="zhang", second="li")
    assert (refusal.code, refusal.field) == ("recused", "second")
    refusal = office.refused("task.add", about=matter.case, raw={"text": "t", "person": "li"})
    assert (refusal.code, refusal.field) == ("recused", "person")
    assert office.refused("case.handover", case=matter.case, to="li", reason="r").field == "to"
    office.do("task.add", about=other.case, raw={"text": "t", "person": "li"})


def test_what_they_had_in_hand_is_handed_over_by_others(matters: Matters) -> None:
    office, matter, _ = matters
    done = office.do("operator.tie", institution=HOSPITAL, raw={"kind": "employed"})
    assert any(matter.case in str(told) for told in done.effects)
    with office.store.read() as reader:
        found = deadlines(reader, on=date(2025, 12, 1), kinds=("approval",)).items
    assert [one["subject"] for one in found] == [matter.case]
    office.do("operator.add", who="admin", name="song", staff="P8", roles=["supervisor"])
    lead = {"case": matter.case, "to": "song", "position": "lead", "reason": "回避"}
    assert office.refused("case.handover", who="li", raw=lead).code == "handover.giver"
    office.do("case.handover", who="zhao", raw=lead)
    office.do("case.acknowledge", who="song", case=matter.case)
    with office.store.read() as reader:
        case = reader.get(Case, matter.case)
        assert case is not None
        assert case.lead == "song"
        assert deadlines(reader, on=date(2025, 12, 1), kinds=("approval",)).items == []


def test_whoever_stands_in_for_a_tied_person_decides_in_their_own_right_only(matters: Matters) -> None:
    office, matter, other = matters
    for to in ("li", "song"):
        if to == "song":
            office.do("operator.add", who="admin", name="song", staff="P8", roles=["approver"])
            office.do("delegation.end", who="zhao", id="WT-2025-0001", reason="r")
        leave = {"from_day": "2025-12-02" if to == "song" else "today", "until": "2025-12-30", "kind": "leave"}
        office.do("delegation.give", who="zhao", to=to, raw={**leave, "reason": "出差"})
    office.as_of_day(date(2025, 12, 2))
    tie(office, "zhao")
    mine = matter.propose("rectification-order", "2025-12-02", rectify_by="2026-01-30")
    theirs = other.propose("rectification-order", "2025-12-02", rectify_by="2026-01-30")
    assert office.refused("approve", who="song", id=mine, behalf="zhao", confirm=True).code == "recused"
    with office.store.read() as reader:
        found = {one["subject"]: one for one in deadlines(reader, on=office.today, kinds=("approval",)).items}
    assert "zhao" not in str(found[mine])
    office.do("approve", who="song", id=theirs, behalf="zhao", confirm=True)
    office.do("approve", who="song", id=mine, confirm=True)


def test_a_tie_is_declared_by_oneself_and_ended_by_another(matters: Matters) -> None:
    office, matter, _ = matters
    raw = {"kind": "interest"}
    assert office.refused("operator.tie", institution=HOSPITAL, name="li", raw=raw).code == "tie.for"
    office.do("operator.tie", who="admin", institution=HOSPITAL, name="zhang", raw=raw)
    assert office.refused("operator.tie", who="twin", institution=HOSPITAL, raw=raw).code == "already"
    untie = {"raw": {"name": "zhang"}, "institution": HOSPITAL, "reason": "已离职"}
    assert office.refused("operator.untie", who="twin", **untie).code == "tie.own"
    office.do("operator.untie", who="zhao", **untie)
    matter.finding()
    with office.store.read() as reader:
        zhang = reader.get(Operator, "operator:zhang")
        assert zhang is not None
        assert zhang.ties == ()
        kinds = [entry.kind for entry in reader.entries(subject="operator:zhang")]
    assert [kind for kind in kinds if "tie" in kind] == ["operator.tie", "operator.untie"]


def test_a_tie_follows_the_institution_to_its_successor(matters: Matters) -> None:
    office, _, other = matters
    tie(office)
    office.do("institution.succeed", who="li", raw={"by": DEVICE_MAKER, "code": HOSPITAL})
    assert other.refused("warning-talk", "2025-12-01").code == "recused"


def test_a_list_that_names_one_of_its_terminations_is_shut_too(matters: Matters) -> None:
    office, matter, _ = matters
    matter.finding(severity="grave")
    id = matter.propose("termination", "2025-03-05", ground="ZB 五(二)", skip_reason="情节严重")
    matter.hear(id, "2025-03-05")
    matter.approve(id, "2025-03-05")
    draft = office.do("publication.draft", on="2025-03-06", terminations=[id]).id
    tie(office, "zhao")
    tie(office, "qian")
    assert office.refused("approve", who="zhao", id=draft).code == "recused"
    assert (
        office.refused("publication.publish", who="qian", raw={"id": draft, "channel": "website", "ref": "1"}).code
        == "recused"
    )
    assert office.refused("publication.draft", who="twin", terminations=[id]).code == "role.denied"
