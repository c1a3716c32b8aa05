"""Those who reported (受保护的举报人), recognised in a text by keyed hashes: screening opens nobody's identity."""

import json
from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy import select

from db.marks import Forms, Mark, Marker
from db.sealing import SealingKey, unseal
from db.store import Reader, Writer
from db.tables.marks import sealed_marks
from db.tables.sealed import sealed
from domain.screening import forms_of, identifying
from domain.states.complaints import Complaint

REPORTER = "reporter"
"""Kind of the sealed records that hold who reported."""

_PIECE = 400


class Protected:
    """Whoever reported some institutions: it tells whether a text names one of them, and never which."""

    def __init__(self, marker: Marker | None, marks: Collection[Mark]) -> None:
        self._marker = marker
        self._marks = marks

    def stand_in(self, text: str, *, own_telephone: str | None = None) -> bool:
        """Whether a name, telephone or ID number of one of them stands in a text; the agency's own number may."""
        if self._marker is None:
            return False
        own: Forms = {"number": identifying({"phone": own_telephone or ""})["number"]}
        return self._marker.stand_in(self._marks, forms_of(text), but=self._marker.marks(own))


def protected(reader: Reader, key: Callable[[], SealingKey], institutions: Iterable[str]) -> Protected:
    """Those who reported these institutions. The key is asked for only where there are any.

    Identities that an older program sealed, or that were sealed with another key, have no marks yet: they are opened
    in memory, and where acts are recorded their marks are kept.
    """
    wanted = sorted(set(institutions))
    rows = [row for start in range(0, len(wanted), _PIECE) for row in _records(reader, wanted[start : start + _PIECE])]
    if not rows:
        return Protected(None, ())
    opener = key()
    marker = Marker(opener)
    known: dict[str, tuple[Mark, ...]] = {}
    for row in rows:
        kept = marker.opened(row.id, row.key_id, row.nonce, row.marks) if row.marks is not None else None
        if kept is not None:
            known[row.id] = kept
    for record in {row.id for row in rows} - known.keys():
        known[record] = marker.marks(_identifying(unseal(reader.connection, opener, record)))
        if isinstance(reader, Writer) and not any(row.id == record and row.key_id == opener.id for row in rows):
            marker.keep(reader.connection, record, known[record])
    return Protected(marker, frozenset(mark for marks in known.values() for mark in marks))


def _records(reader: Reader, institutions: list[str]) -> Collection[Any]:
    complaints = reader.table(Complaint)
    query = (
        select(sealed.c.id, sealed_marks.c.key_id, sealed_marks.c.nonce, sealed_marks.c.marks)
        .join(complaints, complaints.c.id == sealed.c.subject)
        .outerjoin(sealed_marks, sealed_marks.c.record == sealed.c.id)
        .where(complaints.c.institution.in_(institutions), sealed.c.kind == REPORTER)
    )
    return reader.connection.execute(query).all()


def _identifying(plaintext: bytes) -> Forms:
    told = json.loads(plaintext)
    return identifying(told if isinstance(told, dict) else {})
