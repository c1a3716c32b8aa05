"""The approval sheet (审批单) of a subject: who said what at which level, and whose turn it is."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from db.store import Reader
from domain.entries import Entry
from domain.messages import Message, msg
from domain.refusals import refuse
from domain.states import aggregate_of
from domain.states.core import State
from domain.states.measures import Measure
from sanctions.agency.stand_ins import Capacity
from sanctions.names import names_on
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key
from sanctions.reading import each
from sanctions.results import Listing
from sanctions.running.waiting import WAITING
from sanctions.turn import people_on, signed

_SAID = {"endorse": "agreed", "approve": "agreed", "send-back": "returned", "reject": "rejected"}


def sheet(
    reader: Reader, subject: str, *, on: date, known_at: datetime | None = None, plain: bool = False
) -> dict[str, Any] | None:
    """The sheet of a subject on a day, as known at a moment; None where one approver simply decides or decided.

    `plain` gives it then too.
    """
    aggregate = aggregate_of(subject)
    kinds = [f"{aggregate.noun}.{word}" for word in (*_SAID, "resubmit")]
    entries = list(reader.entries(subject=subject, kinds=kinds, on=on, known_at=known_at))
    state = reader.as_of(aggregate.state, subject, on=on, known_at=known_at)
    pending = state.pending if state is not None else None
    waits = pending is not None and bool(pending.chain or pending.steps)
    if not (plain or waits or any(_worth(entry) for entry in entries)):
        return None
    told: dict[str, Any] = {"steps": _steps(entries)}
    if state is None or pending is None:
        return {"pending": None, **told}
    deciding = people_on(reader, on).deciding(pending, state.institution)
    return {
        "pending": pending.kind,
        "asked_by": pending.by,
        "asked_on": pending.on,
        "levels": list(pending.chain),
        "turn": None if pending.returned else pending.level,
        "whose": _names(deciding),
        "returned": pending.returned,
        **told,
    }


def with_sheet(
    reader: Reader, subject: str, *, on: date, known_at: datetime | None = None
) -> dict[str, dict[str, Any]]:
    """The key a record of a subject gains by its sheet; none where there is nothing to tell."""
    found = sheet(reader, subject, on=on, known_at=known_at)
    return {"approval": found} if found is not None else {}


def _names(capacities: list[Capacity]) -> list[Message | str]:
    return [signed(one.actor.name, one.principal.name if one.principal else None) for one in capacities]


def _worth(entry: Entry) -> bool:
    return not entry.kind.endswith((".approve", ".reject")) or bool(entry.fields.get("sheet"))


def _steps(entries: list[Entry]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    for entry in entries:
        said: Mapping[str, Any] = entry.fields.get("sheet") or entry.fields
        # A decision that reaches back is seen on days its levels are not: it brings its own sheet.
        for step in said.get("steps") or ():
            earlier = _told(step, step["outcome"], step["by"], date.fromisoformat(step["on"]), None)
            if not any(all(one[key] == earlier[key] for key in ("level", "who", "on")) for one in told):
                told.append(earlier)
        outcome = _SAID.get(entry.kind.rpartition(".")[2], "resubmitted")
        words = entry.maybe("reason") if outcome != "agreed" else None
        told.append(_told(said, outcome, entry.by, entry.on, words or entry.maybe("note")))
    return told


def _told(said: Mapping[str, Any], outcome: str, by: str, on: date, words: str | None) -> dict[str, Any]:
    return {
        "level": said.get("level"),
        "outcome": outcome,
        "who": signed(by, said.get("behalf")),
        "on": on,
        "opinion": said.get("opinion") or words,
        "minutes": said.get("minutes"),
        "attendees": list(said.get("attendees") or ()),
    }


def approval(reader: Reader, subject: str, *, on: date, known_at: datetime | None = None) -> dict[str, Any]:
    """The sheet of anything that can wait for approval; refused ``not-found``."""
    for candidate in (subject, f"policy:{subject}"):
        try:
            state = reader.get(aggregate_of(candidate).state, candidate)
        except KeyError:
            continue
        if state is not None:
            found = sheet(reader, candidate, on=on, known_at=known_at, plain=True)
            return {"id": subject, "institution": state.institution, **(found or {})}
    raise refuse("not-found", msg("There is no {subject} here.", subject=subject), field="id")


def approvals(
    reader: Reader, *, on: date, person: str | None = None, limit: int = LIMIT, after: str | None = None
) -> Listing:
    """Every request that waits, oldest first; `person` only those whose turn is theirs."""
    check_limit(limit)
    people = people_on(reader, on)
    found: list[tuple[date, str, State]] = []
    for kind in WAITING:
        table = reader.table(kind)
        for one in each(reader, kind, table.c.pending.is_not(None)):
            if one.pending is None or one.pending.on > on or (isinstance(one, Measure) and not one.awaits(on)):
                continue
            if person is not None and not any(
                c.actor.person == person for c in people.deciding(one.pending, one.institution)
            ):
                continue
            found.append((one.pending.on, one.id, one))
    found.sort(key=lambda row: row[:2])
    if after is not None:
        last = cursor_key(after, str, str)
        found = [row for row in found if (row[0].isoformat(), row[1]) > last]
    page = [one for _, _, one in found[:limit]]
    names = names_on(reader, (one.institution for one in page), on)
    items = []
    for one in page:
        pending = one.pending
        assert pending is not None
        items.append(
            {
                "id": one.id.partition(":")[2] or one.id,
                "institution": one.institution,
                "name": names.get(one.institution or ""),
                "pending": pending.kind,
                "asked_by": pending.by,
                "asked_on": pending.on,
                "turn": None if pending.returned else pending.level,
                # Without levels it is every approver's, which goes without saying.
                "whose": _names(people.deciding(pending, one.institution)) if pending.chain else [],
                "returned": pending.returned,
            }
        )
    return Listing(items, cursor(found[limit - 1][0].isoformat(), found[limit - 1][1]) if len(found) > limit else None)
