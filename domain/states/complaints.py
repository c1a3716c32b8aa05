"""Complaints and reports (投诉举报). Who reported, and in which words, is never in here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.entries import Entry
from domain.states.complaint_parts import (
    CallBack,
    Erasure,
    Extension,
    Informant,
    Letter,
    Returned,
    SealedPiece,
    Told,
)
from domain.states.core import Aggregate, State, waits

OPEN = ("received", "accepted", "in-case")
"""Statuses in which something is still to be done with it here."""
ENDED = ("answered", "declined", "transferred", "returned")
"""Statuses in which nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint(State):
    """A complaint as others may see it: the summary (办理摘要), never the original text or the reporter.

    `sealed` tells the sealed pieces in the order they came in: nothing that was sealed before is replaced.
    `reply_rule` is the policy that gave `reply_by`, None where somebody typed the day. `clock_from` is the day it came
    back after a return: its time runs anew from there. `finish_by` is the day an extension gave to finish a petition.
    `outcome_told_on` is the first day somebody was told that it was accepted, declined or done. `ended_on` is the day
    nothing was left to do with it; from there on what is sealed is kept for as long as the agency's rule says. What was
    erased is no longer in `sealed`.
    """

    received: date
    channel: str
    nature: str
    summary: str
    status: str
    department: str | None = None
    source_no: str | None = None
    reply_by: date | None = None
    reply_rule: str | None = None
    sealed: tuple[SealedPiece, ...] = ()
    has_reporter: bool = False
    informants: tuple[Informant, ...] = ()
    case: str | None = None
    links: tuple[str, ...] = ()
    accepted_on: date | None = None
    answered_on: date | None = None
    ends_with: str | None = None
    decline_no: str | None = None
    clock_from: date | None = None
    finish_by: date | None = None
    outcome_told_on: date | None = None
    letters: tuple[Letter, ...] = ()
    told: tuple[Told, ...] = ()
    call_backs: tuple[CallBack, ...] = ()
    returns: tuple[Returned, ...] = ()
    extensions: tuple[Extension, ...] = ()
    awaits_receipt: bool = False
    awaits_call_back: bool = False
    awaits_telling: bool = False
    ended_on: date | None = None
    erased: tuple[Erasure, ...] = ()

    @property
    def untold(self) -> tuple[int, ...]:
        """The numbers of those who want an answer and were not told the end yet; the answer itself tells the first."""
        reached = {no for one in self.told if one.what in ("done", "declined") for no in one.to}
        if self.answered_on is not None:
            reached.add(1)
        return tuple(one.no for one in self.informants if one.wants_answer == "yes" and one.no not in reached)


COMPLAINT = Aggregate("complaint", "TS", Complaint)


def _pieces(entry: Entry) -> tuple[SealedPiece, ...]:
    no = entry.number("reporter") or 1
    return tuple(
        SealedPiece(id=p["id"], kind=p["kind"], commitment=p["commitment"], no=no)
        for p in entry.fields.get("sealed") or ()
    )


def _names_somebody(pieces: Iterable[SealedPiece]) -> bool:
    return any(piece.kind == "reporter" for piece in pieces)


def _asked(entry: Entry) -> dict[str, Any]:
    """What was asked of whoever reports, as far as it was told."""
    told = {name: entry.maybe(name) for name in ("real_name", "wants_answer", "may_disclose")}
    return {name: value for name, value in told.items() if value is not None}


def _moved(complaint: Complaint, entry: Entry) -> Complaint:
    """Settled, and ended on the day of this act or going on again."""
    return replace(_settled(complaint), ended_on=entry.on if complaint.status in ENDED else None)


def _settled(complaint: Complaint) -> Complaint:
    """What is still awaited, kept beside it so that lists find it."""
    ended = complaint.status in ("answered", "declined", "transferred")
    reached = any(
        one.result != "not-reached" and complaint.answered_on is not None and one.on >= complaint.answered_on
        for one in complaint.call_backs
    )
    return replace(
        complaint,
        awaits_receipt=any(letter.receipt_on is None for letter in complaint.letters),
        awaits_call_back=complaint.status == "answered"
        and any(one.reachable for one in complaint.informants)
        and not reached,
        awaits_telling=ended and bool(complaint.untold),
    )


