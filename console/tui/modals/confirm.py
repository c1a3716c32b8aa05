"""A question with two answers; the safe one has the focus."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from console.tui.modals.dialog import Dialog
from domain.messages import Words, msg


class Confirm(Dialog[bool]):
    """True for the second button only."""

    DEFAULT_CSS = """
    Confirm #box { max-width: 60; }
    Confirm Horizontal { height: 1; align-horizontal: right; margin-top: 1; }
    Confirm Button { margin-left: 2; }
    """
    AUTO_FOCUS = "#safe"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "app.focus_previous", show=False),
        Binding("right,l", "app.focus_next", show=False),
    ]

    def __init__(self, title: str, question: Words, go: Words) -> None:
        super().__init__(title)
        self.question, self.go = question, go

    def inside(self) -> Iterable[Widget]:
        """The question and the answers."""
        yield Static(Content(self.speech(self.question)), markup=False)
        back = self.speech(msg("Back"))
        yield Horizontal(
            Button(Content(f"[ {back} ]"), id="safe", compact=True),
            Button(Content(f"[ {self.speech(self.go)} ]"), id="go", compact=True),
        )

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.finish(event.button.id == "go")
