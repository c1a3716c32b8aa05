"""The file of a case (卷宗): what belongs to it, and what is kept apart.

Complaints stay in the house, all of them: who reported, and what, is never part of what is handed over. Only their
numbers stand where the case names them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.store import Reader
from domain.states.attachments import Attachment
from domain.states.cases import Case
from domain.states.disputes import Dispute
from domain.states.inspections import Finding
from domain.states.measures import Measure
from domain.states.recoveries import Recovery
from domain.states.tasks import Task
from sanctions.cases.lists import case
from sanctions.disputes.disputes import dispute
from sanctions.histories.register import history
from sanctions.intake.events import event
from sanctions.intake.inspection_lists import inspection
from sanctions.money.recovery_lists import recovery
from sanctions.reading import each, need

_PIECE = 200


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with everything that hangs on it.

    `subjects` are those whose entries go along; `record` is the case as its page tells it, `tables` the records of
    one kind each by name, `rows` its lines of the register; `apart` the complaints that stay.
    """

    institution: str | None
    subjects: tuple[str, ...]
    record: dict[str, Any]
    tables: dict[str, list[dict[str, Any]]]
    rows: list[tuple[Any, ...]]
    attachments: tuple[Attachment, ...]
    apart: tuple[str, ...]


def case_file(reader: Reader, id: str, on: date) -> CaseFile:
    """The file of a case as it stands; refused ``not-found``."""
    found = need(reader, Case, id, "about")
    measures = _ids(reader, Measure, "case", [id])
    recoveries = _ids(reader, Recovery, "case", [id])
    disputes = _ids(reader, Dispute, "target", [*measures, *(f"bar:{one}" for one in measures)])
    findings = sorted(
        {*_ids(reader, Finding, "case", [id]), *_ids(reader, Finding, "source", [id, *found.inspections])}
    )
    matters = [id, *found.inspections, *found.events, *found.surveys, *findings, *measures, *disputes, *recoveries]
    tasks = _ids(reader, Task, "about", matters)
    attached = tuple(_states(reader, Attachment, "subject", [*matters, *tasks]))
    record = case(reader, id, on=on)
    tables = {
        "inspections": [inspection(reader, one) for one in found.inspections],
        "events": [event(reader, one) for one in found.events],
        "findings": record["findings"],
        "holds": record["holds"],
        "disputes": [dispute(reader, one, on=on) for one in disputes],
        "recoveries": [recovery(reader, one, on=on) for one in recoveries],
        "tasks": record["tasks"],
    }
    institution = (f"institution:{found.institution}",) if found.institution is not None else ()
    return CaseFile(
        institution=found.institution,
        subjects=(*institution, *matters, *tasks, *(one.id for one in attached)),
        record=record,
        tables={name: records for name, records in tables.items() if records},
        rows=[row for row in history(reader, on=on, institution=found.institution) if row[1] == id],
        attachments=attached,
        apart=found.complaints,
    )


def _ids(reader: Reader, kind: type[Any], column: str, wanted: list[str]) -> list[str]:
    return [one.id for one in _states(reader, kind, column, wanted)]


def _states(reader: Reader, kind: type[Any], column: str, wanted: list[str]) -> Iterator[Any]:
    """Those that point at any of these, by id within each piece."""
    field = reader.table(kind).c[column]
    for start in range(0, len(wanted), _PIECE):
        yield from each(reader, kind, field.in_(wanted[start : start + _PIECE]))
