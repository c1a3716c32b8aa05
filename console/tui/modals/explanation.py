"""How a date was counted, as a picture with what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.tui.cells import wrap
from console.tui.codes import word
from console.tui.desk import desk_of
from console.tui.modals.reading import Reading
from console.tui.record_lines import WHOLE, reason_lines
from console.tui.speech import Speech
from console.tui.widgets.calendar_picture import draw, legend
from console.tui.widgets.columns import Line
from domain.calendars.due import Due
from domain.calendars.model import Calendar
from domain.messages import Message, msg
from domain.reasons import Reason

UNITS = {
    "wd": msg("working days"),
    "d": msg("days"),
    "m": msg("months"),
    "y": msg("years"),
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A due date with its calendar, what it is for, and what the rule rests on."""

    due: Due
    calendar: Calendar
    kind: str
    who: str
    reasons: tuple[Reason, ...]


def explanation_lines(one: Explained, say: Speech, width: int, height: int) -> list[Line]:
    """Sum, picture, legend, grounds and calendars, as lines."""
    due = one.due
    sign = "+" if due.period.n > 0 else "-"
    amount = f"{sign} {abs(due.period.n)} {say(UNITS[due.period.unit])}"
    sum_ = msg(
        "{start} (not counted) {amount} = {due}", start=due.start, amount=amount, due=say.day(due.due, one.calendar)
    )
    texts = [say(sum_), ""]
    grounds = reason_lines(one.reasons, say, width)
    below = legend(due, say)
    picture = draw(due, one.calendar, say, height=max(height - len(below) - 8, 4))
    texts += [*picture, "", *(piece for line in below for piece in wrap(line, width))]
    lines = [Line("", (text,), columns=WHOLE) for text in texts]
    lines += grounds
    lines += [Line("", (piece,), columns=WHOLE) for notice in _notices(one, say) for piece in wrap(notice, width)]
    return lines


def _notices(one: Explained, say: Speech) -> list[str]:
    """The arrangements of the years the sum ran through."""
    years = {one.due.start.year, one.due.due.year}
    told = []
    for arrangement in one.calendar.arrangements:
        if arrangement.year in years and arrangement.notice.title:
            dated = f" ({arrangement.notice.dated})" if arrangement.notice.dated else ""
            told.append(say(msg("Calendar: {notice}", notice=arrangement.notice.title + dated)))
    return told


class Explanation(Reading):
    """The box with the picture."""

    def __init__(self, one: Explained, record: Mapping[str, Any]) -> None:
        self.one = one
        super().__init__("", self._lines)

    def on_mount(self) -> None:
        """The title needs the language."""
        from console.tui.widgets.chrome import TextBar

        say = desk_of(self).speech
        kind: Message | str = word("deadline", self.one.kind)
        self.query_one("#title", TextBar).put(f"{say(kind)}  {say(self.one.who)}")
        super().on_mount()

    def _lines(self, width: int) -> list[Line]:
        return explanation_lines(self.one, desk_of(self).speech, width, self.size.height - 4)
