"""The journal (留痕): every act, newest first; looked for in the store, opened by Enter, verified in place."""

import time
from collections.abc import Iterable, Mapping, Sequence
from threading import Event
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from console.tui.actions import EVERYWHERE, JOURNAL, LIST, PAGE, bindings, footer
from console.tui.exports import Export, journal, listed
from console.tui.questions import Questions
from console.tui.screens.listed import ListPage
from console.tui.session import Trouble
from console.tui.widgets.chrome import KeyLine, Rule, TextBar
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, Words, msg
from sanctions.results import Listing, Way

COLUMNS = (
    Column(msg("Entry"), 8, right=True, sort="seq"),
    Column(msg("On"), 10),
    Column(msg("Act"), 16, grow=2),
    Column(msg("Subject"), 14, grow=1),
    Column(msg("Institution"), 14, grow=2, drop=2),
    Column(msg("By"), 8, grow=1),
    Column(msg("Text"), 16, grow=3, drop=1),
)
_EVERY = 0.2
"""Seconds between two words of progress: over a slow line more would only be noise."""


class Stopped(Exception):
    """The check was ended by whoever asked for it."""


class JournalPage(ListPage):
    """Acts in a list; what verification says stands above it."""

    AREA = "records"
    BINDINGS: ClassVar[list[BindingType]] = bindings(JOURNAL)

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.words = words
        self._stop: Event | None = None
        """Set while a check runs; setting it ends the check."""

    def compose(self) -> ComposeResult:
        """The usual frame, with the key that verifies on the key line."""
        for widget in super().compose():
            if isinstance(widget, KeyLine):
                yield KeyLine(self.speech, footer(EVERYWHERE, LIST, JOURNAL, PAGE))
            else:
                yield widget

    def body(self) -> Iterable[Widget]:
        """Title, verdict, list."""
        title, hint = msg("Journal"), msg("Every act, newest first. c checks that nothing was changed.")
        yield TextBar(f" {self.speech(title)}", id="title")
        yield TextBar(f" {self.speech(hint)}", id="verdict")
        yield Rule()
        yield RowList(self.speech, COLUMNS)

    def page_of(self, questions: Questions, after: str | None) -> Listing:
        """A page of acts with the words of the filter."""
        return questions.journal(self.words, after)

    @property
    def both_ways(self) -> bool:
        """The journal is read from either end."""
        return True

    def page_by(self, questions: Questions, after: str | None, way: Way) -> Listing:
        """A page of acts, the other way round too."""
        return questions.journal(self.words, after, way)

    def identity(self, one: Mapping[str, Any]) -> str:
        """An entry is known by its number."""
        return str(one["seq"])

    def filter_hint(self) -> Message:
        """Where the words are looked for."""
        return msg("Looked for in numbers, names, kinds of act and what was entered; empty shows all.")

    def empty(self) -> Message:
        """Never seen: founding the agency is an act."""
        return msg("Nothing here yet.")

    def exports(self) -> Sequence[Export]:
        """A copy of all of it; the acts that are listed, to those who may have that."""
        return [journal(), listed(self, "entries", stem="journal-acts", needs="journal.export")]

    def line(self, one: Mapping[str, Any]) -> Line:
        """An act on one line."""
        subject = str(one["subject"])
        cells = (
            str(one["seq"]),
            one["on"].isoformat(),
            self.speech(one["what"]),
            self.speech(subject.partition(":")[2] or subject),
            self.speech(one["institution_name"] or ""),
            self.speech(one["by"]),
            self.speech(one["text"]),
        )
        return Line(subject, cells, record=one)

    def open_line(self, line: Line) -> None:
        """The entry itself."""
        from console.tui.screens.entry import EntryPage

        self.desk.over(EntryPage(int(line.record["seq"])))

    # Verifying

    def action_verify(self) -> None:
        """Check the whole journal in a thread; once more ends the check."""
        if self._stop is not None:
            self._stop.set()
            return
        stop = self._stop = Event()
        session = self.desk.session
        self._tell(msg("Checking ..."))
        said = [time.monotonic()]

        def watch(done: int, total: int) -> None:
            if stop.is_set():
                raise Stopped
            if time.monotonic() - said[0] >= _EVERY:
                said[0] = time.monotonic()
                share = done * 100 // max(total, 1)
                told = msg("Checked {done} of {total} ({share}%). c stops.", done=done, total=total, share=share)
                self.call_later(self._going_on, told)

        def work() -> Mapping[str, Any] | None:
            try:
                return session.ask(lambda questions: questions.journal_verified(watch))
            except Stopped:
                return None

        self.ask(work, self._verified, topic="verify")

    def _going_on(self, told: Message) -> None:
        if self._stop is not None:
            self._tell(told)

    def _verified(self, answer: Mapping[str, Any] | Trouble | None) -> None:
        self._stop = None
        if isinstance(answer, Trouble):
            self._tell(answer.message)
        elif answer is None:
            self._tell(msg("Stopped. Nothing is said of the journal; c begins anew."))
        elif answer["ok"]:
            told = msg("Holds: {n} entries, head {head}.", n=answer["entries"], head=str(answer["head"])[:16])
            self._tell(told)
            self._read(
                msg("Holds: {n} entries.", n=answer["entries"]),
                (msg("Head"), str(answer["head"])),
                msg(
                    "Every entry's hash fits what it says and the entry before it, and none is missing: nothing in "
                    "this journal was changed, taken out or put in between. That the end was not cut off, or all of "
                    "it written anew, shows when this head is the one that was noted elsewhere, such as on paper."
                ),
            )
        else:
            bad = answer["first_bad"]
            self._tell(msg("Does not hold at entry {number}.", number=bad))
            self._read(
                msg("Does not hold at entry {number}.", number=bad),
                (msg("Head"), str(answer["head"])),
                msg(
                    "This entry, or what stands before or behind it, was changed outside this program. Entries before "
                    "it hold. Keep this database as it is, as evidence, and compare it with an exported copy."
                ),
            )

    def _tell(self, words: Words) -> None:
        self.query_one("#verdict", TextBar).put(f" {self.speech(words)}")

    def _read(self, title: Message, head: tuple[Message, str], meaning: Message) -> None:
        from console.tui.cells import wrap
        from console.tui.modals.reading import Reading
        from console.tui.record_lines import WHOLE, labelled

        def lines(width: int) -> list[Line]:
            told = [Line("", (piece,), columns=WHOLE) for piece in wrap(self.speech(meaning), width)]
            return [*labelled(self.speech(head[0]), head[1], width), Line("", ("",), columns=WHOLE), *told]

        if self.is_current:
            self.desk.over(Reading(self.speech(title), lines))

    def on_unmount(self) -> None:
        """Nobody is left to hear of it."""
        if self._stop is not None:
            self._stop.set()
