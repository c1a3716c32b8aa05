"""What becomes of money when the decision behind it is set aside: it waits to be settled after all (待补结算)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.acts import Part
from domain.messages import Words, msg
from domain.money import grouped
from domain.states.cases import Case
from domain.states.measures import Measure
from domain.states.recoveries import Recovery
from sanctions.money.covering import Cover, covers, holding_cases, recoveries_under
from sanctions.work import Work

NEVER_HELD, RECOVERED = "never-held", "recovered"


@dataclass(slots=True)
class _Undoing:
    """How much of each bill is still to be undone, in fen."""

    left: dict[str, int]

    def take(self, bill: str, most: int) -> int:
        """As much of a bill as is there, up to `most`."""
        fen = min(self.left.get(bill, 0), most)
        if fen > 0:
            self.left[bill] -= fen
        return max(fen, 0)


def undo_refusal(
    work: Work, measure: Measure, dispute: str | None, parts: Sequence[Part] | None = None
) -> tuple[Words, ...]:
    """Undo what a refusal of payment brought about; gives the effects in sentences.

    `measure` as it was before it was set aside, with all its bills. `parts` are the bills that fall where not all do,
    each with the fen of it that falls (None: all of it). `dispute` is the dispute that did it, None for a revocation.
    What was refused under holds is released, what was refused and never held becomes owed, and so does what came back
    through a recovery; a recovery falls by what is undone. A refusal that was never in force refused nothing.
    """
    if measure.in_force_from is None or measure.in_force_from > work.on:
        return ()
    known = covers(work.tx, measure)
    undoing = _Undoing(_falling(known, parts))
    never_held = _never_held(known, undoing)
    told: list[Words] = []
    released: dict[str, list[dict[str, str | int]]] = {}
    for case in holding_cases(work.tx, measure.institution):
        for bill in case.bills:
            if fen := undoing.take(bill.bill, bill.refused_under(measure.id)):
                released.setdefault(case.id, []).append({"bill": bill.bill, "measure": bill.measure, "fen": fen})
    back: list[dict[str, str | int]] = []
    for recovery in recoveries_under(work.tx, measure.id):
        effects, owed = _undo_recovery(work, recovery, undoing, dispute)
        told += effects
        back += owed
    owing = [*never_held, *back]
    for case_id in dict.fromkeys((*released, *((measure.case,) if owing else ()))):
        case = work.need(Case, case_id)
        work.follow(
            "hold.undo",
            case_id,
            {
                "refusal": measure.id,
                "dispute": dispute,
                "bills": released.get(case_id, []),
                "owed": owing if case_id == measure.case else [],
            },
            institution=case.institution,
            effective_on=_no_earlier(work, case.last_on),
        )
    return (*_told(released, never_held, back), *told)


def _no_earlier(work: Work, last: date) -> date:
    # Undone before it was done, the sums of the days between would fall below nothing.
    return max(work.on, last)


def _falling(known: Mapping[str, Cover], parts: Sequence[Part] | None) -> dict[str, int]:
    if parts is None:
        return {bill: cover.named for bill, cover in known.items()}
    return {
        part.bill: min(known[part.bill].named, known[part.bill].named if part.fen is None else part.fen)
        for part in parts
        if part.bill in known
    }


def _never_held(known: Mapping[str, Cover], undoing: _Undoing) -> list[dict[str, str | int]]:
    owed: list[dict[str, str | int]] = []
    for bill, cover in known.items():
        # What is still held, or was released already, was never carried out as a refusal: it falls without a trace.
        fen = undoing.take(bill, cover.never_held)
        undoing.take(bill, cover.left - cover.never_held)
        if fen:
            owed.append({"bill": bill, "fen": fen, "why": NEVER_HELD})
    return owed


def _undo_recovery(
    work: Work, recovery: Recovery, undoing: _Undoing, dispute: str | None
) -> tuple[list[Words], list[dict[str, str | int]]]:
    """Let a recovery fall by what is undone of its bills; gives the effects and what had come back and is owed."""
    falls = {bill.bill: fen for bill in recovery.bills if (fen := undoing.take(bill.bill, bill.due))}
    if not falls:
        return [], []
    after = work.follow(
        "recovery.undo",
        recovery.id,
        {
            "refusal": recovery.measure,
            "dispute": dispute,
            "bills": [{"bill": b, "fen": fen} for b, fen in falls.items()],
        },
        institution=recovery.institution,
        effective_on=_no_earlier(work, recovery.last_on),
    )
    assert isinstance(after, Recovery)
    effects: list[Words] = [
        msg(
            "{recovery}: {fallen} yuan less are to come back; {open} yuan stay open.",
            recovery=recovery.id,
            fallen=grouped(recovery.due - after.due),
            open=grouped(after.open),
        )
    ]
    back = after.restored - recovery.restored
    owed: list[dict[str, str | int]] = []
    for bill, fen in falls.items():
        if part := min(back, fen):
            owed.append({"bill": bill, "fen": part, "why": RECOVERED})
            back -= part
    return effects, owed


def _sum(parts: Sequence[Mapping[str, str | int]]) -> str:
    return grouped(sum(int(part["fen"]) for part in parts))


def _told(
    released: Mapping[str, list[dict[str, str | int]]],
    never_held: Sequence[Mapping[str, str | int]],
    back: Sequence[Mapping[str, str | int]],
) -> list[Words]:
    told: list[Words] = [
        msg("{case}: {yuan} yuan refused are released and wait to be settled.", case=case, yuan=_sum(parts))
        for case, parts in released.items()
    ]
    if never_held:
        told.append(msg("{yuan} yuan that were refused without a hold wait to be settled.", yuan=_sum(never_held)))
    if back:
        told.append(msg("{yuan} yuan that had come back are owed and wait to be settled.", yuan=_sum(back)))
    return told


def undo_hold(work: Work, measure: Measure, dispute: str | None) -> tuple[Words, ...]:
    """Release whatever a payment hold that was set aside still holds; gives the effects in sentences."""
    case = work.need(Case, measure.case)
    held: list[dict[str, str | int]] = [
        {"bill": bill.bill, "measure": bill.measure, "fen": bill.still_held}
        for bill in case.bills
        if bill.measure == measure.id and bill.still_held
    ]
    if not held:
        return ()
    work.follow(
        "hold.free",
        case.id,
        {"measure": measure.id, "dispute": dispute, "bills": held},
        institution=case.institution,
        effective_on=_no_earlier(work, case.last_on),
    )
    return (msg("{yuan} yuan are no longer held and can be paid.", yuan=_sum(held)),)
