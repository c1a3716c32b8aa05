"""Deciding in somebody's name: who may, from when to when, and never one's own or one's principal's request."""

from typing import Any

import pytest

from console.i18n import render
from domain.refusals import Refusal
from domain.states.measures import Measure
from sanctions.agency.delegations import delegation, delegations
from sanctions.measures.lists import measure as measure_record
from sanctions.running.deadlines import deadlines
from tests.sanctions.levels import PEOPLE, agree, day, levels, walk
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office


def give(office: Office, who: str = "zhao", to: str = "li", **fields: Any) -> str:
    told = {"from_day": "2025-03-01", "until": "2025-03-31", "reason": "年休假", **fields}
    raw = {"kind": told.pop("kind", "leave")}
    return office.do("delegation.give", who=who, on="2025-02-20", to=to, raw=raw, **told).id


def not_given(office: Office, who: str = "zhao", to: str = "li", **fields: Any) -> Refusal:
    told = {"from_day": "2025-03-01", "until": "2025-03-31", "reason": "年休假", **fields}
    return office.refused("delegation.give", who=who, on="2025-02-20", to=to, raw={"kind": "leave"}, **told)


def order(office: Office, who: str = "zhang", on: str = "2025-03-05") -> str:
    institution(office)
    matter = Matter(office)
    matter.finding()
    raw = {"kind": "rectification-order", "reason": "违反服务协议"}
    return office.do("measure.propose", who=who, on=on, case=matter.case, rectify_by="2025-06-30", raw=raw).id


def test_a_delegate_decides_in_the_principals_name_without_the_role(office: Office) -> None:
    give(office)
    id = order(office)
    office.do("approve", who="li", on="2025-03-10", id=id, confirm=True)
    with office.store.read() as reader:
        (entry,) = reader.entries(subject=id, kinds=["measure.approve"])
        shown = measure_record(reader, id, on=day("2025-03-10"))
        found = reader.get(Measure, id)
    assert (entry.by, entry.person) == ("li", "P2")
    assert (entry.fields["sheet"]["behalf"], entry.fields["sheet"]["behalf_person"]) == ("zhao", "P3")
    assert (render(shown["decided_by"], "zh_CN"), render(shown["decided_by"], "en")) == (
        "li(代zhao)",
        "li (for zhao)",
    )
    assert found is not None
    assert (found.decided_by, found.decided_for) == ("li", "zhao")
    (step,) = shown["approval"]["steps"]
    assert render(step["who"], "en") == "li (for zhao)"


@pytest.mark.parametrize(
    ("on", "may"), [("2025-02-28", False), ("2025-03-01", True), ("2025-03-31", True), ("2025-04-01", False)]
)
def test_from_the_first_day_to_the_last(office: Office, on: str, may: bool) -> None:
    institution(office)
    matter = Matter(office, on="2025-02-03")
    matter.finding("2025-02-04")
    id = matter.propose("rectification-order", "2025-02-05", rectify_by="2025-06-30")
    give(office)
    answer = office.attempt("approve", who="li", on=on, id=id, confirm=True)
    assert getattr(answer, "code", None) == (None if may else "role.denied")


def test_an_ended_delegation_holds_no_longer(office: Office) -> None:
    given = give(office)
    id = order(office)
    assert office.refused("delegation.end", who="qian", on="2025-03-10", id=given).code == "role.denied"
    office.do("delegation.end", who="zhao", on="2025-03-10", id=given, reason="提前返岗")
    assert office.refused("approve", who="li", on="2025-03-10", id=id, confirm=True).code == "role.denied"
    office.do("approve", who="li", on="2025-03-09", id=id, confirm=True)
    assert office.refused("delegation.end", who="zhao", on="2025-03-11", id=given).code == "already"


def test_a_delegate_never_decides_what_they_asked_for(office: Office) -> None:
    give(office, to="zhang")
    id = order(office)
    for act in ("approve", "reject", "return"):
        fields = {} if act == "approve" else {"reason": "x"}
        assert office.refused(act, who="zhang", on="2025-03-10", id=id, **fields).code == "approve.own"
    # Nor by another account, which may approve in its own right.
    assert office.refused("approve", who="twin", on="2025-03-10", id=id).code == "approve.own"


def test_nor_what_the_principal_asked_for(office: Office) -> None:
    office.do("operator.add", who="admin", name="both", staff="P9", roles=["supervisor", "approver"])
    give(office, who="both", to="li")
    give(office, who="zhao", to="sun")
    id = order(office, who="both")
    assert office.refused("approve", who="li", on="2025-03-10", id=id).code == "approve.own"
    office.do("operator.change", who="admin", name="li", roles=["approver"], reason="调整")
    # In their own right neither: whoever stands in for another is no other person to them.
    refusal = office.refused("approve", who="li", on="2025-03-10", id=id)
    assert (refusal.code, refusal.message.params) == ("approve.own", {"principal": "both"})
    assert office.refused("approve", who="both", on="2025-03-10", id=id).code == "approve.own"
    office.do("approve", who="sun", on="2025-03-10", id=id, confirm=True)


