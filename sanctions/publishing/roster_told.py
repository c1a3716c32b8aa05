"""What each step of the published list brings about, in sentences."""

from collections.abc import Sequence
from typing import Any

from domain.messages import Words, msg
from domain.states.rosters import Roster
from sanctions.publishing.roster_lines import Change, lines_on, stored_lines
from sanctions.work import Work

_TOLD = 20
"""Changes told one by one; of more the number is told. A matter of display, no rule."""


def counts(found: Sequence[Change]) -> dict[str, int]:
    """How many came, went, and go by another name."""
    return {
        "added": sum(change.kind == "signed" for change in found),
        "removed": sum(change.kind == "ended" for change in found),
        "renamed": sum(change.kind in ("renamed", "succeeded") for change in found),
    }


def what_changed(found: Sequence[Change]) -> tuple[Words, ...]:
    """The changes one by one, or their number where there are many."""
    if len(found) <= _TOLD:
        return tuple(change.words for change in found)
    counted = counts(found)
    return (
        msg(
            "New on the list: {added}; off the list: {removed}; other name: {renamed}.",
            added=counted["added"],
            removed=counted["removed"],
            renamed=counted["renamed"],
        ),
    )


def nothing_new(found: Sequence[Change], public: Roster | None) -> tuple[Words, ...]:
    """That the list in public tells all this already."""
    if found or public is None:
        return ()
    return (msg("Nothing changed since {id}, published on {day}.", id=public.id, day=public.published_on or "-"),)


def moved_on(work: Work, roster: Roster) -> tuple[Words, ...]:
    """What changed after the day the list tells of."""
    frozen = stored_lines(work.tx, roster.lines_sha256)
    now = {(one.institution, one.service, one.name) for one in lines_on(work.tx, work.on)}
    then = {(one.institution, one.service, one.name) for one in frozen.lines}
    if now == then:
        return ()
    return (
        msg(
            "The list has changed since {day}, in {count} places; they go into the next version.",
            day=roster.as_of,
            count=len(now ^ then),
        ),
    )


def in_public(told: dict[str, Any]) -> Words:
    """That it is published, and whether in time."""
    late = told["late_by"]
    if told["due"] is None:
        return msg("The list stands in public.")
    if late is None:
        return msg("Published; no verdict on time yet.")
    if late:
        return msg("Published late by working days: {days}.", days=late)
    return msg("Published on time.")
