"""Decided anew: the same on the same facts and reasons is refused, unless it fell for a fault of procedure."""

import pytest

from domain.reasons import SourceKind
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.contested import LATER, SCOPE, Contested, contest
from tests.sanctions.matter import Matter

AGAIN = "2025-05-26"


def propose(contested: Contested, matter: Matter | None = None, on: str = AGAIN, **fields: object) -> str | None:
    """The code by which the same measure is refused now; None when it may be proposed."""
    kind = contested.kind
    told = {"services": ["medical", "rehabilitation"], **SCOPE[kind], "skip_reason": "x", **fields}
    if kind == "termination":
        told.setdefault("ground", "ZB 五(二)")
    given = {"case": (matter or contested.matter).case, "kind": kind, "reason": "违反服务协议", **told}
    done = contested.office.attempt("measure.propose", on=on, raw=given)
    return getattr(done, "code", None)


@pytest.mark.parametrize("kind", ["settlement-suspension", "termination", "refuse-payment", "rectification-order"])
@pytest.mark.parametrize("outcome", ["set-aside", "remake-ordered"])
def test_the_same_again_is_refused(make_office: MakeOffice, kind: str, outcome: str) -> None:
    contested = contest(make_office, "zibo-2023", kind)
    fields = {"remake_by": "2025-07-01"} if outcome == "remake-ordered" else {}
    contested.through(outcome, **fields, **({"term": "restored"} if kind == "termination" else {}))
    assert propose(contested) == "measure.remade"
    source = contested.matter.refused(
        kind,
        AGAIN,
        services=["medical"],
        skip_reason="x",
        **SCOPE[kind],
        **({"ground": "ZB 五(二)"} if kind == "termination" else {}),
    ).reasons[0]
    if outcome == "remake-ordered":
        assert (source.clause, source.source_kind) == ("行政复议法 64", SourceKind.NATIONAL_LAW)
    else:
        assert (source.clause, source.source_kind) == (None, SourceKind.INFERRED)
    # What came to light since makes it another matter.
    contested.matter.finding(AGAIN)
    assert propose(contested) is None


def test_ordered_by_a_court_the_same_is_inferred(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "settlement-suspension")
    dispute = contested.open(kind="litigation", body="人民法院")
    contested.decide(dispute, "remake-ordered", remake_by="2025-07-01")
    contested.carry_out(dispute)
    refusal = contested.matter.refused("settlement-suspension", AGAIN, services=["medical"], skip_reason="x")
    assert (refusal.code, refusal.reasons[0].source_kind) == ("measure.remade", SourceKind.INFERRED)


def test_what_fell_for_procedure_may_be_taken_again(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "settlement-suspension")
    contested.through("remake-ordered", remake_by="2025-07-01", procedural=True)
    assert propose(contested) is None


def test_another_clause_scope_or_bill_is_not_the_same(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "refuse-payment")
    contested.through("set-aside")
    assert propose(contested, bills=["B-2=50"]) == "measure.remade"
    assert propose(contested, bills=["B-3=50"]) is None
    assert propose(contested, bills=["B-1=100"], clause="第十五条") is None


def test_what_fell_only_in_part_or_was_revoked_by_us_binds_nobody(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "settlement-suspension")
    contested.through("partly-set-aside", services=["rehabilitation"])
    assert propose(contested, services=["rehabilitation"]) is None
    office = contested.office
    office.do("measure.revoke", on=AGAIN, id=contested.measure, reason="x")
    contested.matter.approve(contested.measure, AGAIN)
    assert propose(contested, services=["medical"]) is None


def test_a_proposal_made_before_the_outcome_is_refused_when_it_is_decided(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "rectification-order")
    office = contested.office
    office.do("measure.lift", on="2025-05-06", id=contested.measure, reason="x")
    contested.matter.approve(contested.measure, "2025-05-06")
    again = contested.matter.propose("rectification-order", "2025-05-07", services=["medical"], rectify_by="2025-08-29")
    contested.through("set-aside")
    refusal = office.refused("approve", who="zhao", on=AGAIN, id=again, confirm=True)
    assert refusal.code == "measure.remade"


def test_options_say_so_beforehand(make_office: MakeOffice) -> None:
    contested = contest(make_office, "zibo-2023", "settlement-suspension")
    contested.through("set-aside")
    told = contested.matter.options(AGAIN)
    assert "决定已被撤销" in repr(told["settlement-suspension"]["reasons"])
    assert "决定已被撤销" not in repr(told["department-suspension"]["reasons"])
    contested.matter.finding(AGAIN)
    assert "决定已被撤销" not in repr(contested.matter.options(LATER)["settlement-suspension"]["reasons"])
