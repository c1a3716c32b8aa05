"""A clock that was set back (时钟回拨): nothing is recorded as older than what the journal already holds."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from db.journal import last_recorded
from db.store import Reader
from domain.messages import Message, msg
from domain.refusals import refuse
from sanctions.asking import agency_of

TOLERANCE: Final = timedelta(minutes=10)
"""By how much the clocks of machines that share a database may differ: our own choice."""


def behind(reader: Reader, now: datetime) -> str | None:
    """When the newest act was recorded, as the place's clocks showed it, where `now` lies well before; else None.

    A sample keeps its own day, so its clock is never behind.
    """
    last = last_recorded(reader.connection)
    if last is None or now >= last - TOLERANCE:
        return None
    agency = agency_of(reader)
    return None if agency.sample_day is not None else f"{last.astimezone(ZoneInfo(agency.zone)):%Y-%m-%d %H:%M}"


def told(last: str) -> Message:
    """The warning for whoever reads."""
    return msg(
        "The clock of this machine is behind: the newest act was recorded at {last}. Until it is right, acts are "
        "refused; reading goes on.",
        last=last,
    )


def require_forward(reader: Reader, now: datetime) -> None:
    """Refuse (``clock.back``) to record anything while the clock is behind the record."""
    last = behind(reader, now)
    if last is not None:
        raise refuse(
            "clock.back",
            msg(
                "The clock of this machine is behind: the newest act was recorded at {last}. Nothing was done. Set the "
                "clock right; if it is, an administrator says so with: database clock",
                last=last,
            ),
        )
