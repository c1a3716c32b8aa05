"""What is to be carried out (落实事项) after one decision: what Today tells of in one line."""

from collections.abc import Iterable, Mapping
from typing import Any

from textual.widget import Widget

from console.tui.questions import Questions
from console.tui.screens.today import COLUMNS, TodayPage
from console.tui.subjects import Subject, noun_of
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.row_list import RowList
from domain.messages import msg


class CarryingPage(TodayPage):
    """The tasks of one decision, most urgent first."""

    def __init__(self, decision: str) -> None:
        super().__init__()
        self.decision = decision

    def body(self) -> Iterable[Widget]:
        """Title and list."""
        title = msg("To carry out after {id}", id=self.decision)
        yield TextBar(f" {self.speech(title)}", id="title")
        yield Rule()
        yield RowList(self.speech, COLUMNS)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """The tasks that run on the day."""
        return questions.carried_out_after(self.decision, mine=self.mine)

    def show(self, answer: Mapping[str, Any]) -> None:
        """The lines."""
        lines = [self.line(one) for one in answer["deadlines"]]
        nothing = msg("Nothing is left to be carried out after {id}.", id=self.decision)
        self.put(lines, self.speech(nothing), partial=answer["more"])

    def own_subject(self) -> Subject:
        """The decision."""
        return Subject(noun_of(self.decision), self.decision)
