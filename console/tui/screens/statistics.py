"""Statistics (统计): a year's figures as bars of plain signs, the year turned by keys."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from console.tui.actions import EVERYWHERE, LIST, PAGE, STATISTICS, bindings, footer
from console.tui.exports import Export, statistics
from console.tui.questions import Questions
from console.tui.record_lines import WHOLE
from console.tui.screens.page import Page
from console.tui.widgets.chrome import KeyLine, Rule, TextBar
from console.tui.widgets.columns import Line
from console.tui.widgets.row_list import RowList
from domain.messages import msg

TITLE, HINT = msg("Statistics"), msg("[ and ] turn the years.")


class StatisticsPage(Page):
    """The same lines as the command writes, of one year: this one up to the day."""

    AREA = "records"
    BINDINGS: ClassVar[list[BindingType]] = bindings(STATISTICS)
    # Counted over a whole year: r counts again.
    fresh_by_itself: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.back = 0
        """How many years before this one are looked at."""
        self.answer: Mapping[str, Any] = {}

    def compose(self) -> ComposeResult:
        """The usual frame, with the keys that turn the years on the key line."""
        for widget in super().compose():
            if isinstance(widget, KeyLine):
                yield KeyLine(self.speech, footer(EVERYWHERE, LIST, STATISTICS, PAGE))
            else:
                yield widget

    def body(self) -> Iterable[Widget]:
        """Title and lines."""
        yield TextBar(f" {self.speech(TITLE)}", f"{self.speech(HINT)} ", id="title")
        yield Rule()
        yield RowList(self.speech)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """The figures of the year."""
        return questions.statistics(*self._days(questions.today))

    def _days(self, today: date) -> tuple[date, date]:
        year = today.year - self.back
        return date(year, 1, 1), min(date(year, 12, 31), today)

    def show(self, answer: Mapping[str, Any]) -> None:
        """Draw them."""
        self.answer = answer
        self._draw()

    def on_resize(self) -> None:
        """Bars are as long as the width lets them."""
        if self.answer:
            self._draw()

    def _draw(self) -> None:
        from console.statistics_lines import statistics_lines

        pieces = statistics_lines(self.answer, self.speech.lang, max(self.size.width - 3, 37))
        # The time stands where it is not scrolled away.
        first = next(pieces)
        self.query_one("#title", TextBar).put(f" {self.speech(TITLE)}  {first.text}", f"{self.speech(HINT)} ")
        indent = {True: "", False: "  "}
        lines = [Line("", (indent[one.head] + one.text,), heading=one.head, columns=WHOLE) for one in pieces]
        self.put(lines, "")

    def action_year(self, by: int) -> None:
        """Another year; none that is still to come, none before there can be a record."""
        self.back = min(max(self.back - by, 0), self.opened.today.year - 1)
        self.load()

    def exports(self) -> Sequence[Export]:
        """The figures of the year."""
        return [statistics(*self._days(self.opened.today))]
