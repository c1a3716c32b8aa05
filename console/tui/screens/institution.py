"""The page of an institution: standing, measures drawn to scale, everything about it by sections."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.binding import BindingType
from textual.widget import Widget

from console.tui.actions import TIMELINE, bindings
from console.tui.codes import word
from console.tui.exports import Export, history
from console.tui.institution_lines import ANSWERS, institution_lines
from console.tui.questions import Questions
from console.tui.screens.sectioned import SectionedPage
from console.tui.sections import kept
from console.tui.spans import spans_of
from console.tui.subjects import Subject
from console.tui.widgets.chrome import Rule, TextBar
from console.tui.widgets.picture import Picture, Under
from console.tui.widgets.row_list import RowList
from domain.messages import msg
from sanctions.results import Listing

_LOW = 14


class InstitutionPage(SectionedPage):
    """Two lines of who and how it stands, the time line, the sections."""

    AREA = "institutions"
    BINDINGS: ClassVar[list[BindingType]] = bindings(TIMELINE)

    def __init__(self, code: str, *, area: str | None = None) -> None:
        super().__init__(area)
        self.code = code
        self.answer: dict[str, Any] = {}

    def body(self) -> Iterable[Widget]:
        """Name, standing, picture, list."""
        yield TextBar(f" {self.code}", id="title")
        yield TextBar(id="standing")
        yield Rule()
        under = Under(id="under-picture")
        yield Picture(self.speech, under, id="picture")
        yield under
        yield RowList(self.speech)

    def question(self, questions: Questions) -> Mapping[str, Any]:
        """Everything the page shows, in one look."""
        return questions.institution(self.code)

    def show(self, answer: Mapping[str, Any]) -> None:
        """Draw all of it."""
        before: Mapping[str, Listing] = self.answer.get("pages") or {}
        pages: Mapping[str, Listing] = answer["pages"]
        self.answer = {**answer, "pages": {key: kept(before.get(key), page) for key, page in pages.items()}}
        self._draw()

    def on_resize(self) -> None:
        """The picture is drawn for the width."""
        if self.answer:
            self._draw()

    def _draw(self) -> None:
        say, one, width = self.speech, self.answer["institution"], self.size.width
        services = say([word("service", service) for service in one.get("services", ())])
        known = "  ".join(part for part in (one["code"], say(one.get("level")), services) if part)
        self.query_one("#title", TextBar).put(f" {say(one['name'])}  {known}", f"{say(one.get('district'))} ")
        other = say(msg("other day"))
        standing, hint = f" {self._standing()}", f"s {other} "
        # What it may do goes before the key that asks again.
        self.query_one("#standing", TextBar).put(standing, hint if cell_len(standing + hint) + 2 <= width else "")
        for name in ("#picture", "#under-picture"):
            # Where there is hardly room for the list, the picture gives way.
            self.query_one(name).display = self.size.height >= _LOW
        # The list keeps at least a half of a low screen, and two thirds of any other.
        self.query_one(Picture).put(spans_of(self.answer, say), self.opened.today, max(self.size.height // 3, 3))
        self._list()

    def _list(self) -> None:
        nothing = self.speech(msg("Nothing is recorded about it yet."))
        partial = any(page.next for page in self.answer["pages"].values())
        self.put(institution_lines(self.answer, self.speech), nothing, partial=partial)

    def _standing(self) -> str:
        say, standing = self.speech, self.answer.get("standing")
        if not standing:
            return self.opened.today.isoformat()
        parts = [self.opened.today.isoformat()]
        for key, label in ANSWERS:
            if key in standing:
                parts.append(f"{say(label)}: {say(word('answer', standing[key]['answer']))}")
        return "  ".join(parts)

    def more(self, key: str) -> None:
        """The next page of a section, behind what stands."""
        pages: dict[str, Listing] = self.answer["pages"]
        before = pages[key]

        def came(answer: Listing) -> None:
            # Whatever was loaded anew meanwhile stands; this page would not fit behind it.
            if self.answer["pages"].get(key) is before:
                pages[key] = Listing([*before.items, *answer.items], answer.next)
                self._list()

        if before.next is not None:
            after = before.next
            self.inquire(lambda questions: questions.institution_more(self.code, key, after), came, topic="more")

    def action_look(self, months: int) -> None:
        """The time line a month on or back."""
        self.query_one(Picture).move(months)

    def action_look_on(self, side: int) -> None:
        """The time line a whole picture on or back."""
        self.query_one(Picture).leap(side)

    def action_zoom(self, step: int) -> None:
        """Fewer months on the time line, or more."""
        self.query_one(Picture).zoom(step)

    def action_look_back(self) -> None:
        """The time line as it first stood."""
        self.query_one(Picture).back()

    def exports(self) -> Sequence[Export]:
        """The record of its measures."""
        return [history(self.code)]

    def own_subject(self) -> Subject:
        """The institution."""
        one = self.answer.get("institution", {})
        return Subject("institution", self.code, self.code, str(one.get("name") or ""), one)
