"""One line to type, such as a day or words to filter by."""

from collections.abc import Callable, Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from console.tui.modals.dialog import Dialog
from console.tui.widgets.chrome import TextBar


class AskLine(Dialog[str]):
    """Gives what was typed. `check` tells what it would mean, and whether it will do."""

    AUTO_FOCUS = "Input"

    def __init__(
        self, title: str, value: str = "", *, check: Callable[[str], tuple[bool, str]] | None = None, hint: str = ""
    ) -> None:
        super().__init__(title)
        self.value, self.check, self.hint = value, check, hint

    def inside(self) -> Iterable[Widget]:
        """The line and what it means."""
        line = Input(self.value, compact=True)
        line.cursor_blink = False
        yield line
        yield TextBar(self.hint, id="meaning")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        if self.check is not None:
            _, meaning = self.check(event.value)
            self.query_one("#meaning", TextBar).put(meaning or self.hint)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        if self.check is None or self.check(event.value)[0]:
            self.finish(event.value)
        else:
            self.app.bell()
