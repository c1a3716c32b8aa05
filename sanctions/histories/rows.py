"""The shape of the register's rows, and the bars they tell of."""

from datetime import date

from domain.calendars import Calendar
from domain.rulebook.kinds import BarTrigger
from domain.rulebook.timeline import Rulebook
from sanctions.admitting.bars import barred_until

COLUMNS = (
    "measure",
    "case",
    "institution_code",
    "institution_name",
    "service",
    "kind",
    "word",
    "departments",
    "ground",
    "clause",
    "source_kind",
    "reason",
    "amount",
    "decided_on",
    "served_on",
    "in_force_from",
    "ended_on",
    "status",
    "end_reason",
    "published_on",
    "link",
    "late_by",
    "bar_until",
    "recorded_at",
)
"""The columns of the register, in the order others rely on."""

Row = tuple[str | int | None, ...]

SEPARATOR = "; "
"""Between the parts of a list in one cell."""


class Bars:
    """Last barred days, counted once for all decisions of one day."""

    def __init__(self, rulebook: Rulebook, calendar: Calendar, on: date) -> None:
        self.rulebook, self.calendar, self.on = rulebook, calendar, on
        self._known: dict[str, str | None] = {}

    def until(self, decided_on: str) -> str | None:
        """The last barred day after a termination for breach decided on a day (ISO text), None without a bar."""
        if decided_on not in self._known:
            decided = date.fromisoformat(decided_on)
            last = barred_until(BarTrigger.TERMINATED_FOR_BREACH, decided, self.rulebook, self.on, self.calendar)
            self._known[decided_on] = last.isoformat() if last else None
        return self._known[decided_on]
