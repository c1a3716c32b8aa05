"""Days as people type them, with what they come to shown beside them."""

from datetime import date

from console.tui.session import Opened
from console.tui.speech import Speech
from domain.calendars.relative import parse_day
from domain.refusals import Refused


def meaning_of(text: str, opened: Opened, speech: Speech) -> tuple[date | None, str]:
    """The day a text means and that day in words; None and why not, where it means none."""
    try:
        day = parse_day(text, opened.today, opened.calendar)
    except Refused as refused:
        return None, speech(refused.refusal.message)
    return day, speech.day(day, opened.calendar)
