"""Sums of money on a day (资金合计), counted twice: from what stands, and from the acts that moved it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Table, or_

from db.store import Reader
from domain.rulebook.kinds import MeasureKind
from domain.states.cases import Case
from domain.states.core import State
from domain.states.measures import NEVER_BOUND, UNDER_WAY, Measure
from domain.states.recoveries import Recovery
from sanctions.money.covering import cover_of
from sanctions.reading import as_stood, each

S = TypeVar("S", bound=State)

KINDS = (
    "hold.place",
    "hold.refuse",
    "hold.free",
    "hold.undo",
    "hold.pay",
    "hold.correct",
    "case.approve",
    "recovery.open",
    "recovery.enter",
    "recovery.correct",
    "recovery.undo",
)
"""Acts that move money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which money: of one case, of one institution, or all there is."""

    case: str | None = None
    institution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums in fen. `owed_due` and `owed_paid` are fees owed beside the holds (待补结算), `received` what came in."""

    held: int = 0
    released: int = 0
    refused: int = 0
    paid: int = 0
    owed_due: int = 0
    owed_paid: int = 0
    claimed: int = 0
    undone: int = 0
    received: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """The cases with money and the recoveries in a scope as they stood on a day."""

    cases: tuple[Case, ...]
    recoveries: tuple[Recovery, ...]

    @property
    def totals(self) -> Totals:
        """The sums of what stands."""
        bills = [bill for case in self.cases for bill in case.bills]
        owed = [one for case in self.cases for one in case.owed]
        claims = [bill for one in self.recoveries for bill in one.bills]
        return Totals(
            held=sum(b.held for b in bills),
            released=sum(b.released for b in bills),
            refused=sum(b.refused for b in bills),
            paid=sum(b.paid for b in bills),
            owed_due=sum(one.fen for one in owed),
            owed_paid=sum(one.paid for one in owed),
            claimed=sum(b.claimed for b in claims),
            undone=sum(b.undone for b in claims),
            received=sum(one.returned + one.offset + one.restored for one in self.recoveries),
        )


def standing_on(reader: Reader, scope: Scope, on: date) -> Standing:
    """What stood on a day in a scope."""
    case, recovery = reader.table(Case), reader.table(Recovery)
    with_money = or_(case.c.bills != "[]", case.c.owed != "[]")
    return Standing(
        cases=_stood(reader, Case, on, with_money, *_within(case, case.c.id, scope)),
        recoveries=_stood(reader, Recovery, on, *_within(recovery, recovery.c.case, scope)),
    )


def _within(table: Table, case: ColumnElement[Any], scope: Scope) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if scope.case is not None:
        conditions.append(case == scope.case)
    if scope.institution is not None:
        conditions.append(table.c.institution == scope.institution)
    return conditions


def _stood(reader: Reader, kind: type[S], on: date, *conditions: ColumnElement[bool]) -> tuple[S, ...]:
    stood = (as_stood(reader, one, on) for one in each(reader, kind, *conditions))
    return tuple(one for one in stood if one is not None)


def refused_without_hold(reader: Reader, scope: Scope, on: date) -> int:
    """What the refusals in force name beyond holds and recoveries: refused before it was ever paid, in fen."""
    table = reader.table(Measure)
    refusals = _stood(
        reader, Measure, on, table.c.kind == MeasureKind.REFUSE_PAYMENT, *_within(table, table.c.case, scope)
    )
    binding = [m for m in refusals if m.status(on) not in (*NEVER_BOUND, *UNDER_WAY)]
    of: dict[str | None, Standing] = {
        code: standing_on(reader, Scope(institution=code), on) for code in {m.institution for m in binding}
    }
    total = 0
    for refusal in binding:
        known = of[refusal.institution]
        ours = [one for one in known.recoveries if one.measure == refusal.id]
        total += sum(cover.never_held for cover in cover_of(refusal, known.cases, ours).values())
    return total


def moved(reader: Reader, scope: Scope, on: date) -> Totals:
    """The same sums from the acts up to a day, without looking at what stands."""
    sums: dict[str, int] = defaultdict(int)
    of_case = set()
    if scope.case is not None:
        table = reader.table(Recovery)
        of_case = {scope.case, *(one.id for one in each(reader, Recovery, table.c.case == scope.case))}
    for entry in reader.entries(institution=scope.institution, kinds=KINDS, on=on):
        if scope.case is None or entry.subject in of_case:
            for name, fen in _moves(entry.kind, entry.fields):
                sums[name] += fen
    return Totals(**{field.name: sums[field.name] for field in fields(Totals)})


def _sum(parts: Sequence[Mapping[str, Any]] | None) -> int:
    return sum(int(part["fen"]) for part in parts or ())


def _moves(kind: str, told: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """What one act adds to which sum."""
    fen = _sum(told.get("bills"))
    match kind, told.get("decides"):
        case ("hold.place", _) | ("case.approve", "add"):
            yield "held", fen
        case ("hold.free", _) | ("case.approve", "release"):
            yield "released", fen
        case "case.approve", "owe":
            yield "owed_due", fen
        case "hold.refuse", _:
            yield "refused", fen
        case "hold.undo", _:
            yield from (("refused", -fen), ("released", fen), ("owed_due", _sum(told.get("owed"))))
        case (("hold.pay" | "hold.correct"), _):
            owed = _sum([part for part in told["bills"] if part.get("owed") is not None])
            sign = 1 if kind == "hold.pay" else -1
            yield from (("paid", sign * (fen - owed)), ("owed_paid", sign * owed))
        case "recovery.open", _:
            yield "claimed", fen
        case "recovery.undo", _:
            yield "undone", fen
        case "recovery.enter", _:
            yield "received", int(told["amount"])
        case "recovery.correct", _:
            yield "received", -int(told["amount"])
