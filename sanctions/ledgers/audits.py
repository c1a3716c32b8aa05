"""The audit list (审计清单): what was entered late, urgent, skipped, held too long, opened or refused; who and why.

All but the holds stand in the journal, where an index leads to them: a page costs a page, however long the record.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from db.store import Reader
from db.tables.journal import OPENED, REFUSED
from domain.acts import Act, act
from domain.entries import Entry
from domain.messages import msg
from domain.refusals import refuse
from domain.states.measures import Measure
from sanctions.attempts import FAILED, WHY, attempted
from sanctions.money.reviews import overlong_holds
from sanctions.names import names_on
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key
from sanctions.results import Listing

KINDS: Final = ("overlong-hold", "backdated", "urgent", "skipped", "deviation", "identity", "refused")
"""What puts something on the list."""

_REASONS = {"urgent": "urgent", "skip_reason": "skipped", "deviation_reason": "deviation"}
_FIRST = 2**62
"""Stands for the number of an entry where there is none: holds come before all acts."""

_Numbered = tuple[int, int, dict[str, Any]]


def audits(
    reader: Reader,
    *,
    on: date,
    from_day: date | None = None,
    to_day: date | None = None,
    kind: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """What is on the list: holds that run too long on the day first, then acts, the last recorded first.

    `from_day` and `to_day` bound the legal day of the acts. `days` are working days by which an act was
    entered late or a review is overdue.
    """
    check_limit(limit)
    last = cursor_key(after, int, int) if after is not None else (_FIRST + 1, 0)
    found: list[_Numbered] = []
    for seq, number, row in _numbered(reader, on, last[0] + 1):
        if (-seq, number) <= (-last[0], last[1]) or kind not in (None, row["kind"]):
            continue
        if (from_day is not None and row["on"] < from_day) or (to_day is not None and row["on"] > to_day):
            continue
        found.append((seq, number, row))
        if len(found) > limit:
            break
    page = found[:limit]
    names = names_on(reader, (row["institution"] for _, _, row in page))
    items = [row | {"institution_name": names.get(row["institution"] or "")} for _, _, row in page]
    return Listing(items, cursor(*page[-1][:2]) if len(found) > limit else None)


def _numbered(reader: Reader, on: date, before: int) -> Iterator[_Numbered]:
    if before > _FIRST:
        yield from ((_FIRST, number, row) for number, row in enumerate(_overlong(reader, on)))
    for entry in reader.marked(before):
        if entry.kind == REFUSED:
            yield entry.seq, 0, _attempt(entry)
        elif (done := _act_of(entry)) is not None:
            yield from ((entry.seq, number, row) for number, row in enumerate(_rows(entry, done)))


def _overlong(reader: Reader, on: date) -> Iterator[dict[str, Any]]:
    """Holds whose review is overdue, or that no longer bind: nobody's act, so nobody's name but the proposer's."""
    for hold in overlong_holds(reader, on):
        measure = reader.get(Measure, hold["measure"])
        yield {
            "id": hold["measure"],
            "kind": "overlong-hold",
            "on": hold["review_due"] or hold["since"],
            "by": measure.proposer if measure is not None else None,
            "person": measure.proposer_person if measure is not None else None,
            "subject": hold["case"],
            "institution": hold["institution"],
            "act": None,
            "what": measure.word if measure is not None else None,
            "days": hold["overdue_by"],
            "reason": msg("{yuan} yuan held since {since}", yuan=hold["still_held"], since=hold["since"]),
            "recorded_at": None,
        }


def _attempt(entry: Entry) -> dict[str, Any]:
    """What somebody tried in vain: the act they tried, on what, and why it was refused."""
    about = entry.maybe("about")
    return {
        "id": entry.id,
        "kind": "refused",
        "on": entry.on,
        "by": entry.by,
        "person": entry.person,
        "subject": _shown(about or entry.subject),
        "institution": None,
        "act": entry.text("act"),
        "what": attempted(entry.text("act")),
        "days": None,
        "reason": WHY.get(entry.text("code"), FAILED),
        "recorded_at": entry.recorded_at,
    }


def _shown(subject: str) -> str:
    return subject.partition(":")[2] or subject


def _act_of(entry: Entry) -> Act | None:
    """The act somebody did; None for what one only brought about on another subject."""
    for kind in (entry.kind, entry.kind.partition(".")[2]):
        try:
            return act(kind)
        except KeyError:
            continue
    return None


def _rows(entry: Entry, done: Act) -> Iterator[dict[str, Any]]:
    if (days := entry.number("entered_late")) is not None:
        yield _row(entry, done, "backdated", entry.maybe("late_reason"), days)
    for field, kind in _REASONS.items():
        if (reason := entry.maybe(field)) is not None:
            yield _row(entry, done, kind, reason)
    if entry.kind in OPENED:
        yield _row(entry, done, "identity", entry.maybe("purpose"))


def _row(entry: Entry, done: Act, kind: str, reason: str | None, days: int | None = None) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": kind,
        "on": entry.on,
        "by": entry.by,
        "person": entry.person,
        "subject": _shown(entry.subject),
        "institution": entry.institution,
        "act": entry.kind,
        "what": done.label,
        "days": days,
        "reason": reason,
        "recorded_at": entry.recorded_at,
    }


def audit(reader: Reader, id: str) -> dict[str, Any]:
    """One act as the journal keeps it, by its number ``CL-2024-0003#2``; refused ``not-found``."""
    subject = id.rpartition("#")[0]
    found = next((entry for entry in reader.entries(subject=subject) if entry.id == id), None) if subject else None
    if found is None:
        raise refuse(
            "not-found", msg("The journal has no act {id}. audit list shows their numbers.", id=id), field="id"
        )
    return {
        "id": found.id,
        "entry": found.seq,
        "act": found.kind,
        "on": found.on,
        "effective_on": found.effective_on,
        "recorded_at": found.recorded_at,
        "by": found.by,
        "person": found.person,
        "subject": found.subject,
        "institution": found.institution,
        "corrects": found.corrects,
        "fields": dict(found.fields),
    }
