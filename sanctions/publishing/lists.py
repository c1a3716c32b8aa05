"""Looking at publications: what is still due, the lists and their versions, the frozen bytes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import or_

from db.store import Reader
from domain.announcements import FORMATS
from domain.calendars import Calendar
from domain.calendars.due import late_by
from domain.messages import msg
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureKind
from domain.rulebook.timeline import Rulebook
from domain.states.measures import Measure
from domain.states.publications import Publication, Version
from sanctions.names import names_on
from sanctions.ordering import by_column
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key, newest
from sanctions.publishing.duty import Duty, duty_of
from sanctions.publishing.formats import form_of, sums
from sanctions.reading import as_stood, each, need
from sanctions.results import FORWARD, Listing, Way
from sanctions.rules import calendar_of, rulebook_of


def open_duties(reader: Reader, on: date, rulebook: Rulebook, calendar: Calendar) -> Iterator[Duty]:
    """The duties that stood unmet at the end of a day, of decisions up to that day."""
    table = reader.table(Measure)
    running = each(
        reader,
        Measure,
        table.c.kind == MeasureKind.TERMINATION,
        or_(table.c.published_on.is_(None), table.c.published_on > on),
        table.c.decided_on.is_not(None),
        table.c.decided_on <= on,
    )
    for found in running:
        measure = as_stood(reader, found, on)
        if measure is None or measure.decided_on is None or measure.published_on is not None:
            continue
        # A revocation voids from the start, whatever day it is asked about.
        duty = duty_of(measure, rulebook, calendar) if found.end != "revoked" else None
        if duty is not None:
            yield duty


def publication_due(reader: Reader, *, on: date, limit: int = LIMIT, after: str | None = None) -> Listing:
    """Terminations that must still be published, the earliest due day first.

    `late_by` tells by how many working days it is late so far; None while there can be no verdict.
    """
    check_limit(limit)
    rulebook, calendar = rulebook_of(reader), calendar_of(reader)
    duties = sorted(open_duties(reader, on, rulebook, calendar), key=_key)
    if after is not None:
        last = cursor_key(after, str, str)
        duties = [duty for duty in duties if _key(duty) > last]
    page = duties[:limit]
    drafts = _drafts(reader)
    names = names_on(reader, (duty.termination.institution for duty in page), on)
    items = [_due_record(duty, drafts.get(duty.termination.id), names, on, calendar) for duty in page]
    return Listing(items, cursor(*_key(page[-1])) if len(duties) > limit else None)


def _key(duty: Duty) -> tuple[str, str]:
    return (duty.due.due.isoformat() if duty.due else "9999", duty.termination.id)


def _drafts(reader: Reader) -> dict[str, Publication]:
    table = reader.table(Publication)
    return {
        termination: publication
        for publication in each(reader, Publication, table.c.status.in_(("drafted", "approved")))
        if publication.current.kind != "withdrawal"
        for termination in publication.current.terminations
    }


def _due_record(
    duty: Duty, draft: Publication | None, names: dict[str, str], on: date, calendar: Calendar
) -> dict[str, Any]:
    measure, counted = duty.termination, duty.due
    return {
        "id": measure.id,
        "subject": measure.id,
        "institution": measure.institution,
        "name": names.get(measure.institution or ""),
        "services": list(measure.services),
        "decided_on": duty.decided_on,
        "publication": draft.id if draft else None,
        "status": draft.status if draft else "due",
        "due": counted.due if counted else None,
        "provisional": counted.provisional if counted else True,
        "may_move": counted.may_move if counted else False,
        "safe_due": counted.safe_due if counted else None,
        "remaining": duty.remaining(on, calendar),
        "late_by": duty.overdue(on, calendar),
        "label": duty.label,
        "reasons": list(duty.reasons),
    }


_ORDERS = (*by_column("status"),)


def publications(
    reader: Reader,
    *,
    on: date,
    status: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Publications, newest first."""
    table = reader.table(Publication)
    conditions = [table.c.status == status] if status else []
    calendar, rulebook = calendar_of(reader), rulebook_of(reader)

    def records(reader: Reader, page: list[Publication]) -> list[dict[str, Any]]:
        return [_record(reader, one, rulebook, calendar) for one in page]

    return newest(reader, Publication, conditions, records, orders=_ORDERS, limit=limit, after=after, way=way)


