"""The duty to keep the published list true (名单更新), change by change."""

from collections.abc import Iterable, Iterator

from domain.calendars import Calendar
from domain.calendars.due import Due, due
from domain.refusals import Refused
from domain.rulebook.timeline import Rulebook
from sanctions.publishing.roster_lines import Change


def obliging(found: Iterable[Change], rulebook: Rulebook) -> Iterator[Change]:
    """Those that open a duty: not terminations, which have their own, nor what the policy of their day leaves out."""
    for change in found:
        if change.why != "terminated" and rulebook.on(change.day).text("publication.list_update") == "on":
            yield change


def counted_due(change: Change, rulebook: Rulebook, calendar: Calendar) -> Due | None:
    """By when a change must stand in the public list; None where the working days are not known."""
    period = rulebook.on(change.day).needed_period("publication.period")
    try:
        return due(change.day, period, calendar)
    except Refused:
        return None


def first_due(found: Iterable[Change], rulebook: Rulebook, calendar: Calendar) -> Due | None:
    """The first day by which one of these changes must be public; None where none opens a duty."""
    counted = (counted_due(change, rulebook, calendar) for change in obliging(found, rulebook))
    return min((one for one in counted if one is not None), key=lambda one: one.due, default=None)
