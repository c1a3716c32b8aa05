"""A page that is one list: a window on what the store has, fetched page by page before the cursor gets there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from console.tui.questions import Questions
from console.tui.screens.page import Page
from console.tui.session import Trouble
from console.tui.widgets.columns import Line
from console.tui.widgets.row_list import RowList
from console.tui.window import NEAR, Piece, Window
from domain.messages import Message, msg
from sanctions.results import FORWARD, Listing, Way


@dataclass(frozen=True, slots=True)
class Plan:
    """What is loaded: in which order and from where on, and how many pages at least; `number` tells plans apart.

    With an `edge` the cursor goes to the first (-1) or last (1) line; otherwise it stays on its record.
    """

    number: int
    words: str = ""
    way: Way = FORWARD
    pages: int = 1
    edge: int = 0


class ListPage(Page):
    """What it lists, how a record becomes a line, and what an empty list says is told by its kinds."""

    filters_in_store = True

    def __init__(self) -> None:
        super().__init__()
        self.window = Window([], 0, lets_go=False)
        self._plan = Plan(0)
        self._shown_words = ""
        self._loading = self._growing = False

    def page_of(self, questions: Questions, after: str | None) -> Listing:
        """The records behind a cursor."""
        raise NotImplementedError

    def page_by(self, questions: Questions, after: str | None, way: Way) -> Listing:
        """The records behind a cursor, sorted and asked for as `way` says; only for lists that go both ways."""
        return self.page_of(questions, after)

    def line(self, one: Mapping[str, Any]) -> Line:
        """A record on one line."""
        raise NotImplementedError

    def empty(self) -> Message:
        """What an empty list says: how to fill it."""
        raise NotImplementedError

    def identity(self, one: Mapping[str, Any]) -> str | None:
        """What the store knows a record by."""
        return one.get("id") or one.get("code")

    def order(self) -> Way:
        """How the store sorts what is shown."""
        sorting = self.rows.sorting
        key = self.sort_key(sorting.by) if sorting.by is not None and not sorting.here else ""
        return Way(key, sorting.reverse) if key else FORWARD

    @property
    def both_ways(self) -> bool:
        """Whether `page_by` answers: the list can be sorted, counted, and read from its end."""
        return False

    def sort_key(self, column: int) -> str:
        """The order of the store that sorts by a column; empty where there is none."""
        return self.rows.columns[column].sort

    # Loading

    def on_mount(self) -> None:
        """The page is asked to sort what may be longer than what is here."""
        self.rows.sorts_itself = False

    def load(self) -> None:
        """Ask again for what stands around the cursor, or from the start where the words are others."""
        way, cursor = self.order(), self.rows.cursor
        if self.words != self._shown_words:
            self.rows.total = None
            self._load(way)
        elif not self.both_ways:
            self._load(way, pages=self.window.pages_to(cursor))
        elif self.window.previous is None and cursor < NEAR:
            self._load(way)
        else:
            self._load(replace(way, at=self._id_at(max(cursor - NEAR, 0))))

    def _id_at(self, index: int) -> str | None:
        lines = self.rows.lines[index : index + 1]
        return self.identity(lines[0].record) if lines else None

    def _load(self, way: Way, *, pages: int = 1, edge: int = 0) -> None:
        self._plan = Plan(self._plan.number + 1, self.words, way, pages, edge)
        self._loading, self._growing = True, False
        super().load()

    def question(self, questions: Questions) -> tuple[Plan, list[Listing]]:
        """The pages of the plan."""
        plan = self._plan
        found = [self.page_by(questions, None, plan.way)]
        while len(found) < plan.pages and (after := found[-1].next) is not None:
            found.append(self.page_by(questions, after, plan.way))
        return plan, found

    def show(self, answer: tuple[Plan, list[Listing]]) -> None:
        """The lines, and what lies beyond them."""
        plan, found = answer
        if plan.number != self._plan.number:
            return
        self._loading, self._shown_words = False, plan.words
        pieces, shown = [], []
        for listing in found:
            lines = [self.line(one) for one in listing.items]
            shown += lines
            pieces.append(Piece.of(listing, self.filtered(lines)))
        begins = found[0].previous is None and not plan.way.last
        self.window = Window(pieces, 0 if begins else None, lets_go=self.both_ways)
        if self.rows.sorting.here and not self.window.whole:
            self.rows.sorting.by = None
        self._edges()
        self.put(shown, self.speech(self._nothing()), partial=not self.window.whole)
        if plan.edge:
            self.rows.to_line(0 if plan.edge < 0 else len(self.rows.lines) - 1)
        self._count()
        if self.rows.cursor < NEAR:
            # Read from a record's place on: what stands in front of it belongs on the screen too.
            self._grow(-1)

    def stands(self, shown: Any, answer: tuple[Plan, list[Listing]] | Trouble) -> bool:
        """Whether these records stand here as they are, in this order; more may be loaded around them."""
        if isinstance(answer, Trouble):
            self._loading = False
            return True
        plan, found = answer
        if plan.number != self._plan.number or plan.words != self._shown_words:
            return False
        lines = self.filtered([self.line(one) for listing in found for one in listing.items])
        here, keys = self.rows.lines, [line.key for line in self.rows.lines]
        at = keys.index(lines[0].key) if lines and lines[0].key in keys else 0
        ends = at + len(lines) == len(here)
        if here[at : at + len(lines)] != lines or (found[-1].next is None) is not (ends and self.window.next is None):
            return False
        self._loading = False
        # Elsewhere in the list there may be others now.
        self._count()
        return True

    def trouble(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self._loading = False
        super().trouble(sentence)

    def _nothing(self) -> Message:
        if self.words:
            return msg("No line has the words {words}. / changes them.", words=self.words)
        return self.empty()

    def _edges(self) -> None:
        """Tell the list what lies beyond it."""
        window, rows = self.window, self.rows
        rows.beyond = (window.previous is not None, window.next is not None)
        if window.before is None and window.next is None and rows.total is not None:
            window.before = max(rows.total - window.records, 0)
        elif window.before is not None and window.next is None:
            rows.total = window.before + window.records
        rows.before = window.before

    def _count(self) -> None:
        """How many there are, and how many in front: counted in the background."""
        if not self.both_ways or self.window.whole:
            return
        number, order, edge = self._plan.number, replace(self.order(), count=True), self.window.previous
        unplaced = self.window.before is None and edge is not None

        def count(questions: Questions) -> tuple[int | None, int | None]:
            total = self.page_by(questions, None, order).total
            return total, self.page_by(questions, None, replace(order, before=edge)).total if unplaced else None

        def counted(answer: tuple[int | None, int | None]) -> None:
            if number != self._plan.number:
                return
            self.rows.total, before = answer
            if before is not None and self.window.previous == edge:
                self.window.before = before
            self._edges()
            self.tell_position()

        self.inquire(count, counted, topic="count")

    # Going on

    def on_row_list_near(self, message: RowList.Near) -> None:
        """The next page before the cursor gets there; or the edge itself."""
        message.stop()
        ahead = message.side < 0
        if not message.edge:
            self._grow(message.side)
        elif self.both_ways and (self.rows.beyond[not ahead] or self._loading):
            # What is on its way would otherwise come after this and go elsewhere.
            self._load(replace(self.order(), last=not ahead), edge=message.side)
        else:
            self.rows.to_line(0 if ahead else len(self.rows.lines) - 1)

    def _grow(self, side: int) -> None:
        edge = self.window.next if side > 0 else self.window.previous
        if edge is None or self._growing or self._loading:
            return
        self._growing = True
        number, order, session = self._plan.number, self.order(), self.desk.session

        def more(questions: Questions) -> Listing:
            if side > 0:
                return self.page_by(questions, edge, order)
            return self.page_by(questions, None, replace(order, before=edge))

        def heard(answer: Listing | Trouble) -> None:
            if number != self._plan.number:
                return
            self._growing = False
            if isinstance(answer, Trouble):
                self.desk.say(answer.message, bad=True)
                return
            piece = Piece.of(answer, self.filtered([self.line(one) for one in answer.items]))
            change = self.window.behind(piece) if side > 0 else self.window.ahead(piece)
            self._edges()
            self.partial = not self.window.whole
            self.rows.change(change)

        self.ask(lambda: session.ask(more), heard, topic="more")

    # Sorting

    def on_row_list_sort_asked(self, message: RowList.SortAsked) -> None:
        """By the store where it can; here where all there is stands here."""
        message.stop()
        rows, sorting = self.rows, self.rows.sorting
        if self.both_ways and self.sort_key(message.column):
            sorting.by, sorting.reverse, sorting.here = message.column, message.reverse, False
            self._load(replace(self.order(), at=self._id_at(rows.cursor)))
        elif self.window.whole:
            rows.sort_here(message.column, reverse=message.reverse)
        else:
            label = rows.columns[message.column].label or ""
            self.desk.say(msg("This list is too long to be sorted by {column}. / shortens it.", column=label))
