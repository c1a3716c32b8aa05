"""Asking whether a bar stands in the way of an application: by code, licence, predecessor, and what only warns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import or_

from db.store import Reader
from domain.calendars import Calendar
from domain.messages import Message, msg
from domain.reasons import Reason, SourceKind
from domain.refusals import refuse
from domain.rulebook.kinds import BarEffect, ServiceType
from domain.rulebook.timeline import Rulebook
from domain.states.institutions import Institution
from sanctions.admitting.bars import DAY, RunningBar, bars_of, earliest_practical, fact
from sanctions.rules import calendar_of, rulebook_of


class Match(StrEnum):
    """How the institution asked about is the one that was barred."""

    CODE = "code"
    LICENCE = "licence"
    PREDECESSOR = "predecessor"
    NAME = "former-name"


@dataclass(frozen=True, slots=True)
class Found:
    """A running bar with how it was matched, and whether it blocks or only warns."""

    bar: RunningBar
    match: Match
    blocks: bool
    other_service: bool


@dataclass(frozen=True, slots=True)
class BarVerdict:
    """The answer: barred, warned or clear, with its days and grounds. Days are None when clear.

    `provisional`: the earliest practical day was found among the statutory days of a year without an arrangement.
    """

    verdict: str
    last_barred_day: date | None
    earliest_legal: date | None
    earliest_practical: date | None
    provisional: bool
    reasons: tuple[Reason, ...]
    found: tuple[Found, ...]

    def record(self) -> dict[str, Any]:
        """As told to the outside (CONTRACT: bar check)."""
        return {
            "verdict": self.verdict,
            "last_barred_day": self.last_barred_day,
            "earliest_legal": self.earliest_legal,
            "earliest_practical": self.earliest_practical,
            "provisional": self.provisional,
            "reasons": list(self.reasons),
            "bars": [
                {
                    "subject": one.bar.subject.partition(":")[2] or one.bar.subject,
                    "institution": one.bar.institution,
                    "services": list(one.bar.services),
                    "trigger": str(one.bar.trigger),
                    "source_kind": str(one.bar.source_kind),
                    "effect": "block" if one.blocks else "warn",
                    "match": str(one.match),
                    "decided_on": one.bar.decided_on,
                    "last_barred_day": one.bar.until,
                    "statement": one.bar.statement,
                }
                for one in self.found
            ],
        }


def bar_check(
    reader: Reader, code: str, *, on: date, service: str | None = None, known_at: datetime | None = None
) -> dict[str, Any]:
    """Whether a bar lets the institution apply on a day; refused ``not-found``, ``value.choice``."""
    rulebook, calendar = rulebook_of(reader, known_at), calendar_of(reader, known_at)
    found = check(reader, code, on=on, service=service, rulebook=rulebook, calendar=calendar, known_at=known_at)
    return {"code": code, "service": service, "on": on} | found.record()


def check(
    reader: Reader,
    code: str,
    *,
    on: date,
    service: str | None,
    rulebook: Rulebook,
    calendar: Calendar,
    known_at: datetime | None = None,
) -> BarVerdict:
    """The verdict on a day for a service, or for any of them where none is named."""
    institution = reader.get(Institution, f"institution:{code}")
    if institution is None:
        raise refuse("not-found", msg("No institution has the code {code}.", code=code), field="code")
    if service is not None and service not in tuple(ServiceType):
        raise refuse("value.choice", msg("Choose one of {choices}.", choices=tuple(ServiceType)), field="service")
    matched = matched_bars(reader, institution, on=on, rulebook=rulebook, calendar=calendar, known_at=known_at)
    return _verdict(institution, service, running(matched, service, on), rulebook, calendar, on)


def matched_bars(
    reader: Reader,
    institution: Institution,
    *,
    on: date,
    rulebook: Rulebook,
    calendar: Calendar,
    known_at: datetime | None = None,
) -> list[tuple[RunningBar, Match]]:
    """Every bar that concerns the institution, past ones too, with how it does."""
    same = _same(reader, institution)
    named = {other: Match.NAME for other in _namesakes(reader, institution) if other not in same}
    return [
        (bar, match)
        for code, match in {**same, **named}.items()
        for bar in bars_of(reader, (code,), on=on, rulebook=rulebook, calendar=calendar, known_at=known_at)
    ]


def running(matched: Iterable[tuple[RunningBar, Match]], service: str | None, day: date) -> list[Found]:
    """Those that run on a day, seen from an application for a service: blocking, or only warning."""
    return [
        Found(
            bar,
            match,
            match is not Match.NAME and bar.covers(service) and bar.effect is BarEffect.BLOCK,
            not bar.covers(service),
        )
        for bar, match in matched
        if bar.runs_on(day)
    ]


def _verdict(
    institution: Institution,
    service: str | None,
    found: Sequence[Found],
    rulebook: Rulebook,
    calendar: Calendar,
    on: date,
) -> BarVerdict:
    if not found:
        return BarVerdict("clear", None, None, None, False, (), ())
    blocking = [one for one in found if one.blocks]
    counted = blocking or list(found)
    until = max(one.bar.until for one in counted)
    legal = until + DAY
    services = (service,) if service else institution.services or tuple(ServiceType)
    practical = earliest_practical(legal, services, rulebook, calendar)
    reasons = list(_reasons(counted + [one for one in found if one not in counted]))
    view = rulebook.on(on)
    reasons += [view.reason("provisions.bar-scope"), view.reason("provisions.window-practical")]
    unsettled = _unsettled(legal, practical, calendar)
    if unsettled is not None:
        reasons.append(
            Reason(
                None,
                None,
                SourceKind.INFERRED,
                msg(
                    "The earliest practical day is provisional: the arrangement of days off for {year} is not loaded.",
                    year=str(unsettled),
                ),
            )
        )
    if any(one.bar.missing for one in counted):
        reasons.append(view.reason("provisions.bar-basis-missing"))
    return BarVerdict(
        "barred" if blocking else "warned",
        until,
        legal,
        practical,
        unsettled is not None,
        unique(reasons),
        tuple(found),
    )


def _unsettled(legal: date, practical: date | None, calendar: Calendar) -> int | None:
    """The first year without an arrangement that the search for the practical day went through."""
    if practical is None:
        return None
    return next((year for year in range(legal.year, practical.year + 1) if calendar.provisional(year)), None)


def _reasons(found: Iterable[Found]) -> Iterable[Reason]:
    for one in found:
        yield from one.bar.reasons[:1]
        yield fact(one.bar)
        how = _how(one)
        if how is not None:
            yield Reason(None, None, SourceKind.INFERRED, how)
        if one.bar.statement is not None:
            yield Reason(None, None, one.bar.source_kind, one.bar.statement)
        yield from one.bar.reasons[1:]


def unique(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The grounds in order, each once."""
    kept: list[Reason] = []
    for reason in reasons:
        if reason not in kept:
            kept.append(reason)
    return tuple(kept)


