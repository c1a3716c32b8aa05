"""What a long list holds of what the store has: a few pages around the cursor, and the cursors at both edges."""

from collections import deque
from dataclasses import dataclass

from console.tui.widgets.columns import Line
from sanctions.results import Listing

PAGES: int = 5
"""Pages that are held; beyond that the ones farthest from the cursor are let go."""
NEAR: int = 100
"""Lines between the cursor and an edge below which the next page is fetched: a key held down never gets there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A page as it is shown, and the cursors at its edges; None where the list ends. `records` is how many it has."""

    lines: tuple[Line, ...]
    records: int
    previous: str | None
    next: str | None

    @classmethod
    def of(cls, listing: Listing, lines: "list[Line]") -> "Piece":
        """A page the store gave."""
        return cls(tuple(lines), len(listing.items), listing.previous, listing.next)


@dataclass(frozen=True, slots=True)
class Change:
    """How the lines of a list change: those dropped at either edge, then those added there."""

    front: tuple[Line, ...] = ()
    back: tuple[Line, ...] = ()
    drop_front: int = 0
    drop_back: int = 0


class Window:
    """The pages held, in order; `before` is how many records lie in front of them, None while that is not known."""

    def __init__(self, pieces: "list[Piece]", before: int | None, *, lets_go: bool) -> None:
        self._pieces = deque(pieces)
        self.before = before
        self._lets_go = lets_go

    @property
    def lines(self) -> list[Line]:
        """All lines held."""
        return [line for piece in self._pieces for line in piece.lines]

    @property
    def records(self) -> int:
        """How many records are held."""
        return sum(piece.records for piece in self._pieces)

    @property
    def previous(self) -> str | None:
        """The cursor at the front edge."""
        return self._pieces[0].previous if self._pieces else None

    @property
    def next(self) -> str | None:
        """The cursor at the back edge."""
        return self._pieces[-1].next if self._pieces else None

    @property
    def whole(self) -> bool:
        """Whether there is nothing beyond."""
        return self.previous is None and self.next is None

    def pages_to(self, line: int) -> int:
        """How many pages there are up to a line."""
        count = 0
        for piece in self._pieces:
            count += 1
            line -= len(piece.lines)
            if line < 0:
                break
        return max(count, 1)

    def behind(self, piece: Piece) -> Change:
        """A page more at the back; the one in front goes where there are too many."""
        last = self._pieces[-1]
        if not piece.records:
            # What was there when the edge was told is gone.
            self._pieces[-1] = Piece(last.lines, last.records, last.previous, None)
            return Change()
        self._pieces.append(piece)
        if not self._lets_go or len(self._pieces) <= PAGES:
            return Change(back=piece.lines)
        gone = self._pieces.popleft()
        if self.before is not None:
            self.before += gone.records
        return Change(back=piece.lines, drop_front=len(gone.lines))

    def ahead(self, piece: Piece) -> Change:
        """A page more in front; the one at the back goes where there are too many."""
        first = self._pieces[0]
        if not piece.records:
            self._pieces[0] = Piece(first.lines, first.records, None, first.next)
            self.before = 0
            return Change()
        self._pieces.appendleft(piece)
        if self.before is not None:
            self.before = max(self.before - piece.records, 0)
        if len(self._pieces) <= PAGES:
            return Change(front=piece.lines)
        gone = self._pieces.pop()
        return Change(front=piece.lines, drop_back=len(gone.lines))