@COMPLAINT.starts("complaint.log")
def _log(entry: Entry) -> Complaint:
    pieces = _pieces(entry)
    known = _names_somebody(pieces)
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
        reply_rule=entry.maybe("reply_rule"),
        sealed=pieces,
        has_reporter=known,
        informants=(Informant(no=1, since=entry.on, known=known, **_asked(entry)),),
    )


@COMPLAINT.on("complaint.accept")
def _accept(complaint: Complaint, entry: Entry) -> Complaint:
    again = complaint.status == "returned" and entry.fields.get("anew") is True
    return _moved(
        replace(
            complaint,
            status="accepted",
            ends_with=None,
            accepted_on=entry.on if again or complaint.accepted_on is None else complaint.accepted_on,
            source_no=entry.maybe("source_no") or complaint.source_no,
            clock_from=entry.on if again else complaint.clock_from,
            finish_by=None if again else complaint.finish_by,
            outcome_told_on=None if again else complaint.outcome_told_on,
            reply_by=entry.day("reply_by") or (None if again else complaint.reply_by),
            reply_rule=entry.maybe("reply_rule") if again or entry.day("reply_by") else complaint.reply_rule,
        ),
        entry,
    )


@COMPLAINT.on("complaint.decline")
def _decline(complaint: Complaint, entry: Entry) -> Complaint:
    return _moved(
        replace(complaint, status="declined", ends_with=entry.text("reason"), decline_no=entry.maybe("number")), entry
    )


def _letter(complaint: Complaint, entry: Entry, matter: str) -> Letter:
    receipt = entry.maybe("receipt")
    return Letter(
        no=len(complaint.letters) + 1,
        matter=matter,
        to=entry.text("to"),
        sent_on=entry.on,
        reason=entry.text("reason"),
        number=entry.maybe("number"),
        receipt=receipt,
        receipt_on=entry.on if receipt else None,
    )


@COMPLAINT.on("complaint.transfer")
def _transfer(complaint: Complaint, entry: Entry) -> Complaint:
    letters = (*complaint.letters, _letter(complaint, entry, "transfer"))
    return _moved(replace(complaint, status="transferred", ends_with=entry.text("reason"), letters=letters), entry)


@COMPLAINT.on("complaint.hand-over")
def _hand_over(complaint: Complaint, entry: Entry) -> Complaint:
    letters = (*complaint.letters, _letter(complaint, entry, entry.text("matter")))
    status = entry.text("status")
    after = _settled(replace(complaint, status=status, letters=letters))
    # A letter about what ended already ends nothing anew.
    return after if status == complaint.status else _moved(after, entry)


def _on_letter(complaint: Complaint, entry: Entry, **changes: Any) -> Complaint:
    no = entry.the_number("letter")
    letters = tuple(replace(one, **changes) if one.no == no else one for one in complaint.letters)
    return _settled(replace(complaint, letters=letters))


@COMPLAINT.on("complaint.receipt")
def _receipt(complaint: Complaint, entry: Entry) -> Complaint:
    return _on_letter(complaint, entry, receipt=entry.maybe("number"), receipt_on=entry.the_day("received"))


@COMPLAINT.on("complaint.result")
def _result(complaint: Complaint, entry: Entry) -> Complaint:
    received = entry.the_day("received")
    no = entry.the_number("letter")
    # Whoever answered has received the letter.
    came = next((one.receipt_on for one in complaint.letters if one.no == no), None) or received
    return _on_letter(
        complaint,
        entry,
        result=entry.text("text"),
        result_no=entry.maybe("number"),
        result_on=received,
        receipt_on=came,
    )


@COMPLAINT.on("complaint.return")
def _return(complaint: Complaint, entry: Entry) -> Complaint:
    back = Returned(on=entry.on, reason=entry.text("reason"), number=entry.maybe("number"))
    return _moved(
        replace(complaint, status="returned", ends_with=entry.text("reason"), returns=(*complaint.returns, back)), entry
    )


@COMPLAINT.on("complaint.extend")
def _extend(complaint: Complaint, entry: Entry) -> Complaint:
    until = entry.the_day("until")
    more = Extension(
        on=entry.on,
        before=entry.day("before"),
        until=until,
        reason=entry.text("reason"),
        granted_by=entry.maybe("granted_by"),
    )
    extensions = (*complaint.extensions, more)
    if entry.text("clock") == "finish":
        return replace(complaint, finish_by=until, extensions=extensions)
    return replace(complaint, reply_by=until, reply_rule=None, extensions=extensions)


