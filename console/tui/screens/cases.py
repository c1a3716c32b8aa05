"""Cases (核查): the list."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual.widget import Widget

from console.tui.codes import word
from console.tui.exports import Export, listed
from console.tui.questions import Questions
from console.tui.screens.listed import ListPage
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, msg
from sanctions.results import Listing, Way

COLUMNS = (
    Column(msg("Case"), 13, sort="id"),
    Column(msg("Status"), 14, grow=1),
    Column(msg("Institution"), 16, grow=3, sort="name"),
    Column(msg("Opened"), 10, drop=2, sort="opened_on"),
    Column(msg("Lead"), 8, drop=3, sort="lead"),
    Column(msg("Still held"), 12, right=True, drop=1, sort="still_held"),
)


class CasesPage(ListPage):
    """Cases, newest first."""

    AREA = "cases"

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield RowList(self.speech, COLUMNS)

    def page_of(self, questions: Questions, after: str | None) -> Listing:
        """A page of cases."""
        return questions.cases(self.words, after)

    @property
    def both_ways(self) -> bool:
        """The store sorts and counts them."""
        return True

    def page_by(self, questions: Questions, after: str | None, way: Way) -> Listing:
        """A page of cases in an order."""
        return questions.cases(self.words, after, way)

    def filter_hint(self) -> Message:
        """Where the words are looked for."""
        return msg("Looked for in numbers, institutions and handlers; empty shows all.")

    def empty(self) -> Message:
        """What to do about it."""
        return msg("No case yet. On an institution, a opens one.")

    def exports(self) -> Sequence[Export]:
        """The list."""
        return [listed(self, "cases")]

    def line(self, one: Mapping[str, Any]) -> Line:
        """A case on one line."""
        status = str(one.get("status") or "")
        held = one.get("still_held")
        cells = (
            one["id"],
            self.speech(word("status", status)),
            self.speech(one.get("name") or one.get("institution")),
            self.speech(one.get("opened_on")),
            self.speech(one.get("lead")),
            "" if held in (None, "0.00") else str(held),
        )
        return Line(one["id"], cells, tone="quiet" if status == "closed" else "", record=one)
