"""The ladder of measures (由轻到重): which steps a measure skips and which one is advised next.

The order is advice (A14 of our reading): nothing here refuses, it only tells when a written reason is due. Weights
are read off the effects a pack gives each measure, so a third place needs nothing here.
"""

from collections.abc import Iterable
from enum import IntEnum

from domain.rulebook.kinds import Extent, Severity
from domain.rulebook.model import MeasureRule


class Weight(IntEnum):
    """How heavy a measure is: it urges, it limits patients or settlement, or it touches the agreement."""

    NONE = 0
    URGES = 1
    LIMITS = 2
    ENDS = 3


_SEVERITIES = {severity: rank for rank, severity in enumerate(Severity)}


def weight(rule: MeasureRule) -> Weight:
    """The weight of a measure, from its effects; Weight.NONE for what is no step of the ladder."""
    if not rule.ladder:
        return Weight.NONE
    if rule.effects.agreement is not Extent.NONE:
        return Weight.ENDS
    if rule.effects.patients is not Extent.NONE or rule.effects.settlement is not Extent.NONE:
        return Weight.LIMITS
    return Weight.URGES


def reached(taken: Iterable[MeasureRule], *, recheck_failed: bool) -> Weight:
    """How far the ladder has been climbed: the heaviest step taken, one more when a re-check then failed."""
    heaviest = max((weight(rule) for rule in taken), default=Weight.NONE)
    if recheck_failed and Weight.NONE < heaviest < Weight.ENDS:
        return Weight(heaviest + 1)
    return heaviest


def skipped(rule: MeasureRule, so_far: Weight, steps: Iterable[MeasureRule]) -> tuple[MeasureRule, ...]:
    """The steps of the place that lie between what was reached and this measure, lightest first."""
    here = weight(rule)
    return tuple(step for step in steps if so_far < weight(step) < here)


def rank(severity: Severity | str) -> int:
    """Severities in order, the lightest 0."""
    return _SEVERITIES[Severity(severity)]


def advised(
    steps: Iterable[MeasureRule],
    so_far: Weight,
    *,
    worst: Severity | None,
    recurring: bool,
    recheck_failed: bool,
) -> MeasureRule | None:
    """The step to advise among those that are open and not taken yet; None without a finding or a step.

    A grave finding, or one on a provision that brought a measure before, calls for a limit; a failed re-check for
    the step above the one that failed; anything else for urging, with a deadline where it is more than minor.
    """
    if worst is None:
        return None
    wanted = Weight.LIMITS if recurring or worst is Severity.GRAVE else Weight.URGES
    if recheck_failed:
        wanted = max(wanted, so_far)
    open_steps = sorted((s for s in steps if weight(s) >= wanted and not s.kind.needs_bills), key=lambda s: s.order)
    if wanted is Weight.URGES and rank(worst) > 0:
        with_deadline = [step for step in open_steps if step.kind.needs_deadline]
        return next(iter(with_deadline or open_steps), None)
    return next(iter(open_steps), None)
