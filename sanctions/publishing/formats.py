"""The formats of a version: made once, when its text is approved, and kept; the journal carries the sum of each.

What is exported later are the bytes that were kept, so neither a later program nor a later library can change them.
Versions that an older program approved have only their text; their other formats are made of it when asked for.
"""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from db.attachments import blob_ref, read_blob, store_blob
from db.store import Reader
from domain.announcements import Announcement, Row, of_text
from domain.messages import msg
from domain.refusals import refuse
from domain.states.publications import Version
from sanctions.work import Work

SCHEMA = "jiandu/announcement/1"
"""Names the shape of the JSON; docs/announcement.schema.json describes it."""

_KEPT = ("json", "docx", "html")


def keep(work: Work, told: Announcement) -> str:
    """Keep what a version says part by part; gives its SHA-256."""
    return store_blob(work.tx.connection, msgspec.json.encode(told)).sha256


def freeze(work: Work, id: str, version: Version, sha256: str) -> dict[str, str]:
    """Make and keep every format of a version that is being approved; their sums by the names of their fields.

    `sha256` is that of its text. The day of the paper is the day of the act.
    """
    approved = replace(version, approved_on=work.on, sha256=sha256)
    made = {form: _made(work.tx, id, approved, form) for form in _KEPT}
    return {f"{form}_sha256": store_blob(work.tx.connection, content).sha256 for form, content in made.items()}


def form_of(reader: Reader, id: str, version: Version, form: str) -> bytes:
    """An approved version in one of the formats; refused ``publication.lost`` where what was kept is missing."""
    if form == "txt":
        return version.text.encode()
    kept = sums(version)[f"{form}_sha256"]
    return _made(reader, id, version, form) if kept is None else _stored(reader, kept)


def sums(version: Version | None) -> dict[str, str | None]:
    """The SHA-256 of each format that was kept, by the names of their fields; that of the text is `sha256`."""
    return {f"{form}_sha256": getattr(version, f"{form}_sha256", None) for form in _KEPT}


def _made(reader: Reader, id: str, version: Version, form: str) -> bytes:
    assert version.approved_on is not None
    paper = version.paper_sha256
    told = of_text(version.text) if paper is None else msgspec.json.decode(_stored(reader, paper), type=Announcement)
    if form == "json":
        return _json(id, version, None if paper is None else told)
    # Word processing is loaded for an approval, not with everything that reads publications.
    if form == "docx":
        from sanctions.papers.announcement_docx import announcement_docx

        return announcement_docx(told, day=version.approved_on, identifier=f"{id}/{version.number}")
    from sanctions.papers.announcement_html import announcement_html

    return announcement_html(told, day=version.approved_on, identifier=f"{id}/{version.number}")


def _stored(reader: Reader, sha256: str) -> bytes:
    ref = blob_ref(reader.connection, sha256)
    if ref is None:
        raise refuse("publication.lost", msg("What was frozen of this publication is missing here."), field="id")
    return b"".join(read_blob(reader.connection, ref))


def _json(id: str, version: Version, told: Announcement | None) -> bytes:
    document: dict[str, Any] = {
        "id": id,
        "version": version.number,
        "kind": version.kind,
        "terminations": list(version.terminations),
        "approved_on": _iso(version.approved_on),
        "text": version.text,
        "sha256": version.sha256,
    }
    if told is not None:
        replaces = told.replaces
        document |= {
            "schema": SCHEMA,
            "title": told.title,
            "replaces": {"version": replaces.version, "published_on": _iso(replaces.published_on)}
            if replaces
            else None,
            "institutions": [_row(row) for row in told.rows],
            "remark": told.remark,
            "agency": told.agency,
            "telephone": told.telephone,
        }
    return (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _row(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "services": row.services,
        "standing": row.standing,
        "day_of": row.day_of,
        "day": _iso(row.day),
        "marks": list(row.marks),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
