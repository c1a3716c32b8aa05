"""The shape of what runs, and the day it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Table, or_, select

from db.store import Reader
from db.tables.journal import journal
from db.tables.types import instant_of
from domain.calendars import Calendar
from domain.calendars.due import Due, due
from domain.calendars.periods import Period
from domain.messages import Words
from domain.reasons import Reason
from domain.refusals import Refused
from domain.rulebook.timeline import Rulebook


@dataclass(frozen=True)
class Scene:
    """What the question is put to: the record, the day, and the rules and calendar to count by."""

    reader: Reader
    on: date
    rulebook: Rulebook
    calendar: Calendar

    @cached_property
    def past(self) -> bool:
        """Whether acts may have been done after the day, so that what stands now need not have stood then."""
        last = self.reader.connection.execute(
            select(journal.c.recorded_at).order_by(journal.c.seq.desc()).limit(1)
        ).scalar_one_or_none()
        zone = ZoneInfo(self.rulebook.place.zone)
        return last is not None and self.on < instant_of(last).astimezone(zone).date()

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What is looked up once for everything that runs."""
        return {}

    def now_or_then(self, table: Table, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        """States that meet a condition now, with those that may have met it on a past day."""
        return or_(condition, table.c.last_on > self.on) if self.past else condition

    def counted(self, start: date, period: Period | None) -> Due | None:
        """When a period from a day ends; None without one, or where the working days are not known."""
        if period is None:
            return None
        return known(lambda: due(start, period, self.calendar))


def known(count: Callable[[], Due | None]) -> Due | None:
    """A counted day; None where it lies in a year nobody knows the working days of."""
    try:
        return count()
    except Refused as refused:
        if refused.refusal.code != "calendar.unknown":
            raise
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Something that runs. `due` is None while it merely runs, or cannot be counted yet.

    `counted` is how the day was counted, where it was. `ours` tells whether it is the agency that must act by then
    (only that can be overdue). `persons` and `roles` are those whose turn it is: names and staff numbers; `not_by` is
    who may not.
    """

    kind: str
    subject: str
    institution: str | None
    due: date | None
    reasons: tuple[Reason, ...]
    counted: Due | None = None
    ours: bool = True
    what: Words | None = None
    roles: tuple[str, ...] = ("supervisor",)
    persons: tuple[str, ...] = ()
    not_by: str | None = None

    @property
    def provisional(self) -> bool:
        """Whether the day may still change with an arrangement that is not out."""
        return self.counted is not None and self.counted.provisional

    @property
    def may_move(self) -> bool:
        """Whether it is firm, and yet next year's notice may reach back to it."""
        return self.counted is not None and self.counted.may_move
