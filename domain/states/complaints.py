"""Complaints and reports (投诉举报). Who reported, and in which words, is never in here."""

from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPiece:
    """What was sealed: a ``text`` or a ``reporter``, its id, and the commitment that tells it was not swapped."""

    id: str
    kind: str
    commitment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint(State):
    """A complaint as others may see it: the summary (办理摘要), never the original text or the reporter.

    `sealed` tells the sealed pieces in the order they came in: nothing that was sealed before is replaced.
    """

    received: date
    channel: str
    nature: str
    summary: str
    status: str
    department: str | None = None
    source_no: str | None = None
    reply_by: date | None = None
    sealed: tuple[SealedPiece, ...] = ()
    has_reporter: bool = False
    case: str | None = None
    links: tuple[str, ...] = ()
    answered_on: date | None = None
    ends_with: str | None = None


COMPLAINT = Aggregate("complaint", "TS", Complaint)


def _pieces(entry: Entry) -> tuple[SealedPiece, ...]:
    return tuple(
        SealedPiece(id=p["id"], kind=p["kind"], commitment=p["commitment"]) for p in entry.fields.get("sealed") or ()
    )


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
        sealed=_pieces(entry),
        has_reporter=any(piece.kind == "reporter" for piece in _pieces(entry)),
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
    sealed = (*complaint.sealed, *_pieces(entry))
    return replace(
        complaint,
        sealed=sealed,
        has_reporter=any(piece.kind == "reporter" for piece in sealed),
        source_no=entry.maybe("source_no") or complaint.source_no,
        summary=entry.maybe("summary") or complaint.summary,
        department=entry.maybe("department") or complaint.department,
        received=entry.day("received") or complaint.received,
        reply_by=entry.day("reply_by") or complaint.reply_by,
    )


@COMPLAINT.on("complaint.reveal")
def _reveal(complaint: Complaint, entry: Entry) -> Complaint:
    # Opening a sealed identity changes nothing; the act itself is the record of it.
    return complaint
