"""Complaints and reports (投诉举报): intake, and the one way to what is sealed."""

from datetime import date
from typing import Any

from domain.acts import Upload
from domain.acts.complaints import ADD_REPORTER, CORRECT, LINK, LOG, REVEAL
from domain.messages import Message, msg
from domain.refusals import refuse
from domain.states.complaint_parts import Informant
from domain.states.complaints import Complaint
from sanctions.handlers import handles
from sanctions.intake.complaint_clocks import answer_due
from sanctions.intake.duplicates import possible_duplicates
from sanctions.intake.identities import (
    erased_already,
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
    real_name: str | None,
    wants_answer: str | None,
    may_disclose: str | None,
    text: Upload | None,
    reporter_file: Upload | None,
) -> Done:
    """Log a complaint; the original text and the reporter are sealed, complaints that look the same are offered.

    Where no day to answer is given, the agency's rule for the channel gives it.

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
    by_rule = None if reply_by else answer_due(work.rulebook, work.calendar, channel, received, received)
    answer_by, rule = by_rule or (reply_by, None)
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
            "reply_by": answer_by,
            "reply_rule": rule,
            "real_name": real_name,
            "wants_answer": wants_answer,
            "may_disclose": may_disclose,
            "sealed": seal_pieces(work, subject, original, reporter),
        },
        institution=institution,
    )
    effects = [msg("{id} is logged against {name}.", id=subject, name=against.name)]
    if reporter is not None or original is not None:
        effects.append(
            msg("The reporter and the original text are sealed; opening them takes the custodian and a purpose.")
        )
    if rule is not None and answer_by is not None:
        effects.append(msg("To be answered by {day}, as the agency's rule for this channel has it.", day=answer_by))
    return Done(
        id=subject,
        status="received",
        data={"possible_duplicates": alike},
        effects=tuple(effects),
        warnings=_alike_warning(alike) + looks_personal(summary, source_no),
    )


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
    reporter: int | None,
    real_name: str | None,
    wants_answer: str | None,
    may_disclose: str | None,
    text: Upload | None,
    reporter_file: Upload | None,
    reason: str,
) -> Done:
    """Correct or complete what was logged; a text or reporter given now is sealed beside the earlier ones."""
    complaint = work.need(Complaint, id)
    _require_days(work, received or complaint.received, reply_by)
    if department is not None:
        require_departments(work.institution(str(complaint.institution)), (department,), "department")
    behind = informant(complaint, reporter)
    told = {
        "summary": summary,
        "department": department,
        "received": received,
        "reply_by": reply_by,
        "source_no": source_no,
    }
    changed: dict[str, Any] = {
        name: value for name, value in told.items() if value and value != getattr(complaint, name)
    }
    asked = {"real_name": real_name, "wants_answer": wants_answer, "may_disclose": may_disclose}
    changed |= {name: value for name, value in asked.items() if value and value != getattr(behind, name)}
    if "received" in changed and reply_by is None and complaint.reply_rule is not None:
        by_rule = answer_due(work.rulebook, work.calendar, complaint.channel, changed["received"], changed["received"])
        changed |= {} if by_rule is None else {"reply_by": by_rule[0], "reply_rule": by_rule[1]}
    if not changed and text is None and reporter_file is None:
        raise refuse("already", msg("{id} already stands like this; nothing was changed.", id=id), field="id")
    told_by = read_reporter(reporter_file) if reporter_file else None
    original = original_text(text) if text else None
    # Only against the file given with this act: comparing with what is sealed would answer guesses.
    require_no_identity(
        told_by,
        summary=summary or complaint.summary,
        department=department or complaint.department,
        source_no=source_no or complaint.source_no,
        reason=reason,
    )
    work.record(
        "complaint.correct",
        id,
        {
            **changed,
            "reporter": behind.no if behind.no > 1 else None,
            "reason": reason,
            "sealed": seal_pieces(work, id, original, told_by),
        },
        institution=complaint.institution,
        corrects=f"{id}#1",
    )
    return Done(id=id, status=complaint.status, warnings=looks_personal(summary, source_no, reason))


@handles(ADD_REPORTER)
def add_reporter(
    work: Work,
    *,
    id: str,
    reporter_file: Upload,
    text: Upload | None,
    real_name: str | None,
    wants_answer: str | None,
    may_disclose: str | None,
) -> Done:
    """Seal another reporter of the same matter (多人举报) beside the others; only the number is shown.

    Refused ``complaint.identity`` when what others read tells who it is, ``reporter.file`` and ``file.*``.
    """
    complaint = work.need(Complaint, id)
    reporter = read_reporter(reporter_file)
    original = original_text(text) if text else None
    require_no_identity(
        reporter, summary=complaint.summary, department=complaint.department, source_no=complaint.source_no
    )
    no = len(complaint.informants) + 1
    work.record(
        "complaint.add-reporter",
        id,
        {
            "reporter": no,
            "real_name": real_name,
            "wants_answer": wants_answer,
            "may_disclose": may_disclose,
            "sealed": seal_pieces(work, id, original, reporter),
        },
        institution=complaint.institution,
    )
    return Done(
        id=id,
        status=complaint.status,
        data={"reporter": no},
        effects=(
            msg("Reporter {no} of {id} is sealed; the number is all that others see.", no=no, id=id),
            *((msg("Reporter {no} wants an answer and is told apart.", no=no),) if wants_answer == "yes" else ()),
        ),
    )


@handles(REVEAL)
def reveal(work: Work, *, id: str, purpose: str) -> Done:
    """Open what is sealed (拆封), for a purpose; the opening itself is an act.

    Refused ``complaint.nothing_sealed``, ``complaint.erased``. The content goes only into `secret`, which
    nothing keeps.
    """
    complaint = work.need(Complaint, id)
    if not complaint.sealed and complaint.erased:
        raise erased_already(complaint)
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


def informant(complaint: Complaint, no: int | None, field: str = "reporter") -> Informant:
    """The reporter of a number, the first where none is given; refused ``complaint.reporter``."""
    found = next((one for one in complaint.informants if one.no == (1 if no is None else no)), None)
    if found is None:
        raise refuse(
            "complaint.reporter",
            msg("{id} has reporters 1 to {last}.", id=complaint.id, last=len(complaint.informants)),
            field=field,
        )
    return found


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
