"""Whoever leaves: what ends with them, what is told to be taken up, and who may not leave."""

from domain.states.agency import Operator
from domain.states.delegations import Delegation
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office

LEAVE = {"leave": True, "reason": "调离"}


def test_what_they_leave_behind_is_told_and_what_lets_them_in_ends(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    measure = matter.propose("rectification-order", "2025-03-05", rectify_by="2026-01-30")
    task = office.do("task.add", about=matter.case, raw={"text": "t", "person": "zhang"}).id
    office.do("operator.change", who="admin", name="zhang", login="zhangsan", reason="r")
    office.do("operator.change", who="admin", name="zhang", roles=["supervisor", "approver"], reason="r")
    away = office.do(
        "delegation.give", to="li", from_day="today", until="2025-12-30", kind="leave", raw={"reason": "r"}
    )
    told = str(office.do("operator.change", who="admin", name="zhang", **LEAVE).effects)
    for what in (matter.case, task, measure, away.id, "twin"):
        assert what in told, what
    with office.store.read() as reader:
        gone = reader.get(Operator, "operator:zhang")
        delegation = reader.get(Delegation, away.id)
    assert gone is not None
    assert delegation is not None
    assert (gone.name, gone.person, gone.login, gone.active) == ("zhang", "P1", None, False)
    assert not delegation.holds_on(office.today)
    # What they did bears their name; what is theirs is taken up by others; their login is free again.
    assert matter.shown(measure, "2025-12-01")["pending"] == "decision"
    office.do("operator.add", who="admin", name="song", staff="P8", roles=["supervisor"])
    office.do("case.handover", who="admin", case=matter.case, to="song", reason="r")
    office.do("operator.add", who="admin", name="new", staff="P40", roles=["auditor"], login="zhangsan")
    assert (
        office.refused("operator.change", who="admin", name="zhang", roles=["auditor"], reason="r").code
        == "operator.left"
    )


def test_a_second_account_keeps_no_administrator(office: Office) -> None:
    office.do("operator.add", who="admin", name="again", staff="P7", roles=["administrator"])
    assert office.refused("operator.change", who="again", name="admin", **LEAVE).code == "operator.last"
    # An account may give the role up while the same person keeps it, and somebody else's having it lets them go.
    office.do("operator.change", who="admin", name="again", roles=["auditor"], reason="r")
    office.do("operator.change", who="admin", name="again", **LEAVE)
    office.do("operator.change", who="admin", name="wu", roles=["administrator"], reason="r")
    office.do("operator.change", who="wu", name="admin", **LEAVE)


def test_one_person_never_has_two_places(office: Office) -> None:
    """Zhang's second account, with every role, is zhang."""
    institution(office)
    office.do("operator.change", who="admin", name="twin", roles=["supervisor", "approver"], reason="r")
    matter = Matter(office)
    assert office.refused("case.open", institution=matter.code, lead="zhang", second="twin").code == "case.handlers"
    assert office.refused("case.add", case=matter.case, second="twin").code == "case.handlers"
    refusal = office.refused("case.handover", case=matter.case, to="twin", position="second", reason="r", who="li")
    assert refusal.code == "case.handlers"
    id = matter.propose("rectification-order", "2025-03-05", rectify_by="2026-01-30")
    assert office.refused("approve", who="twin", id=id, confirm=True).code == "approve.own"
    refusal = office.refused(
        "delegation.give", who="zhao", to="zhao", raw={"reason": "r", "kind": "leave"}, from_day="today", until="today"
    )
    assert refusal.code == "delegation.self"
