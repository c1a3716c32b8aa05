"""Days as people type them, with what they come to shown beside them."""

from datetime import date

from console.tui.choosing import pieces
from console.tui.session import Opened
from console.tui.speech import Speech
from domain.acts import Field
from domain.calendars.relative import parse_day
from domain.refusals import Refused


def meaning_of(text: str, opened: Opened, speech: Speech) -> tuple[date | None, str]:
    """The day a text means and that day in words; None and why not, where it means none."""
    try:
        day = parse_day(text, opened.today, opened.calendar)
    except Refused as refused:
        return None, speech(refused.refusal.message)
    return day, speech.day(day, opened.calendar)


def settled(text: str, field: Field, typed_on: date, opened: Opened) -> str:
    """What was typed on another day, with the days in it as dates: tomorrow is no longer the day that was meant."""
    if typed_on == opened.today or not text.strip():
        return text
    if field.shape == "day":
        return _date(text, typed_on, opened)
    if field.shape == "promise":
        told = (piece.rpartition("=") for piece in pieces(text))
        return "; ".join(f"{what}{mark}{_date(day, typed_on, opened)}" for what, mark, day in told)
    return text


def _date(text: str, typed_on: date, opened: Opened) -> str:
    try:
        return parse_day(text, typed_on, opened.calendar).isoformat()
    except Refused:
        return text
