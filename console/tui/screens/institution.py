"""The page of an institution: standing, measures drawn to scale, everything about it in order."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from console.tui.cells import cut
from console.tui.codes import word
from console.tui.questions import Questions
from console.tui.screens.page import Page
from console.tui.spans import spans_of
from console.tui.subjects import Subject
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from console.tui.widgets.timeline import draw, months_around
from domain.messages import Message, msg

COLUMNS = (
    Column(None, 10),
    Column(None, 20),
    Column(None, 12, grow=2),
    Column(None, 13, drop=2),
    Column(None, 8, grow=1, drop=1),
)
ANSWERS: tuple[tuple[str, Message], ...] = (
    ("receive_patients", msg("patients")),
    ("settle", msg("settle")),
    ("be_paid", msg("paid")),
    ("apply", msg("apply")),
)
_LANES, _LOW = 9, 14


class InstitutionPage(Page):
    """Two lines of who and how it stands, the time line, the acts."""

    AREA = "institutions"
    DEFAULT_CSS = """
    InstitutionPage #picture { height: auto; }
    """

    def __init__(self, code: str, *, area: str | None = None) -> None:
        super().__init__(area)
        self.code = code
        self.answer: Mapping[str, Any] = {}

    def body(self) -> Iterable[Widget]:
        """Name, standing, picture, list."""
        yield TextBar(f" {self.code}", id="title")
        yield TextBar(id="standing")
        yield Rule()
        yield Static("", markup=False, id="picture")
        yield Rule(id="under-picture")
        yield RowList(self.speech, COLUMNS)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """Everything the page shows, in one look."""
        return questions.institution(self.code)

    def show(self, answer: Mapping[str, Any]) -> None:
        """Draw all of it."""
        self.answer = answer
        self._draw()

    def on_resize(self) -> None:
        """The picture is drawn for the width."""
        if self.answer:
            self._draw()

    def _draw(self) -> None:
        say, one, width = self.speech, self.answer["institution"], self.size.width
        services = say([word("service", service) for service in one.get("services", ())])
        known = "  ".join(part for part in (one["code"], say(one.get("level")), services) if part)
        self.query_one("#title", TextBar).put(f" {say(one['name'])}  {known}", f"{say(one.get('district'))} ")
        other = say(msg("other day"))
        standing, hint = f" {self._standing()}", f"s {other} "
        # What it may do goes before the key that asks again.
        self.query_one("#standing", TextBar).put(standing, hint if cell_len(standing + hint) + 2 <= width else "")
        spans = spans_of(self.answer, say)
        picture = []
        if spans:
            first, last = months_around(spans, self.opened.today)
            picture = draw(spans, first=first, last=last, today=self.opened.today, width=max(width - 2, 20))
        for name in ("#picture", "#under-picture"):
            # Where there is hardly room for the list, the picture gives way.
            self.query_one(name).display = self.size.height >= _LOW
        # The list keeps at least a third of the screen.
        most = max(min(_LANES, self.size.height // 3), 2)
        if len(picture) > most:
            picture = [*picture[: most - 1], say(msg("and {n} lines more", n=len(picture) - most + 1))]
        if not picture:
            picture = [say(msg("No measure was ever taken."))]
        self.query_one("#picture", Static).update(Content("\n".join(cut(f" {line}", width) for line in picture)))
        self.put([self._line(act) for act in self.answer["acts"]], say(msg("Nothing is recorded about it yet.")))

    def _standing(self) -> str:
        say, standing = self.speech, self.answer.get("standing")
        if not standing:
            return self.opened.today.isoformat()
        parts = [self.opened.today.isoformat()]
        for key, label in ANSWERS:
            if key in standing:
                parts.append(f"{say(label)}: {say(word('answer', standing[key]['answer']))}")
        return "  ".join(parts)

    def _line(self, act: Mapping[str, Any]) -> Line:
        say = self.speech
        key = act["subject"] if not act["subject"].startswith("institution:") else ""
        cells = (
            say(act["on"]),
            say(act["words"]),
            say(act.get("text")),
            key.partition(":")[2] or key,
            say(act.get("by")),
        )
        return Line(key, cells, record={**act, "institution": self.code})

    def own_subject(self) -> Subject:
        """The institution."""
        one = self.answer.get("institution", {})
        return Subject("institution", self.code, self.code, str(one.get("name") or ""), one)
