"""What each act does to a measure, from its proposal to its end."""

from dataclasses import replace
from datetime import date

from domain.entries import Entry
from domain.states.core import waits
from domain.states.measures.aggregate import MEASURE
from domain.states.measures.parts import BillAmount, Noticed
from domain.states.measures.state import DECISION, Measure


def _bills(entry: Entry) -> tuple[BillAmount, ...]:
    return tuple(BillAmount(bill=b["bill"], fen=b["fen"]) for b in entry.fields.get("bills") or ())


@MEASURE.starts("measure.propose")
def _propose(entry: Entry) -> Measure:
    return Measure(
        id=entry.subject,
        institution=entry.institution,
        case=entry.text("case"),
        kind=entry.text("kind"),
        word=entry.text("word"),
        takes_effect=entry.text("takes_effect"),
        stage="proposed",
        proposed_on=entry.on,
        proposer=entry.by,
        proposer_person=entry.person,
        services=entry.many("services"),
        departments=entry.many("departments"),
        bills=_bills(entry),
        reason=entry.text("reason"),
        skip_reason=entry.maybe("skip_reason"),
        ground=entry.maybe("ground"),
        ground_clause=entry.maybe("ground_clause"),
        source_kind=entry.maybe("source_kind"),
        nature=entry.maybe("nature"),
        as_objective=entry.maybe("as_objective"),
        end_kind=entry.maybe("end_kind"),
        agreement_clause=entry.maybe("agreement_clause"),
        amount=entry.number("amount"),
        effective=entry.day("effective"),
        until=entry.day("until"),
        rectify_by=entry.day("rectify_by"),
        inpatients=entry.number("inpatients"),
        entered_late=entry.number("entered_late") or 0,
        recorded_at=entry.recorded_at,
        # A talk needs nobody's approval; every other measure waits for a second person.
        pending=None if entry.text("takes_effect") == "talk" else waits(entry, DECISION),
    )


def _binds(measure: Measure, event: str, day: date) -> date | None:
    """The day it comes into force when `event` happened on `day`, or what was already known."""
    if measure.takes_effect != event:
        return measure.in_force_from
    return max(day, measure.effective) if measure.effective else day


@MEASURE.on("measure.amend")
def _amend(measure: Measure, entry: Entry) -> Measure:
    return replace(
        measure,
        departments=entry.many("departments") or measure.departments,
        bills=_bills(entry) or measure.bills,
        amount=entry.number("amount") if entry.fields.get("bills") else measure.amount,
        effective=entry.day("effective") or measure.effective,
        until=entry.day("until") or measure.until,
        rectify_by=entry.day("rectify_by") or measure.rectify_by,
    )


def _told(measure: Measure) -> Noticed:
    return Noticed(departments=measure.departments, bills=measure.bills, until=measure.until)


@MEASURE.on("measure.notice")
def _notice(measure: Measure, entry: Entry) -> Measure:
    # Noticed it is once the notice was served. A second one starts over: what was said to the first one answered
    # something else.
    return replace(
        measure,
        stage="proposed",
        noticed=_told(measure),
        notice_on=None,
        defence=None,
        defence_on=None,
        defence_text=None,
        adopted=None,
        reply=None,
    )


@MEASURE.on("measure.defence")
def _defence(measure: Measure, entry: Entry) -> Measure:
    # A defence after the decision (contested holds) is kept without turning the measure back to an earlier stage.
    stage = "defended" if measure.decided_on is None else measure.stage
    return replace(
        measure,
        stage=stage,
        defence=entry.text("outcome"),
        defence_on=entry.on,
        defence_text=entry.maybe("text"),
        adopted=entry.maybe("adopted"),
        reply=entry.maybe("reply"),
    )


