"""The name of an institution, typed again before the last key of what takes much from it."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from console.tui.speech import Speech
from domain.messages import msg

ID = "retyped"
"""Of the input, for those who hear that Enter was pressed in it."""


class Retype(Horizontal):
    """Hidden until a name is asked for."""

    DEFAULT_CSS = """
    Retype { height: auto; display: none; padding: 0 1; }
    Retype.-asked { display: block; }
    """

    def __init__(self, speech: Speech) -> None:
        super().__init__(Static("", markup=False), Input(compact=True, id=ID))
        self.speech = speech
        self.name_asked = ""

    def compose(self) -> ComposeResult:
        """What was given already."""
        yield from ()

    def on_mount(self) -> None:
        """A caret that blinks is repainted over the line."""
        self.query_one(Input).cursor_blink = False

    def ask_for(self, name: str) -> None:
        """Ask for a name, which gets the focus."""
        self.name_asked = name
        label = self.speech(msg("Type the name {name} to go on:", name=name)) + " "
        widget = self.query_one(Static)
        widget.update(Content(label))
        widget.styles.width = min(cell_len(label), max(self.app.size.width - 22, 10))
        self.add_class("-asked")
        self.query_one(Input).focus()

    def withdraw(self) -> None:
        """Ask no more."""
        self.remove_class("-asked")

    def same(self) -> bool:
        """Whether the name stands there; else the input gets the focus again."""
        if self.query_one(Input).value.strip() == self.name_asked:
            return True
        self.query_one(Input).focus()
        return False
