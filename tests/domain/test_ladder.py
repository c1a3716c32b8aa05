"""Weights read off the packs, steps that are skipped, and what is advised next."""

import pytest

from domain.ladder import Weight, advised, reached, skipped, weight
from domain.rulebook.kinds import MeasureKind, Severity
from domain.rulebook.loader import load
from domain.rulebook.model import MeasureRule


def rules(pack: str = "tianjin-2024") -> dict[str, MeasureRule]:
    return {str(kind): load(pack).measures[kind] for kind in MeasureKind}


def steps(pack: str = "tianjin-2024") -> list[MeasureRule]:
    return sorted((rule for rule in rules(pack).values() if rule.enabled), key=lambda rule: rule.order)


@pytest.mark.parametrize("pack", ["tianjin-2024", "zibo-2023"])
def test_weights_follow_the_effects(pack: str) -> None:
    assert {kind: weight(rule) for kind, rule in rules(pack).items()} == {
        "payment-hold": Weight.NONE,
        "refuse-payment": Weight.URGES,
        "warning-talk": Weight.URGES,
        "rectification-order": Weight.URGES,
        "settlement-suspension": Weight.LIMITS,
        "department-suspension": Weight.LIMITS,
        "agreement-suspension": Weight.ENDS,
        "termination": Weight.ENDS,
        "referral": Weight.NONE,
    }


@pytest.mark.parametrize(
    ("taken", "failed", "expected"),
    [
        ([], False, Weight.NONE),
        (["payment-hold"], True, Weight.NONE),
        (["warning-talk"], False, Weight.URGES),
        (["warning-talk", "rectification-order"], True, Weight.LIMITS),
        (["settlement-suspension"], True, Weight.ENDS),
        (["agreement-suspension"], True, Weight.ENDS),
    ],
)
def test_a_failed_re_check_counts_one_step_more(taken: list[str], failed: bool, expected: Weight) -> None:
    assert reached((rules()[kind] for kind in taken), recheck_failed=failed) is expected


def test_what_lies_between_is_skipped() -> None:
    def left_out(kind: str, so_far: Weight) -> list[str]:
        return [str(step.kind) for step in skipped(rules()[kind], so_far, steps())]

    assert left_out("rectification-order", Weight.NONE) == []
    assert left_out("settlement-suspension", Weight.NONE) == ["refuse-payment", "warning-talk", "rectification-order"]
    assert left_out("termination", Weight.URGES) == ["settlement-suspension", "department-suspension"]
    assert left_out("termination", Weight.LIMITS) == []
    assert left_out("referral", Weight.NONE) == []


@pytest.mark.parametrize(
    ("worst", "recurring", "failed", "so_far", "expected"),
    [
        (None, True, True, Weight.URGES, None),
        (Severity.MINOR, False, False, Weight.NONE, "warning-talk"),
        (Severity.SERIOUS, False, False, Weight.NONE, "rectification-order"),
        (Severity.GRAVE, False, False, Weight.NONE, "settlement-suspension"),
        (Severity.MINOR, True, False, Weight.NONE, "settlement-suspension"),
        (Severity.MINOR, False, True, Weight.LIMITS, "settlement-suspension"),
        (Severity.MINOR, False, True, Weight.ENDS, "agreement-suspension"),
    ],
)
def test_advice(worst: Severity | None, recurring: bool, failed: bool, so_far: Weight, expected: str | None) -> None:
    step = advised(steps(), so_far, worst=worst, recurring=recurring, recheck_failed=failed)
    assert (step and str(step.kind)) == expected
