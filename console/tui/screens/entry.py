"""One entry of the journal: what was done, when and by whom, its fields, and its place in the chain."""

from collections.abc import Iterable, Mapping
from typing import Any

from textual.widget import Widget

from console.tui.questions import Questions
from console.tui.record_lines import WHOLE, labelled
from console.tui.screens.page import Page
from console.tui.subjects import Subject, noun_of
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.columns import Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, msg


class EntryPage(Page):
    """Labels and values; Enter opens the subject of the entry. What is sealed is only said to be sealed."""

    AREA = "records"

    def __init__(self, seq: int) -> None:
        super().__init__()
        self.seq = seq
        self.answer: Mapping[str, Any] = {}

    def body(self) -> Iterable[Widget]:
        """Title and lines."""
        title = msg("Entry {number} of the journal", number=self.seq)
        yield TextBar(f" {self.speech(title)}", id="title")
        yield Rule()
        yield RowList(self.speech)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """The entry."""
        return questions.journal_entry(self.seq)

    def show(self, answer: Mapping[str, Any]) -> None:
        """What it says, then how it is chained."""
        self.answer = answer
        self._draw()

    def on_resize(self) -> None:
        """Texts are wrapped for the width."""
        if self.answer:
            self._draw()

    def _draw(self) -> None:
        say, answer, width = self.speech, self.answer, self.size.width
        entry = answer["entry"]
        lines: list[Line] = []
        for label, value in answer["told"]:
            lines += labelled(say(label), say(value), width)
        lines += self._subject(entry.subject)
        if answer["fields"]:
            lines.append(self._heading(msg("What was entered")))
        for label, value in answer["fields"]:
            lines += labelled(say(label), value if isinstance(value, str) else say(value), width)
        lines.append(self._heading(msg("In the chain")))
        lines += labelled(say(msg("Hash before")), answer["prev"], width)
        lines += labelled(say(msg("Hash")), answer["hash"], width)
        fits = msg("fits what stands here and the hash before") if answer["holds"] else msg("does not fit")
        lines += labelled(say(answer["algorithm"]), say(fits), width)
        self.put(lines, say(msg("There is nothing to show.")))

    def _heading(self, words: Message) -> Line:
        return Line("", (self.speech(words),), heading=True, columns=WHOLE)

    def _subject(self, subject: str) -> list[Line]:
        told = subject.partition(":")[2] or subject
        found = labelled(self.speech(msg("Subject")), told, self.size.width)
        record = {"institution": self.answer["entry"].institution}
        return [Line(subject, line.cells, record=record, columns=line.columns) for line in found]

    def own_subject(self) -> Subject | None:
        """What the entry is about."""
        if not self.answer:
            return None
        entry = self.answer["entry"]
        noun = noun_of(entry.subject)
        return Subject(noun, entry.subject.partition(":")[2] or entry.subject, entry.institution)
