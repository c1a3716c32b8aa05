"""Looking at the published lists: what must still go into one, the versions, one of them, its frozen bytes."""

from datetime import date
from typing import Any

from db.store import Reader
from domain.announcements import FORMATS
from domain.calendars.due import late_by, overdue_by, remaining
from domain.messages import msg
from domain.refusals import Refused, refuse
from domain.states.rosters import Roster
from sanctions.ordering import by_column
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key, newest
from sanctions.publishing.roster_duty import first_due
from sanctions.publishing.roster_formats import form_of, sums
from sanctions.publishing.roster_lines import Change, stored_lines, stored_text
from sanctions.reading import need
from sanctions.results import FORWARD, Listing, Way
from sanctions.rules import calendar_of, rulebook_of
from sanctions.running.core import Scene
from sanctions.running.rosters import Owed, owed


def roster_due(reader: Reader, *, on: date, limit: int = LIMIT, after: str | None = None) -> Listing:
    """Changes that must still go into the public list, the earliest due day first.

    `late_by` tells by how many working days it is late so far; None while there can be no verdict.
    """
    check_limit(limit)
    scene = Scene(reader, on, rulebook_of(reader), calendar_of(reader))
    found = sorted(owed(scene), key=_key)
    if after is not None:
        last = cursor_key(after, str, str, str)
        found = [one for one in found if _key(one) > last]
    page = found[:limit]
    return Listing([_owed(scene, one) for one in page], cursor(*_key(page[-1])) if len(found) > limit else None)


def _key(one: Owed) -> tuple[str, str, str]:
    return (one.due.due.isoformat() if one.due else "9999", one.change.kind, one.change.subject)


def _owed(scene: Scene, one: Owed) -> dict[str, Any]:
    counted, left, late = one.due, None, None
    if counted is not None:
        try:
            left = remaining(counted.due, scene.on, scene.calendar)
            late = None if counted.provisional else overdue_by(counted.due, scene.on, scene.calendar)
        except Refused:
            pass
    return _change(one.change) | {
        "due": counted.due if counted else None,
        "provisional": counted.provisional if counted else True,
        "may_move": counted.may_move if counted else False,
        "remaining": left,
        "late_by": late,
        "reasons": list(one.reasons),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "subject": change.subject,
        "kind": change.kind,
        "institution": change.institution,
        "name": change.name,
        "service": change.service,
        "day": change.day,
        "text": change.words,
    }


_ORDERS = (*by_column("as_of", "institutions", "added", "removed", "published_on"),)


def rosters(
    reader: Reader,
    *,
    on: date,
    status: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Versions of the list, newest first."""
    table = reader.table(Roster)
    conditions = [table.c.status == status] if status else []

    def records(reader: Reader, page: list[Roster]) -> list[dict[str, Any]]:
        return [_record(reader, one) for one in page]

    return newest(reader, Roster, conditions, records, orders=_ORDERS, limit=limit, after=after, way=way)


def roster(reader: Reader, id: str) -> dict[str, Any]:
    """One version with its changes and its text; refused ``not-found``."""
    found = need(reader, Roster, id)
    frozen = stored_lines(reader, found.lines_sha256)
    return _record(reader, found) | {
        "note": found.note,
        "changes": [_change(change) for change in frozen.changes],
        "text": stored_text(reader, found.text_sha256),
    }


def _record(reader: Reader, roster: Roster) -> dict[str, Any]:
    due, late = roster.due, roster.late_by
    if late is None and due is not None and roster.published_on is not None:
        # What was published while its year was provisional is judged once the arrangement is loaded.
        calendar = calendar_of(reader)
        found = stored_lines(reader, roster.lines_sha256).changes
        first = first_due(found, rulebook_of(reader), calendar, after=roster.after)
        late = late_by(first, roster.published_on, calendar) if first else None
    return {
        "id": roster.id,
        "status": roster.status,
        "pending": roster.pending.kind if roster.pending else None,
        "as_of": roster.as_of,
        "institutions": roster.institutions,
        "added": roster.added,
        "removed": roster.removed,
        "renamed": roster.renamed,
        "after": roster.after,
        "due": due,
        "late_by": late,
        "entered_late": roster.entered_late,
        "sha256": roster.sha256,
        **sums(roster),
        "published_on": roster.published_on,
        "channel": roster.channel,
        "link": roster.link or roster.ref,
    }


def roster_export(reader: Reader, id: str, form: str) -> bytes:
    """The frozen list in one of `FORMATS`, the same bytes every time.

    ``txt`` is the text itself, whose SHA-256 was frozen first; the others were made of the same parts and frozen with
    it. Refused ``roster.unapproved`` before its approval, ``value.choice`` for another format.
    """
    if form not in FORMATS:
        raise refuse("value.choice", msg("Choose one of {choices}.", choices=FORMATS), field="format")
    found = need(reader, Roster, id)
    if found.approved_on is None:
        raise refuse("roster.unapproved", msg("{id} has no approved text to export.", id=id), field="id")
    return form_of(reader, found, form)
