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
from console.tui.desk import desk_of
from console.tui.speech import Speech
from console.tui.widgets.columns import Column, Line, in_order, titles, written
from console.tui.widgets.sorting import Sorting
from console.tui.window import NEAR, Change
from domain.messages import msg

MARKED = 2
"""Cells in front of every line for the sign of marked ones, while there are any."""
TONES = ("late", "soon", "quiet", "good", "bad")


class FromRows(Message):
    """What a list tells its page."""

    def __init__(self, rows: "RowList") -> None:
        super().__init__()
        self.rows = rows

    @property
    def control(self) -> "RowList":
        """The list that tells it."""
        return self.rows


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

    class Opened(FromRows):
        """Enter on a line."""

        def __init__(self, rows: "RowList", line: Line) -> None:
            super().__init__(rows)
            self.line = line

    class Near(FromRows):
        """The cursor came near the first (-1) or last (1) line; `edge` when it was asked to go there at once."""

        def __init__(self, rows: "RowList", side: int, *, edge: bool = False) -> None:
            super().__init__(rows)
            self.side, self.edge = side, edge

    class SortAsked(FromRows):
        """A list that may be longer than its lines is to be sorted by a column."""

        def __init__(self, rows: "RowList", column: int, *, reverse: bool) -> None:
            super().__init__(rows)
            self.column, self.reverse = column, reverse

    class Moved(FromRows):
        """The cursor stands elsewhere, or among other lines."""

    def __init__(
        self, speech: Speech, columns: Sequence[Column] = (), *, id: str | None = None, led: bool = False
    ) -> None:
        """`led` shows the cursor while another widget has the focus and moves it."""
        super().__init__(id=id)
        self.speech = speech
        self.led = led
        self.columns = tuple(columns)
        self.lines: list[Line] = []
        self.cursor = 0
        self.sentence = ""
        self.marked: frozenset[str] = frozenset()
        self.sorting = Sorting()
        self.sorts_itself = True
        """Whether all there ever is to list is here; otherwise the page is asked to sort."""
        self.beyond = (False, False)
        """Whether the store has more in front of the lines, and behind them."""
        self.before: int | None = 0
        """How many records lie in front of the lines; None while that is not known."""
        self.total: int | None = None
        """How many records there are; None while that is not known."""
        self._given: list[Line] = []

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

    def place(self, *, partial: bool = False) -> str:
        """Where the cursor is, for people: ``12,345/1,000,000``; a ``+`` where there is more than is known."""
        at, total = self.position
        if not total:
            return ""
        shown = "?" if self.before is None else f"{self.before + at:,}"
        if self.total is not None:
            return f"{shown}/{max(self.total, (self.before or 0) + total):,}"
        return f"{shown}/{(self.before or 0) + total:,}{'+' if partial else ''}"

    def tell(self, sentence: str) -> None:
        """Show one sentence in place of lines."""
        self._given, self.lines, self.sentence, self.cursor = [], [], sentence, 0
        self._laid_out()

    def put(self, lines: Sequence[Line], *, cursor: int | None = None) -> None:
        """Show these lines; the cursor stays on its subject where that is still there, unless it is told where."""
        drawn = self._drawn()
        before = self.current if cursor is None else None
        row = self.cursor - self.scroll_offset.y
        self._given, self.sentence = list(lines), ""
        self.lines = self._in_order()
        same = [i for i, line in enumerate(self.lines) if before and line.key == before.key and not line.heading]
        near = [i for i in same if before and self.lines[i].cells == before.cells]
        self.cursor = (near or same or [self.cursor if cursor is None else cursor])[0]
        self._settle(1)
        if same:
            self._scroll_silently(self.cursor - row)
        self._laid_out(drawn)
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

    def change(self, change: Change) -> None:
        """Drop lines at an edge and add others; what is on the screen stays where it is and is not drawn again."""
        kept = self.lines[change.drop_front : len(self.lines) - change.drop_back]
        by = len(change.front) - change.drop_front
        height = len(self.lines) + self.headed
        seen = self.scroll_offset.y + self.size.height >= height
        self.lines = self._given = [*change.front, *kept, *change.back]
        self.cursor = min(max(self.cursor + by, 0), max(len(self.lines) - 1, 0))
        self.set_reactive(RowList.virtual_size, Size(self.size.width, len(self.lines) + self.headed))
        self._scroll_silently(self.scroll_offset.y + by)
        if seen or self.cursor >= len(self.lines) - 1:
            self.refresh()
        self._show_cursor()
        self.post_message(self.Moved(self))

    def _scroll_silently(self, top: int) -> None:
        # Set without telling anybody: a watcher would draw the same lines once more.
        top = min(max(top, 0), max(len(self.lines) + self.headed - self.size.height, 0))
        self.set_reactive(RowList.scroll_y, float(top))
        self.set_reactive(RowList.scroll_target_y, float(top))

    def _in_order(self) -> list[Line]:
        sorting = self.sorting
        if sorting.by is None or not sorting.here:
            return list(self._given)
        return in_order(self._given, sorting.by, self.columns, reverse=sorting.reverse)

    def _drawn(self) -> list[Strip]:
        return [self.render_line(y) for y in range(self.size.height)]

    def _laid_out(self, drawn: Sequence[Strip] = ()) -> None:
        """Draw what is another than what was `drawn` before, all without that."""
        # Set without telling anybody: a watcher would draw everything.
        self.set_reactive(RowList.virtual_size, Size(self.size.width, len(self.lines) + self.headed))
        if drawn and len(drawn) == self.size.height:
            for y, strip in enumerate(self._drawn()):
                if strip != drawn[y]:
                    self.refresh(Region(0, y, self.size.width, 1))
        else:
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
        for side, left in ((1, len(self.lines) - 1 - self.cursor), (-1, self.cursor)):
            if left < NEAR and self.beyond[side > 0]:
                self.post_message(self.Near(self, side))

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
        """To the first or last line; a page whose list may go on beyond these is asked for that."""
        if self.sorts_itself:
            self._go(len(self.lines) - 1 if side > 0 else 0)
        else:
            self.post_message(self.Near(self, side, edge=True))

    def action_leap(self, side: int) -> None:
        """A screenful down or up."""
        self._go(self.cursor + side * max(self.size.height - self.headed - 1, 1))

    def action_column(self, by: int) -> None:
        """To a column on the left or right, to sort by it."""
        if self.headed and self.sorting.move(by, self.columns, self.size.width):
            self._redraw_head()

    def action_sort(self) -> None:
        """Sort by the column the keys are on; again, the other way round."""
        asked = self.sorting.asked(self.columns, self.size.width) if self.headed else None
        if asked is None:
            desk_of(self).say(msg("This list keeps its order."))
            return
        column, reverse = asked
        self._redraw_head()
        if self.sorts_itself:
            self.sort_here(column, reverse=reverse)
        else:
            self.post_message(self.SortAsked(self, column, reverse=reverse))

    def sort_here(self, column: int, *, reverse: bool) -> None:
        """Put the lines in order by what stands in a column."""
        self.sorting.by, self.sorting.reverse, self.sorting.here = column, reverse, True
        self.put(self._given)

    def to_line(self, index: int) -> None:
        """Put the cursor on a line."""
        self._go(index)

    def _redraw_head(self) -> None:
        self.refresh(Region(0, 0, self.size.width, 1))

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
                text = " " * self._aside + titles(names, self.columns, width - self._aside, self.sorting.marks())
                return self._strip(text, self._style("head"), width)
            y -= 1
        index = y + self.scroll_offset.y
        if index >= len(self.lines):
            return self._strip("", self._style("line"), width)
        line = self.lines[index]
        sign = "*" if line.key in self.marked and not line.heading else ""
        here = index == self.cursor and not line.heading and (self.has_focus or self.led)
        text = self._written(line.cells, line.columns or self.columns, width, sign, here=here)
        style = self._style("heading" if line.heading else "line")
        if line.tone:
            style += self._style(line.tone)
        if here:
            style += self._style("cursor")
        return self._strip(text, style, width)

    def _written(
        self, cells: Sequence[str], columns: Sequence[Column], width: int, sign: str = "", *, here: bool = False
    ) -> str:
        if desk_of(self).plain:
            # The cursor is a sign there, and has a place of its own.
            sign = (">" if here else " ") + sign
        return fit(sign, self._aside) + written(cells, columns, width - self._aside)

    @property
    def _aside(self) -> int:
        """Cells in front of every line for signs; nothing moves aside while there are none."""
        return MARKED + 1 if desk_of(self).plain else MARKED if self.marked else 0

    def _strip(self, text: str, style: Style, width: int) -> Strip:
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)
