"""Recoveries (追回): fees already paid are asked back under a refusal, and come back with day and voucher."""

from collections.abc import Sequence
from datetime import date

from domain.acts import Part, Upload
from domain.acts.recoveries import CORRECT, ENTER, OPEN, WRITE_OFF
from domain.messages import Message, Words, msg
from domain.money import capitals, grouped, yuan
from domain.refusals import Refused, refuse
from domain.rulebook.kinds import MeasureKind
from domain.states.measures import Measure
from domain.states.recoveries import Recovery
from sanctions.decision import Decision
from sanctions.handlers import decides, handles
from sanctions.intake.attachments import add as attach
from sanctions.money.covering import Cover, covers
from sanctions.results import Done
from sanctions.work import Work


def sums(recovery: Recovery) -> dict[str, str]:
    """What must come back, came back and is open, in yuan: due = returned + offset + open (应追回)."""
    return {
        "due": yuan(recovery.due),
        "returned": yuan(recovery.returned),
        "offset": yuan(recovery.offset),
        "open": yuan(recovery.open),
    }


def done(state: object, *effects: Words, status: str | None = None, warnings: tuple[Words, ...] = ()) -> Done:
    """What an act on a recovery answers with."""
    assert isinstance(state, Recovery)
    return Done(id=state.id, status=status or state.status, data=sums(state), effects=tuple(effects), warnings=warnings)


def running(work: Work, subject: str) -> Recovery:
    """A recovery of which something is still open; refused ``recovery.closed``."""
    found = work.need(Recovery, subject)
    if found.open == 0:
        raise refuse(
            "recovery.closed",
            msg("Nothing is open any more in {recovery}, since {day}.", recovery=subject, day=found.closed_on or ""),
            field="id",
        )
    return found


def require_free(recovery: Recovery) -> None:
    """At most one decision is pending on a recovery; refused ``pending``."""
    if recovery.pending is not None:
        raise refuse(
            "pending",
            msg(
                "A decision on {recovery} is pending since {day}. Have it decided first.",
                recovery=recovery.id,
                day=recovery.pending.on,
            ),
            field="id",
        )


def refuse_to_come(day: date, on: date, field: str) -> None:
    """Refuse ``recovery.day`` for a day that has not come."""
    if day > on:
        raise refuse("recovery.day", msg("{day} has not come yet.", day=day), field=field)


@handles(OPEN)
def open_recovery(work: Work, *, measure: str, bills: Sequence[Part], note: str | None) -> Done:
    """Ask back what was already paid of bills that a refusal in force names.

    Refused ``recovery.measure`` for a measure that is no refusal in force, ``recovery.bill`` for a bill it does not
    name, that is named twice or of which nothing may be asked back, ``recovery.amount`` for more than may be.
    """
    refusal = work.need(Measure, measure, "measure")
    if refusal.kind != MeasureKind.REFUSE_PAYMENT:
        raise _not_under(work, msg("{measure} is no refusal of payment.", measure=measure))
    if not refusal.bites(work.on):
        raise _not_under(work, msg("{measure} is not in force on {day}.", measure=measure, day=work.on))
    if len({part.bill for part in bills}) != len(bills):
        raise refuse("recovery.bill", msg("A bill is named twice. Give each bill once."), field="bills")
    known = covers(work.tx, refusal)
    claims = [{"bill": part.bill, "fen": _claim(refusal, known.get(part.bill), part)} for part in bills]
    subject = work.new_id("ZH")
    state = work.record(
        "recovery.open",
        subject,
        {"measure": measure, "case": refusal.case, "bills": claims, "note": note},
        institution=refusal.institution,
    )
    assert isinstance(state, Recovery)
    return done(
        state,
        msg("{yuan} yuan ({capitals}) are to come back.", yuan=grouped(state.due), capitals=capitals(state.due)),
        work.rules.reason("provisions.no-pass-on").text,
    )


def _not_under(work: Work, message: Message) -> Refused:
    return refuse("recovery.measure", message, work.rules.reason("provisions.agency-urges"), field="measure")