def test_what_is_delegated_is_deciding_and_nothing_else(office: Office) -> None:
    give(office, to="wu")
    institution(office)
    assert office.refused("case.open", who="wu", on="2025-03-10", institution="x", lead="wu").code == "role.denied"
    assert office.refused("policy.set", who="wu", key="x", value="1", from_day="2025-03-10", reason="x").code == (
        "role.denied"
    )


def test_it_is_not_handed_on(office: Office) -> None:
    give(office, to="li")
    assert not_given(office, who="li", to="sun").code == "role.denied"
    office.do("operator.change", who="admin", name="li", roles=["approver"], reason="调整")
    give(office, who="li", to="sun")
    id = order(office)
    office.do("operator.change", who="admin", name="li", roles=["supervisor"], reason="调整")
    # Sun stands in for li, who decides nothing of their own any more.
    assert office.refused("approve", who="sun", on="2025-03-10", id=id).code == "role.denied"


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"to": "zhao"}, "delegation.self", "to"),
        ({"to": "nobody"}, "not-found", "to"),
        ({"until": "2025-02-27"}, "delegation.days", "until"),
        ({"from_day": "2025-02-01"}, "delegation.days", "from_day"),
        ({"levels": ["legal"]}, "delegation.level", "levels"),
        ({"principal": "twin"}, "delegation.for", "principal"),
    ],
)
def test_what_cannot_be_given(office: Office, fields: dict[str, Any], code: str, field: str) -> None:
    refusal = not_given(office, **fields)
    assert (refusal.code, refusal.field) == (code, field)


def test_an_administrator_gives_it_for_somebody_away(office: Office) -> None:
    given = give(office, who="admin", principal="zhao", kind="illness")
    assert not_given(office, who="admin", principal="li").code == "delegation.nothing"
    assert not_given(office, who="zhao").code == "already"
    with office.store.read() as reader:
        shown = delegation(reader, given, on=day("2025-03-01"))
        listed = delegations(reader, on=day("2025-04-01"), open=True).items
    assert (shown["status"], shown["principal"], shown["given_by"]) == ("in-force", "zhao", "admin")
    assert listed == []


def test_only_levels_the_principal_holds_and_gave(office: Office) -> None:
    levels(office, "rectification-order")
    office.do("operator.change", who="admin", name="juzhang", levels=["legal", "head"], reason="兼任")
    give(office, who="juzhang", to="sun", levels=["legal"])
    give(office, who="juzhang", to="wu", levels=["head"])
    id = order(office)
    assert office.refused("approve", who="sun", on="2025-03-06", id=id).code == "approve.level"
    agree(office, id, "section-head", "2025-03-06")
    assert office.refused("approve", who="wu", on="2025-03-07", id=id, opinion="合法").code == "approve.level"
    office.do("approve", who="sun", on="2025-03-07", id=id, opinion="合法")
    agree(office, id, "leader", "2025-03-07")
    agree(office, id, "discussion", "2025-03-07")
    assert office.refused("approve", who="sun", on="2025-03-10", id=id, confirm=True).code == "approve.twice"
    assert office.refused("approve", who="wu", on="2025-03-10", id=id, confirm=True).code == "approve.twice"
    # In whose name a level was taken, theirs it is: the principal takes no other.
    assert office.refused("approve", who="juzhang", on="2025-03-10", id=id, confirm=True).code == "approve.twice"
    office.do("operator.add", who="admin", name="fuju", staff="K6", roles=["approver"], levels=["head"])
    office.do("approve", who="fuju", on="2025-03-10", id=id, confirm=True)


def test_one_delegate_of_two_says_in_whose_name(office: Office) -> None:
    levels(office, "rectification-order")
    office.do("operator.add", who="admin", name="fuju", staff="K6", roles=["approver"], levels=["head"])
    give(office, who="juzhang", to="sun")
    give(office, who="fuju", to="sun")
    id = order(office)
    walk(office, id, "2025-03-06", upto="head")
    refusal = office.refused("approve", who="sun", on="2025-03-07", id=id, confirm=True)
    assert (refusal.code, refusal.field) == ("approve.behalf", "behalf")
    assert office.refused("approve", who="sun", on="2025-03-07", id=id, confirm=True, behalf="zhao").code == (
        "approve.behalf"
    )
    office.do("approve", who="sun", on="2025-03-07", id=id, confirm=True, behalf="fuju")


def test_a_delegate_takes_no_second_level(office: Office) -> None:
    levels(office, "rectification-order")
    give(office, who=PEOPLE["head"][0], to=PEOPLE["section-head"][0])
    id = order(office)
    walk(office, id, "2025-03-06", upto="head")
    refusal = office.refused("approve", who=PEOPLE["section-head"][0], on="2025-03-07", id=id, confirm=True)
    assert refusal.code == "approve.twice"


def test_its_turn_shows_on_the_delegates_board(office: Office) -> None:
    from domain.states.agency import Operator

    give(office)
    id = order(office)
    with office.store.read() as reader:
        for name, shown in (("li", True), ("zhao", True), ("sun", False), ("zhang", False)):
            operator = reader.get(Operator, f"operator:{name}")
            assert operator is not None
            rows = deadlines(reader, on=day("2025-03-10"), mine=operator, kinds=["approval"]).items
            assert [row["subject"] for row in rows] == ([id] if shown else [])
