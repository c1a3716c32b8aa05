"""What ledgers share: the time they are about when none is given."""

from datetime import date


def since(on: date, from_day: date | None) -> date:
    """The first day a ledger is about: as given, else the first of the year of the day asked about."""
    return from_day or on.replace(month=1, day=1)
