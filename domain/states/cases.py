"""Cases (核查事项) and the bills held under them (暂停拨付)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.states import held
from domain.states.core import Aggregate, State, waits
from domain.states.handover import Handover, offered
from domain.states.held import HeldBill, HoldReview, Owed, Payment
from domain.states.measures import NEVER_BOUND, UNDER_WAY, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Longer:
    """More time for a case (延期): the day before, the day now, when that was decided, and why."""

    on: date
    before: date | None
    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(State):
    """A case: who handles it, what it came from, the bills held under it, how it closed."""

    lead: str
    second: str | None
    opened_on: date
    source: str | None = None
    complaints: tuple[str, ...] = ()
    inspections: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    bills: tuple[HeldBill, ...] = ()
    still_held: int = 0
    closed_on: date | None = None
    outcome: str | None = None
    close_reason: str | None = None
    conclusion: str | None = None
    origin: str | None = None
    limit_on: date | None = None
    extensions: tuple[Longer, ...] = ()
    archive_no: str | None = None
    archived_on: date | None = None
    office: str | None = None
    handover: Handover | None = None
    surveys: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    handed_on: date | None = None
    owed: tuple[Owed, ...] = ()
    payments: tuple[Payment, ...] = ()
    reviews: tuple[HoldReview, ...] = ()

    @property
    def waits_to_open(self) -> bool:
        """Whether its opening is still to be approved (待立项审批)."""
        return self.pending is not None and self.pending.kind == "open"


def case_status(case: Case, measures: Iterable[Measure], on: date) -> str:
    """How far a case is on a day, told by its measures.

    ``closed``; ``opening`` until its opening is approved; ``deciding`` while a measure is under way; ``re-checked``
    when the latest word on one in force was a re-check; ``measures-in-force`` when any was decided; else
    ``investigating``.
    """
    if case.closed_on is not None and case.closed_on <= on:
        return "closed"
    if case.waits_to_open:
        return "opening"
    standing = [m for m in measures if m.proposed_on <= on and m.status(on) not in NEVER_BOUND]
    if any(m.status(on) in UNDER_WAY for m in standing):
        return "deciding"
    if any(m.recheck_on is not None and m.recheck_on <= on for m in standing):
        return "re-checked"
    return "measures-in-force" if standing else "investigating"


CASE = Aggregate("case", "HC", Case)


@CASE.starts("case.open")
def _open(entry: Entry) -> Case:
    return Case(
        id=entry.subject,
        institution=entry.institution,
        lead=entry.text("lead"),
        second=entry.maybe("second"),
        opened_on=entry.on,
        source=entry.maybe("source"),
        office=entry.maybe("office"),
        complaints=entry.many("complaints"),
        inspections=entry.many("inspections"),
        events=entry.many("events"),
        surveys=entry.many("surveys"),
        origin=entry.maybe("origin"),
        limit_on=entry.day("limit_on"),
        pending=waits(entry, "open") if entry.fields.get("waits") is True else None,
    )


@CASE.on("case.add")
def _add(case: Case, entry: Entry) -> Case:
    return replace(
        case,
        complaints=(*case.complaints, *entry.many("complaints")),
        inspections=(*case.inspections, *entry.many("inspections")),
        events=(*case.events, *entry.many("events")),
        surveys=(*case.surveys, *entry.many("surveys")),
        second=entry.maybe("second") or case.second,
    )


@CASE.on("case.handover")
def _hand_over(case: Case, entry: Entry) -> Case:
    return replace(case, handover=offered(entry))


@CASE.on("case.acknowledge")
def _acknowledge(case: Case, entry: Entry) -> Case:
    # What was taken over stands in the act itself: an answer about an earlier day may not see the offer.
    to, former = entry.text("to"), (*case.former, entry.text("giver"))
    if entry.text("position") == "second":
        return replace(case, second=to, handover=None, former=former, handed_on=entry.on)
    office = entry.maybe("office") or case.office
    return replace(case, lead=to, office=office, handover=None, former=former, handed_on=entry.on)


@CASE.on("case.decline-handover")
def _decline_handover(case: Case, entry: Entry) -> Case:
    return replace(case, handover=None)


def _with_bills(case: Case, bills: tuple[HeldBill, ...]) -> Case:
    return replace(case, bills=bills, still_held=sum(bill.still_held for bill in bills))


@CASE.on("hold.place")
def _place(case: Case, entry: Entry) -> Case:
    return _with_bills(case, held.placed(case.bills, entry))


@CASE.on("hold.refuse")
def _refuse(case: Case, entry: Entry) -> Case:
    return _with_bills(case, held.refused(case.bills, entry.fields["bills"], entry.text("refusal")))


@CASE.on("hold.free")
def _free(case: Case, entry: Entry) -> Case:
    # The hold itself was set aside: nothing keeps its bills from being paid.
    return _with_bills(case, held.released(case.bills, entry.fields.get("bills") or ()))


@CASE.on("hold.undo")
def _undo(case: Case, entry: Entry) -> Case:
    refusal = entry.text("refusal")
    bills = held.unrefused(case.bills, entry.fields.get("bills") or (), refusal)
    return replace(_with_bills(case, bills), owed=held.owing(case.owed, entry, refusal, entry.fields.get("owed") or ()))


@CASE.on("hold.pay")
def _pay(case: Case, entry: Entry) -> Case:
    made = tuple(
        Payment(
            bill=part["bill"],
            measure=part["measure"],
            fen=part["fen"],
            paid_on=entry.the_day("paid"),
            voucher=entry.text("voucher"),
            owed=part.get("owed"),
        )
        for part in entry.fields["bills"]
    )
    bills, owed = held.paid(case.bills, case.owed, made, 1)
    return replace(case, bills=bills, owed=owed, payments=(*case.payments, *made))


@CASE.on("hold.correct")
def _take_back(case: Case, entry: Entry) -> Case:
    voucher = entry.text("voucher")
    wrong = [p for p in case.payments if p.voucher == voucher and not p.taken_back]
    bills, owed = held.paid(case.bills, case.owed, wrong, -1)
    payments = tuple(replace(p, taken_back=True) if p in wrong else p for p in case.payments)
    return replace(case, bills=bills, owed=owed, payments=payments)


@CASE.on("hold.review")
def _review(case: Case, entry: Entry) -> Case:
    review = HoldReview(
        measure=entry.text("measure"), on=entry.on, outcome=entry.text("outcome"), reason=entry.text("reason")
    )
    return replace(case, reviews=(*case.reviews, review))


_ASKS = {"hold.release": "release", "hold.add": "add", "hold.owe": "owe"}


@CASE.on(*_ASKS)
def _ask(case: Case, entry: Entry) -> Case:
    return replace(case, pending=waits(entry, _ASKS[entry.kind]))


@CASE.on("case.extend")
def _ask_extend(case: Case, entry: Entry) -> Case:
    return replace(case, pending=waits(entry, "extend"))


@CASE.on("case.archive")
def _archive(case: Case, entry: Entry) -> Case:
    return replace(case, archive_no=entry.text("number"), archived_on=entry.on)


@CASE.on("case.close")
def _ask_close(case: Case, entry: Entry) -> Case:
    return replace(case, pending=waits(entry, "close"))


@CASE.on("case.approve")
def _approve(case: Case, entry: Entry) -> Case:
    # What is decided stands in the approval itself: an answer about an earlier day may not see the request.
    decides = entry.text("decides")
    if decides == "release":
        return replace(_with_bills(case, held.released(case.bills, entry.fields["bills"])), pending=None)
    if decides == "add":
        return replace(_with_bills(case, held.placed(case.bills, entry)), pending=None)
    if decides == "owe":
        owed = held.owing(case.owed, entry, entry.text("measure"), entry.fields["bills"])
        return replace(case, pending=None, owed=owed)
    if decides == "open":
        return replace(case, pending=None, opened_on=entry.on, limit_on=entry.day("limit_on"))
    if decides == "extend":
        until = entry.the_day("until")
        longer = Longer(on=entry.on, before=case.limit_on, until=until, reason=entry.text("reason"))
        return replace(case, pending=None, limit_on=until, extensions=(*case.extensions, longer))
    return replace(
        case,
        pending=None,
        closed_on=entry.on,
        outcome=entry.text("outcome"),
        close_reason=entry.text("reason"),
        conclusion=entry.maybe("conclusion"),
    )


@CASE.on("case.reject")
def _reject(case: Case, entry: Entry) -> Case:
    if entry.text("decides") == "open":
        return replace(case, pending=None, closed_on=entry.on, outcome="not-opened", close_reason=entry.text("reason"))
    return replace(case, pending=None)
