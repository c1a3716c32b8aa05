"""What each act does to a measure, from its proposal to its end."""

from dataclasses import replace

from domain.entries import Entry
from domain.states.bills import details_of
from domain.states.core import asked_too, behalf_of, waits
from domain.states.measures.aggregate import MEASURE
from domain.states.measures.carrying import extended, nobody_came, problems_of, rechecked, talk_of
from domain.states.measures.parts import BillAmount, Urgent
from domain.states.measures.state import DECISION, Measure


def _bills(entry: Entry) -> tuple[BillAmount, ...]:
    return tuple(
        BillAmount(bill=b["bill"], fen=b["fen"], details=details_of(b.get("details")))
        for b in entry.fields.get("bills") or ()
    )


def _urgent(entry: Entry) -> Urgent | None:
    agreed_on, papers_by, defence_by = entry.day("agreed_on"), entry.day("papers_by"), entry.day("defence_by")
    if agreed_on is None or papers_by is None or defence_by is None:
        return None
    return Urgent(
        why=entry.text("urgent"),
        agreed_by=entry.text("agreed_by"),
        agreed_how=entry.text("agreed_how"),
        agreed_on=agreed_on,
        papers_by=papers_by,
        defence_by=defence_by,
    )


@MEASURE.starts("measure.propose")
def _propose(entry: Entry) -> Measure:
    urgent, effective = _urgent(entry), entry.day("effective")
    measure = Measure(
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
        effective=effective,
        until=entry.day("until"),
        rectify_by=entry.day("rectify_by"),
        inpatients=entry.number("inpatients"),
        undecided=entry.number("inpatients") or 0,
        problems=problems_of(entry),
        entered_late=entry.number("entered_late") or 0,
        recorded_at=entry.recorded_at,
        # A talk needs nobody's approval; every other measure waits for a second person.
        pending=None if entry.text("takes_effect") == "talk" else waits(entry, DECISION),
        urgent=urgent,
        in_force_from=(effective or urgent.agreed_on) if urgent else None,
        staff=entry.many("staff"),
        provisions=entry.many("provisions"),
        severity=entry.maybe("severity"),
        recurring=entry.fields.get("recurring") is True,
        precedents=entry.many("precedents"),
        deviation_reason=entry.maybe("deviation_reason"),
        ordered_no=entry.maybe("ordered_no"),
        ordered_until=entry.day("ordered_until"),
    )
    return replace(measure, lapses_on=measure.lapse)


@MEASURE.on("measure.amend")
def _amend(measure: Measure, entry: Entry) -> Measure:
    return replace(
        measure,
        word=entry.maybe("word") or measure.word,
        services=entry.many("services") or measure.services,
        ground=entry.maybe("ground") or measure.ground,
        ground_clause=entry.maybe("ground_clause") or measure.ground_clause,
        source_kind=entry.maybe("source_kind") or measure.source_kind,
        nature=entry.maybe("nature") or measure.nature,
        end_kind=entry.maybe("end_kind") or measure.end_kind,
        agreement_clause=entry.maybe("agreement_clause") or measure.agreement_clause,
        staff=entry.many("staff") or measure.staff,
        departments=entry.many("departments") or measure.departments,
        bills=_bills(entry) or measure.bills,
        amount=entry.number("amount") if entry.fields.get("bills") else measure.amount,
        effective=entry.day("effective") or measure.effective,
        until=entry.day("until") or measure.until,
        rectify_by=entry.day("rectify_by") or measure.rectify_by,
        problems=problems_of(entry) or measure.problems,
        pending=asked_too(measure.pending, entry),
    )


@MEASURE.on("measure.approve")
def _approve(measure: Measure, entry: Entry) -> Measure:
    # What is decided stands in the approval itself: an answer about an earlier day may not see the request.
    decides, reason = entry.text("decides"), entry.maybe("reason")
    if decides == "extend":
        return extended(measure, entry)
    if decides == "lift":
        return replace(measure, pending=None, end="lifted", ended_on=entry.day("ended_on"), end_reason=reason)
    if decides == "revoke":
        return replace(measure, pending=None, end="revoked", ended_on=measure.decided_on, end_reason=reason)
    decided = replace(
        measure,
        pending=None,
        stage="approved",
        decided_on=entry.on,
        recorded_at=entry.recorded_at,
        decided_by=entry.by,
        decided_for=behalf_of(entry),
        in_force_from=measure.binds_from("approval", entry.on),
        # What it answers to is told anew by the decision: findings may have come in since the proposal.
        provisions=entry.many("provisions") or measure.provisions,
        severity=entry.maybe("severity") or measure.severity,
        recurring=measure.recurring or entry.fields.get("recurring") is True,
    )
    return replace(decided, lapses_on=decided.lapse)


def _fell(measure: Measure, entry: Entry, end: str) -> Measure:
    """A proposal that is turned down or taken back never bound; an urgent one did, until then."""
    bound = measure.in_force_from is not None and measure.in_force_from < entry.on
    lapses_on = measure.lapses_on or entry.on
    return replace(
        measure,
        pending=None,
        stage=end,
        end="expired" if bound else end,
        ended_on=min(entry.on, lapses_on) if bound else entry.on,
        end_reason=entry.maybe("reason"),
    )


@MEASURE.on("measure.reject")
def _reject(measure: Measure, entry: Entry) -> Measure:
    if entry.text("decides") != DECISION:
        return replace(measure, pending=None)
    return _fell(measure, entry, "rejected")


@MEASURE.on("measure.withdraw")
def _withdraw(measure: Measure, entry: Entry) -> Measure:
    return _fell(measure, entry, "withdrawn")


@MEASURE.on("measure.complete")
def _complete(measure: Measure, entry: Entry) -> Measure:
    talk = measure.takes_effect == "talk"
    if talk and entry.fields.get("absent") is True:
        return nobody_came(measure, entry)
    # A talk that took place and a referral that was answered are done the same day.
    return replace(
        measure,
        stage="done",
        pending=None,
        end="done",
        ended_on=entry.on,
        end_reason=entry.maybe("result"),
        decided_on=measure.decided_on or (entry.on if talk else None),
        in_force_from=measure.binds_from("talk", entry.on),
        answer_no=entry.maybe("number"),
        fine=entry.number("fine"),
        appointed_on=None,
        talks=(*measure.talks, talk_of(entry, held=True)) if talk else measure.talks,
    )


@MEASURE.on("measure.recheck")
def _recheck(measure: Measure, entry: Entry) -> Measure:
    result = entry.text("result")
    done = result == "passed" and measure.kind == "rectification-order"
    return replace(
        measure,
        recheck=result,
        recheck_on=entry.on,
        problems=rechecked(measure.problems, result, entry.on),
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
