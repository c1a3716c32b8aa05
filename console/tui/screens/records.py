"""Records (台账): journal, rulebook, calendar and statistics, what there is of each kind, the ledgers."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from textual.widget import Widget

from console.tui.kind_cells import Kind
from console.tui.kinds import GROUPS, KINDS
from console.tui.questions import Questions
from console.tui.screens.kind import KindPage
from console.tui.screens.page import Page
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, msg

COLUMNS = (Column(None, 30, grow=1), Column(None, 10, right=True), Column(None, 30, grow=2, drop=1))
_WHOLE = (Column(None, 20, grow=1),)


def _journal() -> Page:
    from console.tui.screens.journal import JournalPage

    return JournalPage()


def _rulebook() -> Page:
    from console.tui.screens.rulebook import RulebookPage

    return RulebookPage()


def _calendar() -> Page:
    from console.tui.screens.calendar import CalendarPage

    return CalendarPage()


def _statistics() -> Page:
    from console.tui.screens.statistics import StatisticsPage

    return StatisticsPage()


PAGES: Final[tuple[tuple[str, Message, Callable[[], Page]], ...]] = (
    ("journal", msg("Journal"), _journal),
    ("rulebook", msg("Rulebook"), _rulebook),
    ("calendar", msg("Calendar"), _calendar),
    ("statistics", msg("Statistics"), _statistics),
)
"""What is no list of records, and the page it opens."""


class RecordsPage(Page):
    """What to look things up in, then the kinds of records with how many there are, then the ledgers."""

    AREA = "records"

    def body(self) -> Iterable[Widget]:
        """One list."""
        yield RowList(self.speech, COLUMNS)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """How many there are, and the head of the journal."""
        return questions.records()

    def show(self, answer: Mapping[str, Any]) -> None:
        """What to look things up in, records, the agency, ledgers."""
        say, counts = self.speech, answer["counts"]
        notes = {
            "journal": (
                f"{answer['journal']['entries']:,}",
                say(msg("head {head}", head=answer["journal"]["head"][:16])),
            ),
            "rulebook": ("", answer["pack"]),
            "calendar": ("", str(answer["year"])),
            "statistics": ("", str(answer["year"])),
        }
        lines = [Line("", (say(msg("To look things up")),), heading=True, columns=_WHOLE)]
        for key, label, _ in PAGES:
            lines.append(Line("", (f" {say(label)}", *notes[key]), record={"page": key}))
        for heading, kinds in GROUPS:
            lines.append(Line("", (say(heading),), heading=True, columns=_WHOLE))
            lines += [self._line(kind, counts.get(kind.key)) for kind in kinds]
        self.put(lines, "")

    def _line(self, kind: Kind, count: int | None) -> Line:
        told = "" if count is None else f"{count:,}"
        return Line("", (f" {self.speech(kind.label)}", told, ""), record={"list": kind.key})

    def open_line(self, line: Line) -> None:
        """The page or the list behind a line."""
        page = line.record.get("page")
        if page is not None:
            self.desk.over(next(make for key, _, make in PAGES if key == page)())
            return
        self.desk.over(KindPage(next(kind for kind in KINDS if kind.key == line.record["list"])))
