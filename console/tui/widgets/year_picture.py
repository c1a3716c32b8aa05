"""A year of working days as a picture (年历): twelve months beside and below each other, a cursor on a day.

A day takes five cells: a sign before it, its number, and what it is. ``>`` today, ``!`` something ends, ``#`` both;
`x` (休) a day off, ``*`` (班) a worked weekend, ``.`` a weekend, ``?`` a day nobody knows yet.
"""

from calendar import monthrange
from collections.abc import Container, Sequence
from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from console.tui.actions import CALENDAR, bindings
from console.tui.cells import fit
from console.tui.speech import Speech
from console.tui.widgets.calendar_picture import WEEKDAYS, Say
from domain.calendars.model import Calendar, DayKind
from domain.messages import msg
from domain.refusals import Refused

DAY, GAP = 5, 2
WIDTH = 7 * DAY
"""Cells of a day, between months, of a month."""
OFF, WORKED, WEEKEND, UNKNOWN = msg("x"), msg("*"), msg("."), msg("?")
_ONE = timedelta(days=1)


class Cell(NamedTuple):
    """A piece of a line; `day` is None for what is no day."""

    text: str
    day: date | None = None


def kind_sign(day: date, calendar: Calendar, say: Say) -> str:
    """What a day is as a sign; nothing for a plain working day."""
    try:
        kind = calendar.day_kind(day).kind
    except Refused:
        return say(UNKNOWN)
    return {DayKind.OFF: say(OFF), DayKind.MADE_UP_WORKING: say(WORKED), DayKind.WEEKEND: say(WEEKEND)}.get(kind, "")


def day_cell(day: date, calendar: Calendar, today: date, ends: Container[date], say: Say) -> str:
    """A day in its five cells."""
    before = "#" if day == today and day in ends else ">" if day == today else "!" if day in ends else " "
    return fit(f"{before}{day.day:>2}{kind_sign(day, calendar, say)}", DAY)


