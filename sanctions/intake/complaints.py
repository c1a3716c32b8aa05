"""Complaints and reports (投诉举报): intake, what becomes of them, and the one way to what is sealed."""

from datetime import date

from domain.acts import Upload
from domain.acts.complaints import ACCEPT, ANSWER, CORRECT, DECLINE, LINK, LOG, RETURN, REVEAL, TRANSFER
from domain.messages import Message, msg
from domain.refusals import Refused, refuse
from domain.states.complaints import Complaint
from domain.words import COMPLAINTS
from sanctions.handlers import handles
from sanctions.intake.duplicates import possible_duplicates
from sanctions.intake.identities import (
    looks_personal,
    open_pieces,
    original_text,
    read_reporter,
    require_no_identity,
    seal_pieces,
)
from sanctions.names import require_departments
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


@handles(LOG)
def log(
    work: Work,
    *,
    institution: str,
    received: date,
    channel: str,
    nature: str,
    summary: str,
    department: str | None,
    source_no: str | None,
    reply_by: date | None,
    text: Upload | None,
    reporter_file: Upload | None,
) -> Done:
    """Log a complaint; the original text and the reporter are sealed, complaints that look the same are offered.

    Refused: ``complaint.days``, ``department.unknown``, ``complaint.identity`` when what others read tells who
    reported, ``reporter.file`` and ``file.*`` for files that cannot be used.
    """
    against = work.institution(institution)
    _require_days(work, received, reply_by)
    if department is not None:
        require_departments(against, (department,), "department")
    reporter = read_reporter(reporter_file) if reporter_file else None
    original = original_text(text) if text else None
    require_no_identity(reporter, summary=summary, department=department, source_no=source_no)
    alike = possible_duplicates(work.tx, institution, received, summary, department=department, source_no=source_no)
    subject = work.new_id("TS")
    work.record(
        "complaint.log",
        subject,
        {
            "received": received,
            "channel": channel,
            "nature": nature,
            "summary": summary,
            "department": department,
            "source_no": source_no,
            "reply_by": reply_by,
            "sealed": seal_pieces(work, subject, original, reporter),
        },
        institution=institution,
    )
    effects = [msg("{id} is logged against {name}.", id=subject, name=against.name)]
    if reporter is not None or original is not None:
        effects.append(
            msg("The reporter and the original text are sealed; opening them takes the custodian and a purpose.")
        )
    return Done(
        id=subject,
        status="received",
        data={"possible_duplicates": alike},
        effects=tuple(effects),
        warnings=_alike_warning(alike) + looks_personal(summary, source_no),
    )


@handles(ACCEPT)
def accept(work: Work, *, id: str, note: str | None) -> Done:
    """Accept a complaint (受理), also one that was declined or returned before."""
    return _move(work, id, "complaint.accept", {"note": note}, looks_personal(note))


@handles(DECLINE)
def decline(work: Work, *, id: str, reason: str) -> Done:
    """Decline a complaint (不予受理) with a reason."""
    return _move(work, id, "complaint.decline", {"reason": reason}, looks_personal(reason))


@handles(TRANSFER)
def transfer(work: Work, *, id: str, to: str, number: str | None, receipt: str | None, reason: str) -> Done:
    """Hand a complaint over in writing to the body whose matter it is (移送, 社会保险法 82)."""
    warnings = looks_personal(reason)
    if number is None:
        warnings += (msg("A transfer is made in writing: no number of the letter was given."),)
    fields = {"to": to, "number": number, "receipt": receipt, "reason": reason}
    return _move(work, id, "complaint.transfer", fields, warnings)


@handles(RETURN)
def give_back(work: Work, *, id: str, reason: str) -> Done:
    """Return a complaint to whoever passed it on (退回)."""
    return _move(work, id, "complaint.return", {"reason": reason}, looks_personal(reason))


@handles(ANSWER)
def answer(work: Work, *, id: str, reply: str, number: str | None) -> Done:
    """Record that whoever complained was answered (答复), and what."""
    complaint = work.need(Complaint, id)
    warnings = looks_personal(reply)
    if complaint.reply_by is not None and work.on > complaint.reply_by:
        warnings += (msg("It was to be answered by {day}.", day=complaint.reply_by),)
    return _move(work, id, "complaint.answer", {"reply": reply, "number": number}, warnings)


