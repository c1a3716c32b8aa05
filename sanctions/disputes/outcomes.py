"""Outcomes of disputes (复议决定, 判决): recorded as the other body's, carried out when another person approves."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.acts import Part
from domain.acts.disputes import DECIDE
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.states.applications import Application
from domain.states.disputes import OUTCOME, Dispute
from domain.states.measures import BillAmount, Measure
from domain.states.stays import FALLS, REMAKE
from sanctions.decision import Decision
from sanctions.disputes import bars, measures, parting, refusals
from sanctions.disputes.asked import (
    PARTLY,
    SETTLED,
    UNLAWFUL,
    UPHELD,
    WITHDRAWN,
    Asked,
    asked_in,
    check,
    check_term,
    given,
    with_term,
)
from sanctions.disputes.opening import disputes_about
from sanctions.disputes.stays import end_stays
from sanctions.disputes.targets import Target, target_of
from sanctions.disputes.turns import open_one
from sanctions.handlers import decides, handles
from sanctions.results import Done
from sanctions.work import Work

DAY = timedelta(days=1)


@handles(DECIDE)
def decide(
    work: Work,
    *,
    id: str,
    outcome: str,
    decided: date,
    effective: date,
    number: str | None,
    reason: str | None,
    departments: Sequence[str],
    bills: Sequence[Part],
    services: Sequence[str],
    until: date | None,
    rectify_by: date | None,
    word: str | None,
    terms: str | None,
    term: str | None,
    extended_to: date | None,
    remake_by: date | None,
    procedural: bool,
) -> Done:
    """Record what the other body decided; it waits for another person to approve carrying it out.

    Refused ``dispute.decided`` while another dispute about the same is being decided, ``dispute.field`` and
    ``dispute.parts`` for what does not go with the outcome.
    """
    dispute = open_one(work, id)
    for other in disputes_about(work, dispute.target):
        if other.open_request is not None:
            raise refuse(
                "dispute.decided",
                msg("The outcome of {id} about the same waits for approval. Have it decided first.", id=other.id),
                field="id",
            )
    asked = Asked(
        outcome=outcome,
        decided=decided,
        effective=effective,
        number=number,
        reason=reason,
        departments=tuple(departments),
        bills=given(bills),
        services=tuple(services),
        until=until,
        rectify_by=rectify_by,
        word=word,
        terms=terms,
        term=term,
        extended_to=extended_to,
        remake_by=remake_by,
        procedural=procedural,
    )
    _check_days(work, dispute, asked)
    check(asked)
    _require_possible(target_of(work, dispute), asked)
    work.record("dispute.decide", id, asked.fields(), institution=dispute.institution)
    return Done(
        id=id,
        status="pending",
        data={"outcome": outcome, "target": dispute.target},
        effects=(
            msg("It waits for another person's approval."),
            msg("Nothing of it is carried out before; the approval tells what comes of it."),
        ),
    )


def _check_days(work: Work, dispute: Dispute, asked: Asked) -> None:
    if asked.decided < dispute.filed_on:
        raise refuse(
            "dispute.day",
            msg("It cannot be decided before it was filed on {day}.", day=dispute.filed_on),
            field="decided",
        )
    if asked.effective < asked.decided:
        raise refuse(
            "dispute.day",
            msg("It cannot take effect before it was decided on {day}.", day=asked.decided),
            field="effective",
        )
    if asked.effective > work.on:
        raise refuse(
            "dispute.day",
            msg("It takes effect on {day}. Record it then; until it does, nothing changes.", day=asked.effective),
            field="effective",
        )
    if asked.remake_by is not None and asked.remake_by < asked.decided:
        raise refuse("dispute.day", msg("The day to decide anew lies before the outcome."), field="remake_by")


def _require_possible(target: Target, asked: Asked) -> None:
    """Refuse an outcome that what is contested cannot have any more, or never could."""
    state = target.state
    if target.bar or isinstance(state, Application):
        if asked.outcome == PARTLY or (asked.varies and isinstance(state, Application)):
            raise refuse("dispute.parts", msg("Nothing of {id} can be parted.", id=target.name), field="outcome")
        return
    if not isinstance(state, Measure) or state.end != "revoked" or asked.outcome in (*FALLS, WITHDRAWN):
        return
    # Revoked by ourselves meanwhile: a dispute about it goes on, and may still end so.
    if state.set_aside is None and asked.outcome in (UPHELD, UNLAWFUL):
        return
    if asked.outcome == UPHELD:
        raise refuse(
            "dispute.instance",
            msg(
                "{measure} was set aside before. An outcome that brings it back is not carried out here: "
                "take a new decision.",
                measure=state.id,
            ),
            field="outcome",
        )
    raise refuse(
        "dispute.instance",
        msg("{measure} counts as never made; nothing of it is left for this outcome.", measure=state.id),
        field="outcome",
    )


@decides("dispute", OUTCOME)
def carry_out(work: Work, dispute: Dispute, *, decision: Decision) -> Done:
    """Carry out what the other body decided, all of it or nothing."""
    assert dispute.pending is not None
    asked = with_term(asked_in(dispute.pending.fields), decision.term, decision.extended_to)
    check_term(asked)
    target = target_of(work, dispute)
    _require_possible(target, asked)
    before = target.state
    effects, applications = _consequences(work, dispute, target, asked)
    if end_stays(work, dispute, asked.effective - DAY):
        effects.append(msg("The stay ends: its last day is {day}.", day=asked.effective - DAY))
    state = work.record(
        "dispute.approve",
        dispute.id,
        {
            **asked.fields(),
            "decides": OUTCOME,
            "bills": [{"bill": b.bill, "fen": b.fen} for b in _amounts(asked, before)],
            "applications": applications,
        },
        institution=dispute.institution,
        corrects=dispute.pending.entry,
    )
    assert isinstance(state, Dispute)
    return Done(
        id=dispute.id,
        status=state.status,
        data={
            "outcome": asked.outcome,
            "target": dispute.target,
            "decided_on": asked.decided.isoformat(),
            "effective": asked.effective.isoformat(),
            "term": asked.term,
            "applications": applications,
        },
        effects=tuple(effects),
    )


def _amounts(asked: Asked, before: object) -> list[BillAmount]:
    known = {bill.bill: bill.fen for bill in before.bills} if isinstance(before, Measure) else {}
    return [BillAmount(bill=b.bill, fen=known.get(b.bill, 0) if b.fen is None else b.fen) for b in asked.bills]


def _consequences(work: Work, dispute: Dispute, target: Target, asked: Asked) -> tuple[list[Words], list[str]]:
    """What comes of the outcome for what is contested; the effects, and the applications to be told."""
    if asked.outcome in (UPHELD, WITHDRAWN) or (asked.outcome == SETTLED and not asked.varies):
        return [msg("What was decided stays as it is.")], []
    if isinstance(target.state, Application):
        return refusals.carry_out(work, dispute, target.state, asked), []
    if target.bar or not isinstance(target.state, Measure):
        return bars.carry_out(work, dispute, target, asked)
    measure = target.state
    if asked.outcome in FALLS:
        if measure.end == "revoked":
            known: list[Words] = [msg("{measure} counts as never made already.", measure=measure.id)]
            again = measures.remake(work, dispute, asked) if asked.outcome == REMAKE else []
            return known + again, []
        return measures.set_aside(work, dispute, measure, asked)
    if asked.outcome == PARTLY:
        return parting.part(work, dispute, measure, asked)
    if asked.outcome == UNLAWFUL:
        return measures.declare_unlawful(work, dispute, measure), []
    return parting.vary(work, dispute, measure, asked), []
