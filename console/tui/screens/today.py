"""Today (待办): everything that runs, most urgent first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual.binding import BindingType
from textual.widget import Widget

from console.tui.actions import TODAY, bindings
from console.tui.codes import word
from console.tui.questions import Questions
from console.tui.screens.page import Page
from console.tui.subjects import Subject, noun_of
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import msg

if TYPE_CHECKING:
    from console.tui.exports import Export

COLUMNS = (
    Column(None, 1),
    Column(msg("Time left"), 14),
    Column(msg("What"), 17),
    Column(msg("Institution"), 14, grow=1),
    Column(msg("Due"), 9),
    Column(msg("About"), 18, grow=1, drop=1),
)
GROUP = "tasks:"
"""What the key of a line begins with that stands for all that is to be carried out after one decision."""
SOON = 5
"""Working days within which something counts as coming soon."""


class TodayPage(Page):
    """Deadlines of the day with their counts above."""

    AREA = "today"
    BINDINGS: ClassVar[list[BindingType]] = bindings(TODAY)

    def __init__(self, area: str | None = None) -> None:
        super().__init__(area)
        self.mine = False
        """Whether only what is one's own to do is shown."""

    def body(self) -> Iterable[Widget]:
        """Counts, rule, list."""
        yield TextBar(id="counts")
        yield Rule()
        yield RowList(self.speech, COLUMNS)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """The day's deadlines."""
        return questions.deadlines(mine=self.mine)

    def show(self, answer: Mapping[str, Any]) -> None:
        """Counts and lines."""
        self.query_one("#counts", TextBar).put(" " + self._counts(answer["sums"]))
        lines = [self.line(deadline) for deadline in answer["deadlines"]]
        nothing = msg("Nothing runs today. On an institution (2), a logs a complaint. i shows the first steps.")
        if self.mine:
            nothing = msg("Nothing waits for you today. m shows what runs for others too.")
        self.put(lines, self.speech(nothing), partial=answer["more"])

    def exports(self) -> "Sequence[Export]":
        """What runs, all or one's own as it is looked at."""
        from console.tui.exports import deadlines

        return [deadlines(mine=self.mine)]

    def action_mine(self) -> None:
        """What is one's own to do, or everything."""
        self.mine = not self.mine
        self.load()

    @property
    def view(self) -> str:
        """Whose lines these are."""
        return self.speech(msg("mine")) if self.mine else ""

    def here(self) -> Subject | None:
        """The subject of the line; of what is to be carried out after a decision, that decision."""
        line = self.rows.current
        if line is None or not line.key.startswith(GROUP):
            return super().here()
        id, code = line.key.removeprefix(GROUP), line.record.get("institution")
        return Subject(noun_of(id), id, str(code) if code else None, str(line.record.get("name") or ""), line.record)

    def means(self, line: Line) -> list[Subject]:
        """What a line stands for when it is marked: everything that is to be carried out, where it tells of several."""
        if not line.key.startswith(GROUP):
            return super().means(line)
        return [self.subject(one) for one in line.record["tasks"]]

    @staticmethod
    def subject(one: Mapping[str, Any]) -> Subject:
        """What a deadline is about."""
        code = one.get("institution")
        return Subject(noun_of(one["subject"]), one["subject"], code, str(one.get("name") or ""), one)

    def open_line(self, line: Line) -> None:
        """What is to be carried out after a decision opens as a list; other lines their subject."""
        if line.key.startswith(GROUP):
            from console.tui.screens.carrying import CarryingPage

            self.desk.over(CarryingPage(line.key.removeprefix(GROUP)))
        else:
            super().open_line(line)

    def _counts(self, sums: Mapping[str, Any]) -> str:
        parts = (
            msg("Overdue {n}", n=sums["overdue"]),
            msg("Due today {n}", n=sums["today"]),
            msg("Within {days} wd {n}", days=SOON, n=sums["soon"]),
            msg("Provisional {n}", n=sums["provisional"]),
            msg("Held {yuan} yuan", yuan=sums["still_held"]),
        )
        texts = [self.speech(part) for part in parts]
        wide = "   ".join(texts)
        return wide if cell_len(wide) + 2 <= self.size.width else "  ".join(texts)

    def line(self, one: Mapping[str, Any]) -> Line:
        """A deadline on one line."""
        due = _day(one.get("due"))
        sign, left, tone = self._left(one, due)
        subject = str(one.get("subject") or "")
        institution = one.get("name") or one.get("institution") or ""
        if not institution and one.get("kind") == "approval":
            # What belongs to no institution is told by its own name: a policy, a list of several.
            institution = subject.partition(":")[2] or subject
        mark = "~" if one.get("provisional") else "*" if due is not None and self._made_up(due) else ""
        what, about = word("deadline", one.get("kind")), self._rests_on(one)
        if one.get("tasks"):
            what, about = msg("{n} to carry out", n=len(one["tasks"])), self.speech(msg("after {id}", id=subject))
            subject = GROUP + subject
        cells = (
            sign,
            left,
            self.speech(what),
            self.speech(institution),
            f"{self._short(due)}{mark}" if due is not None else "",
            about,
        )
        return Line(subject, cells, tone=tone, record=one)

    def _short(self, day: date) -> str:
        """Month and day; the year too where it is another one."""
        return f"{day:%m-%d}" if day.year == self.opened.today.year else f"{day:%y-%m-%d}"

    def _left(self, one: Mapping[str, Any], due: date | None) -> tuple[str, str, str]:
        if one.get("yours"):
            return ">", self.speech(msg("waits for you")), "soon"
        since = one.get("since")
        if since is not None:
            return "", self.speech(msg("held {n} days", n=(self.opened.today - since).days)), ""
        if due is None:
            return "", self.speech(msg("running")), ""
        if one.get("overdue_by"):
            return "!", self.speech(msg("{n} wd late", n=one["overdue_by"])), "late"
        if one.get("kind") == "bar-end":
            return "", self.speech(msg("until {day}", day=self._short(due))), ""
        if due == self.opened.today:
            return ">", self.speech(msg("due today")), "soon"
        remaining = one.get("remaining")
        if remaining is None:
            return "", "", ""
        near = remaining <= SOON
        return ">" if near else "", self.speech(msg("{n} wd left", n=remaining)), "soon" if near else ""

    def _made_up(self, due: date) -> bool:
        from domain.calendars.model import DayKind
        from domain.refusals import Refused

        try:
            return self.opened.calendar.day_kind(due).kind is DayKind.MADE_UP_WORKING
        except Refused:
            return False

    def _rests_on(self, one: Mapping[str, Any]) -> str:
        reasons = one.get("reasons") or ()
        if one.get("what") or not reasons:
            return self.speech(one.get("what"))
        reason = reasons[0]
        return " ".join(
            part for part in (reason.clause or "", self.speech(word("source_kind", reason.source_kind))) if part
        )


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if isinstance(value, str) and value else None
