"""The command palette (命令): type what you want; actions, acts, questions and records that have the words."""

from collections.abc import Mapping
from typing import Any

from textual import on
from textual.widgets import Input

from console.tui.actions import ACTIONS, EVERYWHERE, PAGE
from console.tui.desk import desk_of
from console.tui.errands import RECORD
from console.tui.modals.help import COLUMNS, Wishes, errand_lines, keys_shown
from console.tui.screens.page import Page
from console.tui.session import Trouble
from console.tui.widgets.columns import Line
from domain.messages import msg

_FEW = 8


class Palette(Wishes):
    """Gives the key of an action, of an errand, or of a record."""

    starts_at = "#words"

    def __init__(self, behind: Page) -> None:
        desk = desk_of(behind)
        say = desk.speech
        lines = [
            Line(one.id, (keys_shown(one), say(one.label), say(one.help)))
            for one in ACTIONS
            if one.where in (EVERYWHERE, PAGE) and one.id != "palette" and desk.offers(one)
        ]
        lines += [line for line in errand_lines(desk) if line.tone != "quiet" and not line.heading]
        super().__init__(
            say(msg("Commands")), lines, COLUMNS, note=say(msg("Type what you want; Enter does the first"))
        )
        self._own = list(self.all)
        self._asked: str | None = None
        """The words looked for at the moment."""

    @on(Input.Changed, "#words")
    def _look(self, event: Input.Changed) -> None:
        """What is known at once; records are looked for in a thread, one question at a time however fast one types."""
        self.all = list(self._own)
        self._searched()
        self._ask()

    def _ask(self) -> None:
        words = self.query_one("#words", Input).value.strip()
        if self._asked is not None or len(words) < 2 or desk_of(self).opened is None:
            return
        self._asked = words
        session = desk_of(self).session
        self.ask(lambda: session.ask(lambda questions: questions.search(words, None)), self._heard, topic="records")

    def _heard(self, answer: Any) -> None:
        asked, self._asked = self._asked, None
        words = self.query_one("#words", Input).value.strip()
        if words != asked:
            self._ask()
        elif not isinstance(answer, Trouble):
            self.all = [*self._own, *(self._line(one, words) for one in answer.items[:_FEW])]
            self._show()

    def _line(self, one: Mapping[str, Any], words: str) -> Line:
        say = self.speech
        id = str(one["of"] or (f"agreement:{one['id']}" if one["noun"] == "agreement" else one["id"]))
        cells = (say(one["id"]), say(one["institution_name"] or one["institution"]), say(one["snippet"]))
        return Line(RECORD + id, cells, record={**one, "also": words})