def _how(one: Found) -> Message | None:
    if one.other_service:
        return msg("That bar speaks of another service; this one is only warned of.")
    if one.match is Match.LICENCE:
        return msg("{code} has the same licence number.", code=one.bar.institution)
    if one.match is Match.PREDECESSOR:
        return msg("This institution is on record as the successor of {code}.", code=one.bar.institution)
    if one.match is Match.NAME:
        return msg("{code} bears or bore the same name; look whether it is the same.", code=one.bar.institution)
    return None


def _same(reader: Reader, institution: Institution) -> dict[str, Match]:
    """Codes that count as the institution itself: its own, those it succeeded, those with its licence."""
    table = reader.table(Institution)
    found = {institution.code: Match.CODE}
    ahead = [institution]
    while ahead:
        one = ahead.pop()
        for other in reader.find(Institution, table.c.successor == one.code):
            if other.code not in found:
                found[other.code] = Match.PREDECESSOR
                ahead.append(other)
        if one.licence:
            for other in reader.find(Institution, table.c.licence == one.licence):
                if other.code not in found:
                    found[other.code] = Match.LICENCE
                    ahead.append(other)
    return found


def _namesakes(reader: Reader, institution: Institution) -> list[str]:
    """Codes of other institutions that bear or bore one of this one's names."""
    table = reader.table(Institution)
    names = dict.fromkeys((institution.name, *(n.name for n in institution.names)))
    told = [f'"name":{msgspec.json.encode(name).decode()}' for name in names]
    conditions = or_(*(table.c.names.contains(one, autoescape=True) for one in told))
    return [other.code for other in reader.find(Institution, conditions) if other.code != institution.code]
