"""Referrals (移送): the letter, the receipt of the body it went to, its answer."""

from datetime import date

from domain.acts import Upload
from domain.acts.measures import RECEIPT
from domain.messages import Words, msg
from domain.money import grouped
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureKind
from domain.rulebook.view import View
from domain.states.measures import Measure
from sanctions.handlers import handles
from sanctions.intake.attachments import add as attach
from sanctions.measures.receipts import Receipt
from sanctions.measures.turns import already, out_of_turn, standing, status_of
from sanctions.results import Done
from sanctions.work import Work


@handles(RECEIPT)
def receipt(work: Work, *, id: str, number: str, received: date, proof: Upload | None) -> Done:
    """Record that the body a matter was referred to confirms having it (回执).

    Refused ``measure.step`` out of turn, ``measure.service`` for a day before it was sent or after the act.
    """
    measure, _, _ = standing(work, id)
    if measure.kind != MeasureKind.REFERRAL:
        raise out_of_turn(msg("Only a referral has a receipt; what was served is recorded with: measure serve."))
    if measure.served_on is None:
        raise out_of_turn(msg("Record first that the letter was sent: measure serve --received."))
    if measure.receipt_on is not None:
        raise already(measure, measure.receipt_on)
    if not measure.served_on <= received <= work.on:
        raise refuse(
            "measure.service",
            msg("It was received between {first} and {last}.", first=measure.served_on, last=work.on),
            field="received",
        )
    state = work.record(
        "measure.receipt",
        id,
        {"number": number, "received": received},
        institution=measure.institution,
        effective_on=received,
    )
    if proof is not None:
        attach(work, subject=id, file=proof, kind="receipt")
    return Done(id=id, status=status_of(work, state), effects=(msg("It waits for the answer: measure complete."),))


def letter_lacks(letter: Receipt) -> tuple[Words, ...]:
    """What the record of a letter lacks."""
    told: list[Words] = []
    if letter.to is None:
        told.append(msg("It is not said which body it was sent to: --to."))
    if letter.number is None:
        told.append(msg("The number of the letter is missing: --number."))
    return tuple(told)


def fine_warnings(measure: Measure, fine: int | None, rules: View) -> tuple[Words, ...]:
    """A warning where the fine a department imposed lies outside what the law lets it impose for the sum referred."""
    if fine is None:
        return ()
    window = fine_window(measure, rules)
    if window is None:
        return (msg("No sum was referred, so the fine cannot be compared with what the law provides."),)
    low, high = window
    if low <= fine <= high:
        return ()
    return (
        msg(
            "A fine of {fine} yuan lies outside {low} to {high} yuan. Check the number and ask the department.",
            fine=grouped(fine),
            low=grouped(low),
            high=grouped(high),
        ),
    )


def fine_window(measure: Measure, rules: View) -> tuple[int, int] | None:
    """The least and the highest fine for the sum referred, in fen; None without a sum (工伤保险条例 60)."""
    if measure.kind != MeasureKind.REFERRAL or not measure.amount:
        return None
    rule = rules.fine()
    return measure.amount * rule.low, measure.amount * rule.high
