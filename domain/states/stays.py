"""Stays of execution (停止执行) and what an outcome took back: kept alike on whatever a dispute reaches."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.entries import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Stayed:
    """A time in which a dispute suspends execution (停止执行), both days included; open while `until` is None."""

    dispute: str
    from_day: date
    until: date | None = None

    def covers(self, on: date) -> bool:
        """Whether execution is stayed on a day; never where the stay ended before it began."""
        return self.from_day <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """The dispute whose outcome took something back, wholly or in part; `procedural`: for a fault of procedure only.

    `law` tells whether national law itself forbids doing the same again on the same facts and reasons.
    """

    dispute: str
    outcome: str
    effective: date
    procedural: bool = False
    law: bool = False


def stayed(stays: Iterable[Stayed], on: date) -> bool:
    """Whether any of these stays covers a day."""
    return any(stay.covers(on) for stay in stays)


def begun(stays: tuple[Stayed, ...], dispute: str, entry: Entry) -> tuple[Stayed, ...]:
    """The stays with one more."""
    return (*stays, Stayed(dispute=dispute, from_day=entry.the_day("from_day"), until=entry.day("until")))


def ended(stays: tuple[Stayed, ...], dispute: str, until: date) -> tuple[Stayed, ...]:
    """The stays with those of a dispute ended: none of them runs on after the day told."""
    return tuple(
        replace(stay, until=until) if stay.dispute == dispute and (stay.until is None or stay.until > until) else stay
        for stay in stays
    )


def taken_back(entry: Entry) -> SetAside:
    """What an act of setting aside tells of its dispute."""
    return SetAside(
        dispute=entry.text("dispute"),
        outcome=entry.text("outcome"),
        effective=entry.the_day("effective"),
        procedural=entry.fields.get("procedural") is True,
        law=entry.fields.get("law") is True,
    )
