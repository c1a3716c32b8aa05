"""Today (待办): everything that runs, most urgent first."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from rich.cells import cell_len
from textual.widget import Widget

from console.tui.codes import word
from console.tui.questions import Questions
from console.tui.screens.page import Page
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import msg

COLUMNS = (
    Column(None, 1),
    Column(msg("Time left"), 14),
    Column(msg("What"), 17),
    Column(msg("Institution"), 14, grow=1),
    Column(msg("Due"), 9),
    Column(msg("About"), 18, grow=1, drop=1),
)
SOON = 5
"""Working days within which something counts as coming soon."""


class TodayPage(Page):
    """Deadlines of the day with their counts above."""

    AREA = "today"

    def body(self) -> Iterable[Widget]:
        """Counts, rule, list."""
        yield TextBar(id="counts")
        yield Rule()
        yield RowList(self.speech, COLUMNS)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """The day's deadlines."""
        return questions.deadlines()

    def show(self, answer: Mapping[str, Any]) -> None:
        """Counts and lines."""
        deadlines = answer["deadlines"]
        self.query_one("#counts", TextBar).put(" " + self._counts(answer["sums"]))
        lines = [self._line(deadline) for deadline in deadlines]
        nothing = self.speech(msg("Nothing runs today. a logs a complaint or opens a case."))
        self.put(lines, nothing, partial=answer["more"])

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

    def _line(self, one: Mapping[str, Any]) -> Line:
        due = _day(one.get("due"))
        sign, left, tone = self._left(one, due)
        subject = str(one.get("subject") or "")
        institution = one.get("name") or one.get("institution") or ""
        if not institution and one.get("kind") == "approval":
            # What belongs to no institution is told by its own name: a policy, a list of several.
            institution = subject.partition(":")[2] or subject
        mark = "~" if one.get("provisional") else "*" if due is not None and self._made_up(due) else ""
        cells = (
            sign,
            left,
            self.speech(word("deadline", one.get("kind"))),
            self.speech(institution),
            f"{self._short(due)}{mark}" if due is not None else "",
            self._rests_on(one),
        )
        return Line(subject, cells, tone=tone, record=one)

    def _short(self, day: date) -> str:
        """Month and day; the year too where it is another one."""
        return f"{day:%m-%d}" if day.year == self.opened.today.year else f"{day:%y-%m-%d}"

    def _left(self, one: Mapping[str, Any], due: date | None) -> tuple[str, str, str]:
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
