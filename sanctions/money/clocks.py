"""The clocks of a recovery (期限): demand, time for remedies, time to apply for enforcement."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendars import Calendar
from domain.calendars.due import Due, due
from domain.reasons import Reason
from domain.rulebook.timeline import Rulebook
from domain.rulebook.view import View

_REMEDIES = ("remedy.review", "remedy.suit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enforceable:
    """When compulsory enforcement may be applied for.

    `remedies` is the longer of the times to contest the decision, counted from its service; `from_day` the day after
    it; `latest` the last day to apply. None where a calendar is missing or the agency keeps no such time.
    """

    remedies: Due
    from_day: date
    latest: Due | None
    reasons: tuple[Reason, ...]


def demand_period(view: View, served: date, calendar: Calendar) -> Due | None:
    """The usual time to pay after a demand."""
    period = view.period("recovery.demand_period")
    return due(served, period, calendar) if period is not None else None


def enforceable(rulebook: Rulebook, served: date, calendar: Calendar) -> Enforceable:
    """When enforcement of a written decision served on a day may be applied for.

    Refused ``calendar.unknown`` as counting is. The day a court or government took up a dispute is no part of it.
    """
    view = rulebook.on(served)
    ends = [due(served, view.needed_period(key), calendar) for key in _REMEDIES]
    over = max(ends, key=lambda one: one.due)
    period = view.period("enforcement.period")
    return Enforceable(
        remedies=over,
        from_day=over.due + timedelta(days=1),
        latest=due(over.due, period, calendar) if period is not None else None,
        reasons=(
            view.reason("provisions.enforcement-road"),
            *(view.policy(key).reason for key in _REMEDIES),
            view.policy("enforcement.period").reason,
        ),
    )
