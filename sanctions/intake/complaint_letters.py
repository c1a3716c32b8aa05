"""Complaints handed over in writing (书面移送): the letter, its receipt, and what the other body decided."""

from collections.abc import Callable
from datetime import date

from domain.acts import Upload
from domain.acts.complaints import HAND_OVER, RECEIPT, RESULT, TRANSFER
from domain.messages import Message, Words, msg
from domain.refusals import refuse
from domain.states.complaint_parts import Letter
from domain.states.complaints import Complaint
from domain.words import COMPLAINTS
from sanctions.handlers import handles
from sanctions.intake.attachments import add as attach
from sanctions.intake.complaint_moves import move, require_status
from sanctions.intake.identities import looks_personal
from sanctions.results import Done
from sanctions.work import Work

_FRAUD = "fraud-report"
_FROM = ("received", "accepted", "in-case", "declined", "answered")


@handles(TRANSFER)
def transfer(work: Work, *, id: str, to: str, number: str | None, receipt: str | None, reason: str) -> Done:
    """Hand a complaint over in writing to the body whose matter it is (移送, 社会保险法 82)."""
    fields = {"to": to, "number": number, "receipt": receipt, "reason": reason}
    warnings = looks_personal(reason) + _without_number(number)
    return move(work, id, "complaint.transfer", fields, warnings, _awaiting(receipt, to))


@handles(HAND_OVER)
def hand_over(
    work: Work,
    *,
    id: str,
    matter: str | None,
    to: str | None,
    number: str | None,
    receipt: str | None,
    reason: str,
) -> Done:
    """Hand to the department what it alone decides (社会保险法 82): a report of fraud above all.

    What has been taken up here goes on; one that was only received is transferred with it. Refused
    ``complaint.body`` where the rulebook names no department and none is given, ``already`` for the same matter to the
    same body, ``complaint.status``.
    """
    complaint = work.need(Complaint, id)
    require_status(complaint, _FROM)
    place, chosen = work.rules.pack.place, matter or _FRAUD
    body = to or (place.department.zh if place is not None else None)
    if body is None:
        raise refuse("complaint.body", msg("The rulebook names no department here. Say whom with --to."), field="to")
    if any(letter.to == body and letter.matter == chosen for letter in complaint.letters):
        raise refuse("already", msg("{id} was handed to {body} already.", id=id, body=body), field="to")
    status = "transferred" if complaint.status == "received" else complaint.status
    work.record(
        "complaint.hand-over",
        id,
        {"matter": chosen, "to": body, "number": number, "receipt": receipt, "reason": reason, "status": status},
        institution=complaint.institution,
    )
    effects: list[Words] = [msg("{id} is handed to {body} in writing.", id=id, body=body)]
    if status != complaint.status:
        effects.append(msg("It is {status} now.", status=COMPLAINTS[status]))
    elif status != "answered":
        effects.append(msg("What is ours in it goes on: it stays {status}.", status=COMPLAINTS[status]))
    if chosen == _FRAUD:
        effects.append(work.rules.reason("provisions.fraud-determination").text)
    return Done(
        id=id,
        status=status,
        data={"to": body},
        effects=(*effects, *_awaiting(receipt, body)),
        warnings=looks_personal(reason) + _without_number(number),
    )


@handles(RECEIPT)
def record_receipt(
    work: Work, *, id: str, letter: int | None, number: str | None, received: date, proof: Upload | None
) -> Done:
    """Record that a letter was received (回执).

    Refused ``already`` where its receipt is known, ``complaint.letter`` without such a letter, ``complaint.days``.
    """
    complaint = work.need(Complaint, id)
    sent = _letter(complaint, letter, open_=lambda one: one.receipt_on is None)
    if sent.receipt_on is not None:
        raise refuse("already", msg("The receipt of letter {no} is on record.", no=sent.no), field="letter")
    _require_day(work, sent, received)
    work.record(
        "complaint.receipt",
        id,
        {"letter": sent.no, "number": number, "received": received},
        institution=complaint.institution,
    )
    if proof is not None:
        attach(work, subject=id, file=proof, kind="proof")
    return Done(
        id=id,
        status=complaint.status,
        effects=(msg("{body} has received it on {day}.", body=sent.to, day=received),),
    )


@handles(RESULT)
def record_result(
    work: Work,
    *,
    id: str,
    letter: int | None,
    text: str,
    number: str | None,
    received: date,
    proof: Upload | None,
) -> Done:
    """Record what the body decided to which it was handed over (办理结果反馈).

    Refused ``already`` where that is known, ``complaint.letter`` without such a letter, ``complaint.days``.
    """
    complaint = work.need(Complaint, id)
    sent = _letter(complaint, letter, open_=lambda one: one.result_on is None)
    if sent.result_on is not None:
        raise refuse("already", msg("What came of letter {no} is on record.", no=sent.no), field="letter")
    _require_day(work, sent, received)
    work.record(
        "complaint.result",
        id,
        {"letter": sent.no, "text": text, "number": number, "received": received},
        institution=complaint.institution,
    )
    if proof is not None:
        attach(work, subject=id, file=proof, kind="proof")
    effects: list[Words] = [msg("What {body} decided is on record.", body=sent.to)]
    if sent.matter == _FRAUD:
        effects.append(
            msg("If it was determined, add a finding of that category with the number and day of the document.")
        )
    return Done(id=id, status=complaint.status, effects=tuple(effects), warnings=looks_personal(text))


def _letter(complaint: Complaint, no: int | None, *, open_: Callable[[Letter], bool]) -> Letter:
    """The letter of a number, or else the oldest that is open, or else the last."""
    if no is not None:
        found = next((one for one in complaint.letters if one.no == no), None)
    else:
        found = next(
            (one for one in complaint.letters if open_(one)), complaint.letters[-1:][0] if complaint.letters else None
        )
    if found is None:
        raise refuse(
            "complaint.letter",
            msg("No such letter about {id} went out. Record the transfer or the hand-over first.", id=complaint.id),
            field="letter" if no is not None else "id",
        )
    return found


def _require_day(work: Work, letter: Letter, received: date) -> None:
    if not letter.sent_on <= received <= work.on:
        raise refuse(
            "complaint.days",
            msg("It was sent on {sent}: give a day from then to {on}.", sent=letter.sent_on, on=work.on),
            field="received",
        )


def _without_number(number: str | None) -> tuple[Message, ...]:
    if number is not None:
        return ()
    return (msg("A transfer is made in writing: no number of the letter was given."),)


def _awaiting(receipt: str | None, body: str) -> tuple[Words, ...]:
    if receipt is not None:
        return ()
    return (msg("The receipt of {body} is awaited. Record it with: complaint receipt", body=body),)
