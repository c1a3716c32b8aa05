"""A page that is one list, fetched page by page as the cursor reaches its end."""

from collections.abc import Mapping
from typing import Any

from console.tui.questions import Questions
from console.tui.screens.page import Page
from console.tui.widgets.columns import Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, msg
from sanctions.results import Listing


class ListPage(Page):
    """What it lists, how a record becomes a line, and what an empty list says is told by its kinds."""

    filters_in_store = True

    def __init__(self) -> None:
        super().__init__()
        self.next: str | None = None
        self.records: list[Mapping[str, Any]] = []

    def page_of(self, questions: Questions, after: str | None) -> Listing:
        """The records behind a cursor."""
        raise NotImplementedError

    def line(self, one: Mapping[str, Any]) -> Line:
        """A record on one line."""
        raise NotImplementedError

    def empty(self) -> Message:
        """What an empty list says: how to fill it."""
        raise NotImplementedError

    def question(self, questions: Questions) -> Listing:
        """The first page."""
        return self.page_of(questions, None)

    def show(self, answer: Listing) -> None:
        """The lines, and where the next page begins."""
        self.next, self.records = answer.next, list(answer.items)
        self._show_all()

    def _show_all(self) -> None:
        lines = [self.line(one) for one in self.records]
        self.put(lines, self.speech(self._nothing()), partial=self.next is not None)

    def _nothing(self) -> Message:
        if self.words:
            return msg("No line has the words {words}. / changes them.", words=self.words)
        return self.empty()

    def on_row_list_end_reached(self, message: RowList.EndReached) -> None:
        """The next page, once the cursor is at the end of this one."""
        after = self.next
        if after is None:
            return
        self.next = None

        def more(answer: Listing) -> None:
            self.next = answer.next
            self.records += answer.items
            self._show_all()

        self.inquire(lambda questions: self.page_of(questions, after), more, topic="more")
