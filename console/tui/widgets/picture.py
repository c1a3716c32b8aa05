"""The time line as a part of a page: of a fixed height, so that a key on it repaints nothing but it."""

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from console.tui.cells import cut
from console.tui.speech import Speech
from console.tui.widgets.chrome import Bar
from console.tui.widgets.scale import Span, month_on
from console.tui.widgets.time_window import ZOOMS, Window, window_around
from console.tui.widgets.timeline import Drawn, draw
from domain.messages import msg

_HIGH = 9
"""Lines beyond which a picture may take what it seldom needs."""


class Under(Bar):
    """The rule below the picture: which months it shows, and how much lies outside it."""

    DEFAULT_CSS = "Under { text-style: dim; }"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.tellings: tuple[tuple[str, ...], ...] = ()

    def put(self, *tellings: Sequence[str]) -> None:
        """Ways to tell it in pieces, from the longest to the shortest; the first that has room is shown."""
        told = tuple(map(tuple, tellings))
        if told != self.tellings:
            self.tellings = told
            self.refresh()

    def made(self, width: int) -> str:
        texts = [f"-- {'  '.join(pieces)} " for pieces in self.tellings if pieces]
        text = next((text for text in texts if cell_len(text) <= width), cut(texts[-1], width) if texts else "")
        return text + "-" * (width - cell_len(text))


class Picture(Static):
    """Spans drawn to scale over a window of months, which keys move and zoom."""

    DEFAULT_CSS = "Picture { height: 1; width: 1fr; }"

    def __init__(self, speech: Speech, under: Under, *, id: str) -> None:
        super().__init__("", markup=False, id=id)
        self.speech, self.under = speech, under
        self.spans: tuple[Span, ...] = ()
        self.today = date.min
        self.window: Window | None = None
        self._lines: list[str] = []
        self._room = 1
        self._asked = False

    def put(self, spans: Sequence[Span], today: date, most: int) -> None:
        """Show these spans, in at most so many lines; where somebody looked before is kept."""
        self.spans, self.today, self._asked = tuple(spans), today, True
        if self.window is None and spans:
            self.window = window_around(spans, today)
        # As high as it may need: what a key brings into sight must not push the page about.
        needed = max((len(self._drawn(window).lines) for window in self._looks(most)), default=1)
        self._room = max(min(most, needed), 1)
        self.styles.height = self._room
        self._draw()

    def move(self, months: int) -> None:
        """So many months on, or back where negative."""
        if self.window is not None:
            self._look(self.window.moved(months, self.spans, self.today))

    def leap(self, side: int) -> None:
        """A width of the picture on or back."""
        if self.window is not None:
            self._look(self.window.moved(side * self.window.months, self.spans, self.today))

    def zoom(self, step: int) -> None:
        """Fewer months (-1) or more (1)."""
        if self.window is not None:
            self._look(self.window.zoomed(step, self.spans, self.today))

    def back(self) -> None:
        """As it was first shown."""
        if self.window is not None:
            self._look(window_around(self.spans, self.today))

    def render(self) -> Content:
        """The lines, as text."""
        return Content("\n".join(self._lines))

    def on_resize(self) -> None:
        """Drawn for the width."""
        self._draw()

    @property
    def _width(self) -> int:
        return (self.size.width or self.app.size.width) - 2

    def _looks(self, most: int) -> list[Window]:
        """The windows it must have room for: all there is, and where the screen is high, every zoom."""
        if not self.spans:
            return []
        first = min([self.today, *(span.first for span in self.spans)])
        last = max([self.today, *(span.last or span.first for span in self.spans)])
        whole = Window(month_on(first, 0), (last.year - first.year) * 12 + last.month - first.month + 1)
        zooms = [Window(month_on(last, 1 - n), n) for n in ZOOMS] if most > _HIGH else []
        return [whole, window_around(self.spans, self.today), *zooms]

    def _drawn(self, window: Window, room: int | None = None) -> Drawn:
        return draw(self.spans, window=window, today=self.today, width=max(self._width, 20), room=room)

    def _look(self, window: Window) -> None:
        if window != self.window:
            self.window = window
            self._draw()

    def _draw(self) -> None:
        say = self.speech
        if not self._asked:
            lines = []
        elif self.window is None:
            lines = [say(msg("No measure was ever taken."))]
        else:
            drawn = self._drawn(self.window, self._room - 1)
            self._tell(self.window, drawn)
            lines = drawn.lines if len(drawn.lines) > 1 else [*drawn.lines, say(msg("Nothing in these months."))]
        lines = [cut(f" {line}", self._width + 2) for line in lines]
        if lines != self._lines:
            self._lines = lines
            self.refresh()

    def _tell(self, window: Window, drawn: Drawn) -> None:
        """The window in words, what is not in the picture, and the keys; in signs where words have no room."""
        say = self.speech
        first, last = f"{window.first:%Y-%m}", f"{window.last:%Y-%m}"
        words = [say(msg("{first} to {last}, {n} months", first=first, last=last, n=window.months))]
        signs = [f"{first}..{last}"]
        if drawn.hidden:
            words.append(say(msg("no room for {n}: {lanes}", n=drawn.hidden, lanes=drawn.hidden_lanes)))
            signs.append(f"+{drawn.hidden}")
        if drawn.earlier:
            words.append(say(msg("{n} earlier", n=drawn.earlier)))
            signs.append(f"<{drawn.earlier}")
        if drawn.later:
            words.append(say(msg("{n} later", n=drawn.later)))
            signs.append(f">{drawn.later}")
        self.under.put([*words, "[ ] + -"], words, signs)
