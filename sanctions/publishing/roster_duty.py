"""The duty to keep the published list true (名单更新), change by change."""

from collections.abc import Iterable, Iterator

from domain.calendars import Calendar
from domain.calendars.due import Due, due
from domain.refusals import Refused
from domain.rulebook.timeline import Rulebook
from sanctions.publishing.roster_lines import Change


def obliging(found: Iterable[Change], rulebook: Rulebook, *, after: str | None) -> Iterator[Change]:
    """Those that open a duty: not terminations, which have their own, nor what the policy of their day leaves out.

    `after` is the version that stands in public. Where none is on record here, whoever is new may stand in a list that
    was made public elsewhere long ago; whoever is off it or has another name makes every such list untrue.
    """
    for change in found:
        if after is None and change.kind == "signed":
            continue
        if change.why != "terminated" and rulebook.on(change.day).text("publication.list_update") == "on":
            yield change


def counted_due(change: Change, rulebook: Rulebook, calendar: Calendar) -> Due | None:
    """By when a change must stand in the public list; None where the working days are not known."""
    period = rulebook.on(change.day).needed_period("publication.period")
    try:
        return due(change.day, period, calendar)
    except Refused:
        return None


def first_due(found: Iterable[Change], rulebook: Rulebook, calendar: Calendar, *, after: str | None) -> Due | None:
    """The first day by which one of these changes must be public; None where none opens a duty."""
    counted = (counted_due(change, rulebook, calendar) for change in obliging(found, rulebook, after=after))
    return min((one for one in counted if one is not None), key=lambda one: one.due, default=None)
