"""The problems of an order (整改问题): which there are, and which still have to be put right."""

from collections.abc import Sequence

from domain.messages import Message, Words, msg
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureKind
from domain.rulebook.model import MeasureRule
from domain.states.inspections import Finding
from domain.states.measures import Measure
from domain.states.measures.parts import Problem
from sanctions.measures.facts import Facts
from sanctions.measures.footing import check_wording

RECHECKED = (
    MeasureKind.RECTIFICATION_ORDER,
    MeasureKind.SETTLEMENT_SUSPENSION,
    MeasureKind.DEPARTMENT_SUSPENSION,
    MeasureKind.AGREEMENT_SUSPENSION,
)
"""Measures after which it is looked at whether things were put right."""


def problems_of(facts: Facts, rule: MeasureRule, given: Sequence[str]) -> tuple[dict[str, str], ...]:
    """The problems a proposal lists: those given, or for an order one for each finding of the case.

    Refused ``measure.problem`` for a measure after which nothing is re-checked.
    """
    if given and rule.kind not in RECHECKED:
        raise refuse(
            "measure.problem",
            msg("{word} orders nothing to be put right; it lists no problems.", word=rule.word.opening),
            field="problems",
        )
    for text in given:
        check_wording(facts, rule.kind, text, "problems")
    if given:
        return tuple({"text": text} for text in dict.fromkeys(given))
    if rule.kind is not MeasureKind.RECTIFICATION_ORDER:
        return ()
    return tuple(
        {"text": _outward(facts, rule, finding), "finding": finding.id, "provision": finding.provision}
        for finding in sorted(facts.findings, key=lambda one: one.ordinal)
    )


def _outward(facts: Facts, rule: MeasureRule, finding: Finding) -> str:
    """A finding as the order may tell it: the order leaves the house, the finding does not."""
    if not facts.rules.accuses(finding.text, rule.kind):
        return finding.text
    category = facts.rules.pack.findings[finding.category]
    return (category.outward or category.words).zh


def require_closed(measure: Measure) -> None:
    """Refuse ``measure.problem`` while a problem that is closed by itself is open, naming each."""
    if measure.closes_by_problem and measure.open_problems:
        raise refuse(
            "measure.problem",
            msg(
                "Problems are still open: {problems}. Close each with measure problem --no, or record what is open.",
                problems=tuple(told(problem) for problem in measure.open_problems),
            ),
            field="result",
        )


def still_to_put_right(measure: Measure) -> tuple[Words, ...]:
    """The problems still open, as a sentence."""
    if not measure.open_problems:
        return ()
    return (msg("Problems still open: {problems}.", problems=tuple(told(one) for one in measure.open_problems)),)


def told(problem: Problem) -> Message:
    """A problem by number and text."""
    return msg("{number}. {text}", number=problem.number, text=problem.text)
