"""Whoever reports (举报人): read from a file, sealed, and kept out of everything others see."""

import unicodedata
from dataclasses import dataclass
from typing import Any

import msgspec

from db.marks import Marker
from db.sealing import commitment_of, seal, sealed_damaged, unseal
from domain.acts import Upload
from domain.messages import Message, msg
from domain.refusals import Refused, refuse
from domain.screening import identifying, personal_content
from domain.states.complaint_parts import SealedPiece
from domain.states.complaints import Complaint
from domain.text import clean
from sanctions.uploads import text_of
from sanctions.work import Work

REPORTER, TEXT = "reporter", "text"
_REPORTER_BYTES, _TEXT_BYTES = 16 * 1024, 1024 * 1024
_LIMITS = {"name": 100, "phone": 40, "id_number": 40, "address": 300}
# Shorter ones turn up in any text by chance.
_SHORTEST = {"name": 2, "phone": 5, "id_number": 6, "address": 6}


class _File(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    phone: str | None = None
    id_number: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Reporter:
    """Who reported. Never printed: its fields are for sealing and for comparing only."""

    name: str
    phone: str | None = None
    id_number: str | None = None
    address: str | None = None

    def told(self) -> dict[str, str]:
        """What is known of the reporter, by the keys of the file."""
        known = {name: getattr(self, name) for name in _LIMITS}
        return {name: value for name, value in known.items() if value is not None}


def read_reporter(upload: Upload, field: str = "reporter_file") -> Reporter:
    """The reporter of a JSON file ``{name, phone?, id_number?, address?}``.

    Refused ``reporter.file`` or ``file.*``, in words that repeat nothing of the file.
    """
    text = text_of(upload, _REPORTER_BYTES, field, label=msg("File with the reporter"))
    known: dict[str, str | None] | None
    try:
        told = msgspec.json.decode(text.encode(), type=_File)
        known = {name: _kept(getattr(told, name), limit) for name, limit in _LIMITS.items()}
    except (msgspec.DecodeError, UnicodeEncodeError, Refused):
        known = None
    # Outside the handler: its exception would carry what the file says.
    if known is None or not known["name"]:
        raise refuse(
            "reporter.file",
            msg(
                "The reporter's file must be JSON with name and, where known, phone, id_number and address, each a "
                "text of usual length."
            ),
            field=field,
        )
    return Reporter(known["name"], known["phone"], known["id_number"], known["address"])


def _kept(value: str | None, limit: int) -> str | None:
    if value is None or not value.strip():
        return None
    return clean(value, limit, "reporter_file")


def original_text(upload: Upload, field: str = "text") -> str:
    """The original words of a complaint, from a text file of at most 1 MiB; refused ``file.*``."""
    return text_of(upload, _TEXT_BYTES, field, label=msg("File with the original text"))


def seal_pieces(work: Work, subject: str, text: str | None, reporter: Reporter | None) -> list[dict[str, str]]:
    """Seal what came in; gives what the journal may know: id, kind and commitment of each piece."""
    pieces = []
    contents = {
        TEXT: None if text is None else text.encode(),
        REPORTER: None if reporter is None else msgspec.json.encode(reporter.told()),
    }
    for kind, content in contents.items():
        if content is not None:
            sealed = seal(work.tx.connection, work.key, subject, kind, content)
            if kind == REPORTER and reporter is not None:
                # So that a text can be screened later without opening who it was.
                marker = Marker(work.key)
                marker.keep(work.tx.connection, sealed.id, marker.marks(identifying(reporter.told())))
            pieces.append({"id": sealed.id, "kind": kind, "commitment": sealed.commitment})
    return pieces


def open_pieces(work: Work, pieces: tuple[SealedPiece, ...]) -> dict[str, Any]:
    """What was sealed: the first `reporter` and the `text` as last given, `reporters` and `texts` all in order.

    Of a reporter added later, `no` tells the number.

    Raises StoreError: ``store.key_missing``, ``sealed.damaged`` also for a piece that is not the one journalled.
    """
    reporters: list[dict[str, Any]] = []
    texts: list[str] = []
    first: dict[str, Any] | None = None
    for piece in pieces:
        if commitment_of(work.tx.connection, piece.id) != piece.commitment:
            raise sealed_damaged()
        content = unseal(work.tx.connection, work.key, piece.id)
        if piece.kind == REPORTER:
            reporter = msgspec.json.decode(content)
            first = reporter if piece.no == 1 else first
            reporters.append(reporter if piece.no == 1 else {"no": piece.no, **reporter})
        else:
            texts.append(content.decode())
    return {
        "reporter": first or (reporters[-1] if reporters else None),
        "text": texts[-1] if texts else None,
        "reporters": reporters,
        "texts": texts,
    }


def erased_already(complaint: Complaint) -> Refused:
    """What was sealed of it was erased: on which day, and by whom."""
    last = complaint.erased[-1]
    return refuse(
        "complaint.erased",
        msg(
            "What was sealed of {id} was erased for good on {day}: {asked} asked for it, {by} approved it.",
            id=complaint.id,
            day=last.on,
            asked=last.asked_by,
            by=last.by,
        ),
        field="id",
    )


def require_no_identity(reporter: Reporter | None, **texts: str | None) -> None:
    """Refuse ``complaint.identity`` when a text others read holds the reporter's name, number or address."""
    if reporter is None:
        return
    sought = {name: bare for name, value in reporter.told().items() if len(bare := _bare(value)) >= _SHORTEST[name]}
    for field, text in texts.items():
        here = _bare(text or "")
        if any(value in here for value in sought.values()):
            raise refuse(
                "complaint.identity",
                msg("{field} tells who reported. Others read it: leave out name, number and address.", field=field),
                field=field,
            )


def looks_personal(*texts: str | None) -> tuple[Message, ...]:
    """A warning where a text holds what looks like a telephone or an identity number."""
    if not any(personal_content(text, own_telephone=None, names=()) for text in texts if text):
        return ()
    return (msg("The text seems to hold a telephone or identity number. Make sure it does not tell who reported."),)


def _bare(text: str) -> str:
    """Letters and digits alone, in one form, so that spaces, hyphens and wide digits hide nothing."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
