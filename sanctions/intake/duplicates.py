"""Complaints that may be about the same matter (疑似重复)."""

from datetime import date, timedelta

from sqlalchemy import or_

from db.store import Reader
from domain.states.complaints import Complaint

# A help for the eye, not a rule: how close two complaints are to be offered as one matter.
_CLOSE = timedelta(days=30)
_ALIKE = 0.4
_MOST = 10


def possible_duplicates(
    reader: Reader,
    institution: str,
    received: date,
    summary: str,
    *,
    department: str | None = None,
    source_no: str | None = None,
    besides: str | None = None,
) -> list[str]:
    """Ids of complaints on the same institution, likeliest first.

    Offered are those with the same work-order number, and those received within 30 days that name the same
    department or read alike.
    """
    table = reader.table(Complaint)
    close = table.c.received.between(received - _CLOSE, received + _CLOSE)
    wanted = or_(close, table.c.source_no == source_no) if source_no else close
    scored = []
    for other in reader.find(Complaint, table.c.institution == institution, wanted):
        if other.id == besides:
            continue
        alike = _alike(summary, other.summary)
        same_number = source_no is not None and other.source_no == source_no
        near = abs(other.received - received) <= _CLOSE
        if same_number or (near and (alike >= _ALIKE or (department is not None and department == other.department))):
            scored.append((not same_number, -alike, -other.ordinal, other.id))
    return [id for *_, id in sorted(scored)[:_MOST]]


def _alike(one: str, other: str) -> float:
    """How much two texts share, 0 to 1: pairs of neighbouring characters in both, of those in either."""
    a, b = _pairs(one), _pairs(other)
    return len(a & b) / len(a | b) if a and b else float(one == other)


def _pairs(text: str) -> set[str]:
    bare = "".join(char for char in text.casefold() if char.isalnum())
    return {bare[at : at + 2] for at in range(len(bare) - 1)}
