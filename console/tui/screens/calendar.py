"""The calendar (年历): a year of working days as a picture, by which notice, and what ends on a day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from console.tui.actions import CALENDAR, EVERYWHERE, footer
from console.tui.codes import word
from console.tui.exports import Export, deadlines
from console.tui.questions import Questions
from console.tui.screens.page import Page
from console.tui.widgets.chrome import KeyLine, Rule, TextBar
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from console.tui.widgets.year_picture import OFF, WORKED, YearPicture
from domain.calendars import Calendar
from domain.calendars.due import Due, due
from domain.calendars.periods import Period
from domain.messages import Words, msg
from domain.refusals import Refused

COLUMNS = (Column(None, 20, grow=1), Column(None, 14), Column(None, 20, grow=2))


class CalendarPage(Page):
    """The picture; below it the chosen day in words, and a short list of what ends on it."""

    DEFAULT_CSS = """
    CalendarPage RowList { height: 3; }
    """
    AREA = "records"
    AUTO_FOCUS = "YearPicture"

    def __init__(self) -> None:
        super().__init__()
        self.calendar: Calendar | None = None
        self.ends: Mapping[date, list[Mapping[str, Any]]] = {}

    def compose(self) -> ComposeResult:
        """The usual frame, with the keys of the calendar on the key line."""
        for widget in super().compose():
            if isinstance(widget, KeyLine):
                yield KeyLine(self.speech, footer(EVERYWHERE, CALENDAR))
            else:
                yield widget

    def body(self) -> Iterable[Widget]:
        """The year and its notice, the picture, the day."""
        say = self.speech
        marks = msg(
            "> today  ! something ends  # both  {off} day off  {worked} worked weekend  . weekend",
            off=say(OFF),
            worked=say(WORKED),
        )
        yield TextBar(id="title")
        yield TextBar(id="notice")
        yield Rule()
        yield YearPicture(say)
        yield TextBar(f" {say(marks)}", id="legend")
        yield TextBar(id="day")
        yield RowList(say, COLUMNS)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """The calendar as loaded here, and what ends on which day."""
        return questions.calendar()

    def exports(self) -> Sequence[Export]:
        """Everything that runs to a day."""
        return [deadlines()]

    def show(self, answer: Mapping[str, Any]) -> None:
        """The picture, drawn anew."""
        self.calendar, self.ends = answer["calendar"], answer["ends"]
        self.query_one(YearPicture).put(answer["calendar"], answer["today"], self.ends)

    @on(YearPicture.Chosen)
    def _chosen(self, message: YearPicture.Chosen) -> None:
        message.stop()
        if self.calendar is None:
            return
        say, day = self.speech, message.day
        title = msg("Calendar {year}", year=day.year)
        self.query_one("#title", TextBar).put(f" {say(title)}", f"{say(self._count(day.year))} ")
        self.query_one("#notice", TextBar).put(f" {say(self._notice(day.year))}")
        ending = self.ends.get(day, ())
        told = msg("{n} end here: Enter", n=len(ending)) if ending else msg("Nothing ends here.")
        self.query_one("#day", TextBar).put(f" {say.day(day, self.calendar)}", f"{say(told)} ")
        lines = [self._line(one) for one in ending]
        self.put(lines, "")

    def _count(self, year: int) -> Words:
        assert self.calendar is not None
        try:
            return msg("{n} working days", n=len(self.calendar.working_days(date(year, 1, 1), date(year, 12, 31))))
        except Refused:
            return msg("not known")

    def _notice(self, year: int) -> Words:
        """Where the days come from, or what happens while nobody has said."""
        assert self.calendar is not None
        found = next((one for one in self.calendar.arrangements if one.year == year), None)
        if found is not None:
            dated = found.notice.dated.isoformat() if found.notice.dated else ""
            return msg(
                "{title} {dated}, version {version}", title=found.notice.title or "", dated=dated, version=found.version
            )
        if self.calendar.provisional(year):
            return msg(
                "Not arranged yet: only statutory holidays count, dates are provisional. calendar import loads it."
            )
        try:
            self.calendar.day_kind(date(year, 1, 1))
        except Refused as refused:
            return refused.refusal.message
        return msg("not known")

    def _line(self, one: Mapping[str, Any]) -> Line:
        say = self.speech
        cells = (
            f" {say(word('deadline', one.get('kind')))}",
            say(str(one["subject"]).partition(":")[2] or one["subject"]),
            say(one.get("institution_name") or one.get("name")),
        )
        return Line(str(one["subject"]), cells, record=one)

    @on(YearPicture.Opened)
    def _to_list(self, message: YearPicture.Opened) -> None:
        message.stop()
        if self.rows.lines:
            self.rows.focus()
        else:
            self.desk.say(msg("Nothing ends on this day."))

    # Counting

    @on(YearPicture.Counting)
    def _count_from(self, message: YearPicture.Counting) -> None:
        from console.tui.modals.ask_line import AskLine

        message.stop()
        start, say = message.day, self.speech
        if self.calendar is None:
            return

        def check(text: str) -> tuple[bool, str]:
            try:
                found = self._counted(text, start)
            except Refused as refused:
                return False, say(refused.refusal.message)
            return True, say.day(found.due if isinstance(found, Due) else found, self.calendar)

        def typed(text: str | None) -> None:
            if text is not None:
                self._tell_day(self._counted(text, start))

        title = say(msg("Count from {day}", day=start))
        hint = say(msg("+20wd working days, +7d days, +1m a month, -3d back; or a day"))
        self.desk.over(AskLine(title, "+20wd", check=check, hint=hint), typed)

    def _counted(self, text: str, start: date) -> Due | date:
        """A period from a day as deadlines are counted, or a day in any of the ways people type one."""
        from domain.calendars.relative import parse_day

        assert self.calendar is not None
        try:
            period = Period.parse(text.strip().removeprefix("+"))
        except Refused:
            return parse_day(text, start, self.calendar)
        return due(start, period, self.calendar)

    def _tell_day(self, found: Due | date) -> None:
        from console.tui.modals.explanation import Explained, Explanation

        picture = self.query_one(YearPicture)
        if not isinstance(found, Due):
            picture.go(found)
            return
        assert self.calendar is not None
        picture.go(found.due)
        who = self.speech(msg("{period} from {day}", period=str(found.period), day=found.start))
        self.desk.over(Explanation(Explained(found, self.calendar, "", who, ()), {}))
