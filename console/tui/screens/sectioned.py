"""A page of sections: Tab goes from one to the next, and what was cut is read whole behind Enter."""

from typing import ClassVar

from textual.binding import BindingType

from console.tui.actions import SECTIONS, bindings
from console.tui.screens.page import Page
from console.tui.sections import ENTRY, MORE, leap_to
from console.tui.subjects import subject_of
from console.tui.widgets.columns import Line


class SectionedPage(Page):
    """Its list has headings; some lines bring more of their section."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(SECTIONS)

    def action_section(self, side: int) -> None:
        """The first line of the next section, or of this one or the one before."""
        rows = self.rows
        rows.action_move(leap_to(rows.lines, rows.cursor, side) - rows.cursor)

    def more(self, key: str) -> None:
        """Bring the next page of a section."""

    def open_line(self, line: Line) -> None:
        """More of a section, the entry of an act, why a line says what it says, its subject, or all of what was cut."""
        if wanted := line.record.get(MORE):
            self.more(str(wanted))
        elif entry := line.record.get(ENTRY):
            from console.tui.screens.entry import EntryPage

            page = EntryPage(int(entry))
            page.area = self.area
            self.desk.over(page)
        elif subject_of(line) is None and line.record.get("reasons"):
            self.action_explain()
        else:
            super().open_line(line)
