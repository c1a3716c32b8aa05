"""Complaints and reports (投诉举报). Who reported, and in which words, is never in here."""

from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint(State):
    """A complaint as others may see it: the summary (办理摘要), never the original text or the reporter.

    `sealed` holds the ids of the sealed pieces in the order they came in: several reporters of one matter all stay.
    """

    received: date
    channel: str
    nature: str
    summary: str
    status: str
    department: str | None = None
    source_no: str | None = None
    reply_by: date | None = None
    sealed: tuple[str, ...] = ()
    has_reporter: bool = False
    case: str | None = None
    links: tuple[str, ...] = ()
    answered_on: date | None = None
    ends_with: str | None = None


COMPLAINT = Aggregate("complaint", "TS", Complaint)


@COMPLAINT.starts("complaint.log")
def _log(entry: Entry) -> Complaint:
    return Complaint(
        id=entry.subject,
        institution=entry.institution,
        received=entry.the_day("received"),
        channel=entry.text("channel"),
        nature=entry.text("nature"),
        summary=entry.text("summary"),
        status="received",
        department=entry.maybe("department"),
        source_no=entry.maybe("source_no"),
        reply_by=entry.day("reply_by"),
        sealed=entry.many("sealed"),
        has_reporter=entry.fields.get("has_reporter") is True,
    )


_STATUS_AFTER = {
    "complaint.accept": "accepted",
    "complaint.decline": "declined",
    "complaint.transfer": "transferred",
    "complaint.return": "returned",
}


@COMPLAINT.on(*_STATUS_AFTER)
def _move(complaint: Complaint, entry: Entry) -> Complaint:
    return replace(complaint, status=_STATUS_AFTER[entry.kind], ends_with=entry.maybe("reason"))


@COMPLAINT.on("complaint.join")
def _join(complaint: Complaint, entry: Entry) -> Complaint:
    return replace(complaint, status="in-case", case=entry.text("case"))


@COMPLAINT.on("complaint.link")
def _link(complaint: Complaint, entry: Entry) -> Complaint:
    other = entry.text("other")
    return complaint if other in complaint.links else replace(complaint, links=(*complaint.links, other))


@COMPLAINT.on("complaint.answer")
def _answer(complaint: Complaint, entry: Entry) -> Complaint:
    return replace(complaint, status="answered", answered_on=entry.on)


@COMPLAINT.on("complaint.correct")
def _correct(complaint: Complaint, entry: Entry) -> Complaint:
    return replace(
        complaint,
        institution=entry.institution or complaint.institution,
        summary=entry.maybe("summary") or complaint.summary,
        department=entry.maybe("department") or complaint.department,
        received=entry.day("received") or complaint.received,
        reply_by=entry.day("reply_by") or complaint.reply_by,
    )


@COMPLAINT.on("complaint.reveal")
def _reveal(complaint: Complaint, entry: Entry) -> Complaint:
    # Opening a sealed identity changes nothing; the act itself is the record of it.
    return complaint
