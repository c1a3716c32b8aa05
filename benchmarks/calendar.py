"""Adding 20 working days: the prefix table against the holidays library."""

from collections.abc import Iterator
from datetime import date, timedelta

import holidays

from benchmarks.ratio import Figure, compare
from domain.calendars import Calendar

DAYS = [date(2024, 1, 1) + timedelta(days=n) for n in range(200)]


def figures() -> Iterator[Figure]:
    """20 working days from each of 200 days."""
    calendar = Calendar.shipped()
    china = holidays.country_holidays("CN", years=range(2023, 2027))
    calendar.add_working_days(DAYS[0], 20)
    china.get_nth_working_day(DAYS[0], 20)
    yield compare(
        "20 working days / holidays",
        lambda: [calendar.add_working_days(day, 20) for day in DAYS for _ in range(50)],
        lambda: [china.get_nth_working_day(day, 20) for day in DAYS for _ in range(50)],
        1 / 50,
        rounds=5,
    )