@MEASURE.on("measure.approve")
def _approve(measure: Measure, entry: Entry) -> Measure:
    # What is decided stands in the approval itself: an answer about an earlier day may not see the request.
    decides, reason = entry.text("decides"), entry.maybe("reason")
    if decides == "lift":
        return replace(measure, pending=None, end="lifted", ended_on=entry.day("ended_on"), end_reason=reason)
    if decides == "revoke":
        return replace(measure, pending=None, end="revoked", ended_on=measure.decided_on, end_reason=reason)
    return replace(
        measure,
        pending=None,
        stage="approved",
        decided_on=entry.on,
        recorded_at=entry.recorded_at,
        decided_by=entry.by,
        in_force_from=_binds(measure, "approval", entry.on),
    )


@MEASURE.on("measure.reject")
def _reject(measure: Measure, entry: Entry) -> Measure:
    if entry.text("decides") != DECISION:
        return replace(measure, pending=None)
    return replace(
        measure,
        pending=None,
        stage="rejected",
        end="rejected",
        ended_on=entry.on,
        end_reason=entry.maybe("reason"),
    )


@MEASURE.on("measure.withdraw")
def _withdraw(measure: Measure, entry: Entry) -> Measure:
    return replace(
        measure,
        pending=None,
        stage="withdrawn",
        end="withdrawn",
        ended_on=entry.on,
        end_reason=entry.maybe("reason"),
    )


@MEASURE.on("measure.serve")
def _serve(measure: Measure, entry: Entry) -> Measure:
    received = entry.the_day("received")
    if entry.text("document") == "notice":
        return replace(measure, stage="noticed", noticed=measure.noticed or _told(measure), notice_on=received)
    event = "letter" if measure.takes_effect == "letter" else "service"
    return replace(
        measure,
        stage="served",
        served_on=received,
        service_method=entry.maybe("method"),
        in_force_from=_binds(measure, event, received),
    )


@MEASURE.on("measure.complete")
def _complete(measure: Measure, entry: Entry) -> Measure:
    # A talk that took place and a referral that was answered are done the same day.
    return replace(
        measure,
        stage="done",
        pending=None,
        end="done",
        ended_on=entry.on,
        end_reason=entry.maybe("result"),
        decided_on=measure.decided_on or (entry.on if measure.takes_effect == "talk" else None),
        in_force_from=_binds(measure, "talk", entry.on),
    )


@MEASURE.on("measure.recheck")
def _recheck(measure: Measure, entry: Entry) -> Measure:
    result = entry.text("result")
    done = result == "passed" and measure.kind == "rectification-order"
    return replace(
        measure,
        recheck=result,
        recheck_on=entry.on,
        end="done" if done else measure.end,
        ended_on=entry.on if done else measure.ended_on,
    )


@MEASURE.on("measure.lift")
def _ask_lift(measure: Measure, entry: Entry) -> Measure:
    return replace(measure, pending=waits(entry, "lift"))


@MEASURE.on("measure.revoke")
def _ask_revoke(measure: Measure, entry: Entry) -> Measure:
    return replace(measure, pending=waits(entry, "revoke"))


@MEASURE.on("measure.supersede")
def _supersede(measure: Measure, entry: Entry) -> Measure:
    return replace(
        measure,
        pending=None,
        end="superseded",
        ended_on=entry.day("ended_on"),
        end_reason=entry.text("by_measure"),
    )


@MEASURE.on("measure.restore")
def _restore(measure: Measure, entry: Entry) -> Measure:
    return replace(measure, end=None, ended_on=None, end_reason=None)


@MEASURE.on("measure.settle")
def _settle(measure: Measure, entry: Entry) -> Measure:
    # The last held bill was disposed of: a payment hold has nothing left to hold.
    return replace(measure, end="done", ended_on=entry.on)


@MEASURE.on("measure.listed")
def _listed(measure: Measure, entry: Entry) -> Measure:
    return replace(
        measure,
        publication=entry.text("publication"),
        published_on=entry.day("published_on"),
        link=entry.maybe("link"),
        late_by=entry.number("late_by"),
    )


@MEASURE.on("measure.unlisted")
def _unlisted(measure: Measure, entry: Entry) -> Measure:
    return replace(measure, publication=None, published_on=None, link=None, late_by=None)
