"""The working calendar: which days are worked, and counting them by look-up."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from typing import NamedTuple

from domain.calendars.arrangements import Arrangement, Notice
from domain.messages import msg
from domain.refusals import Refused, refuse

SATURDAY = 5


class DayKind(StrEnum):
    """What a day is. `made-up-working` is a weekend day worked under a notice (调休)."""

    WORKING = "working"
    MADE_UP_WORKING = "made-up-working"
    WEEKEND = "weekend"
    OFF = "off"

    @property
    def worked(self) -> bool:
        """Whether the day counts as a working day."""
        return self in (DayKind.WORKING, DayKind.MADE_UP_WORKING)


class Day(NamedTuple):
    """A day with its kind, its holiday's name and notice where it has them.

    `provisional` marks a day of a year that has only its statutory days.
    """

    date: date
    kind: DayKind
    holiday: str | None
    notice: Notice | None
    provisional: bool


class Calendar:
    """Working days (工作日) of the years with an arrangement, and provisionally of those with statutory days.

    Of two arrangements of a year the later one given stands. A year before the first arrangement, or with
    neither an arrangement nor statutory days, is unknown: its days are refused with ``calendar.unknown``.
    """

    def __init__(
        self, arrangements: Iterable[Arrangement], statutory: Mapping[int, Mapping[date, str]] | None = None
    ) -> None:
        standing: dict[int, Arrangement] = {}
        for arrangement in arrangements:
            # An empty year says nothing; public data sets ship such files before the notice is out.
            if not arrangement.empty:
                standing[arrangement.year] = arrangement
        if not standing:
            raise ValueError("a calendar needs at least one arrangement")
        self._arrangements = {year: standing[year] for year in sorted(standing)}
        self._first = min(standing)
        self._statutory = {
            year: days
            for year, days in sorted((statutory or {}).items())
            if year > self._first and year not in standing
        }
        years = standing.keys() | self._statutory.keys()
        self._last = max(years)
        self._gaps = frozenset(range(self._first, self._last)) - years
        self._origin = date(self._first, 1, 1).toordinal()

    @staticmethod
    def shipped() -> "Calendar":
        """The calendar of the arrangements that come with the program; one object per process."""
        return _shipped()

    def with_arrangements(self, *later: Arrangement) -> "Calendar":
        """A calendar in which these arrangements are added, or replace those of their years."""
        return Calendar((*self._arrangements.values(), *later), self._statutory)

    @property
    def arrangements(self) -> tuple[Arrangement, ...]:
        """The arrangements that stand, one a year, oldest first."""
        return tuple(self._arrangements.values())

    @property
    def first_year(self) -> int:
        """The first year with an arrangement; nothing before it is known."""
        return self._first

    def known(self, year: int) -> bool:
        """Whether the year has an arrangement."""
        return year in self._arrangements

    def provisional(self, year: int) -> bool:
        """Whether the year has statutory days only, so that sums over it may still change."""
        return year in self._statutory

    def next_version(self, year: int) -> int:
        """The version number for a further arrangement of the year."""
        standing = self._arrangements.get(year)
        return standing.version + 1 if standing else 1

    @cached_property
    def identity(self) -> str:
        """Which years in which versions, such as ``2025.1 2026.2 2027.statutory``."""
        parts = {year: str(arrangement.version) for year, arrangement in self._arrangements.items()}
        parts |= dict.fromkeys(self._statutory, "statutory")
        return " ".join(f"{year}.{parts[year]}" for year in sorted(parts))

    # Questions about one day

    def is_working(self, day: date) -> bool:
        """Whether the day is a working day; refused ``calendar.unknown`` outside the calendar."""
        self._require(day.year)
        index = day.toordinal() - self._origin
        return self._ranks[index] < self._ranks[index + 1]

    def day_kind(self, day: date) -> Day:
        """What the day is and by which notice; refused ``calendar.unknown`` outside the calendar."""
        self._require(day.year)
        name, off, notice = self._named.get(day, (None, False, None))
        weekend = day.weekday() >= SATURDAY
        if off:
            kind = DayKind.OFF
        elif name is not None and weekend:
            kind = DayKind.MADE_UP_WORKING
        else:
            kind = DayKind.WEEKEND if weekend else DayKind.WORKING
        return Day(day, kind, name, notice, day.year not in self._arrangements)

    def next_working_day(self, day: date) -> date:
        """The day itself if worked, else the next working day (民法典 203)."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def previous_working_day(self, day: date) -> date:
        """The day itself if worked, else the last working day before it."""
        return day if self.is_working(day) else self.add_working_days(day, -1)

    # Sums

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start` (not counted, 民法典 201); before it when n is negative.

        Refused ``calendar.unknown`` when a day that must be counted is not known. n = 0 gives `start`.
        """
        if n > 0:
            index = start.toordinal() - self._origin + 1
            if index >= 0:
                try:
                    found = self._worked[self._ranks[index] + n - 1]
                except IndexError:
                    raise self._unknown(self._last + 1 if start.year <= self._last else start.year) from None
                if self._gaps:
                    self._require_span(start + timedelta(days=1), found)
                return found
            raise self._unknown(start.year)
        return self._subtract(start, -n) if n else start

    def _subtract(self, start: date, n: int) -> date:
        index = start.toordinal() - self._origin
        if index >= len(self._ranks):
            raise self._unknown(start.year)
        rank = self._ranks[index] - n if index >= 0 else -1
        if rank < 0:
            raise self._unknown(min(start.year, self._first - 1))
        self._require_span(self._worked[rank], start - timedelta(days=1))
        return self._worked[rank]

    def working_days_between(self, a: date, b: date) -> int:
        """Working days after `a` up to and including `b`; negative when b lies before a."""
        if b < a:
            return -self.working_days_between(b, a)
        if a == b:
            return 0
        self._require_span(a + timedelta(days=1), b)
        ranks, before = self._ranks, self._origin - 1
        return ranks[b.toordinal() - before] - ranks[a.toordinal() - before]

    def working_days(self, first: date, last: date) -> tuple[date, ...]:
        """The working days from `first` to `last`, both included."""
        if last < first:
            return ()
        self._require_span(first, last)
        ranks, origin = self._ranks, self._origin
        return tuple(self._worked[ranks[first.toordinal() - origin] : ranks[last.toordinal() - origin + 1]])

    def days_off(self, first: date, last: date) -> tuple[Day, ...]:
        """The days from `first` to `last`, both included, that are not worked."""
        worked = set(self.working_days(first, last))
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return tuple(self.day_kind(day) for day in days if day not in worked)

    def working_days_late(self, due: date, done: date) -> int:
        """By how many working days `done` misses `due`; 0 is on time.

        What is done on a day off right after the due day is late all the same, hence at least 1.
        """
        return max(1, self.working_days_between(due, done)) if done > due else 0

    # What is known

    def _require(self, year: int) -> None:
        if year not in self._arrangements and year not in self._statutory:
            raise self._unknown(year)

    def _require_span(self, first: date, last: date) -> None:
        for year in range(first.year, last.year + 1):
            self._require(year)

    def _unknown(self, year: int) -> Refused:
        if year < self._first:
            sentence = msg(
                "The working calendar begins with {first}; {year} lies before it.",
                first=self._first,
                year=year,
            )
        else:
            sentence = msg(
                "The working days of {year} are not known. Load its holiday arrangement: `calendar import`.",
                year=year,
            )
        return refuse("calendar.unknown", sentence)

    # Tables, made once and only when needed

    @cached_property
    def _named(self) -> dict[date, tuple[str, bool, Notice | None]]:
        named: dict[date, tuple[str, bool, Notice | None]] = {}
        for days in self._statutory.values():
            named.update((day, (name, True, None)) for day, name in days.items())
        # By year, so that a notice's days in the December before override what the older notice says of them.
        for arrangement in self._arrangements.values():
            notice = arrangement.notice
            named.update((day, (name, True, notice)) for day, name in arrangement.off.items())
            named.update((day, (name, False, notice)) for day, name in arrangement.work.items())
        return named

    @cached_property
    def _ranks(self) -> list[int]:
        """For each day since the origin, how many working days lie before it."""
        end = date(self._last, 12, 31).toordinal() + 1
        # Ordinal 1 is a Monday.
        flags = [(ordinal - 1) % 7 < SATURDAY for ordinal in range(self._origin, end)]
        for day, (_, off, _) in self._named.items():
            if self._origin <= (ordinal := day.toordinal()) < end:
                flags[ordinal - self._origin] = not off
        ranks = [0]
        total = 0
        for worked in flags:
            total += worked
            ranks.append(total)
        return ranks

    @cached_property
    def _worked(self) -> list[date]:
        """All working days in order."""
        ranks = self._ranks
        return [date.fromordinal(self._origin + bisect_left(ranks, n) - 1) for n in range(1, ranks[-1] + 1)]


@cache
def _shipped() -> Calendar:
    from domain.calendars import shipped

    return Calendar(shipped.arrangements(), shipped.statutory())
