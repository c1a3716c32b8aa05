"""The overseer of the department (行政监督): reads, opens nothing sealed, and adds opinions alone."""

import pytest

from domain.roles import MAY, Role
from domain.states.tasks import Task
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office


@pytest.fixture
def overseen(office: Office) -> Office:
    """An office with an overseer."""
    office.do("operator.add", who="admin", name="he", staff="P30", roles=["overseer"])
    institution(office)
    return office


def test_there_is_one_act_for_an_overseer() -> None:
    assert [kind for kind, roles in MAY.items() if Role.OVERSEER in roles] == ["task.add"]


def test_an_opinion_is_added_with_its_answer_day(overseen: Office) -> None:
    case = Matter(overseen).case
    opinion = {"about": case, "raw": {"text": "请说明暂停拨付的依据"}}
    assert overseen.refused("task.add", who="he", **opinion).field == "due"
    done = overseen.do("task.add", who="he", due="2025-12-12", **opinion)
    with overseen.store.read() as reader:
        task = reader.get(Task, done.id)
    assert task is not None
    assert (task.kind, task.institution) == ("oversight", HOSPITAL)


@pytest.mark.parametrize("kind", ["follow-up", "promise", "consequence", "instruction"])
def test_an_overseer_adds_no_other_kind(overseen: Office, kind: str) -> None:
    raw = {"about": HOSPITAL, "due": "2025-12-12", "text": "x", "kind": kind}
    refusal = overseen.refused("task.add", who="he", raw=raw)
    assert (refusal.code, refusal.field) == ("role.denied", "kind")
    overseen.do("operator.change", who="admin", name="he", roles=["overseer", "supervisor"], reason="借调")
    overseen.do("task.add", who="he", raw=raw)


def test_an_overseer_opens_no_identity_and_decides_nothing(overseen: Office) -> None:
    for kind in ("complaint.reveal", "attach.open", "approve", "reject", "task.done", "task.drop"):
        assert overseen.refused(kind, who="he", id="TS-2025-0001").code == "role.denied"
