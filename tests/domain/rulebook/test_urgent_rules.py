"""What the shipped rules say of the urgent track, and that rules kept by an older program say nothing of it."""

import pytest

from domain.rulebook.loader import load, national_pack, shipped_text


@pytest.mark.parametrize("pack", ["zibo-2023", "tianjin-2024"])
def test_it_is_open_for_three_kinds(pack: str) -> None:
    rules = load(pack).measures.values()
    assert {str(rule.kind) for rule in rules if rule.urgent} == {
        "payment-hold",
        "settlement-suspension",
        "department-suspension",
    }
    assert {str(rule.kind) for rule in rules if rule.staff} == {"settlement-suspension", "department-suspension"}


def test_rules_kept_by_an_older_program_open_it_for_nothing() -> None:
    kept = [
        line
        for line in shipped_text("national").decode().splitlines()
        if not line.startswith(("urgent = ", "staff = ", "ordered = "))
    ]
    older = national_pack("\n".join(kept).encode())
    assert not any(rule.urgent or rule.staff for rule in older.measures.values())
    assert not any(ground.ordered for ground in older.grounds.values())
    assert older.policies["urgent.papers"].default == load("zibo-2023").policies["urgent.papers"].default
