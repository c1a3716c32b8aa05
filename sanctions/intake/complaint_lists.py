"""Complaints (投诉举报) as everybody may see them: the summary, and only whether somebody is known behind it."""

from typing import Any

from sqlalchemy import ColumnElement, or_

from db.store import Reader
from domain.messages import msg
from domain.refusals import refuse
from domain.states.attachments import Attachment
from domain.states.complaints import Complaint
from sanctions.names import names_on
from sanctions.paging import LIMIT, newest
from sanctions.results import Listing

STATUSES = ("received", "accepted", "declined", "transferred", "returned", "in-case", "answered")


def complaints(
    reader: Reader,
    *,
    institution: str | None = None,
    status: str | None = None,
    nature: str | None = None,
    text: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """Complaints, newest first; `text` is looked for in summaries and work-order numbers, never in what is sealed."""
    table = reader.table(Complaint)
    conditions: list[ColumnElement[bool]] = []
    for column, value in ((table.c.institution, institution), (table.c.status, status), (table.c.nature, nature)):
        if value is not None:
            conditions.append(column == value)
    if text and text.strip():
        columns = (table.c.summary, table.c.source_no)
        conditions.append(or_(*(column.icontains(text.strip(), autoescape=True) for column in columns)))
    return newest(reader, Complaint, conditions, _records, limit=limit, after=after)


def complaint(reader: Reader, id: str) -> dict[str, Any]:
    """One complaint with its attachments and how often it was opened; refused ``not-found``."""
    found = reader.get(Complaint, id)
    if found is None:
        raise refuse("not-found", msg("There is no complaint {id} here.", id=id), field="id")
    table = reader.table(Attachment)
    attached = reader.find(Attachment, table.c.subject == id)
    opened = reader.entries(subject=id, kinds=("complaint.reveal",))
    return _records(reader, [found])[0] | {
        "attachments": [one.id for one in attached],
        "opened": [{"on": act.on, "by": act.by, "purpose": act.maybe("purpose")} for act in opened],
    }


def _records(reader: Reader, page: list[Complaint]) -> list[dict[str, Any]]:
    names = names_on(reader, (one.institution for one in page))
    return [
        {
            "id": one.id,
            "institution": one.institution,
            "institution_name": names.get(str(one.institution)),
            "status": one.status,
            "received": one.received,
            "channel": one.channel,
            "nature": one.nature,
            "summary": one.summary,
            "department": one.department,
            "source_no": one.source_no,
            "reply_by": one.reply_by,
            "answered_on": one.answered_on,
            "case": one.case,
            "links": list(one.links),
            "has_reporter": one.has_reporter,
            "has_text": any(piece.kind == "text" for piece in one.sealed),
        }
        for one in page
    ]
