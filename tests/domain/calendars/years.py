"""Calendars and helpers for the tests here; 2027 is a made-up arrangement, not the State Council's."""

from datetime import date

from domain.calendars import Arrangement, Calendar, Notice


def day(text: str) -> date:
    return date.fromisoformat(text)


MADE_UP_2027 = Arrangement(
    Notice(2027),
    off={day("2027-01-01"): "元旦", day("2027-01-02"): "元旦"},
    work={day("2027-01-03"): "元旦"},
)
SHIPPED = Calendar.shipped()
WITH_2027 = SHIPPED.with_arrangements(MADE_UP_2027)
