"""The on-time rate (按期办理率): of what fell due in a time, how much was done in time, and how late the rest was."""

from collections.abc import Iterable, Iterator
from datetime import date
from statistics import median_low
from typing import Any

from db.store import Reader
from domain.words import DEADLINES
from sanctions.ledgers.duties import KINDS, Duty
from sanctions.ledgers.frame import percent, since
from sanctions.names import names_on
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key
from sanctions.results import Listing
from sanctions.rules import calendar_of, rulebook_of
from sanctions.running.core import Scene


class _Count:
    """What fell due of one kind, or of all."""

    def __init__(self) -> None:
        self.due = self.on_time = self.open = self.unjudged = 0
        self.late: list[int] = []
        self.overdue: list[int] = []
        self.institutions: set[str] = set()
        self.matters: set[str] = set()

    def add(self, duty: Duty, late_by: int | None) -> None:
        self.due += 1
        self.matters.add(duty.matter)
        if duty.institution is not None:
            self.institutions.add(duty.institution)
        if duty.done_on is None:
            self.open += 1
        if late_by is None:
            self.unjudged += 1
        elif late_by and duty.done_on is not None:
            self.late.append(late_by)
        elif late_by:
            self.overdue.append(late_by)
        elif duty.done_on is not None:
            self.on_time += 1

    def record(self) -> dict[str, Any]:
        judged = self.on_time + len(self.late) + len(self.overdue)
        behind = [*self.late, *self.overdue]
        return {
            "due": self.due,
            "on_time": self.on_time,
            "late": len(self.late),
            "open": self.open,
            "overdue": len(self.overdue),
            "unjudged": self.unjudged,
            "rate": percent(self.on_time, judged),
            "median_late": median_low(behind) if behind else None,
            "most_late": max(behind, default=None),
            "institutions": len(self.institutions),
            "matters": len(self.matters),
        }


def on_time(
    reader: Reader, *, on: date, from_day: date | None = None, to_day: date | None = None
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """A row for each kind of what fell due from a day (the first of the year) to another (today), and all together.

    Late ones are told in working days: the middle one and the longest, still open ones as of the day. `rate` is the
    share done in time of all that can be judged, in percent. `institutions` (家) and `matters` (件) are counted apart.
    """
    first, last = since(on, from_day), to_day or on
    calendar = calendar_of(reader)
    counts, total = {kind: _Count() for kind in KINDS}, _Count()
    for duty in _due(reader, on, KINDS, first, last):
        late_by = duty.late_by(on, calendar)
        counts[duty.kind].add(duty, late_by)
        total.add(duty, late_by)
    rows = [{"kind": kind, "what": DEADLINES[kind], **count.record()} for kind, count in counts.items()]
    return rows, total.record() | {"from": first, "to": last}


def _due(reader: Reader, on: date, kinds: Iterable[str], first: date, last: date) -> Iterator[Duty]:
    scene = Scene(reader, on, rulebook_of(reader), calendar_of(reader))
    for kind in kinds:
        yield from (duty for duty in KINDS[kind](scene) if first <= duty.due <= last)


def late(
    reader: Reader,
    *,
    on: date,
    from_day: date | None = None,
    to_day: date | None = None,
    kind: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """Each thing that fell due in a time and was late, or is overdue: the longest overdue day first."""
    check_limit(limit)
    calendar = calendar_of(reader)
    first, last = since(on, from_day), to_day or on
    found = [
        (duty, behind)
        for duty in _due(reader, on, (kind,) if kind else KINDS, first, last)
        if (behind := duty.late_by(on, calendar))
    ]
    found.sort(key=lambda one: _key(one[0]))
    if after is not None:
        key = cursor_key(after, str, str, str)
        found = [one for one in found if _key(one[0]) > key]
    page = found[:limit]
    names = names_on(reader, (duty.institution for duty, _ in page), on)
    items = [
        {
            "kind": duty.kind,
            "what": DEADLINES[duty.kind],
            "subject": duty.subject,
            "institution": duty.institution,
            "institution_name": names.get(duty.institution or ""),
            "due": duty.due,
            "done_on": duty.done_on,
            "late_by": behind,
        }
        for duty, behind in page
    ]
    return Listing(items, cursor(*_key(page[-1][0])) if len(found) > limit else None)


def _key(duty: Duty) -> tuple[str, str, str]:
    return (duty.due.isoformat(), duty.kind, duty.subject)
