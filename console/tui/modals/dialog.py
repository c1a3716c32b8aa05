"""The frame of everything that opens over a page."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from console.tui.actions import DIALOG, bindings
from console.tui.desk import Asker, desk_of
from console.tui.speech import Speech
from console.tui.widgets.chrome import Rule, TextBar

R = TypeVar("R")


class Dialog(ModalScreen[R]):
    """A box over the page with a title; the page behind is not dimmed, which would repaint all of it."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 0%; }
    Dialog > #box {
        width: 100%; max-width: 80; height: auto; max-height: 100%; background: $background;
        border: ascii $foreground; padding: 0 1;
    }
    Dialog #title { text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG, closing=True)
    AUTO_FOCUS = "RowList"

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = title
        self.ask = Asker(self)

    @property
    def speech(self) -> Speech:
        """The language of the application."""
        return desk_of(self).speech

    def inside(self) -> Iterable[Widget]:
        """What stands in the box, under its title."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title, rule, the rest."""
        with Vertical(id="box"):
            yield TextBar(self.heading, id="title")
            yield Rule()
            yield from self.inside()

    def finish(self, answer: R | None) -> None:
        """Close with an answer."""
        _ = self.dismiss(answer)

    def action_close(self) -> None:
        """Close without an answer."""
        self.finish(None)
