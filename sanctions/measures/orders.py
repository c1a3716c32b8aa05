"""What a measure names besides its scope: responsible staff (责任人员), and another body's order it carries out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.messages import msg
from domain.refusals import refuse
from domain.rulebook.model import MeasureRule
from sanctions.measures.facts import Facts
from sanctions.measures.footing import Footing


def staff_of(facts: Facts, rule: MeasureRule, given: Sequence[str], clause: str | None) -> tuple[str, ...]:
    """The institution's staff whose service the measure stops (中止相关责任人员服务, 经办条例 43).

    Refused ``measure.staff`` for a kind that names none, ``measure.clause`` without an agreement clause.
    """
    named = tuple(dict.fromkeys(given))
    if not named:
        return ()
    source = facts.rules.reason("provisions.staff-clause")
    if not rule.staff:
        raise refuse(
            "measure.staff",
            msg("{word} names no staff.", word=rule.word.opening),
            source,
            field="staff",
        )
    if clause is None:
        raise refuse(
            "measure.clause",
            msg("Stopping the service of staff rests on an agreement clause. Name it with --clause."),
            source,
            field="clause",
        )
    return named


def order_of(
    facts: Facts, rule: MeasureRule, footing: Footing, *, number: str | None, last: date | None, until: date | None
) -> dict[str, Any]:
    """The order of the department a measure carries out (经办条例 55), where its ground is one.

    Refused ``measure.order`` without number or last day, for a measure that outlasts the order, and for an order
    where nobody else orders the measure.
    """
    ground = footing.weighed.ground if footing.weighed else None
    if ground is None or rule.kind not in ground.ordered:
        if number is not None or last is not None:
            raise refuse(
                "measure.order",
                msg("This measure is not ordered by another body; leave out the order."),
                field="ordered_no" if number is not None else "ordered_until",
            )
        return {}
    reasons = facts.rules.reasons(ground)
    if number is None or last is None:
        raise refuse(
            "measure.order",
            msg("The department orders this. Give its number and its last day: --ordered-no and --ordered-until."),
            *reasons,
            field="ordered_no" if number is None else "ordered_until",
        )
    if until is None or until > last:
        raise refuse(
            "measure.order",
            msg("The order runs to {day}. Give a last day with --until that is no later.", day=last),
            *reasons,
            field="until",
        )
    return {"ordered_no": number, "ordered_until": last}
