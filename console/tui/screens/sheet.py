"""One page on an institution (机构情况一页纸): what leaders ask first; a line opens what it tells of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual.widget import Widget

from console.institution_sheets import sheet_lines
from console.tui.cells import safe
from console.tui.exports import Export, history
from console.tui.questions import Questions
from console.tui.record_lines import WHOLE
from console.tui.screens.page import Page
from console.tui.subjects import Subject
from console.tui.widgets.columns import Line
from console.tui.widgets.row_list import RowList


class SheetPage(Page):
    """The same lines as the command writes."""

    AREA = "institutions"

    def __init__(self, code: str, *, area: str | None = None) -> None:
        super().__init__(area)
        self.code = code
        self.answer: Mapping[str, Any] = {}

    def body(self) -> Iterable[Widget]:
        """One list."""
        yield RowList(self.speech)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """Everything on it, in one look."""
        return questions.sheet(self.code)

    def show(self, answer: Mapping[str, Any]) -> None:
        """Draw it."""
        self.answer = answer
        self._draw()

    def on_resize(self) -> None:
        """Lines are broken for the width."""
        if self.answer:
            self._draw()

    def _draw(self) -> None:
        record = {"institution": self.code}
        pieces = sheet_lines(self.answer, self.speech.lang, max(self.size.width - 3, 37))
        lines = []
        for one in pieces:
            cells = (("" if one.head else "  ") + safe(one.text),)
            lines.append(Line(one.key, cells, heading=one.head, record=record, columns=WHOLE))
        self.put(lines, "")

    def exports(self) -> Sequence[Export]:
        """The record of its measures."""
        return [history(self.code)]

    def own_subject(self) -> Subject:
        """The institution."""
        name = str(self.answer.get("institution", {}).get("name") or "")
        return Subject("institution", self.code, self.code, name)