@COMPLAINT.on("complaint.tell")
def _tell(complaint: Complaint, entry: Entry) -> Complaint:
    what = entry.text("what")
    told = Told(
        on=entry.on,
        what=what,
        how=entry.text("how"),
        to=tuple(int(no) for no in entry.fields["to"]),
        number=entry.maybe("number"),
        note=entry.maybe("note"),
    )
    first = complaint.outcome_told_on or (entry.on if what != "progress" else None)
    return _settled(replace(complaint, told=(*complaint.told, told), outcome_told_on=first))


@COMPLAINT.on("complaint.call-back")
def _call_back(complaint: Complaint, entry: Entry) -> Complaint:
    called = CallBack(
        on=entry.on, result=entry.text("result"), to=entry.the_number("reporter"), note=entry.maybe("note")
    )
    return _settled(replace(complaint, call_backs=(*complaint.call_backs, called)))


@COMPLAINT.on("complaint.add-reporter")
def _add_reporter(complaint: Complaint, entry: Entry) -> Complaint:
    another = Informant(no=entry.the_number("reporter"), since=entry.on, known=True, **_asked(entry))
    return _settled(
        replace(
            complaint,
            sealed=(*complaint.sealed, *_pieces(entry)),
            has_reporter=True,
            informants=(*complaint.informants, another),
        )
    )


@COMPLAINT.on("complaint.join")
def _join(complaint: Complaint, entry: Entry) -> Complaint:
    return _moved(
        replace(complaint, status="in-case", case=entry.text("case"), accepted_on=complaint.accepted_on or entry.on),
        entry,
    )


@COMPLAINT.on("complaint.link")
def _link(complaint: Complaint, entry: Entry) -> Complaint:
    other = entry.text("other")
    return complaint if other in complaint.links else replace(complaint, links=(*complaint.links, other))


@COMPLAINT.on("complaint.answer")
def _answer(complaint: Complaint, entry: Entry) -> Complaint:
    return _moved(replace(complaint, status="answered", answered_on=entry.on), entry)


@COMPLAINT.on("complaint.correct")
def _correct(complaint: Complaint, entry: Entry) -> Complaint:
    pieces = _pieces(entry)
    no = entry.number("reporter") or 1
    asked = _asked(entry)
    if _names_somebody(pieces):
        asked["known"] = True
    typed = entry.day("reply_by")
    return _settled(
        replace(
            complaint,
            sealed=(*complaint.sealed, *pieces),
            has_reporter=complaint.has_reporter or _names_somebody(pieces),
            informants=tuple(replace(one, **asked) if one.no == no else one for one in complaint.informants),
            source_no=entry.maybe("source_no") or complaint.source_no,
            summary=entry.maybe("summary") or complaint.summary,
            department=entry.maybe("department") or complaint.department,
            received=entry.day("received") or complaint.received,
            reply_by=typed or complaint.reply_by,
            reply_rule=entry.maybe("reply_rule") if typed else complaint.reply_rule,
        )
    )


@COMPLAINT.on("complaint.reveal")
def _reveal(complaint: Complaint, entry: Entry) -> Complaint:
    # Opening a sealed identity changes nothing; the act itself is the record of it.
    return complaint


@COMPLAINT.on("complaint.erase")
def _ask_to_erase(complaint: Complaint, entry: Entry) -> Complaint:
    return replace(complaint, pending=waits(entry, "erase"))


@COMPLAINT.on("complaint.approve")
def _erase(complaint: Complaint, entry: Entry) -> Complaint:
    gone = set(entry.many("pieces"))
    done = Erasure(
        on=entry.on,
        by=entry.by,
        asked_by=entry.text("asked_by"),
        reason=entry.text("reason"),
        pieces=len(gone) + len(entry.many("attachments")),
    )
    kept = tuple(piece for piece in complaint.sealed if piece.id not in gone)
    return replace(complaint, pending=None, sealed=kept, erased=(*complaint.erased, done))


@COMPLAINT.on("complaint.reject")
def _keep(complaint: Complaint, entry: Entry) -> Complaint:
    return replace(complaint, pending=None)
