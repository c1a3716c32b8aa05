"""Publication (公布): duties with the days left, and the lists drafted, approved, published."""

from collections.abc import Iterable, Mapping
from typing import Any

from textual.widget import Widget

from console.tui.codes import word
from console.tui.questions import Questions
from console.tui.screens.page import Page
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import msg

DUTIES = (
    Column(None, 1),
    Column(None, 14),
    Column(None, 13),
    Column(None, 16, grow=3),
    Column(None, 10),
    Column(None, 21, drop=1),
)
LISTS = (
    Column(None, 1),
    Column(None, 14),
    Column(None, 13),
    Column(None, 16, grow=3),
    Column(None, 10),
    Column(None, 21, drop=1),
)


class PublicationsPage(Page):
    """What must be made public, then what was."""

    AREA = "publication"

    def body(self) -> Iterable[Widget]:
        """One list with two headings."""
        yield RowList(self.speech)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """Duties and lists."""
        return questions.publications()

    def show(self, answer: Mapping[str, Any]) -> None:
        """Duties first."""
        say = self.speech
        lines = []
        if answer["due"]:
            heading = ("", say(msg("To publish")), say(msg("Decision")), say(msg("Institution")), say(msg("Due")), "")
            lines.append(Line("", heading, heading=True, columns=DUTIES))
            lines += [self._duty(one) for one in answer["due"]]
        if answer["publications"]:
            heading = ("", say(msg("Lists")), "", say(msg("Institution")), say(msg("Published")), "")
            lines.append(Line("", heading, heading=True, columns=LISTS))
            lines += [self._list(one) for one in answer["publications"]]
        nothing = say(msg("Nothing to publish. A termination that is decided appears here by itself."))
        self.put(lines, nothing, partial=answer["more"])

    def _duty(self, one: Mapping[str, Any]) -> Line:
        say = self.speech
        due, late, left = one.get("due"), one.get("late_by"), one.get("remaining")
        if due is None:
            sign, words, tone = "", say(msg("not known yet")), ""
        elif late:
            sign, words, tone = "!", say(msg("{n} wd late", n=late)), "late"
        else:
            near = left is not None and left <= 5
            sign, tone = (">", "soon") if near else ("", "")
            words = say(msg("{n} wd left", n=left)) if left is not None else ""
        due_text = f"{due}{'~' if one.get('provisional') else ''}" if due is not None else ""
        state = word("status", one.get("status"))
        draft = f"{one['publication']} " if one.get("publication") else ""
        cells = (sign, words, one["id"], say(one.get("name")), due_text, draft + say(state))
        start = {"start": one.get("decided_on"), "kind": "publication"}
        return Line(
            one["id"], cells, tone=tone, record={**start, **one, "institution_name": one.get("name")}, columns=DUTIES
        )

    def _list(self, one: Mapping[str, Any]) -> Line:
        say = self.speech
        late = one.get("late_by")
        lateness = "" if late is None else say(msg("on time")) if late == 0 else say(msg("{n} wd late", n=late))
        cells = (
            "",
            one["id"],
            say(word("status", one.get("status"))),
            say(one.get("names") or one.get("institutions") or ""),
            say(one.get("published_on")),
            say(word("pending", one.get("pending"))) or lateness,
        )
        return Line(one["id"], cells, tone="bad" if late else "", record=one, columns=LISTS)
