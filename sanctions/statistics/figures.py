"""What figures share: the time they are about, middle and longest, and tables of counts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low
from typing import Any

from db.store import Reader
from domain.calendars import Calendar
from domain.messages import msg
from domain.refusals import refuse
from domain.rulebook.view import View
from sanctions.running.core import Scene

Label = str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """A time from the first to the last day, both included, told as the record stands at the end of a day.

    `rules` are those of that day, by which things are named.
    """

    scene: Scene
    first: date
    last: date

    @property
    def reader(self) -> Reader:
        """The record."""
        return self.scene.reader

    @property
    def on(self) -> date:
        """The day it is told on."""
        return self.scene.on

    @property
    def calendar(self) -> Calendar:
        """The working calendar."""
        return self.scene.calendar

    @property
    def rules(self) -> View:
        """The rules of the day."""
        return self.scene.rulebook.on(self.on)


def check_period(first: date, last: date, on: date) -> None:
    """Refuse ``statistics.period`` for a time that ends before it begins, or after the day it is told on."""
    if first > last or last > on:
        raise refuse(
            "statistics.period",
            msg("The time must begin before it ends, and end by {day}.", day=on),
            field="since",
        )


def spread(days: Sequence[int]) -> dict[str, Any]:
    """How many there are, the middle one (the lower of two) and the most."""
    return {
        "count": len(days),
        "median": median_low(days) if days else None,
        "most": max(days, default=None),
    }


@dataclass(frozen=True, slots=True)
class Cross:
    """Counts by two things: a row for each label of the first, a column for each of the second."""

    rows: tuple[str, ...]
    columns: tuple[Label, ...]
    cells: tuple[tuple[int, ...], ...]

    def record(self, hidden: Collection[tuple[int, int]] = (), *, ranked: bool = True) -> dict[str, Any]:
        """With totals; None stands for what is not shown, and those whose totals are not shown come last, by name.

        Columns that are not `ranked` keep their order, which says nothing of their counts.
        """

        def shown(row: int, at: int, count: int) -> int | None:
            return None if (row, at) in hidden else count

        last_row, last = len(self.rows), len(self.columns)
        below = [sum(line[at] for line in self.cells) for at in range(last)]
        # Where the most frequent comes first, the place of a hidden one would tell between which others it lies.
        down = sorted(range(last_row), key=lambda row: (*_last((row, last) in hidden, self.rows[row]), row))
        across = sorted(range(last), key=lambda at: (*_last(ranked and (last_row, at) in hidden, self.columns[at]), at))
        return {
            "columns": [self.columns[at] for at in across],
            "rows": [
                {
                    "label": self.rows[row],
                    "counts": [shown(row, at, self.cells[row][at]) for at in across],
                    "total": shown(row, last, sum(self.cells[row])),
                }
                for row in down
            ],
            "counts": [shown(last_row, at, below[at]) for at in across],
            "total": shown(last_row, last, sum(below)),
            "hidden": len(hidden),
        }


def _last(hidden: bool, label: Label) -> tuple[bool, str]:
    return hidden, (label or "") if hidden else ""


def cross(counts: Mapping[tuple[str, Label], int], rows: Iterable[str], columns: Iterable[Label]) -> Cross:
    """A table of these counts in this order of rows and columns."""
    ordered, across = tuple(rows), tuple(columns)
    cells = tuple(tuple(counts.get((row, at), 0) for at in across) for row in ordered)
    return Cross(ordered, across, cells)


def by_frequency(totals: Mapping[Any, int]) -> list[Any]:
    """Labels, the most frequent first; what has no label of its own last."""
    return sorted(totals, key=lambda label: (label is None, -totals[label], str(label)))
