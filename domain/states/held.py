"""Money a case answers for: bills held (暂停拨付), fees still owed (待补结算), and what was paid of either."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.entries import Entry
from domain.states.bills import BillDetails, details_of

RELEASED, REFUSED = "released", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedUnder:
    """How much of a held bill was turned down under one refusal of payment, in fen."""

    refusal: str
    fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBill:
    """One held bill, in fen: held = released + refused + still held, and released = paid + unpaid, always.

    `restored` is how much of what is released had been refused under a decision that was set aside; `since` the day
    it came under the hold.
    """

    bill: str
    measure: str
    held: int
    released: int = 0
    refused: int = 0
    paid: int = 0
    restored: int = 0
    since: date | None = None
    refusals: tuple[RefusedUnder, ...] = ()
    details: BillDetails | None = None

    @property
    def still_held(self) -> int:
        """What is neither released nor refused."""
        return self.held - self.released - self.refused

    @property
    def unpaid(self) -> int:
        """What is released and not paid."""
        return self.released - self.paid

    @property
    def owed(self) -> int:
        """What of it waits to be settled after a refusal was set aside (待补结算); the rest is taken as paid first."""
        return min(self.restored, self.unpaid)

    def refused_under(self, refusal: str) -> int:
        """How much was turned down under a refusal."""
        return sum(part.fen for part in self.refusals if part.refusal == refusal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A fee that waits to be settled because a decision was set aside (待补结算), in fen.

    `why` is ``never-held`` (refused without a hold), ``recovered`` (it had come back), ``unsettled`` (not settled
    while a suspension or an end stood). `number` tells those of one case apart.
    """

    number: int
    bill: str
    measure: str
    fen: int
    why: str
    since: date
    paid: int = 0
    dispute: str | None = None

    @property
    def unpaid(self) -> int:
        """What is not paid yet."""
        return self.fen - self.paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A payment of a released or owed bill: its day and voucher; `taken_back` when it was entered wrongly or came back.

    `owed` is the number of the owed fee it paid, None for a held bill.
    """

    bill: str
    measure: str
    fen: int
    paid_on: date
    voucher: str
    owed: int | None = None
    taken_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReview:
    """A review of a payment hold (暂停拨付复核)."""

    measure: str
    on: date
    outcome: str
    reason: str


Bills = tuple[HeldBill, ...]
Parts = Iterable[Mapping[str, Any]]
"""Parts of bills as acts name them: `bill`, the `measure` that holds it, `fen`."""


def placed(bills: Bills, entry: Entry) -> Bills:
    """The bills with those that came under a hold; more of a bill under the same hold is added to it."""
    measure = entry.text("measure")
    after = {(bill.bill, bill.measure): bill for bill in bills}
    for told in entry.fields["bills"]:
        key = (told["bill"], measure)
        known = after.get(key)
        after[key] = (
            replace(known, held=known.held + told["fen"])
            if known is not None
            else HeldBill(
                bill=told["bill"],
                measure=measure,
                held=told["fen"],
                since=entry.on,
                details=details_of(told.get("details")),
            )
        )
    return tuple(after.values())


def _by_key(parts: Parts) -> dict[tuple[str, str], int]:
    return {(part["bill"], part["measure"]): part["fen"] for part in parts}


def released(bills: Bills, parts: Parts) -> Bills:
    """The bills after parts of them were released."""
    fen = _by_key(parts)
    return tuple(replace(b, released=b.released + fen.get((b.bill, b.measure), 0)) for b in bills)


def refused(bills: Bills, parts: Parts, refusal: str) -> Bills:
    """The bills after parts of them were turned down under a refusal."""
    fen = _by_key(parts)
    return tuple(
        replace(b, refused=b.refused + part, refusals=_under(b, refusal, part))
        if (part := fen.get((b.bill, b.measure), 0))
        else b
        for b in bills
    )


def _under(bill: HeldBill, refusal: str, change: int) -> tuple[RefusedUnder, ...]:
    fen = bill.refused_under(refusal) + change
    others = tuple(part for part in bill.refusals if part.refusal != refusal)
    return (*others, RefusedUnder(refusal=refusal, fen=fen)) if fen else others


def unrefused(bills: Bills, parts: Parts, refusal: str) -> Bills:
    """The bills after the refusal of parts of them was undone: released, and told apart as restored."""
    fen = _by_key(parts)
    return tuple(
        replace(
            b,
            refused=b.refused - part,
            released=b.released + part,
            restored=b.restored + part,
            refusals=_under(b, refusal, -part),
        )
        if (part := fen.get((b.bill, b.measure), 0))
        else b
        for b in bills
    )


def paid(
    bills: Bills, owed: tuple[Owed, ...], payments: Iterable[Payment], sign: int
) -> tuple[Bills, tuple[Owed, ...]]:
    """Held bills and owed fees after payments were entered (`sign` 1) or taken back (-1)."""
    for payment in payments:
        fen = sign * payment.fen
        if payment.owed is not None:
            owed = tuple(replace(o, paid=o.paid + fen) if o.number == payment.owed else o for o in owed)
        else:
            bills = tuple(
                replace(b, paid=b.paid + fen) if (b.bill, b.measure) == (payment.bill, payment.measure) else b
                for b in bills
            )
    return bills, owed


def owing(owed: tuple[Owed, ...], entry: Entry, measure: str, parts: Parts) -> tuple[Owed, ...]:
    """The owed fees with further ones, numbered on."""
    further = tuple(
        Owed(
            number=number,
            bill=part["bill"],
            measure=measure,
            fen=part["fen"],
            why=part["why"],
            since=entry.on,
            dispute=entry.maybe("dispute"),
        )
        for number, part in enumerate(parts, start=len(owed) + 1)
    )
    return (*owed, *further)
