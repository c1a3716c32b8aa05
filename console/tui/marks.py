"""Lines that are marked (标记): what they stand for, kept by their keys through filter, sort and refresh."""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum

from console.tui.subjects import Subject
from console.tui.widgets.columns import Line

MOST = 500
"""Subjects marked at most: what one person can look through before one confirmation."""

Means = Callable[[Line], Sequence[Subject]]
"""What a line stands for: one subject mostly, several where a line tells of several, nothing where it only tells."""


class Marked(Enum):
    """What came of marking."""

    DONE = "done"
    NOTHING = "nothing"
    """The line stands for nothing that acts are done on."""
    FULL = "full"
    """There is no room for more marks."""


class Marks:
    """What is marked on one page, in the order it was marked."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._by_line: dict[str, tuple[Subject, ...]] = {}
        self._last = ""

    @property
    def lines(self) -> frozenset[str]:
        """The keys of the marked lines."""
        return frozenset(self._by_line)

    @property
    def subjects(self) -> list[Subject]:
        """What is marked, each subject once."""
        found = {(one.noun, one.id): one for several in self._by_line.values() for one in several}
        return list(found.values())

    def __len__(self) -> int:
        return len(self.subjects)

    def toggle(self, line: Line | None) -> Marked:
        """Mark a line, or unmark it."""
        if line is None:
            return Marked.NOTHING
        if self._by_line.pop(line.key, None) is not None:
            return Marked.DONE
        done = self._mark(line)
        if done is Marked.DONE:
            self._last = line.key
        return done

    def up_to(self, line: Line | None, lines: Sequence[Line]) -> Marked:
        """Mark from the line marked last to this one, whichever comes first; without one, this one alone."""
        if line is None:
            return Marked.NOTHING
        keys = [one.key if not one.heading else "" for one in lines]
        if self._last not in keys or line.key not in keys:
            return Marked.DONE if line.key in self._by_line else self.toggle(line)
        first, last = sorted((keys.index(self._last), keys.index(line.key)))
        done = self.all(lines[first : last + 1])
        self._last = line.key
        return done

    def all(self, lines: Iterable[Line]) -> Marked:
        """Mark these lines; those that stand for nothing are passed over."""
        found = Marked.NOTHING
        for line in lines:
            done = Marked.DONE if line.key in self._by_line else self._mark(line)
            if done is Marked.FULL:
                return done
            if done is Marked.DONE:
                found = done
        return found

    def clear(self) -> None:
        """Unmark everything."""
        self._by_line.clear()
        self._last = ""

    def keep(self, subjects: Iterable[Subject]) -> None:
        """Of what is marked keep only these."""
        kept = {(one.noun, one.id) for one in subjects}
        for key, several in list(self._by_line.items()):
            left = tuple(one for one in several if (one.noun, one.id) in kept)
            if left:
                self._by_line[key] = left
            else:
                del self._by_line[key]

    def _mark(self, line: Line) -> Marked:
        if line.heading or not line.key:
            return Marked.NOTHING
        meant = tuple(self._means(line))
        if not meant:
            return Marked.NOTHING
        if len(self) + len(meant) > MOST:
            return Marked.FULL
        self._by_line[line.key] = meant
        return Marked.DONE
