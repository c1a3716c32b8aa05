"""What becomes of a complaint (投诉举报办理): accepted, declined, returned, extended, answered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.acts.complaints import ACCEPT, ANSWER, DECLINE, EXTEND, RETURN
from domain.calendars.due import due
from domain.messages import Message, Words, msg
from domain.refusals import Refused, refuse
from domain.states.complaints import OPEN, Complaint
from domain.words import COMPLAINTS
from sanctions.handlers import handles
from sanctions.intake.complaint_clocks import answer_due, finish_due
from sanctions.intake.identities import looks_personal
from sanctions.results import Done
from sanctions.work import Work

FROM = {
    "complaint.accept": ("received", "declined", "returned"),
    "complaint.decline": ("received", "accepted"),
    "complaint.transfer": ("received", "accepted", "in-case"),
    "complaint.return": ("received", "accepted"),
    "complaint.answer": ("accepted", "declined", "transferred", "returned", "in-case"),
}
"""Act -> the statuses it may start from."""

_STATUS_AFTER = {
    "complaint.accept": "accepted",
    "complaint.decline": "declined",
    "complaint.transfer": "transferred",
    "complaint.return": "returned",
    "complaint.answer": "answered",
}


@handles(ACCEPT)
def accept(work: Work, *, id: str, note: str | None, source_no: str | None, reply_by: date | None) -> Done:
    """Accept a complaint (受理), also one that was declined or returned before.

    One that comes back after a return begins its time anew: the day given, or the agency's rule from this day on.
    """
    complaint = work.need(Complaint, id)
    anew = complaint.status == "returned"
    if reply_by is not None and reply_by < complaint.received:
        raise refuse("complaint.days", msg("The answer is due before the day received."), field="reply_by")
    by_rule = None
    if anew and reply_by is None:
        by_rule = answer_due(work.rulebook, work.calendar, complaint.channel, complaint.received, work.on)
    answer_by, rule = by_rule or (reply_by, None)
    fields = {"note": note, "source_no": source_no, "reply_by": answer_by, "reply_rule": rule, "anew": anew or None}
    warnings = looks_personal(note, source_no)
    effects: tuple[Words, ...] = ()
    if anew and answer_by is not None:
        effects = (msg("Its time runs anew: to be answered by {day}.", day=answer_by),)
    elif anew and complaint.reply_by is not None:
        warnings += (msg("It came back: the day {day} no longer holds. Give a new one.", day=complaint.reply_by),)
    return move(work, id, "complaint.accept", fields, warnings, effects)


@handles(DECLINE)
def decline(work: Work, *, id: str, reason: str, number: str | None) -> Done:
    """Decline a complaint (不予受理) with a reason."""
    return move(work, id, "complaint.decline", {"reason": reason, "number": number}, looks_personal(reason))


@handles(RETURN)
def give_back(work: Work, *, id: str, reason: str, number: str | None) -> Done:
    """Return a complaint to whoever passed it on (退回, 退单); its clock stops."""
    complaint = work.need(Complaint, id)
    fields = {"reason": reason, "number": number or complaint.source_no}
    effects: tuple[Words, ...] = ()
    if complaint.reply_by is not None and complaint.status in OPEN:
        effects = (msg("Its time to answer stops. If it comes back, accept it: the time begins anew."),)
    return move(work, id, "complaint.return", fields, looks_personal(reason), effects)


@handles(ANSWER)
def answer(work: Work, *, id: str, reply: str, number: str | None) -> Done:
    """Record that whoever complained was answered (答复), and what."""
    complaint = work.need(Complaint, id)
    warnings = looks_personal(reply)
    if complaint.reply_by is not None and work.on > complaint.reply_by:
        warnings += (msg("It was to be answered by {day}.", day=complaint.reply_by),)
    others = tuple(no for no in complaint.untold if no > 1)
    effects: tuple[Words, ...] = ()
    if others:
        effects = (msg("Still to be told on their own: reporters {numbers}.", numbers=others),)
    return move(work, id, "complaint.answer", {"reply": reply, "number": number}, warnings, effects)


@handles(EXTEND)
def extend(work: Work, *, id: str, until: date, reason: str, granted_by: str | None, number: str | None) -> Done:
    """Give more time (延期): to finish a petition, within what national law allows, or to answer anything else.

    Refused ``complaint.clock`` where no such time runs, ``complaint.days`` for a day that is no extension,
    ``complaint.extension`` beyond what may be given.
    """
    complaint = work.need(Complaint, id)
    clock, before = _running(work, complaint)
    if until <= before:
        raise refuse("complaint.days", msg("It runs to {day} already. Give a later day.", day=before), field="until")
    if clock == "finish":
        _require_within(work, complaint, until)
    work.record(
        "complaint.extend",
        id,
        {
            "clock": clock,
            "before": before,
            "until": until,
            "reason": reason,
            "granted_by": granted_by,
            "number": number,
        },
        institution=complaint.institution,
    )
    effects = [msg("{id} runs to {day}; before, to {before}.", id=id, day=until, before=before)]
    if clock == "finish":
        effects.append(msg("Tell whoever reported that it takes longer, and why."))
    return Done(id=id, status=complaint.status, effects=tuple(effects), warnings=looks_personal(reason))


def _running(work: Work, complaint: Complaint) -> tuple[str, date]:
    """Which time of a complaint may be extended, and its last day so far."""
    if complaint.status in OPEN and complaint.nature == "petition":
        counted = finish_due(complaint, work.rulebook, work.calendar)
        day = complaint.finish_by or (counted.due if counted else None)
        if day is not None:
            return "finish", day
    if complaint.status in OPEN and complaint.reply_by is not None:
        return "answer", complaint.reply_by
    raise refuse(
        "complaint.clock",
        msg("No time runs on {id} that could be extended. A petition is accepted first.", id=complaint.id),
        field="id",
    )


def _require_within(work: Work, complaint: Complaint, until: date) -> None:
    view = work.rulebook.on(complaint.received)
    usual = finish_due(complaint, work.rulebook, work.calendar)
    period = view.period("petition.extension")
    if usual is None or period is None:
        return
    last = due(usual.due, period, work.calendar).due
    if until > last:
        raise refuse(
            "complaint.extension",
            msg("It can be extended to {day} at most.", day=last),
            view.policy("petition.extension").reason,
            field="until",
        )


def move(
    work: Work,
    id: str,
    kind: str,
    fields: Mapping[str, Any],
    warnings: tuple[Message, ...],
    effects: tuple[Words, ...] = (),
) -> Done:
    """Bring a complaint to the status an act leads to; refused ``already`` and ``complaint.status``."""
    complaint = work.need(Complaint, id)
    status = _STATUS_AFTER[kind]
    if complaint.status == status:
        raise refuse("already", msg("{id} is already {status}.", id=id, status=COMPLAINTS[status]), field="id")
    require_status(complaint, FROM[kind])
    work.record(kind, id, dict(fields), institution=complaint.institution)
    return Done(
        id=id,
        status=status,
        effects=(
            msg(
                "{id} goes from {before} to {status}.",
                id=id,
                before=COMPLAINTS[complaint.status],
                status=COMPLAINTS[status],
            ),
            *effects,
        ),
        warnings=warnings,
    )


def require_status(complaint: Complaint, wanted: tuple[str, ...]) -> None:
    """Refuse ``complaint.status`` unless the complaint has one of these statuses."""
    if complaint.status not in wanted:
        raise _wrong_status(complaint, wanted)


def _wrong_status(complaint: Complaint, wanted: tuple[str, ...]) -> Refused:
    return refuse(
        "complaint.status",
        msg(
            "{id} is {status}; this can be done to one that is {wanted}.",
            id=complaint.id,
            status=COMPLAINTS[complaint.status],
            wanted=tuple(COMPLAINTS[status] for status in wanted),
        ),
        field="id",
    )
