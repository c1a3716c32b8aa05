"""Search across everything (检索): what holds the words, and the place where it does."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from textual.widget import Widget

from console.tui.cells import safe
from console.tui.questions import Questions
from console.tui.screens.listed import ListPage
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from console.words import value_word
from domain.messages import Message, msg
from sanctions.results import Listing

COLUMNS = (
    Column(msg("Number"), 13),
    Column(msg("Kind"), 8),
    Column(msg("Institution"), 14, grow=1, drop=2),
    Column(msg("Found"), 20, grow=3),
    Column(msg("Day"), 10, drop=1),
)


class SearchPage(ListPage):
    """The words are typed before it opens; / takes others."""

    filters_in_store: ClassVar[bool] = True

    def __init__(self, words: str, *, area: str) -> None:
        super().__init__()
        self.area, self.words = area, words

    def body(self) -> Iterable[Widget]:
        """What is searched for, and the list."""
        yield TextBar(self._title(), id="title")
        yield Rule()
        yield RowList(self.speech, COLUMNS)

    def _title(self) -> str:
        return f" {self.speech(msg('Search'))}: {safe(self.words)}"

    def load(self) -> None:
        """Ask again, for the words there are now."""
        self.query_one("#title", TextBar).put(self._title())
        super().load()

    def page_of(self, questions: Questions, after: str | None) -> Listing:
        """A page of what was found."""
        return questions.search(self.words, after)

    def empty(self) -> Message:
        """Without words there is nothing to look for."""
        return msg("Type the words to search for.")

    def filter_hint(self) -> Message:
        """Where the words are looked for."""
        return HINT

    def action_search(self) -> None:
        """Other words, on this very page."""
        self.action_filter()

    def line(self, one: Mapping[str, Any]) -> Line:
        """What was found on one line; a file opens what it is attached to."""
        noun, id = str(one["noun"]), str(one["id"])
        cells = (
            self.speech(id),
            self.speech(value_word("noun", noun) or noun),
            self.speech(one["institution_name"] or one["institution"]),
            self.speech(one["snippet"]),
            self.speech(one["day"]),
        )
        return Line(one["of"] or (f"agreement:{id}" if noun == "agreement" else id), cells, record=one)


HINT = msg("Numbers, names, codes, texts: any part of them. Nothing sealed is searched.")
