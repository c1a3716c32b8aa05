"""The list of one kind of record, or a ledger, fetched page by page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual.widget import Widget

from console.sorts import SORTS
from console.tui.agency_kinds import NOUNS
from console.tui.exports import Export, listed
from console.tui.kind_cells import Cell, Kind
from console.tui.questions import Questions
from console.tui.screens.listed import ListPage
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.columns import Line
from console.tui.widgets.row_list import RowList
from console.words import value_word
from domain.messages import Message
from sanctions.results import Listing, Way


class KindPage(ListPage):
    """Its columns and what a line opens are told by the kind."""

    AREA = "records"
    filters_in_store: ClassVar[bool] = False

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind

    def body(self) -> Iterable[Widget]:
        """Title and list."""
        yield TextBar(f" {self.speech(self.kind.label)}", id="title")
        yield Rule()
        yield RowList(self.speech, [cell.column for cell in self.kind.cells])

    def page_of(self, questions: Questions, after: str | None) -> Listing:
        """A page of the kind."""
        return questions.kind(self.kind.key, after)

    @property
    def both_ways(self) -> bool:
        """Whether the store sorts and counts this kind."""
        return self.kind.key in SORTS

    def page_by(self, questions: Questions, after: str | None, way: Way) -> Listing:
        """A page of the kind in an order."""
        return questions.kind(self.kind.key, after, way)

    def sort_key(self, column: int) -> str:
        """The key of the records, where the store sorts by it."""
        key = self.kind.cells[column].key
        return key if key in SORTS.get(self.kind.key, ()) else ""

    def empty(self) -> Message:
        """What the kind says."""
        return self.kind.empty

    def exports(self) -> Sequence[Export]:
        """The list."""
        return [listed(self, self.kind.key.replace("-", "_"))]

    def line(self, one: Mapping[str, Any]) -> Line:
        """A record in its columns."""
        key = str(one.get(self.kind.subject) or "") if self.kind.subject else ""
        noun = NOUNS.get(self.kind.key)
        key = f"{noun}:{key}" if noun and key else key
        return Line(key, tuple(self._cell(cell, one) for cell in self.kind.cells), record=one)

    def _cell(self, cell: Cell, one: Mapping[str, Any]) -> str:
        value = one.get(cell.key)
        if value is None and cell.key == "institution_name":
            value = one.get("name") or one.get("institution")
        if cell.terms:
            value = self._word(cell, value)
        return self.speech(value)

    def _word(self, cell: Cell, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [self._word(cell, one) for one in value]
        return value_word(cell.key, value, self.kind.key) or value if isinstance(value, str) else value