def columns_in(width: int) -> int:
    """How many months stand beside each other: at most three, at least one."""
    return max(min((width - 1 + GAP) // (WIDTH + GAP), 3), 1)


def month(first: date, calendar: Calendar, today: date, ends: Container[date], say: Say) -> list[list[Cell]]:
    """Name and working days of a month, the days of the week, its weeks; every line as wide as a month."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    lines = [[Cell(fit(f" {first:%Y-%m}{_worked(first, last, calendar, say)}", WIDTH))]]
    lines.append([Cell(fit(f" {say(name)}", DAY)) for name in WEEKDAYS])
    week: list[Cell] = [Cell(" " * DAY)] * first.weekday()
    day = first
    while day <= last:
        week.append(Cell(day_cell(day, calendar, today, ends, say), day))
        if len(week) == 7:
            lines.append(week)
            week = []
        day += _ONE
    if week:
        lines.append([*week, *[Cell(" " * DAY)] * (7 - len(week))])
    return lines


def _worked(first: date, last: date, calendar: Calendar, say: Say) -> str:
    try:
        worked = len(calendar.working_days(first, last))
    except Refused:
        return ""
    told = msg("{n} working days", n=worked)
    if calendar.provisional(first.year):
        told = msg("{n} working days, provisional", n=worked)
    return f"  {say(told)}"


def year(
    of: int, calendar: Calendar, today: date, ends: Container[date], say: Say, columns: int
) -> list[Sequence[Cell]]:
    """The year, line by line."""
    lines: list[Sequence[Cell]] = []
    for left in range(1, 13, columns):
        blocks = [month(date(of, n, 1), calendar, today, ends, say) for n in range(left, min(left + columns, 13))]
        for row in range(max(len(block) for block in blocks)):
            line: list[Cell] = []
            for block in blocks:
                line += block[row] if row < len(block) else [Cell(" " * WIDTH)]
                line.append(Cell(" " * GAP))
            lines.append(line)
        lines.append([])
    return lines[:-1]


class YearPicture(ScrollView, can_focus=True):
    """The picture, with a cursor on a day; it tells `Chosen` when the cursor moves and `Opened` on Enter."""

    DEFAULT_CSS = """
    YearPicture { height: 1fr; scrollbar-size: 0 0; overflow-x: hidden; background: $background; }
    YearPicture > .year--plain { color: $foreground; background: $background; }
    YearPicture > .year--head { text-style: bold; }
    YearPicture > .year--off { color: $text-success; }
    YearPicture > .year--worked { color: $text-warning; }
    YearPicture > .year--end { color: $text-error; text-style: bold; }
    YearPicture > .year--cursor { text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "year--plain",
        "year--head",
        "year--off",
        "year--worked",
        "year--end",
        "year--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = bindings(CALENDAR)

    class Chosen(Message):
        """The cursor stands on another day."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    class Opened(Message):
        """Enter on a day."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    class Counting(Message):
        """Somebody wants to count from a day."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self.speech = speech
        self.calendar: Calendar | None = None
        self.today = self.day = date.min
        self.ends: Container[date] = ()
        self.lines: list[Sequence[Cell]] = []

    def put(self, calendar: Calendar, today: date, ends: Container[date]) -> None:
        """Show the year of the day under the cursor, today's at first."""
        if self.calendar is None:
            self.day = today
        self.calendar, self.today, self.ends = calendar, today, ends
        self._laid_out()
        self.go(self.day)

    def go(self, day: date) -> None:
        """The cursor on a day, of another year too."""
        turned = day.year != self.day.year
        self.day = day
        if turned:
            self._laid_out()
        self._show_day()
        self.refresh()
        self.post_message(self.Chosen(day))

    def on_resize(self) -> None:
        """As many months beside each other as there is room for."""
        self._laid_out()
        self._show_day()

    def _laid_out(self) -> None:
        if self.calendar is None:
            return
        columns = columns_in(self.size.width)
        self.lines = year(self.day.year, self.calendar, self.today, self.ends, self.speech, columns)
        self.virtual_size = Size(self.size.width, len(self.lines))
        self.refresh()

    def _show_day(self) -> None:
        at = next((y for y, line in enumerate(self.lines) if any(cell.day == self.day for cell in line)), None)
        height = self.size.height
        if at is None or height <= 0:
            return
        # Whole months are worth more than few lines that move.
        first = max((y for y in range(at) if not self.lines[y]), default=-1) + 1
        last = next((y for y in range(at, len(self.lines)) if not self.lines[y]), len(self.lines)) - 1
        top = self.scroll_offset.y
        if top <= first and last < top + height:
            return
        wanted = first if at - first < height else at
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True, immediate=True)

    # Keys

    def action_move(self, days: int) -> None:
        """So many days on."""
        self._step(self.day, days)

    def action_leap(self, side: int) -> None:
        """A row of months on."""
        months = self.day.month - 1 + side * columns_in(self.size.width)
        of, number = self.day.year + months // 12, months % 12 + 1
        if date.min.year <= of <= date.max.year:
            self.go(date(of, number, min(self.day.day, monthrange(of, number)[1])))

    def action_edge(self, side: int) -> None:
        """The first or last day of the year."""
        self.go(date(self.day.year, 12, 31) if side > 0 else date(self.day.year, 1, 1))

    def action_year(self, side: int) -> None:
        """The year before or after."""
        of = self.day.year + side
        if date.min.year <= of <= date.max.year:
            self.go(self.day.replace(year=of, day=min(self.day.day, monthrange(of, self.day.month)[1])))

    def action_to_today(self) -> None:
        """Back to today."""
        self.go(self.today)

    def action_open(self) -> None:
        """What ends on this day."""
        self.post_message(self.Opened(self.day))

    def action_count(self) -> None:
        """Count from this day."""
        self.post_message(self.Counting(self.day))

    def _step(self, day: date, days: int) -> None:
        try:
            self.go(day + timedelta(days=days))
        except OverflowError:
            self.app.bell()

    def on_click(self, event: Click) -> None:
        """A click moves the cursor."""
        y, x = event.y + self.scroll_offset.y, event.x - 1
        for cell in self.lines[y] if 0 <= y < len(self.lines) else ():
            width = WIDTH if len(cell.text) > DAY else DAY if cell.day or cell.text == " " * DAY else GAP
            if 0 <= x < width and cell.day is not None:
                self.go(cell.day)
                return
            x -= width

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width, at = self.size.width, y + self.scroll_offset.y
        plain = self._style("plain")
        cells = self.lines[at] if at < len(self.lines) else ()
        segments = [Segment(" ", plain), *(Segment(cell.text, plain + self._tone(cell)) for cell in cells)]
        return Strip(segments).adjust_cell_length(width, plain)

    def _tone(self, cell: Cell) -> Style:
        if cell.day is None:
            return self._style("head") if cell.text.strip() else Style.null()
        style = Style.null()
        sign = cell.text[3:].strip()
        if cell.day in self.ends:
            style = self._style("end")
        elif sign == self.speech(OFF):
            style = self._style("off")
        elif sign == self.speech(WORKED):
            style = self._style("worked")
        return style + self._style("cursor") if cell.day == self.day and self.has_focus else style

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"year--{name}", partial=True)
