"""What ledgers share: the time they are about when none is given, and how a share is told."""

from datetime import date


def since(on: date, from_day: date | None) -> date:
    """The first day a ledger is about: as given, else the first of the year of the day asked about."""
    return from_day or on.replace(month=1, day=1)


def percent(part: int, whole: int) -> str | None:
    """A share in percent with one place, rounded down: what was missed never reads as all. None of nothing."""
    if not whole:
        return None
    thousandths = part * 1000 // whole
    return f"{thousandths // 10}.{thousandths % 10}"
