"""What a time line draws, and how its days come to lie on cells."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """Something that holds from `first` to `last`, both included; `last` None while it runs on.

    `lane` is where it is drawn, `label` what is written in it or beside it, `after` a sign behind it (``x`` for
    a failed re-check that ended it). `marks` are days of failed re-checks it outlasted; `point` marks what happened
    on one day. `short` is a label for where there is no room for the other.
    """

    lane: str
    first: date
    last: date | None
    label: str
    after: str = ""
    point: bool = False
    marks: tuple[date, ...] = ()
    short: str = ""

    def holds(self, day: date) -> bool:
        """Whether it holds on a day or is still to come then."""
        return not self.point and (self.last is None or self.last >= day)


@dataclass(frozen=True, slots=True)
class Scale:
    """Days onto cells: `first` stands in cell `left`, `last` in cell `right`."""

    first: date
    last: date
    left: int
    right: int

    def cell(self, day: date) -> int:
        """The cell of a day, at the edge for days outside."""
        span = max((self.last - self.first).days, 1)
        at = self.left + (day - self.first).days * (self.right - self.left) // span
        return min(max(at, self.left), self.right)


def month_on(day: date, n: int) -> date:
    """The first day of the month `n` months on."""
    months = day.year * 12 + day.month - 1 + n
    return date(months // 12, months % 12 + 1, 1)
