"""The page of anything that has no page of its own making: a measure, a complaint, an inspection, a finding."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual.widget import Widget

from console.tui.exports import Export, approved
from console.tui.questions import Questions
from console.tui.record_lines import field_lines
from console.tui.screens.sectioned import SectionedPage
from console.tui.subjects import Subject
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.columns import Line
from console.tui.widgets.row_list import RowList
from domain.messages import msg


class SubjectPage(SectionedPage):
    """Labels and values, steps of due process, and what belongs to it."""

    def __init__(self, subject: Subject, *, area: str) -> None:
        super().__init__(area)
        self.subject = subject
        self.answer: Mapping[str, Any] = {}

    def body(self) -> Iterable[Widget]:
        """Title and lines."""
        yield TextBar(f" {self.speech(self.subject.id)} {self.speech(self.subject.name)}", id="title")
        yield Rule()
        yield RowList(self.speech)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """The record, by its noun."""
        return questions.subject(self.subject.noun, self.subject.id)

    def show(self, answer: Mapping[str, Any]) -> None:
        """Title, then every value."""
        self.answer = answer
        name = self.speech(answer.get("institution_name") or answer.get("name") or self.subject.name)
        # An operator and an office are known by their names alone.
        name = "" if name == self.subject.id else name
        self.query_one("#title", TextBar).put(f" {self.speech(self.subject.id)}  {name}")
        self._draw()

    def on_resize(self) -> None:
        """Texts are wrapped for the width."""
        if self.answer:
            self._draw()

    def _draw(self) -> None:
        lines = [*self.before(), *field_lines(self.answer, self.speech, self.size.width, self.subject.noun)]
        self.put(lines, self.speech(msg("There is nothing to show.")))

    def before(self) -> list[Line]:
        """What comes before the values."""
        from console.tui.checklist import step_lines

        return step_lines(self.answer.get("steps") or (), self.speech)

    def exports(self) -> Sequence[Export]:
        """The text that was approved, of what has one."""
        return approved(self.subject.noun, self.subject.id)

    def own_subject(self) -> Subject:
        """The subject with what is known of it by now."""
        code = self.answer.get("institution") or self.subject.institution
        if isinstance(code, Mapping):
            code = code.get("code")
        record = self.answer or self.subject.record
        return Subject(self.subject.noun, self.subject.id, str(code) if code else None, self.subject.name, record)
