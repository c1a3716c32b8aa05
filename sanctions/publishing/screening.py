"""The look at a public text before it may go out: nothing personal, and nobody who reported."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator

from sqlalchemy import select

from db.sealing import SealingKey, unseal
from db.store import Reader
from db.tables.sealed import sealed
from domain.messages import msg
from domain.refusals import refuse
from domain.screening import personal_content
from domain.states.complaints import Complaint
from domain.states.measures import Measure
from sanctions.reading import each
from sanctions.rules import agency_of
from sanctions.work import Work

REPORTER = "reporter"
"""Kind of the sealed records that hold who reported."""


def require_publishable(work: Work, text: str, institutions: Iterable[str], field: str | None = None) -> None:
    """Refuse ``publication.personal`` for a text with an ID number, a telephone number, a reporter or named staff.

    The names are opened in memory within this transaction only. The refusal never tells which of the three it
    was: whoever drafts must not learn who reported. The agency's own telephone number may stand.
    """
    wanted = sorted(set(institutions))
    found = personal_content(
        text,
        own_telephone=agency_of(work.tx).telephone,
        names=(*reporters(work.tx, lambda: work.key, wanted), *_staff(work, wanted)),
    )
    if found:
        raise refuse(
            "publication.personal",
            msg(
                "The text holds something that must not be public: an ID number, a telephone number other than the "
                "agency's, or the name of a person who must stay unknown. Take it out."
            ),
            work.rules.reason("provisions.publication-content"),
            work.rules.reason("provisions.reporter-secret"),
            field=field,
        )


def reporters(reader: Reader, key: Callable[[], SealingKey], institutions: Collection[str]) -> Iterator[str]:
    """Names of whoever reported these institutions; opened one by one, kept nowhere."""
    complaints = reader.table(Complaint)
    query = (
        select(sealed.c.id)
        .join(complaints, complaints.c.id == sealed.c.subject)
        .where(complaints.c.institution.in_(institutions), sealed.c.kind == REPORTER)
    )
    for record in reader.connection.execute(query).scalars().all():
        told = json.loads(unseal(reader.connection, key(), record))
        name = told.get("name") if isinstance(told, dict) else None
        if isinstance(name, str):
            yield name


def _staff(work: Work, institutions: list[str]) -> Iterator[str]:
    """Staff that measures on these institutions name (责任人员): they stand in the measure and in no public paper."""
    table = work.tx.table(Measure)
    for measure in each(work.tx, Measure, table.c.institution.in_(institutions), table.c.staff != "[]"):
        yield from measure.staff
