"""Recoveries (追回) of fees already paid: due = returned + offset + open, in fen, always."""

from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.states.core import Aggregate, State, waits

RETURNED, OFFSET = "returned", "offset"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryBill:
    """A bill and how much of it must come back; `undone` of it fell when the refusal was set aside."""

    bill: str
    claimed: int
    undone: int = 0

    @property
    def due(self) -> int:
        """What of it must come back."""
        return self.claimed - self.undone


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Money that came in: returned by the institution or offset against fees, with day and voucher."""

    way: str
    fen: int
    on: date
    voucher: str
    against: str | None = None
    taken_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A demand (催告) and the day by which to pay, included."""

    served: date
    pay_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Enforcement:
    """An application for compulsory enforcement (申请强制执行) and what came of it."""

    court: str
    number: str
    filed: date
    outcome: str | None = None
    outcome_on: date | None = None
    outcome_no: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery(State):
    """Fees that must come back under a refusal of payment.

    `due`, `returned`, `offset` and `open` are what they are after everything: due = returned + offset + open. What had
    come in and is owed again, because the refusal was set aside, stands in `restored` and no longer in the others.
    `written_off` is what was given up. `closed_on` is the day nothing was open any more.
    """

    measure: str
    case: str
    opened_on: date
    bills: tuple[RecoveryBill, ...] = ()
    received: tuple[Received, ...] = ()
    due: int = 0
    returned: int = 0
    offset: int = 0
    open: int = 0
    restored: int = 0
    written_off: int = 0
    status: str = "open"
    demands: tuple[Demand, ...] = ()
    decision_no: str | None = None
    decided_on: date | None = None
    decision_served_on: date | None = None
    enforcement: tuple[Enforcement, ...] = ()
    closed_on: date | None = None
    note: str | None = None

    @property
    def claimed(self) -> int:
        """What was asked back at first."""
        return sum(bill.claimed for bill in self.bills)


RECOVERY = Aggregate("recovery", "ZH", Recovery)


def settled(recovery: Recovery, on: date) -> Recovery:
    """The recovery with its sums and its progress (进展) worked out anew after an act of that day.

    What came in beyond what is still due is owed again; it is taken from what was offset first, because stopping to
    deduct is the shorter way back.
    """
    due_before_giving_up = sum(bill.due for bill in recovery.bills)
    written_off = min(recovery.written_off, due_before_giving_up)
    due = due_before_giving_up - written_off
    came = {
        way: sum(r.fen for r in recovery.received if r.way == way and not r.taken_back) for way in (RETURNED, OFFSET)
    }
    restored = max(0, sum(came.values()) - due)
    from_offset = min(restored, came[OFFSET])
    returned, offset = came[RETURNED] - (restored - from_offset), came[OFFSET] - from_offset
    rest = due - returned - offset
    undone = any(bill.undone for bill in recovery.bills)
    status = _progress(recovery)
    if rest == 0:
        status = "set-aside" if undone and due_before_giving_up == 0 else "done"
    return replace(
        recovery,
        due=due,
        returned=returned,
        offset=offset,
        open=rest,
        restored=restored,
        written_off=written_off,
        status=status,
        closed_on=(recovery.closed_on or on) if rest == 0 else None,
    )


def _progress(recovery: Recovery) -> str:
    if recovery.enforcement:
        return "enforcing"
    if recovery.decision_served_on is not None:
        return "served"
    if recovery.decided_on is not None:
        return "decided"
    return "demanded" if recovery.demands else "open"


@RECOVERY.starts("recovery.open")
def _open(entry: Entry) -> Recovery:
    bills = tuple(RecoveryBill(bill=told["bill"], claimed=told["fen"]) for told in entry.fields["bills"])
    return settled(
        Recovery(
            id=entry.subject,
            institution=entry.institution,
            measure=entry.text("measure"),
            case=entry.text("case"),
            opened_on=entry.on,
            bills=bills,
            note=entry.maybe("note"),
        ),
        entry.on,
    )


@RECOVERY.on("recovery.enter")
def _enter(recovery: Recovery, entry: Entry) -> Recovery:
    came = Received(
        way=entry.text("way"),
        fen=entry.the_number("amount"),
        on=entry.the_day("day"),
        voucher=entry.text("voucher"),
        against=entry.maybe("against"),
    )
    return settled(replace(recovery, received=(*recovery.received, came)), entry.on)


@RECOVERY.on("recovery.correct")
def _take_back(recovery: Recovery, entry: Entry) -> Recovery:
    voucher = entry.text("voucher")
    received = tuple(replace(r, taken_back=True) if r.voucher == voucher else r for r in recovery.received)
    return settled(replace(recovery, received=received), entry.on)


@RECOVERY.on("recovery.undo")
def _undo(recovery: Recovery, entry: Entry) -> Recovery:
    fen = {told["bill"]: told["fen"] for told in entry.fields["bills"]}
    bills = tuple(replace(b, undone=b.undone + fen.get(b.bill, 0)) for b in recovery.bills)
    # What waits for a decision was asked for about a debt that is no longer this one.
    return settled(replace(recovery, bills=bills, pending=None), entry.on)


@RECOVERY.on("recovery.demand")
def _demand(recovery: Recovery, entry: Entry) -> Recovery:
    demand = Demand(served=entry.the_day("served"), pay_by=entry.the_day("pay_by"))
    return settled(replace(recovery, demands=(*recovery.demands, demand)), entry.on)


_ASKS = {"recovery.decide": "decide", "recovery.write-off": "write-off"}


@RECOVERY.on(*_ASKS)
def _ask(recovery: Recovery, entry: Entry) -> Recovery:
    return replace(recovery, pending=waits(entry, _ASKS[entry.kind]))


@RECOVERY.on("recovery.approve")
def _approve(recovery: Recovery, entry: Entry) -> Recovery:
    free = replace(recovery, pending=None)
    if entry.text("decides") == "write-off":
        return settled(replace(free, written_off=free.written_off + entry.the_number("amount")), entry.on)
    return settled(replace(free, decision_no=entry.text("number"), decided_on=entry.on), entry.on)


@RECOVERY.on("recovery.reject")
def _reject(recovery: Recovery, entry: Entry) -> Recovery:
    return replace(recovery, pending=None)


@RECOVERY.on("recovery.serve")
def _serve(recovery: Recovery, entry: Entry) -> Recovery:
    return settled(replace(recovery, decision_served_on=entry.the_day("served")), entry.on)


@RECOVERY.on("recovery.enforce")
def _enforce(recovery: Recovery, entry: Entry) -> Recovery:
    filed = Enforcement(court=entry.text("court"), number=entry.text("number"), filed=entry.the_day("filed"))
    return settled(replace(recovery, enforcement=(*recovery.enforcement, filed)), entry.on)


@RECOVERY.on("recovery.outcome")
def _outcome(recovery: Recovery, entry: Entry) -> Recovery:
    told = replace(
        recovery.enforcement[-1],
        outcome=entry.text("outcome"),
        outcome_on=entry.on,
        outcome_no=entry.maybe("number"),
        note=entry.maybe("note"),
    )
    return settled(replace(recovery, enforcement=(*recovery.enforcement[:-1], told)), entry.on)
