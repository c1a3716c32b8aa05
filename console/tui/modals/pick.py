"""Choosing from a list that can be searched: help, acts and values are all chosen here."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input

from console.tui.actions import PICK, bindings
from console.tui.modals.dialog import Dialog
from console.tui.widgets.chrome import TextBar
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import msg


def _told(line: Line) -> str:
    """What a line is found by: what it shows, its key, and other words for it (`also` in its record)."""
    return " ".join((*line.cells, line.key, str(line.record.get("also", "")))).casefold()


def _called(line: Line, words: Iterable[str]) -> bool:
    """Whether what a line shows, and not only what explains it, has all the words."""
    return all(word in " ".join(line.cells[:2]).casefold() for word in words)


def matching(lines: Sequence[Line], words: str) -> list[Line]:
    """The lines with all the words, those that are called so before those that only have them; all without words."""
    wanted = words.casefold().split()
    if not wanted:
        return list(lines)
    found = [line for line in lines if not line.heading and all(word in _told(line) for word in wanted)]
    return sorted(found, key=lambda line: not (line.record.get("first") or _called(line, wanted)))


class Pick(Dialog[tuple[str, ...]]):
    """Gives the keys of the lines chosen; with `many`, Space marks. Lines of the tone `quiet` cannot be chosen."""

    DEFAULT_CSS = """
    Pick RowList { height: auto; max-height: 16; min-height: 1; }
    Pick #words { margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(PICK)
    starts_at: ClassVar[str] = "RowList"
    """What has the focus first."""

    def __init__(
        self,
        title: str,
        lines: Sequence[Line],
        columns: Sequence[Column],
        *,
        many: bool = False,
        marked: Iterable[str] = (),
        words: str = "",
        note: str = "",
    ) -> None:
        super().__init__(title)
        self.all = list(lines)
        self.columns = (Column(None, 2), *columns) if many else tuple(columns)
        self.many = many
        self.marked = list(marked)
        self.words = words
        self.note = note

    def inside(self) -> Iterable[Widget]:
        """A line to search by, the list, and what the keys do."""
        placeholder = self.speech(msg("/ to search"))
        yield Input(self.words, placeholder=placeholder, compact=True, select_on_focus=False, id="words")
        # While one types, the line that Enter takes is in sight; where several may be marked, Enter goes to the list.
        yield RowList(self.speech, self.columns, led=not self.many)
        hint = msg("Space marks, Enter takes what is marked, Esc back") if self.many else msg("Enter takes, Esc back")
        yield TextBar(self.note or self.speech(hint), id="hint")

    def on_mount(self) -> None:
        """Show what there is."""
        self.query_one("#words", Input).cursor_blink = False
        self._show()
        self.set_focus(self.query_one(self.starts_at))

    def _show(self) -> None:
        found = matching(self.all, self.query_one("#words", Input).value)
        if self.many:
            found = [
                replace(line, cells=("" if line.heading else "*" if line.key in self.marked else "-", *line.cells))
                for line in found
            ]
        rows = self.query_one(RowList)
        if found:
            rows.put(found)
        else:
            rows.tell(
                self.speech(msg("Nothing here has these words.") if self.all else msg("There is nothing to choose."))
            )
        rows.styles.height = max(min(len(found) + rows.headed, 16, max(self.size.height - 7, 1)), 1)

    def on_resize(self) -> None:
        """Never taller than the screen."""
        if self.is_mounted:
            self._show()

    @on(Input.Changed, "#words")
    def _searched(self) -> None:
        self._show()
        self.query_one(RowList).action_edge(-1)

    @on(Input.Submitted, "#words")
    def _found(self) -> None:
        self.entered()

    def entered(self) -> None:
        """The words are typed: the line under the cursor, or the list where several may be marked."""
        rows = self.query_one(RowList)
        if self.many and len(rows.lines) > 1:
            rows.focus()
        else:
            rows.action_open()

    def on_key(self, event: Key) -> None:
        """While one types, the arrows move in the list."""
        rows = self.query_one(RowList)
        step = {"down": 1, "up": -1}.get(event.key)
        if step is not None and not rows.has_focus:
            event.stop()
            rows.action_move(step)

    @on(RowList.Opened)
    def _taken(self, message: RowList.Opened) -> None:
        message.stop()
        line = message.line
        if line.tone == "quiet":
            self.app.bell()
            return
        if self.many and self.marked:
            self.finish(tuple(self.marked))
        else:
            self.finish((line.key,))

    def action_search(self) -> None:
        """To the line to search by, without the wait that a widget's own `focus` has."""
        self.set_focus(self.query_one("#words", Input))

    def action_mark(self) -> None:
        """Mark or unmark the line and go on to the next."""
        rows = self.query_one(RowList)
        line = rows.current
        if not self.many or line is None or not rows.has_focus:
            return
        if line.key in self.marked:
            self.marked.remove(line.key)
        else:
            self.marked.append(line.key)
        self._show()
        rows.action_move(1)
