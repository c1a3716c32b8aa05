"""Institutions (机构): the list, with standing as words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual.widget import Widget

from console.tui.codes import word
from console.tui.exports import Export, history, listed
from console.tui.questions import Questions
from console.tui.screens.listed import ListPage
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, msg
from sanctions.results import Listing, Way

COLUMNS = (
    Column(msg("Institution"), 20, grow=3, sort="name"),
    Column(msg("Standing"), 12, grow=1),
    Column(msg("Services"), 12, grow=1, drop=1),
    Column(msg("District"), 8, grow=1, drop=3, sort="district"),
    Column(msg("Level"), 6, drop=4, sort="level"),
    Column(msg("Code"), 18, drop=2, sort="code"),
)
_TONES = {"limited": "soon", "none": "quiet", "succeeded": "quiet"}


class InstitutionsPage(ListPage):
    """Institutions by name; the filter is looked for in former names, codes and licences too."""

    AREA = "institutions"

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield RowList(self.speech, COLUMNS)

    def page_of(self, questions: Questions, after: str | None) -> Listing:
        """A page of institutions with the words of the filter."""
        return questions.institutions(self.words, after)

    @property
    def both_ways(self) -> bool:
        """The store sorts and counts them."""
        return True

    def page_by(self, questions: Questions, after: str | None, way: Way) -> Listing:
        """A page of institutions in an order."""
        return questions.institutions(self.words, after, way)

    def filter_hint(self) -> Message:
        """Where the words are looked for."""
        return msg("Looked for in names, former ones too, codes and licences; empty shows all.")

    def empty(self) -> Message:
        """How to fill the list."""
        return msg("No institution yet. a imports the roster from a file, or adds one.")

    def exports(self) -> Sequence[Export]:
        """The list, and the record of measures."""
        return [listed(self, "institutions"), history()]

    def line(self, one: Mapping[str, Any]) -> Line:
        """An institution on one line."""
        standing = str(one.get("standing") or "")
        cells = (
            self.speech(one["name"]),
            self.speech(word("standing", standing)),
            self.speech([word("service", service) for service in one.get("services", ())]),
            self.speech(one.get("district")),
            self.speech(one.get("level")),
            one["code"],
        )
        record = {**one, "institution": one["code"], "institution_name": one["name"]}
        return Line(one["code"], cells, tone=_TONES.get(standing, ""), record=record)
