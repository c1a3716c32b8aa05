"""Cases (核查事项) and the bills held under them (暂停拨付)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.states.core import Aggregate, State, waits
from domain.states.measures import NEVER_BOUND, UNDER_WAY, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBill:
    """One held bill, in fen: held = released + refused + still held, always."""

    bill: str
    measure: str
    held: int
    released: int = 0
    refused: int = 0

    @property
    def still_held(self) -> int:
        """What is neither released nor refused."""
        return self.held - self.released - self.refused


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


def case_status(case: Case, measures: Iterable[Measure], on: date) -> str:
    """How far a case is on a day, told by its measures.

    ``closed``; ``deciding`` while a measure is under way; ``re-checked`` when the latest word on one in force was a
    re-check; ``measures-in-force`` when any was decided; else ``investigating``.
    """
    if case.closed_on is not None and case.closed_on <= on:
        return "closed"
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
        complaints=entry.many("complaints"),
        inspections=entry.many("inspections"),
        events=entry.many("events"),
    )


@CASE.on("case.add")
def _add(case: Case, entry: Entry) -> Case:
    return replace(
        case,
        complaints=(*case.complaints, *entry.many("complaints")),
        inspections=(*case.inspections, *entry.many("inspections")),
        events=(*case.events, *entry.many("events")),
        second=entry.maybe("second") or case.second,
    )


def _with_bills(case: Case, bills: tuple[HeldBill, ...]) -> Case:
    return replace(case, bills=bills, still_held=sum(bill.still_held for bill in bills))


@CASE.on("hold.place")
def _place(case: Case, entry: Entry) -> Case:
    placed = tuple(
        HeldBill(bill=b["bill"], measure=entry.text("measure"), held=b["fen"]) for b in entry.fields["bills"]
    )
    return _with_bills(case, (*case.bills, *placed))


def _disposed(case: Case, entry: Entry, side: str) -> Case:
    parts = {(b["bill"], b["measure"]): b["fen"] for b in entry.fields["bills"]}
    bills = tuple(
        replace(bill, **{side: getattr(bill, side) + parts.get((bill.bill, bill.measure), 0)}) for bill in case.bills
    )
    return _with_bills(case, bills)


@CASE.on("hold.refuse")
def _refuse(case: Case, entry: Entry) -> Case:
    return _disposed(case, entry, "refused")


@CASE.on("hold.release")
def _ask_release(case: Case, entry: Entry) -> Case:
    return replace(case, pending=waits(entry, "release"))


@CASE.on("case.close")
def _ask_close(case: Case, entry: Entry) -> Case:
    return replace(case, pending=waits(entry, "close"))


@CASE.on("case.approve")
def _approve(case: Case, entry: Entry) -> Case:
    # What is decided stands in the approval itself: an answer about an earlier day may not see the request.
    if entry.text("decides") == "release":
        return replace(_disposed(case, entry, "released"), pending=None)
    return replace(
        case,
        pending=None,
        closed_on=entry.on,
        outcome=entry.text("outcome"),
        close_reason=entry.text("reason"),
    )


@CASE.on("case.reject")
def _reject(case: Case, entry: Entry) -> Case:
    return replace(case, pending=None)