def publication(reader: Reader, id: str) -> dict[str, Any]:
    """One publication with its terminations and every version's text; refused ``not-found``."""
    found = need(reader, Publication, id)
    terminations = [
        {
            "id": measure.id,
            "institution": measure.institution,
            "services": list(measure.services),
            "decided_on": measure.decided_on,
            "published_on": measure.published_on,
            "late_by": measure.late_by,
            "revoked": measure.end == "revoked",
        }
        for subject in found.current.terminations
        if (measure := reader.get(Measure, subject)) is not None
    ]
    return _record(reader, found, rulebook_of(reader), calendar_of(reader)) | {
        **sums(found.decided),
        "text": found.current.text,
        "lists": terminations,
        "versions": [_version(version) for version in found.versions],
    }


def _record(reader: Reader, publication: Publication, rulebook: Rulebook, calendar: Calendar) -> dict[str, Any]:
    public = publication.public
    judged = public or next((v for v in reversed(publication.versions) if v.published_on), None)
    due, late = (judged.due, judged.late_by) if judged else (None, None)
    # What was taken back is judged by the duty to take it back, never by the one it had met before.
    if judged is None or (late is None and judged.kind != "withdrawal"):
        counted = [
            duty.due
            for subject in publication.current.terminations
            if (measure := reader.get(Measure, subject)) is not None
            and (duty := duty_of(measure, rulebook, calendar)) is not None
            and duty.due is not None
        ]
        first = min(counted, key=lambda one: one.due, default=None)
        due = first.due if first else due
        # What was published while its year was provisional is judged once the arrangement is loaded.
        if first is not None and judged is not None and judged.published_on is not None:
            late = late_by(first, judged.published_on, calendar)
    return {
        "id": publication.id,
        "status": publication.status,
        "pending": publication.pending.kind if publication.pending else None,
        "terminations": list(publication.current.terminations),
        "due": due,
        "late_by": late,
        "entered_late": judged.entered_late if judged else 0,
        "sha256": publication.decided.sha256 if publication.decided else None,
        "published_on": public.published_on if public else None,
        "channel": public.channel if public else None,
        "link": (public.link or public.ref) if public else None,
        "version": publication.current.number,
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "version": version.number,
        "kind": version.kind,
        "text": version.text,
        "reason": version.reason,
        "terminations": list(version.terminations),
        "drafted_on": version.drafted_on,
        "approved_on": version.approved_on,
        "sha256": version.sha256,
        **sums(version),
        "published_on": version.published_on,
        "channel": version.channel,
        "link": version.link or version.ref,
        "due": version.due,
        "late_by": version.late_by,
        "entered_late": version.entered_late,
        "calendar": version.calendar,
    }


def publication_export(reader: Reader, id: str, form: str, version: int | None = None) -> bytes:
    """The last approved version (or a named one) in a format, the same bytes every time.

    ``txt`` is the text itself, whose SHA-256 was frozen; see `form_of` for the others. Refused
    ``publication.unapproved`` while there is none, ``value.choice`` for another format.
    """
    if form not in FORMATS:
        raise refuse("value.choice", msg("Choose one of {choices}.", choices=FORMATS), field="format")
    found = need(reader, Publication, id)
    frozen = next(
        (v for v in reversed(found.versions) if v.approved_on and version in (None, v.number)),
        None,
    )
    if frozen is None:
        raise refuse("publication.unapproved", msg("{id} has no approved text to export.", id=id), field="id")
    return form_of(reader, id, frozen, form)
