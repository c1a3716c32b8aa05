"""How far a refusal of payment (拒付) reaches, bill by bill: what was done under it and what is left of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from db.store import Reader
from domain.states.cases import Case
from domain.states.measures import Measure
from domain.states.recoveries import Recovery
from sanctions.reading import each


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """One bill under a refusal, in fen.

    `named` by the refusal; `refused` of it under holds; `claimed` back of it; of the bill itself `still_held`, and
    `released` from holds of which `unpaid`.
    """

    bill: str
    named: int
    refused: int = 0
    claimed: int = 0
    still_held: int = 0
    released: int = 0
    unpaid: int = 0

    @property
    def left(self) -> int:
        """What the refusal names and nothing was done about."""
        return self.named - self.refused - self.claimed

    @property
    def recoverable(self) -> int:
        """What may be asked back: nothing that is held, nor what was released and never paid."""
        return max(0, self.left - self.still_held - self.unpaid)

    @property
    def never_held(self) -> int:
        """What was refused without ever having been held; what a hold took up is counted there."""
        return max(0, self.left - self.still_held - self.released)


def holding_cases(reader: Reader, institution: str | None) -> list[Case]:
    """The cases of an institution that hold or held bills."""
    table = reader.table(Case)
    return list(each(reader, Case, table.c.institution == institution, table.c.bills != "[]"))


def recoveries_under(reader: Reader, measure: str) -> list[Recovery]:
    """The recoveries under a refusal."""
    table = reader.table(Recovery)
    return list(each(reader, Recovery, table.c.measure == measure))


def covers(reader: Reader, refusal: Measure) -> dict[str, Cover]:
    """Every bill the refusal names, with what was done about it, in the refusal's order."""
    return cover_of(refusal, holding_cases(reader, refusal.institution), recoveries_under(reader, refusal.id))


def cover_of(refusal: Measure, cases: Iterable[Case], recoveries: Iterable[Recovery]) -> dict[str, Cover]:
    """As `covers`, from the institution's cases and the recoveries under the refusal as they stood on some day."""
    held = [bill for case in cases for bill in case.bills]
    claims = [bill for recovery in recoveries for bill in recovery.bills]
    return {
        named.bill: Cover(
            bill=named.bill,
            named=named.fen,
            refused=sum(b.refused_under(refusal.id) for b in held if b.bill == named.bill),
            claimed=sum(b.due for b in claims if b.bill == named.bill),
            still_held=sum(b.still_held for b in held if b.bill == named.bill),
            released=sum(b.released for b in held if b.bill == named.bill),
            unpaid=sum(b.unpaid for b in held if b.bill == named.bill),
        )
        for named in refusal.bills
    }
