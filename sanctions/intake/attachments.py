"""Attachments (附件) of any subject; those of a complaint are sealed, name and all."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from db.attachments import BlobRef, read_blob, store_blob
from db.sealing import commitment_of, seal, sealed_damaged, unseal
from db.store import Reader
from domain.acts import Upload
from domain.acts.inspections import ATTACH, ATTACH_OPEN
from domain.messages import msg
from domain.refusals import refuse
from domain.states import aggregate_of
from domain.states.attachments import Attachment
from domain.states.complaints import Complaint
from domain.states.core import State
from domain.text import clean
from sanctions.handlers import handles
from sanctions.paging import LIMIT, newest
from sanctions.reading import need
from sanctions.results import Done, Listing
from sanctions.work import Work

_NAME = 200
_SUFFIX = 12


@handles(ATTACH)
def add(work: Work, *, subject: str, file: Upload, kind: str) -> Done:
    """Keep a file of a subject, sealed when the subject is a complaint.

    Refused: ``not-found``, ``attachment.too_large``, ``attachment.empty``, ``attachment.of_attachment``.
    """
    owner = subject_of(work.tx, subject)
    if isinstance(owner, Attachment):
        raise refuse(
            "attachment.of_attachment",
            msg("An attachment has no attachments. Attach the file to {subject}.", subject=owner.subject),
            field="subject",
        )
    if not file.data:
        raise refuse("attachment.empty", msg("The file is empty. Check that it is the right one."), field="file")
    id = work.new_id("FJ")
    name = _file_name(file.name)
    sealed = isinstance(owner, Complaint)
    ref = store_blob(work.tx.connection, file.data, work.key if sealed else None)
    piece = seal(work.tx.connection, work.key, id, "file-name", name.encode()) if sealed else None
    # A file's name often says who sent it.
    shown = id + PurePosixPath(name).suffix[:_SUFFIX] if sealed else name
    work.record(
        "attach.add",
        id,
        {
            "of": owner.id,
            "name": shown,
            "kind": kind,
            "sha256": ref.sha256,
            "size": ref.size,
            "sealed": sealed or None,
            "name_piece": piece.id if piece else None,
            "name_commitment": piece.commitment if piece else None,
        },
        institution=owner.institution,
    )
    effects = [msg("{name} is kept with {subject}.", name=shown, subject=subject)]
    if sealed:
        effects.append(msg("It is sealed with the complaint; opening it takes the custodian and a purpose."))
    return Done(
        id=id,
        data={"name": shown, "sha256": ref.sha256, "subject": owner.id, "sealed": sealed},
        effects=tuple(effects),
    )


@handles(ATTACH_OPEN)
def open_sealed(work: Work, *, id: str, purpose: str) -> Done:
    """Open a sealed attachment, for a purpose; `secret` has its true `name` and its `content` in bytes.

    Refused ``attachment.open`` for one that is not sealed, ``attachment.erased``. Raises StoreError when it
    cannot be opened.
    """
    attachment = work.need(Attachment, id)
    if not attachment.sealed:
        raise refuse("attachment.open", msg("{id} is not sealed. Save it with: attach save", id=id), field="id")
    if attachment.erased_on is not None:
        raise refuse(
            "attachment.erased",
            msg("{id} was erased for good on {day}, with what else was sealed.", id=id, day=attachment.erased_on),
            field="id",
        )
    content = b"".join(read_blob(work.tx.connection, _ref(attachment), work.key))
    piece = str(attachment.name_piece)
    if commitment_of(work.tx.connection, piece) != attachment.name_commitment:
        raise sealed_damaged()
    name = unseal(work.tx.connection, work.key, piece).decode()
    work.record("attach.open", id, {"purpose": purpose}, institution=attachment.institution)
    return Done(
        id=id,
        data={"sha256": attachment.sha256},
        effects=(msg("That you opened {id}, when and for what purpose, stays on record for good.", id=id),),
        secret={"name": name, "content": content},
    )


def attachments(reader: Reader, subject: str, *, limit: int = LIMIT, after: str | None = None) -> Listing:
    """The attachments of a subject, newest first; refused ``not-found``."""
    table = reader.table(Attachment)
    owner = subject_of(reader, subject)
    return newest(reader, Attachment, [table.c.subject == owner.id], _records, limit=limit, after=after)


def attachment(reader: Reader, id: str) -> dict[str, Any]:
    """One attachment without its content; refused ``not-found``."""
    return _records(reader, [need(reader, Attachment, id)])[0]


def content_of(reader: Reader, id: str) -> tuple[str, Iterator[bytes]]:
    """Name and content of an attachment, for saving; the content is verified before the first piece.

    Refused ``attachment.sealed`` for one of a complaint. Raises StoreError ``attachment.damaged``.
    """
    attachment = need(reader, Attachment, id)
    if attachment.sealed:
        raise refuse(
            "attachment.sealed",
            msg("{id} belongs to a complaint and is sealed. The custodian opens it with: attach open", id=id),
            field="id",
        )
    return attachment.name, read_blob(reader.connection, _ref(attachment))


def subject_of(reader: Reader, text: str) -> State:
    """The subject people mean: an id, an institution's code, or an agreement's number; refused ``not-found``."""
    for candidate in (text, text.upper(), f"institution:{text.upper()}", f"agreement:{text}"):
        try:
            kind = aggregate_of(candidate).state
        except KeyError:
            continue
        found: State | None = reader.get(kind, candidate)
        if found is not None:
            return found
    raise refuse("not-found", msg("There is no {subject} here.", subject=text), field="subject")


def _ref(attachment: Attachment) -> BlobRef:
    return BlobRef(attachment.sha256, attachment.size, attachment.sealed)


def _file_name(given: str) -> str:
    """The last part of a path, whichever slashes it was written with."""
    return clean(given.replace("\\", "/").rsplit("/", 1)[-1] or "file", _NAME, "file", label=msg("File name"))


def _records(reader: Reader, page: list[Attachment]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "subject": one.subject,
            "name": one.name,
            "kind": one.kind,
            "sha256": one.sha256,
            "size": one.size,
            "sealed": one.sealed,
            "added_on": one.added_on,
            "erased_on": one.erased_on,
        }
        for one in page
    ]
