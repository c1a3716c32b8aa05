"""Records (台账): what was received, inspected, assessed and recorded, newest first."""

from collections.abc import Iterable, Mapping
from typing import Any

from textual.widget import Widget

from console.tui.codes import word
from console.tui.questions import Questions
from console.tui.screens.page import Page
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, msg

COLUMNS = (
    Column(None, 13),
    Column(None, 10),
    Column(None, 12),
    Column(None, 14, grow=1),
    Column(None, 16, grow=2, drop=1),
)
_SECTIONS: tuple[tuple[str, Message], ...] = (
    ("complaints", msg("Complaints and reports")),
    ("inspections", msg("Inspections")),
    ("events", msg("Outside events")),
    ("assessments", msg("Assessments")),
    ("applications", msg("Applications")),
)


class RecordsPage(Page):
    """The newest of each kind; the journal's head stands first."""

    AREA = "records"

    def body(self) -> Iterable[Widget]:
        """One list with a heading for each kind."""
        yield RowList(self.speech)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """The newest records."""
        return questions.records()

    def show(self, answer: Mapping[str, Any]) -> None:
        """Sections."""
        say = self.speech
        lines: list[Line] = []
        journal = answer.get("journal")
        if journal:
            wide = (Column(None, 20, grow=1),)
            sentence = msg("Journal: {n} entries, head {head}", n=journal["entries"], head=str(journal["head"])[:16])
            lines.append(Line("", (say(sentence),), heading=True, columns=wide))
        for key, heading in _SECTIONS:
            records = answer.get(key) or ()
            if records:
                lines.append(Line("", (say(heading),), heading=True, columns=(Column(None, 30, grow=1),)))
                lines += [self._line(key, one) for one in records]
        nothing = say(msg("No record yet. On an institution, a logs a complaint."))
        self.put(lines if len(lines) > 1 else [], nothing, partial=answer["more"])

    def _line(self, section: str, one: Mapping[str, Any]) -> Line:
        say = self.speech
        day, kind, text = {
            "complaints": ("received", ("status", one.get("status")), one.get("summary")),
            "inspections": ("on", ("inspection", one.get("kind")), one.get("inspectors")),
            "events": ("happened", ("event", one.get("kind")), one.get("body")),
            "assessments": ("year_end", ("result", one.get("verdict")), one.get("for")),
            "applications": ("filed_on", ("status", one.get("status")), one.get("reason")),
        }[section]
        name = say(one.get("institution_name") or one.get("institution"))
        cells = (one["id"], say(one.get(day)), say(word(*kind)), name, say(text))
        return Line(one["id"], cells, record=one, columns=COLUMNS)
