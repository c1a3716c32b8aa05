"""A letter to read before it leaves the house: written to a file, kept, recorded as served from here."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingType
from textual.widget import Widget

from console.tui import flows
from console.tui.actions import DIALOG, LETTER, bindings, footer
from console.tui.cells import safe, wrap
from console.tui.desk import Desk, desk_of
from console.tui.exports import Export
from console.tui.modals.ask_line import AskLine
from console.tui.modals.confirm import Confirm
from console.tui.modals.reading import Reading
from console.tui.record_lines import WHOLE
from console.tui.session import Opened, Trouble
from console.tui.subjects import Subject
from console.tui.widgets.chrome import KeyLine, TextBar
from console.tui.widgets.columns import Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, msg
from domain.refusals import Refusal

if TYPE_CHECKING:
    from console.tui.questions import Questions
    from console.tui.screens.page import Page
    from sanctions.letters.making import Made
    from sanctions.results import Done

SERVES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "notice": ("measure.serve", {"document": "notice"}),
    **{
        name: ("measure.serve", {"document": "decision"})
        for name in ("decision", "hold-notice", "rectification-order", "refusal-list", "referral-letter")
    },
    "written-decision": ("recovery.serve", {}),
    "demand": ("recovery.demand", {}),
}
"""Letter -> the act that records its service, and what of its form is filled in."""

_NUMBER = 100
_NEEDS = "letter.export"


class LetterBox(Reading):
    """The text of a letter; closing it writes nothing anywhere."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(LETTER)

    def __init__(self, page: "Page", subject: Subject, word: Message, made: "Made") -> None:
        super().__init__("", self._lines)
        self.page = page
        self.subject = subject
        self.word = word
        self.letter = made
        self.number: str | None = None

    def inside(self) -> Iterable[Widget]:
        """The text, and what can be done with it."""
        yield from super().inside()
        yield KeyLine(
            self.speech, [one for one in footer(LETTER, DIALOG) if self._able(one.id) and self.desk.offers(one)]
        )

    def on_mount(self) -> None:
        """What it is, then its text."""
        self._entitle()
        super().on_mount()

    def _entitle(self) -> None:
        title = f"{self.speech(self.word)}: {self.speech(self.subject.id)}"
        self.query_one("#title", TextBar).put(title, safe(self.number or ""))

    def _able(self, action: str) -> bool:
        return action != "letter.serve" or self.letter.letter in SERVES

    def _lines(self, width: int) -> list[Line]:
        room = max(width - 1, 10)
        return [
            Line("", (piece,), columns=WHOLE) for text in self.letter.text for piece in wrap(safe(text), room) or [""]
        ]

    def _draw(self) -> None:
        super()._draw()
        rows = self.query_one(RowList)
        rows.styles.height = max(min(len(rows.lines), self.size.height - 6), 1)

    # What an export asks of whoever it is for

    @property
    def desk(self) -> Desk:
        """The application."""
        return desk_of(self)

    @property
    def opened(self) -> Opened:
        """Where, when and who."""
        return self.page.opened

    def exports(self) -> Sequence[Export]:
        """The letter as a paper for Word or as plain text."""
        return (Export(self.word, f"{self.subject.id}-{self.letter.letter}", ("docx", "txt"), self._chunks, _NEEDS),)

    def package(self) -> None:
        """A letter alone is none."""

    def _chunks(self, questions: "Questions", form: str, lang: str) -> Iterable[bytes]:
        one = self._made(questions)
        return [one.content if form == "docx" else "".join(f"{line}\n" for line in one.text).encode()]

    def _made(self, questions: "Questions") -> "Made":
        from console.tui.answers.letters import made

        questions.require_open(self.subject.id)
        letter, templates = self.letter.letter, self.desk.session.templates
        return made(questions.reader, letter, self.subject.id, questions.today, templates, self.number)

    # What its keys do

    def action_export(self) -> None:
        """Write it to a file, or wherever this account's exports go."""
        from console.tui.exporting import export

        export(cast("Page", self))

    def action_number(self) -> None:
        """Give it its number and write it anew."""

        def typed(text: str | None) -> None:
            if text is None:
                return
            self.number = text.strip()[:_NUMBER] or None
            session = self.desk.session
            self.ask(lambda: session.ask(self._made), self._again, topic="letter")

        hint = self.speech(msg("Left empty, it stays blank to be written by hand."))
        self.desk.over(AskLine(self.speech(msg("Number of the letter")), self.number or "", hint=hint), typed)

    def _again(self, answer: "Made | Trouble") -> None:
        if isinstance(answer, Trouble):
            self.desk.say(answer.message, bad=True)
        else:
            self.letter = answer
            self._entitle()
            self._draw()

    def action_keep(self) -> None:
        """Keep it with its subject, once more asked."""
        if self._only_looks():
            return
        question = msg("Keep this letter with {subject}? What is kept stays for good.", subject=self.subject.id)
        self.desk.over(Confirm(self.speech(self.word), question, msg("Keep")), lambda go: self._keep() if go else None)

    def _keep(self) -> None:
        session = self.desk.session

        def work() -> "Done | Refusal":
            from domain.acts import Upload
            from domain.acts.inspections import ATTACH

            one = self.letter
            raw = {"subject": self.subject.id, "file": Upload(one.name, one.content), "kind": "letter"}
            return session.act(ATTACH, raw, on=None, late_reason=None, rehearse=False)

        self.ask(work, self._kept, topic="letter")

    def _kept(self, answer: "Done | Refusal | Trouble") -> None:
        if isinstance(answer, Refusal | Trouble):
            self.desk.say(answer.message, bad=True)
        else:
            self.desk.say(msg("Kept with {subject}: {id}", subject=self.subject.id, id=answer.id))
            self.page.load()

    def action_serve(self) -> None:
        """The form that records how and when it was received."""
        from domain.acts import act

        if not self._able("letter.serve"):
            self.desk.say(msg("No service of this letter is recorded."))
        elif not self._only_looks():
            kind, given = SERVES[self.letter.letter]
            filled = {**given, **({"number": self.number} if self.number and kind == "measure.serve" else {})}
            self.finish(None)
            flows.do_act(self.page, act(kind), self.subject, filled)

    def _only_looks(self) -> bool:
        from console.tui.desk import READ_ONLY

        if self.desk.session.read_only:
            self.desk.say(READ_ONLY, bad=True)
        return self.desk.session.read_only
