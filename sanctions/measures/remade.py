"""The same decision again (责令重作): not on the same facts and reasons, unless it fell for procedure only."""

from collections.abc import Collection, Iterable

from domain.messages import msg
from domain.reasons import Reason
from domain.refusals import refuse
from domain.rulebook.clauses import normal
from domain.rulebook.kinds import MeasureKind
from domain.rulebook.view import View
from domain.states.measures import Measure
from domain.states.stays import FALLS
from sanctions.measures.facts import Facts


def require_other(
    facts: Facts,
    kind: str,
    *,
    ground: str | None,
    clause: str | None,
    services: Collection[str],
    departments: Collection[str] = (),
    bills: Collection[str] = (),
    field: str,
) -> None:
    """Refuse ``measure.remade`` for the same measure on the same facts and reasons as one that was set aside.

    The same is: this institution, this kind, this ground and agreement clause, a scope that overlaps, and neither a
    finding nor an event of the case that came after the first decision. For what a reconsideration ordered to be
    decided anew national law says so (行政复议法 64); otherwise it is inferred.
    """
    for first in _barring(facts, kind):
        same_reasons = first.ground == ground and normal(first.agreement_clause or "") == normal(clause or "")
        scopes = (
            (set(first.services), set(services)),
            (set(first.departments), set(departments)),
            ({bill.bill for bill in first.bills}, set(bills)),
        )
        apart = any(had and has and not had & has for had, has in scopes)
        if not same_reasons or apart or _new_facts(facts, first):
            continue
        assert first.set_aside is not None
        raise refuse(
            "measure.remade",
            msg(
                "{measure} was set aside in {dispute}: the same measure is not taken again on the same facts and "
                "reasons. Record what is new, or rest it on something else.",
                measure=first.id,
                dispute=first.set_aside.dispute,
            ),
            _reason(facts.rules, first),
            field=field,
        )


def remarks(facts: Facts, kind: MeasureKind) -> tuple[Reason, ...]:
    """What options say beforehand: that such a measure was set aside, where nothing new is on record since."""
    return tuple(_reason(facts.rules, first) for first in _barring(facts, kind) if not _new_facts(facts, first))


def _barring(facts: Facts, kind: str) -> Iterable[Measure]:
    return (
        one
        for one in facts.fallen
        if one.kind == kind
        and one.set_aside is not None
        and one.set_aside.outcome in FALLS
        and not one.set_aside.procedural
    )


def _new_facts(facts: Facts, first: Measure) -> bool:
    assert first.decided_on is not None
    decided = first.decided_on
    return any(one.found_on > decided for one in facts.findings) or any(one.learned > decided for one in facts.events)


def _reason(rules: View, first: Measure) -> Reason:
    law = first.set_aside is not None and first.set_aside.law
    return rules.reason("provisions.remake-law" if law else "provisions.remake-alike")
