"""Bills that come under a hold later (后续到账单据), and looking at holds again (暂停拨付复核)."""

from collections.abc import Sequence
from typing import Any

from domain.acts import Part, Upload
from domain.acts.holds import ADD, REVIEW
from domain.calendars.due import due
from domain.messages import Words, msg
from domain.money import grouped
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureKind
from domain.states.cases import Case
from domain.states.measures import Measure
from sanctions.cases.turns import open_one, require_free
from sanctions.decision import Decision
from sanctions.handlers import decides, handles
from sanctions.money.balances import balance_of
from sanctions.money.bill_rows import bill_fields, billed, require_amounts
from sanctions.money.covering import holding_cases
from sanctions.results import Done
from sanctions.work import Work


def _hold_of(work: Work, case: Case, subject: str) -> Measure:
    """A payment hold of the case; refused ``hold.measure`` for any other measure."""
    hold = work.need(Measure, subject, "measure")
    if hold.kind != MeasureKind.PAYMENT_HOLD or hold.case != case.id:
        raise refuse(
            "hold.measure",
            msg("{measure} is no payment hold of {case}.", measure=subject, case=case.id),
            field="measure",
        )
    return hold


def _require_in_force(work: Work, hold: Measure) -> None:
    if not hold.bites(work.on):
        raise refuse(
            "hold.measure",
            msg("{measure} is not in force on {day}. Propose a new hold.", measure=hold.id, day=work.on),
            field="measure",
        )


def _require_not_held(work: Work, case: Case, bills: Sequence[str]) -> None:
    held = {b.bill for one in holding_cases(work.tx, case.institution) for b in one.bills if b.still_held}
    twice = tuple(bill for bill in bills if bill in held)
    if twice:
        raise refuse("already", msg("These bills are held already: {bills}.", bills=twice), field="bills")


@handles(ADD)
def add(work: Work, *, case: str, measure: str, bills: Sequence[Part], bills_file: Upload | None, reason: str) -> Done:
    """Ask to hold further bills under a payment hold in force.

    Refused ``hold.measure``, ``hold.bill``, ``hold.amount``, ``bills.rows``, ``already``.
    """
    found = open_one(work, case)
    require_free(found)
    _require_in_force(work, _hold_of(work, found, measure))
    parts = billed(bills, bills_file)
    require_amounts(parts)
    _require_not_held(work, found, [part.bill for part in parts])
    told = [bill_fields(part) for part in parts]
    work.record("hold.add", case, {"measure": measure, "bills": told, "reason": reason}, institution=found.institution)
    return Done(
        id=case,
        status="pending",
        data=balance_of(found),
        effects=(
            msg("It waits for another person's approval."),
            msg("Bills that will also be held: {count}, together {yuan} yuan.", count=len(told), yuan=_sum(told)),
        ),
    )


def _sum(bills: Sequence[dict[str, Any]]) -> str:
    return grouped(sum(int(bill["fen"]) for bill in bills))


@decides("case", "add")
def decide_add(work: Work, case: Case, *, decision: Decision) -> Done:
    """Hold what was asked for, if the hold still binds and nothing of it is held meanwhile."""
    assert case.pending is not None
    asked = case.pending.fields
    _require_in_force(work, _hold_of(work, case, asked["measure"]))
    told: list[dict[str, Any]] = list(asked["bills"])
    _require_not_held(work, case, [bill["bill"] for bill in told])
    state = work.record(
        "case.approve",
        case.id,
        {"decides": "add", "measure": asked["measure"], "bills": told, "reason": asked["reason"]},
        institution=case.institution,
        corrects=case.pending.entry,
    )
    assert isinstance(state, Case)
    effects: tuple[Words, ...] = (
        msg("Bills held from now on: {count}, together {yuan} yuan.", count=len(told), yuan=_sum(told)),
        work.rules.reason("provisions.hold-release").text,
    )
    return Done(id=case.id, status="held", data=balance_of(state), effects=effects)


@handles(REVIEW)
def review(work: Work, *, case: str, measure: str, outcome: str, reason: str) -> Done:
    """Record that a hold was looked at again; `release` also asks for release of all it still holds.

    Refused ``hold.measure``, and ``hold.bill`` where it holds nothing any more.
    """
    found = work.need(Case, case, "case")
    _hold_of(work, found, measure)
    held = [bill for bill in found.bills if bill.measure == measure and bill.still_held]
    if not held:
        raise refuse("hold.bill", msg("{measure} holds nothing any more.", measure=measure), field="measure")
    if outcome == "release":
        require_free(found)
    work.record(
        "hold.review",
        case,
        {"measure": measure, "outcome": outcome, "reason": reason},
        institution=found.institution,
    )
    told = grouped(sum(bill.still_held for bill in held))
    if outcome == "release":
        parts = [{"bill": bill.bill, "measure": measure, "fen": bill.still_held} for bill in held]
        work.record("hold.release", case, {"bills": parts, "reason": reason}, institution=found.institution)
        effects: tuple[Words, ...] = (
            msg("It waits for another person's approval."),
            msg("{yuan} yuan will be released.", yuan=told),
        )
        return Done(id=case, status="pending", data=balance_of(found), effects=effects)
    period = work.rules.period("hold.review")
    again: tuple[Words, ...] = (msg("The hold goes on with {yuan} yuan.", yuan=told),)
    if period is not None:
        again = (*again, msg("It is to be looked at again by {day}.", day=due(work.on, period, work.calendar).due))
    return Done(id=case, status="reviewed", data=balance_of(found), effects=again)