@handles(LINK)
def link(work: Work, *, id: str, to: str, relation: str | None) -> Done:
    """Link two complaints, seen from both; nothing of either is merged, so every reporter stays."""
    one, other = work.need(Complaint, id), work.need(Complaint, to, "to")
    if one.id == other.id:
        raise refuse("complaint.link", msg("A complaint cannot be linked to itself."), field="to")
    if other.id in one.links:
        raise refuse("already", msg("{id} and {other} are already linked.", id=id, other=to), field="to")
    kind = relation or "related"
    work.record("complaint.link", id, {"other": to, "relation": kind}, institution=one.institution)
    work.follow("complaint.link", to, {"other": id, "relation": kind}, institution=other.institution)
    warnings: tuple[Message, ...] = ()
    if one.institution != other.institution:
        warnings = (msg("The two are about different institutions."),)
    return Done(
        id=id,
        status=one.status,
        data={"links": [*one.links, to]},
        effects=(msg("{id} and {other} show each other; each keeps its reporter and its answer.", id=id, other=to),),
        warnings=warnings,
    )


@handles(CORRECT)
def correct(
    work: Work,
    *,
    id: str,
    summary: str | None,
    department: str | None,
    received: date | None,
    reply_by: date | None,
    source_no: str | None,
    text: Upload | None,
    reporter_file: Upload | None,
    reason: str,
) -> Done:
    """Correct or complete what was logged; a text or reporter given now is sealed beside the earlier ones."""
    complaint = work.need(Complaint, id)
    _require_days(work, received or complaint.received, reply_by)
    if department is not None:
        require_departments(work.institution(str(complaint.institution)), (department,), "department")
    told = {
        "summary": summary,
        "department": department,
        "received": received,
        "reply_by": reply_by,
        "source_no": source_no,
    }
    changed = {name: value for name, value in told.items() if value and value != getattr(complaint, name)}
    if not changed and text is None and reporter_file is None:
        raise refuse("already", msg("{id} already stands like this; nothing was changed.", id=id), field="id")
    reporter = read_reporter(reporter_file) if reporter_file else None
    original = original_text(text) if text else None
    # Only against the file given with this act: comparing with what is sealed would answer guesses.
    require_no_identity(
        reporter,
        summary=summary or complaint.summary,
        department=department or complaint.department,
        source_no=source_no or complaint.source_no,
        reason=reason,
    )
    work.record(
        "complaint.correct",
        id,
        {**changed, "reason": reason, "sealed": seal_pieces(work, id, original, reporter)},
        institution=complaint.institution,
        corrects=f"{id}#1",
    )
    return Done(id=id, status=complaint.status, warnings=looks_personal(summary, source_no, reason))


@handles(REVEAL)
def reveal(work: Work, *, id: str, purpose: str) -> Done:
    """Open what is sealed (拆封), for a purpose; the opening itself is an act.

    Refused ``complaint.nothing_sealed``. The content goes only into `secret`, which nothing keeps.
    """
    complaint = work.need(Complaint, id)
    if not complaint.sealed:
        raise refuse("complaint.nothing_sealed", msg("Nothing of {id} is sealed: it came without.", id=id), field="id")
    opened = open_pieces(work, complaint.sealed)
    work.record(
        "complaint.reveal",
        id,
        {"purpose": purpose, "pieces": [piece.id for piece in complaint.sealed]},
        institution=complaint.institution,
    )
    return Done(
        id=id,
        status=complaint.status,
        effects=(msg("That you opened {id}, when and for what purpose, stays on record for good.", id=id),),
        secret=opened,
    )


def _move(work: Work, id: str, kind: str, fields: dict[str, str | None], warnings: tuple[Message, ...]) -> Done:
    complaint = work.need(Complaint, id)
    status = _STATUS_AFTER[kind]
    if complaint.status == status:
        raise refuse("already", msg("{id} is already {status}.", id=id, status=COMPLAINTS[status]), field="id")
    if complaint.status not in FROM[kind]:
        raise _wrong_status(complaint, kind)
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
        ),
        warnings=warnings,
    )


def _wrong_status(complaint: Complaint, kind: str) -> Refused:
    return refuse(
        "complaint.status",
        msg(
            "{id} is {status}; this can be done to one that is {wanted}.",
            id=complaint.id,
            status=COMPLAINTS[complaint.status],
            wanted=tuple(COMPLAINTS[status] for status in FROM[kind]),
        ),
        field="id",
    )


def _require_days(work: Work, received: date, reply_by: date | None) -> None:
    if received > work.on:
        raise refuse(
            "complaint.days",
            msg("It cannot be received after {day}, the day of this act.", day=work.on),
            field="received",
        )
    if reply_by is not None and reply_by < received:
        raise refuse("complaint.days", msg("The answer is due before the day received."), field="reply_by")


def _alike_warning(alike: list[str]) -> tuple[Message, ...]:
    if not alike:
        return ()
    return (msg("It may be about the same matter as {ids}. Link them with: complaint link", ids=tuple(alike)),)
