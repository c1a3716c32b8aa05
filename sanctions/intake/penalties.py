"""Penalties by other bodies in the years before an application (近年处罚记录), as conditions of entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.store import Reader
from domain.calendars.periods import Period, last_day
from domain.messages import Words, msg
from domain.reasons import Reason
from domain.refusals import refuse
from domain.rulebook.kinds import EventKind, ServiceType
from domain.rulebook.timeline import Rulebook
from domain.states.inspections import Event
from domain.states.institutions import Institution
from sanctions.reading import each
from sanctions.rules import rulebook_of


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """The record for one service on a day.

    `against` are the penalties inside the time, each with its last day; `unclear` those of which it is not on record
    whose they were. Without `reasons` the rules of the day ask for nothing.
    """

    service: str
    against: tuple[tuple[Event, date], ...]
    unclear: tuple[tuple[Event, date], ...]
    reasons: tuple[Reason, ...]

    @property
    def clean(self) -> bool | None:
        """Whether nothing stands against it; None where nothing is asked for, or it cannot be told."""
        if not self.reasons:
            return None
        if self.against:
            return False
        return None if self.unclear else True


def entry_record(reader: Reader, code: str, service: str, on: date, rulebook: Rulebook) -> EntryRecord:
    """The penalties that stand against an application for a service on a day (RULES A21).

    By the day of the penalty; the corresponding day so many years later is still inside. What became known later counts
    too: it stood then.
    """
    view = rulebook.on(on)
    rule = view.clean_record(service)
    if rule is None:
        return EntryRecord(service, (), (), ())
    period = Period.parse(rule.period)
    table = reader.table(Event)
    found = each(
        reader,
        Event,
        table.c.institution == code,
        table.c.kind == EventKind.OUTSIDE_PENALTY,
        table.c.happened <= on,
    )
    inside = [(one, until) for one in found if (until := last_day(one.happened, period)) >= on]
    inside.sort(key=lambda pair: (pair[0].happened, pair[0].id), reverse=True)
    return EntryRecord(
        service,
        tuple(pair for pair in inside if pair[0].authority in rule.authorities),
        tuple(pair for pair in inside if pair[0].authority is None),
        view.reasons(rule),
    )


def against(record: EntryRecord) -> list[Words]:
    """What to say of a record to whoever takes an application, with the clause it rests on."""
    if not record.reasons:
        return []
    clause = record.reasons[0].clause or "-"
    told: list[Words] = [
        msg(
            "{clause}: a penalty of {day} by {body} ({id}) stands against it until {until}, included.",
            clause=clause,
            day=event.happened,
            body=event.body,
            id=event.id,
            until=until,
        )
        for event, until in record.against
    ]
    told += [
        msg(
            "{clause}: it is not on record whose penalty {id} is. Find out before it is decided.",
            clause=clause,
            id=event.id,
        )
        for event, _ in record.unclear
    ]
    return told


def institution_record(reader: Reader, code: str, *, on: date, service: str | None = None) -> dict[str, Any]:
    """The record of an institution for each of its services, or for one; refused ``not-found``, ``value.choice``."""
    found = reader.get(Institution, f"institution:{code}")
    if found is None:
        raise refuse("not-found", msg("No institution has the code {code}.", code=code), field="code")
    rulebook = rulebook_of(reader)
    wanted: Iterable[str] = (service,) if service is not None else found.services or tuple(map(str, ServiceType))
    records = [entry_record(reader, code, one, on, rulebook) for one in wanted]
    return {"code": code, "name": found.name_on(on), "on": on, "records": [_told(one) for one in records]}


def _told(record: EntryRecord) -> dict[str, Any]:
    return {
        "service": record.service,
        "asked_for": bool(record.reasons),
        "clean": record.clean,
        "penalties": [_penalty(*pair) for pair in record.against],
        "unclear": [_penalty(*pair) for pair in record.unclear],
        "reasons": list(record.reasons),
    }


def _penalty(event: Event, until: date) -> dict[str, Any]:
    return {
        "id": event.id,
        "authority": event.authority,
        "body": event.body,
        "penalty": event.penalty,
        "doc_no": event.doc_no,
        "happened": event.happened,
        "until": until,
    }
