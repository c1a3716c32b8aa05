"""What rests on what: told from both ends alike, and never of rules that are not there."""

import pytest

from domain.rulebook.loader import load, packs
from domain.rulebook.references import same_clause, used_by, uses


@pytest.mark.parametrize("name", packs())
def test_both_ends_tell_the_same(name: str) -> None:
    pack = load(name)
    rules = pack.rules()
    below = used_by(pack)
    told = {(used, user) for used, users in below.items() for user in users}
    assert told == {(used, user) for user in rules for used in uses(pack, user)}
    assert all(used in rules and user in rules and used != user for used, user in told)


def test_a_ground_uses_its_measures_and_a_clause_is_found_in_any_marks() -> None:
    pack = load("zibo-2023")
    assert "measures.termination" in uses(pack, "grounds.zb-breach")
    assert "grounds.zb-breach" in used_by(pack)["measures.termination"]
    assert "measures.payment-hold" in same_clause(pack, "ZB 五（二）")
