"""Attachments (附件) of any subject; the content lies apart, by its SHA-256."""

from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry
from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(State):
    """A file of a subject.

    A sealed one's digest is that of what is stored, never of the plain content, and its true name is sealed too:
    `name_piece` is its id and `name_commitment` what tells that it was not swapped. `erased_on` is the day both were
    erased for good.
    """

    subject: str
    name: str
    kind: str
    sha256: str
    size: int
    added_on: date
    sealed: bool = False
    name_piece: str | None = None
    name_commitment: str | None = None
    erased_on: date | None = None


ATTACHMENT = Aggregate("attachment", "FJ", Attachment)


@ATTACHMENT.starts("attach.add")
def _add(entry: Entry) -> Attachment:
    return Attachment(
        id=entry.subject,
        institution=entry.institution,
        subject=entry.text("of"),
        name=entry.text("name"),
        kind=entry.text("kind"),
        sha256=entry.text("sha256"),
        size=entry.the_number("size"),
        added_on=entry.on,
        sealed=entry.fields.get("sealed") is True,
        name_piece=entry.maybe("name_piece"),
        name_commitment=entry.maybe("name_commitment"),
    )


@ATTACHMENT.on("attach.open")
def _open(attachment: Attachment, entry: Entry) -> Attachment:
    # Opening it changes nothing; the act itself is the record of it.
    return attachment


@ATTACHMENT.on("attach.erase")
def _erase(attachment: Attachment, entry: Entry) -> Attachment:
    return replace(attachment, erased_on=entry.on)
