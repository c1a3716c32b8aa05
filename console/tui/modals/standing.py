"""Standing (时点资格) on a day, answer by answer, with why."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from console.tui.cells import wrap
from console.tui.codes import word
from console.tui.desk import desk_of
from console.tui.modals.reading import Reading
from console.tui.record_lines import WHOLE, reason_lines
from console.tui.widgets.columns import Line
from domain.messages import msg

QUESTIONS = (
    ("receive_patients", msg("May new injured workers be sent?")),
    ("emergency", msg("Emergencies?")),
    ("settle", msg("Are services of that day settled?")),
    ("be_paid", msg("May fees of that day be paid out now?")),
    ("apply", msg("May it apply?")),
)


class StandingView(Reading):
    """The box with the answers."""

    def __init__(self, answer: Mapping[str, Any], day: date) -> None:
        self.answer, self.day = answer, day
        super().__init__(day.isoformat(), self._lines)

    def on_mount(self) -> None:
        """The title needs the language."""
        from console.tui.widgets.chrome import TextBar

        desk = desk_of(self)
        assert desk.opened is not None
        name = desk.speech(self.answer.get("institution_name") or self.answer.get("name"))
        day = desk.speech.day(self.day, desk.opened.calendar)
        self.query_one("#title", TextBar).put(f"{desk.speech(msg('Standing'))}  {day}  {name}")
        super().on_mount()

    def _lines(self, width: int) -> list[Line]:
        say = desk_of(self).speech
        lines = self._then(width)
        for key, question in QUESTIONS:
            one = self.answer.get(key)
            if not one:
                continue
            answer = say(word("answer", one["answer"]))
            until = "  " + say(msg("until {day}", day=one["until"])) if one.get("until") else ""
            tone = {"yes": "good", "no": "bad", "partly": "soon"}.get(one["answer"], "")
            lines.append(Line("", (f"{say(question)} {answer}{until}",), tone=tone, columns=WHOLE))
            lines += reason_lines(one.get("reasons") or (), say, width)
        return lines

    def _then(self, width: int) -> list[Line]:
        """Its name and departments of that day, where they tell something."""
        say, answer = desk_of(self).speech, self.answer
        told = []
        if answer.get("name_now") not in (None, answer.get("name")):
            told.append(msg("Now called {name}.", name=answer["name_now"]))
        if answer.get("stopped"):
            told.append(msg("Departments stopped that day: {names}", names=tuple(answer["stopped"])))
        if answer.get("departments"):
            told.append(msg("Departments of that day: {names}", names=tuple(answer["departments"])))
        return [Line("", (piece,), columns=WHOLE) for one in told for piece in wrap(say(one), width)]
