"""Words for the screen: every sentence in the language of this console, every foreign text made harmless."""

from datetime import date

from console.i18n import render
from console.tui.cells import safe
from console.tui.widgets.calendar_picture import WEEKDAYS
from domain.calendars.model import Calendar, Day, DayKind
from domain.messages import Bilingual, Message, Words, msg
from domain.refusals import Refused

_KINDS = {
    DayKind.WORKING: msg("working day"),
    DayKind.MADE_UP_WORKING: msg("worked weekend"),
    DayKind.WEEKEND: msg("weekend"),
    DayKind.OFF: msg("day off"),
}


class Speech:
    """Says things in one language; calling it gives one line of text that is safe to draw."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, words: object) -> str:
        """Any value of a record on one line: words in the language, days as ISO text, None as nothing."""
        if isinstance(words, (Message, Bilingual)):
            return safe(render(words, self.lang))
        if words is None:
            return ""
        if isinstance(words, bool):
            return self(msg("yes") if words else msg("no"))
        if isinstance(words, (list, tuple)):
            return (", " if self.lang == "en" else "、").join(self(word) for word in words)
        return safe(str(words))

    def say(self, words: Words) -> str:
        """As calling it, for those who want a sentence and nothing else."""
        return self(words)

    def weekday(self, day: date) -> str:
        """The day of the week, with 周 before it in Chinese."""
        return ("周" if self.lang != "en" else "") + self(WEEKDAYS[day.weekday()])

    def kind(self, day: Day) -> str:
        """What a day is: worked or not, and which holiday."""
        if day.kind is DayKind.OFF and day.holiday is not None:
            from domain.calendars.due import why_off

            return self(why_off(day))
        return self(_KINDS[day.kind])

    def day(self, day: date, calendar: Calendar | None) -> str:
        """A day with weekday and whether it is worked; only the weekday where nobody knows."""
        words = f"{day.isoformat()} {self.weekday(day)}"
        if calendar is None:
            return words
        try:
            return f"{words} {self.kind(calendar.day_kind(day))}"
        except Refused:
            return words
