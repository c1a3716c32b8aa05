"""Attachments (附件) of any subject; the content lies apart, by its SHA-256."""

from dataclasses import dataclass

from domain.entries import Entry
from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(State):
    """A file of a subject. A sealed one's digest is that of what is stored, never of the plain content."""

    subject: str
    name: str
    kind: str
    sha256: str
    size: int
    sealed: bool = False


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
        sealed=entry.fields.get("sealed") is True,
    )
