"""Something to read in a box: reasons, standing, an entry."""

from collections.abc import Callable, Iterable

from textual import on
from textual.widget import Widget

from console.tui.modals.dialog import Dialog
from console.tui.ruling import open_rule, reason_of
from console.tui.widgets.columns import Line
from console.tui.widgets.row_list import RowList


class Reading(Dialog[None]):
    """Lines made for the width they get."""

    DEFAULT_CSS = """
    Reading > #box { height: auto; }
    Reading RowList { height: auto; max-height: 18; }
    """

    def __init__(self, title: str, lines: Callable[[int], list[Line]]) -> None:
        super().__init__(title)
        self.made = lines

    def inside(self) -> Iterable[Widget]:
        """The lines."""
        yield RowList(self.speech)

    def on_mount(self) -> None:
        """Draw."""
        self._draw()

    def on_resize(self) -> None:
        """Texts are wrapped for the width."""
        if self.is_mounted:
            self._draw()

    @on(RowList.Opened)
    def _opened(self, message: RowList.Opened) -> None:
        message.stop()
        reason = reason_of(message.line)
        if reason is not None:
            open_rule(self, self.ask, reason)

    def _draw(self) -> None:
        rows = self.query_one(RowList)
        lines = self.made(min(80, self.size.width) - 4)
        rows.put(lines)
        rows.styles.height = max(min(len(lines), self.size.height - 5), 1)
