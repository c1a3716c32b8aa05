"""The formats of a version of the published list: made once, when it is approved, and kept as a publication's are.

Versions that an older program approved have only their text and lines; their other formats are made when asked for.
"""

import json
from dataclasses import replace

from db.attachments import store_blob
from db.store import Reader
from domain.announcements import of_text
from domain.states.rosters import Roster
from sanctions.publishing.roster_lines import stored_bytes, stored_lines, stored_text
from sanctions.work import Work

_KEPT = ("json", "docx", "html")


def freeze(work: Work, roster: Roster, sha256: str) -> dict[str, str]:
    """Make and keep every format of a version that is being approved; their sums by the names of their fields.

    `sha256` is that of its text. The day of the paper is the day of the act.
    """
    approved = replace(roster, approved_on=work.on, sha256=sha256)
    made = {form: _made(work.tx, approved, form) for form in _KEPT}
    return {f"{form}_sha256": store_blob(work.tx.connection, content).sha256 for form, content in made.items()}


def form_of(reader: Reader, roster: Roster, form: str) -> bytes:
    """An approved version in one of the formats; refused ``roster.lost`` where what was kept is missing."""
    if form == "txt":
        return stored_text(reader, roster.text_sha256).encode()
    kept = sums(roster)[f"{form}_sha256"]
    return _made(reader, roster, form) if kept is None else stored_bytes(reader, kept)


def sums(roster: Roster) -> dict[str, str | None]:
    """The SHA-256 of each format that was kept, by the names of their fields; that of the text is `sha256`."""
    return {f"{form}_sha256": getattr(roster, f"{form}_sha256") for form in _KEPT}


def _made(reader: Reader, roster: Roster, form: str) -> bytes:
    assert roster.approved_on is not None
    text = stored_text(reader, roster.text_sha256)
    frozen = stored_lines(reader, roster.lines_sha256)
    if form == "json":
        told = {
            "id": roster.id,
            "as_of": roster.as_of.isoformat(),
            "approved_on": roster.approved_on.isoformat(),
            "institutions": [
                {"name": line.name, "code": line.institution, "service": line.service, "district": line.district}
                for line in frozen.lines
            ],
            "text": text,
            "sha256": roster.sha256,
        }
        return (json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
    paper = frozen.paper or of_text(text)
    # Word processing is loaded for an approval, not with everything that reads lists.
    if form == "docx":
        from sanctions.papers.announcement_docx import announcement_docx

        return announcement_docx(paper, day=roster.approved_on, identifier=roster.id)
    from sanctions.papers.announcement_html import announcement_html

    return announcement_html(paper, day=roster.approved_on, identifier=roster.id)
