"""The ledger of money (资金台账): every sum of a case, an institution or all, balanced to the fen."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from db.store import Reader
from domain.messages import Message, msg
from domain.money import capitals, yuan
from domain.refusals import refuse
from domain.states.cases import Case
from domain.states.institutions import Institution
from sanctions.money.totals import Scope, Standing, Totals, moved, refused_without_hold, standing_on
from sanctions.names import names_on


@dataclass(frozen=True, slots=True)
class Check:
    """Two sides that must be the same, in fen."""

    text: Message
    left: int
    right: int

    @property
    def balanced(self) -> bool:
        """Whether they are."""
        return self.left == self.right


_HELD = msg("held = released + refused + still held")
_RELEASED = msg("released = paid + unpaid")
_OWED = msg("owed beside the holds = paid later + not paid yet")
_REFUSED = msg("refused = the parts refused under each decision")
_DUE = msg("due = returned + offset + open")
_CLAIMED = msg("asked back = due + undone + written off")
_RECEIVED = msg("received = returned + offset + owed again")


def money(
    reader: Reader,
    *,
    on: date,
    case: str | None = None,
    institution: str | None = None,
    from_day: date | None = None,
    to_day: date | None = None,
) -> dict[str, Any]:
    """The sums as they stood at the end of a day, in yuan, each side against the other.

    With `from_day` also what moved in the time from it `to_day` (or `on`), both included, by the legal day of the acts.
    Refused ``not-found`` for a case or institution that is not here, ``ledger.period`` for a time that ends before it
    begins or after `on`.
    """
    scope = _scope(reader, case, institution)
    last = to_day or on
    if last > on or (from_day is not None and from_day > last):
        raise refuse(
            "ledger.period", msg("The time must begin before it ends, and end by {day}.", day=on), field="from"
        )
    standing = standing_on(reader, scope, last)
    checks = list(_checks(standing, moved(reader, scope, last)))
    told = {
        "case": case,
        "institution": institution,
        "name": names_on(reader, [institution], last).get(institution or "") if institution else None,
        "from": from_day,
        "to": last,
        **_sums(reader, scope, standing, last),
        "checks": [
            {"check": one.text, "left": yuan(one.left), "right": yuan(one.right), "balanced": one.balanced}
            for one in checks
        ],
        "balanced": all(one.balanced for one in checks),
    }
    if from_day is not None:
        told["moved"] = _movements(standing_on(reader, scope, from_day - timedelta(days=1)), standing)
    return told


def _scope(reader: Reader, case: str | None, institution: str | None) -> Scope:
    if case is not None and reader.get(Case, case) is None:
        raise refuse("not-found", msg("There is no {subject} here.", subject=case), field="case")
    if institution is not None and reader.get(Institution, f"institution:{institution}") is None:
        raise refuse("not-found", msg("No institution has the code {code}.", code=institution), field="institution")
    return Scope(case=case, institution=institution)


def _sums(reader: Reader, scope: Scope, standing: Standing, on: date) -> dict[str, Any]:
    totals = standing.totals
    still_held = totals.held - totals.released - totals.refused
    due = sum(one.due for one in standing.recoveries)
    rest = sum(one.open for one in standing.recoveries)
    under_holds = sum(bill.owed for case in standing.cases for bill in case.bills)
    sums = {
        "held": totals.held,
        "released": totals.released,
        "paid": totals.paid,
        "unpaid": totals.released - totals.paid,
        "refused": totals.refused,
        "still_held": still_held,
        "refused_without_hold": refused_without_hold(reader, scope, on),
        "owed": under_holds + totals.owed_due - totals.owed_paid,
        "owed_under_holds": under_holds,
        "owed_later_paid": totals.owed_paid,
        "recovery_due": due,
        "recovery_returned": sum(one.returned for one in standing.recoveries),
        "recovery_offset": sum(one.offset for one in standing.recoveries),
        "recovery_open": rest,
        "recovery_written_off": sum(one.written_off for one in standing.recoveries),
        "recovery_owed_again": sum(one.restored for one in standing.recoveries),
    }
    return {name: yuan(fen) for name, fen in sums.items()} | {
        "amount_capitals": {
            name: capitals(sums[name]) for name in ("held", "refused", "still_held", "recovery_due", "recovery_open")
        }
    }


def _checks(standing: Standing, acts: Totals) -> Iterator[Check]:
    bills = [bill for case in standing.cases for bill in case.bills]
    owed = [one for case in standing.cases for one in case.owed]
    recoveries = standing.recoveries
    totals = standing.totals
    yield Check(_HELD, totals.held, totals.released + totals.refused + sum(b.still_held for b in bills))
    yield Check(_RELEASED, totals.released, totals.paid + sum(b.unpaid for b in bills))
    yield Check(_REFUSED, totals.refused, sum(part.fen for b in bills for part in b.refusals))
    yield Check(_OWED, totals.owed_due, totals.owed_paid + sum(one.unpaid for one in owed))
    due = sum(one.due for one in recoveries)
    yield Check(_DUE, due, sum(one.returned + one.offset + one.open for one in recoveries))
    yield Check(_CLAIMED, totals.claimed, due + totals.undone + sum(one.written_off for one in recoveries))
    entered = sum(r.fen for one in recoveries for r in one.received if not r.taken_back)
    yield Check(_RECEIVED, entered, totals.received)
    below = [
        fen
        for fen in (
            *(fen for b in bills for fen in (b.released, b.refused, b.still_held, b.paid, b.unpaid, b.owed)),
            *(fen for one in owed for fen in (one.paid, one.unpaid)),
            *(fen for one in recoveries for fen in (one.due, one.returned, one.offset, one.open, one.restored)),
        )
        if fen < 0
    ]
    yield Check(msg("Sums below zero: {count}", count=len(below)), sum(below), 0)
    for field in fields(Totals):
        left, right = getattr(totals, field.name), getattr(acts, field.name)
        yield Check(msg("{sum}: what stands = what the acts moved", sum=_WORDS[field.name]), left, right)


_WORDS = {
    "held": msg("held"),
    "released": msg("released"),
    "refused": msg("refused"),
    "paid": msg("paid"),
    "owed_due": msg("owed beside the holds"),
    "owed_paid": msg("paid later"),
    "claimed": msg("asked back"),
    "undone": msg("undone"),
    "received": msg("received"),
}


def _movements(before: Standing, after: Standing) -> list[dict[str, Any]]:
    """What moved between two days, sum by sum: opening, change, closing."""
    opening, closing = before.totals, after.totals
    return [
        {
            "sum": name,
            "opening": yuan(getattr(opening, name)),
            "change": yuan(getattr(closing, name) - getattr(opening, name)),
            "closing": yuan(getattr(closing, name)),
        }
        for name in _WORDS
    ]
