"""What an institution may do against a decision (救济途径), with the last days counted from its service."""

from dataclasses import dataclass
from typing import Any

from domain.calendars import Calendar
from domain.calendars.due import Due, due
from domain.messages import Message, msg
from domain.reasons import Reason
from domain.refusals import Refused
from domain.rulebook.kinds import TakesEffect
from domain.rulebook.timeline import Rulebook
from domain.rulebook.view import View
from domain.states.measures import Measure

_NO_DECISION = (TakesEffect.TALK, TakesEffect.LETTER)


@dataclass(frozen=True, slots=True)
class Remedy:
    """Until when review and suit are open; `untold` is the last day where the paper did not tell of them.

    A day is None where the working days of its time are not known.
    """

    review: Due | None
    suit: Due | None
    untold: Due | None
    text: Message
    reasons: tuple[Reason, ...]

    def record(self) -> dict[str, Any]:
        """As told to the outside."""
        days = (self.review, self.suit, self.untold)
        return {
            "review_until": self.review.due if self.review else None,
            "suit_until": self.suit.due if self.suit else None,
            "untold_until": self.untold.due if self.untold else None,
            "provisional": any(day is None or day.provisional for day in days),
            "text": self.text,
            "reasons": list(self.reasons),
        }


def remedy_of(measure: Measure, rulebook: Rulebook, calendar: Calendar) -> Remedy | None:
    """The remedy against a decision that was served, by the rules of the day of service; None for anything else.

    Review before the people's government at the same level (行政复议法 20), suit before the people's court
    (行政诉讼法 46); a last day off moves on to the next working day (民法典 203).
    """
    served = measure.served_on
    if served is None or measure.decided_on is None or measure.takes_effect in _NO_DECISION:
        return None
    view = rulebook.on(served)
    review, suit, untold = (
        _counted(measure, view, key, calendar) for key in ("remedy.review", "remedy.suit", "remedy.untold")
    )
    text = msg(
        "Review may be asked of {government} until {review}, or suit brought before the people's court until {suit}.",
        government=rulebook.place.government,
        review=review.due if review else _unknown(),
        suit=suit.due if suit else _unknown(),
    )
    told = ("remedy-review", "remedy-suit", "remedy-agreement", "remedy-no-stay", "remedy-untold")
    return Remedy(review, suit, untold, text, tuple(view.reason(f"provisions.{key}") for key in told))


def _unknown() -> Message:
    return msg("a day that cannot be counted yet")


def _counted(measure: Measure, view: View, key: str, calendar: Calendar) -> Due | None:
    period = view.period(key)
    if period is None or measure.served_on is None:
        return None
    try:
        return due(measure.served_on, period, calendar)
    except Refused:
        return None
