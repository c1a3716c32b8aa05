"""The list every page is made of: drawn line by line, so that a key repaints two lines and no text is markup."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from console.tui.actions import LIST, bindings
from console.tui.cells import fit, wrap
from console.tui.speech import Speech
from console.tui.widgets.columns import Column, Line, written

MARKED = 2
"""Cells in front of every line for the sign of marked ones, while there are any."""
TONES = ("late", "soon", "quiet", "good", "bad")


class RowList(ScrollView, can_focus=True):
    """Lines in columns with a cursor; or one sentence, while loading, empty or in trouble."""

    DEFAULT_CSS = """
    RowList { height: 1fr; scrollbar-size: 0 0; overflow-x: hidden; background: $background; }
    RowList > .rows--head { text-style: bold; color: $foreground; background: $background; }
    RowList > .rows--line { color: $foreground; background: $background; }
    RowList > .rows--heading { text-style: bold; color: $foreground; background: $background; }
    RowList > .rows--cursor { text-style: reverse; color: $foreground; background: $background; }
    RowList > .rows--late { color: $text-error; text-style: bold; }
    RowList > .rows--bad { color: $text-error; }
    RowList > .rows--soon { color: $text-warning; }
    RowList > .rows--good { color: $text-success; }
    RowList > .rows--quiet { text-style: dim; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--head",
        "rows--line",
        "rows--heading",
        "rows--cursor",
        *(f"rows--{tone}" for tone in TONES),
    }
    BINDINGS: ClassVar[list[BindingType]] = bindings(LIST)

    class Opened(Message):
        """Enter on a line."""

        def __init__(self, rows: "RowList", line: Line) -> None:
            super().__init__()
            self.rows, self.line = rows, line

        @property
        def control(self) -> "RowList":
            return self.rows

    class EndReached(Message):
        """The cursor is on the last line."""

        def __init__(self, rows: "RowList") -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> "RowList":
            return self.rows

    class Moved(Message):
        """The cursor stands elsewhere, or among other lines."""

        def __init__(self, rows: "RowList") -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> "RowList":
            return self.rows

    def __init__(self, speech: Speech, columns: Sequence[Column] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.speech = speech
        self.columns = tuple(columns)
        self.lines: list[Line] = []
        self.cursor = 0
        self.sentence = ""
        self.marked: frozenset[str] = frozenset()

    @property
    def headed(self) -> bool:
        """Whether a line of column names stands on top."""
        return any(column.label is not None for column in self.columns)

    @property
    def current(self) -> Line | None:
        """The line under the cursor."""
        if 0 <= self.cursor < len(self.lines) and not self.lines[self.cursor].heading:
            return self.lines[self.cursor]
        return None

    @property
    def position(self) -> tuple[int, int]:
        """Which line the cursor is on and how many there are, headings not counted; (0, 0) where there is none."""
        total = sum(not line.heading for line in self.lines)
        return (sum(not line.heading for line in self.lines[: self.cursor + 1]) if total else 0), total

    def tell(self, sentence: str) -> None:
        """Show one sentence in place of lines."""
        self.lines, self.sentence, self.cursor = [], sentence, 0
        self._laid_out()

    def put(self, lines: Sequence[Line]) -> None:
        """Show these lines; the cursor stays on its subject where that is still there."""
        before = self.current
        self.lines, self.sentence = list(lines), ""
        same = [i for i, line in enumerate(self.lines) if before and line.key == before.key and not line.heading]
        near = [i for i in same if before and self.lines[i].cells == before.cells]
        self.cursor = (near or same or [self.cursor])[0]
        self._settle(1)
        self._laid_out()
        self._show_cursor()

    def mark(self, keys: frozenset[str]) -> None:
        """Draw the lines with these keys as marked."""
        before, self.marked = self.marked, keys
        if bool(before) is bool(keys):
            changed = before ^ keys
            top = self.scroll_offset.y
            for index in range(top, min(top + self.size.height, len(self.lines))):
                if self.lines[index].key in changed:
                    self._redraw(index)
        else:
            self.refresh()

    def add(self, lines: Sequence[Line]) -> None:
        """More lines behind those that stand."""
        self.lines += lines
        self._laid_out()

    def _laid_out(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.lines) + self.headed)
        self.refresh()
        self.post_message(self.Moved(self))

    def on_resize(self) -> None:
        self._laid_out()
        self._show_cursor()

    # Moving

    def _settle(self, step: int) -> None:
        """Put the cursor on a line that is no heading, looking onward first."""
        count = len(self.lines)
        self.cursor = min(max(self.cursor, 0), max(count - 1, 0))
        if not count:
            return
        onward = range(self.cursor, count) if step > 0 else range(self.cursor, -1, -1)
        back = range(self.cursor, -1, -1) if step > 0 else range(self.cursor, count)
        for index in (*onward, *back):
            if not self.lines[index].heading:
                self.cursor = index
                return

    def _go(self, to: int) -> None:
        before, step = self.cursor, 1 if to > self.cursor else -1
        self.cursor = to
        self._settle(step)
        top = self.scroll_offset.y
        self._show_cursor()
        if self.scroll_offset.y == top:
            self._redraw(before)
            self._redraw(self.cursor)
        self.post_message(self.Moved(self))
        if self.cursor >= len(self.lines) - 1:
            self.post_message(self.EndReached(self))

    def _show_cursor(self) -> None:
        height = self.size.height - self.headed
        top = self.scroll_offset.y
        # The headings right above a line belong to it.
        first = self.cursor
        while first and self.lines[first - 1].heading:
            first -= 1
        wanted = min(top, first) if self.cursor - first < height else self.cursor
        if self.cursor >= wanted + height:
            wanted = self.cursor - height + 1
        if height > 0 and wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True, immediate=True)

    def _redraw(self, index: int) -> None:
        y = index - self.scroll_offset.y + self.headed
        self.refresh(Region(0, y, self.size.width, 1))

    def action_move(self, by: int) -> None:
        """Down or up."""
        self._go(self.cursor + by)

    def action_edge(self, side: int) -> None:
        """To the first or last line."""
        self._go(len(self.lines) - 1 if side > 0 else 0)

    def action_leap(self, side: int) -> None:
        """A screenful down or up."""
        self._go(self.cursor + side * max(self.size.height - self.headed - 1, 1))

    def action_open(self) -> None:
        """Open the line under the cursor."""
        if line := self.current:
            self.post_message(self.Opened(self, line))

    def on_click(self, event: Click) -> None:
        """A click moves the cursor, a second one opens."""
        index = event.y + self.scroll_offset.y - self.headed
        if not 0 <= index < len(self.lines) or (self.headed and event.y == 0):
            return
        if index == self.cursor and event.chain > 1:
            self.action_open()
        else:
            self._go(index)

    # Drawing

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"rows--{name}")

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.size.width
        if self.sentence:
            lines = wrap(self.sentence, max(width - 2, 1))
            text = f" {lines[y]}" if y < len(lines) else ""
            return self._strip(text, self._style("line"), width)
        if self.headed:
            if y == 0:
                names = tuple(self.speech(column.label) for column in self.columns)
                return self._strip(self._written(names, self.columns, width), self._style("head"), width)
            y -= 1
        index = y + self.scroll_offset.y
        if index >= len(self.lines):
            return self._strip("", self._style("line"), width)
        line = self.lines[index]
        sign = "*" if line.key in self.marked and not line.heading else ""
        text = self._written(line.cells, line.columns or self.columns, width, sign)
        style = self._style("heading" if line.heading else "line")
        if line.tone:
            style += self._style(line.tone)
        if index == self.cursor and not line.heading and self.has_focus:
            style += self._style("cursor")
        return self._strip(text, style, width)

    def _written(self, cells: Sequence[str], columns: Sequence[Column], width: int, sign: str = "") -> str:
        # Nothing moves aside for signs while there are none.
        if not self.marked:
            return written(cells, columns, width)
        return fit(sign, MARKED) + written(cells, columns, width - MARKED)

    def _strip(self, text: str, style: Style, width: int) -> Strip:
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)
