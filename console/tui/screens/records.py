"""Records (台账): what there is of each kind, and the ledgers; Enter opens the list."""

from collections.abc import Iterable, Mapping
from typing import Any

from textual.widget import Widget

from console.tui.kind_cells import Kind
from console.tui.kinds import KINDS
from console.tui.questions import Questions
from console.tui.screens.kind import KindPage
from console.tui.screens.page import Page
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import msg

COLUMNS = (Column(None, 30, grow=1), Column(None, 10, right=True), Column(None, 30, grow=2, drop=1))
_WHOLE = (Column(None, 20, grow=1),)


class RecordsPage(Page):
    """The journal's head, then the kinds of records with how many there are, then the ledgers."""

    AREA = "records"

    def body(self) -> Iterable[Widget]:
        """One list."""
        yield RowList(self.speech, COLUMNS)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """How many there are, and the head of the journal."""
        return questions.records()

    def show(self, answer: Mapping[str, Any]) -> None:
        """The journal, records, ledgers."""
        say, journal, counts = self.speech, answer["journal"], answer["counts"]
        sentence = msg("Journal: {n} entries, head {head}", n=journal["entries"], head=str(journal["head"])[:16])
        lines = [Line("", (say(sentence),), heading=True, columns=_WHOLE)]
        for ledger, heading in ((False, msg("Records")), (True, msg("Ledgers"))):
            lines.append(Line("", (say(heading),), heading=True, columns=_WHOLE))
            lines += [self._line(kind, counts.get(kind.key)) for kind in KINDS if kind.ledger is ledger]
        self.put(lines, "")

    def _line(self, kind: Kind, count: int | None) -> Line:
        told = "" if count is None else f"{count:,}"
        return Line("", (f" {self.speech(kind.label)}", told, ""), record={"list": kind.key})

    def open_line(self, line: Line) -> None:
        """The list behind a line."""
        self.desk.over(KindPage(next(kind for kind in KINDS if kind.key == line.record["list"])))
