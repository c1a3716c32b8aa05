"""Stays of execution (停止执行) and what an outcome took back: kept alike on whatever a dispute reaches."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.entries import Entry
from domain.states.core import Aggregate

SET_ASIDE, REMAKE = "set-aside", "remake-ordered"
FALLS = (SET_ASIDE, REMAKE)
"""Outcomes by which the whole decision counts as never made."""


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


def contestable(kind: Aggregate[Any]) -> None:
    """Let disputes stay a kind of subject and the reapplication bar it starts, set that bar aside and shorten it.

    Its state has `stays`, `stayed_from`, `stayed_until`, `bar_stays`, `bar_set_aside` and `bar_ends`.
    """

    def with_stays(state: Any, stays: tuple[Stayed, ...]) -> Any:
        latest = stays[-1] if stays else None
        first, last = (latest.from_day, latest.until) if latest else (None, None)
        return replace(state, stays=stays, stayed_from=first, stayed_until=last)

    @kind.on(f"{kind.noun}.stay")
    def _stay(state: Any, entry: Entry) -> Any:
        return with_stays(state, begun(state.stays, entry.text("dispute"), entry))

    @kind.on(f"{kind.noun}.resume")
    def _resume(state: Any, entry: Entry) -> Any:
        return with_stays(state, ended(state.stays, entry.text("dispute"), entry.the_day("until")))

    @kind.on(f"{kind.noun}.stay-bar")
    def _stay_bar(state: Any, entry: Entry) -> Any:
        return replace(state, bar_stays=begun(state.bar_stays, entry.text("dispute"), entry))

    @kind.on(f"{kind.noun}.resume-bar")
    def _resume_bar(state: Any, entry: Entry) -> Any:
        return replace(state, bar_stays=ended(state.bar_stays, entry.text("dispute"), entry.the_day("until")))

    @kind.on(f"{kind.noun}.set-bar-aside")
    def _set_bar_aside(state: Any, entry: Entry) -> Any:
        return replace(state, bar_set_aside=taken_back(entry))

    @kind.on(f"{kind.noun}.shorten-bar")
    def _shorten_bar(state: Any, entry: Entry) -> Any:
        return replace(state, bar_ends=entry.the_day("until"))