def _claim(refusal: Measure, cover: Cover | None, part: Part) -> int:
    if cover is None:
        raise refuse(
            "recovery.bill", msg("{measure} does not name {bill}.", measure=refusal.id, bill=part.bill), field="bills"
        )
    most = cover.recoverable
    if most == 0:
        raise refuse(
            "recovery.bill",
            msg(
                "Nothing of {bill} is left to be asked back: it is held, not paid yet, refused or asked back already.",
                bill=part.bill,
            ),
            field="bills",
        )
    fen = most if part.fen is None else part.fen
    if not 0 < fen <= most:
        raise refuse(
            "recovery.amount",
            msg(
                "{bill}: up to {yuan} yuan may be asked back. Give an amount above zero and no more than that.",
                bill=part.bill,
                yuan=grouped(most),
            ),
            field="bills",
        )
    return fen


@handles(ENTER)
def enter(
    work: Work,
    *,
    id: str,
    way: str,
    amount: int,
    day: date,
    voucher: str,
    against: str | None,
    proof: Upload | None,
) -> Done:
    """Enter money that came back.

    Refused ``recovery.amount`` for none or more than is open, ``recovery.day`` for a day to come, ``already`` for a
    voucher entered before.
    """
    found = running(work, id)
    refuse_to_come(day, work.on, "day")
    if any(one.voucher == voucher and not one.taken_back for one in found.received):
        raise refuse("already", msg("Voucher {voucher} is entered already.", voucher=voucher), field="voucher")
    if not 0 < amount <= found.open:
        raise _too_much(found)
    state = work.record(
        "recovery.enter",
        id,
        {"way": way, "amount": amount, "day": day, "voucher": voucher, "against": against},
        institution=found.institution,
    )
    assert isinstance(state, Recovery)
    if proof is not None:
        attach(work, subject=id, file=proof, kind="proof")
    return done(state, *_left(state))


def _too_much(recovery: Recovery) -> Refused:
    return refuse(
        "recovery.amount",
        msg("{yuan} yuan are open. Give an amount above zero and no more than that.", yuan=grouped(recovery.open)),
        field="amount",
    )


def _left(recovery: Recovery) -> tuple[Words, ...]:
    if recovery.open == 0:
        return (msg("Nothing is open any more; the recovery is done."),)
    return (msg("{yuan} yuan stay open.", yuan=grouped(recovery.open)),)


@handles(CORRECT)
def take_back(work: Work, *, id: str, voucher: str, reason: str) -> Done:
    """Take back an entry that was wrong.

    Refused ``recovery.voucher`` where there is none, ``recovery.set-aside`` once money that came back is owed again.
    """
    found = work.need(Recovery, id)
    if found.restored:
        raise refuse(
            "recovery.set-aside",
            msg("What came back in {recovery} is owed again since its refusal was set aside.", recovery=id),
            field="id",
        )
    wrong = next((one for one in found.received if one.voucher == voucher and not one.taken_back), None)
    if wrong is None:
        raise refuse(
            "recovery.voucher",
            msg("No entry in {recovery} has the voucher {voucher}.", recovery=id, voucher=voucher),
            field="voucher",
        )
    state = work.record(
        "recovery.correct",
        id,
        {"voucher": voucher, "way": wrong.way, "amount": wrong.fen, "reason": reason},
        institution=found.institution,
    )
    assert isinstance(state, Recovery)
    return done(state, *_left(state))


@handles(WRITE_OFF)
def write_off(work: Work, *, id: str, amount: int, reason: str) -> Done:
    """Ask to give up what is open, in part or whole; refused ``recovery.amount``."""
    found = running(work, id)
    require_free(found)
    if not 0 < amount <= found.open:
        raise _too_much(found)
    state = work.record("recovery.write-off", id, {"amount": amount, "reason": reason}, institution=found.institution)
    return done(
        state,
        msg("It waits for another person's approval."),
        msg("{yuan} yuan will be given up.", yuan=grouped(amount)),
        status="pending",
    )


@decides("recovery", "write-off")
def decide_write_off(work: Work, recovery: Recovery, *, decision: Decision) -> Done:
    """Give up what was asked for, if it is all still open."""
    assert recovery.pending is not None
    asked = recovery.pending.fields
    if int(asked["amount"]) > recovery.open:
        raise _too_much(recovery)
    state = work.record(
        "recovery.approve",
        recovery.id,
        {"decides": "write-off", "amount": asked["amount"], "reason": asked["reason"]},
        institution=recovery.institution,
        corrects=recovery.pending.entry,
    )
    assert isinstance(state, Recovery)
    return done(state, msg("{yuan} yuan are given up.", yuan=grouped(int(asked["amount"]))), *_left(state))
