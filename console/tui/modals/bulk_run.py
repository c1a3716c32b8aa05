"""An act on several subjects on its way: rehearsed for each, shown, confirmed once, done, reported."""

from collections.abc import Mapping, Sequence
from threading import Event
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button

from console.tui.actions import BULK, bindings, footer
from console.tui.bulk import Batch, Outcome, numbers_made, run
from console.tui.bulk_lines import rehearsed, reported
from console.tui.desk import Asker, Desk, desk_of
from console.tui.session import Trouble
from console.tui.subjects import Subject
from console.tui.widgets.chrome import KeyLine, Rule, TextBar
from console.tui.widgets.row_list import RowList
from domain.messages import Message, Words, msg

LOOKING, SHOWN, DOING, REPORT = "looking", "shown", "doing", "report"
STEPS = 50
"""How often progress is told at most: over a line every word costs."""


class BulkRun(ModalScreen[tuple[Outcome, ...]]):
    """Gives what came of each subject tried; None when nothing was done."""

    DEFAULT_CSS = """
    BulkRun { layout: vertical; background: $background; overflow: hidden; }
    BulkRun #title, BulkRun #state { text-style: bold; }
    BulkRun #buttons { height: 1; align-horizontal: right; }
    BulkRun Button { margin-right: 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(BULK)
    AUTO_FOCUS = "#safe"

    def __init__(self, title: str, batch: Batch, waiting: Mapping[str, Sequence[Words]]) -> None:
        """`waiting` is what is to be decided on each subject, for acts that decide."""
        super().__init__()
        self.heading, self.whole, self.waiting = title, batch, waiting
        self.ask = Asker(self)
        self.stage = LOOKING
        self.outcomes: tuple[Outcome, ...] = ()
        self.came: dict[str, Outcome] = {}
        """What came of each that was tried, by its number."""
        self.made: frozenset[str] = frozenset()
        self.fit = batch
        """What is done once confirmed: the subjects whose rehearsal nothing refused."""
        self.stop = Event()

    @property
    def desk(self) -> Desk:
        """The application."""
        return desk_of(self)

    def compose(self) -> ComposeResult:
        """Title, how far it is, lines, buttons, keys."""
        say = self.desk.speech
        yield TextBar(f" {self.heading}", id="title")
        yield Rule()
        yield TextBar(id="state")
        yield RowList(say)
        yield Rule()
        with Horizontal(id="buttons"):
            yield Button(Content(f"[ {say(msg('Back'))} ]"), id="safe", compact=True)
            yield Button("", id="go", compact=True)
        yield KeyLine(say, footer(BULK))

    def on_mount(self) -> None:
        """Rehearse at once."""
        self._offer(None)
        self._begin(self.whole, rehearse=True)

    def on_unmount(self) -> None:
        """Whatever closes the console, the present act is the last one."""
        self.stop.set()

    def on_resize(self) -> None:
        """Texts are wrapped for the width."""
        if self.is_mounted and self.stage in (SHOWN, REPORT):
            self._draw()

    # Running

    def _begin(self, batch: Batch, *, rehearse: bool) -> None:
        self.stop = stop = Event()
        session, every = self.desk.session, max(len(batch.subjects) // STEPS, 1)
        total = len(batch.subjects)

        def told(number: int) -> None:
            if number % every == 0:
                self.call_later(self._progress, number, total)

        self._progress(0, total)

        def work() -> tuple[Outcome, ...]:
            outcomes = run(session, batch, rehearse=rehearse, told=told, stop=stop)
            self.made = numbers_made(session, outcomes) if rehearse and not stop.is_set() else frozenset()
            return outcomes

        self.ask(work, self._rehearsed if rehearse else self._done, topic="bulk")

    def _progress(self, number: int, total: int) -> None:
        if self.stage == LOOKING:
            self._state(msg("Looking at what it brings about: {n} of {total}", n=number, total=total))
        elif self.stage == DOING and not self.stop.is_set():
            self._state(msg("Doing: {n} of {total}. Esc stops after the present one.", n=number, total=total))

    def _rehearsed(self, answer: tuple[Outcome, ...] | Trouble) -> None:
        if self.stop.is_set():
            return
        self.outcomes = () if isinstance(answer, Trouble) else answer
        self.stage = SHOWN
        passed = [one.subject for one in self.outcomes if one.refusal is None]
        every_one = len(self.outcomes) == len(self.whole.subjects)
        self.fit = self.whole.only(passed)
        trouble = [one.answer.message for one in self.outcomes if isinstance(one.answer, Trouble)]
        if isinstance(answer, Trouble):
            self._state(answer.message)
        elif trouble or not every_one:
            self._state(trouble[0] if trouble else msg("Stopped."))
        else:
            self._state(
                msg("Will be done: {n}. Refused: {refused}.", n=len(passed), refused=len(self.outcomes) - len(passed))
            )
            self._offer(msg("Do these {n}", n=len(passed)) if passed else None)
        self._draw()

    def _offer(self, words: Message | None) -> None:
        """The button and the key that go on, or neither; the way back has the focus."""
        go, keys = self.query_one("#go", Button), self.query_one(KeyLine)
        go.display = words is not None
        if words is not None:
            go.label = Content(f"[ F8 {self.desk.speech(words)} ]")
        keys.actions = [action for action in footer(BULK) if words is not None or action.id != "bulk.go"]
        keys.refresh()
        self.query_one("#safe", Button).focus()

    def _done(self, answer: tuple[Outcome, ...] | Trouble) -> None:
        self.stage = REPORT
        self.came |= {one.subject.id: one for one in answer} if isinstance(answer, tuple) else {}
        refused = [one for one in self.outcomes if one.refusal is not None and one.subject.id not in self.came]
        self.outcomes = (*refused, *self.came.values())
        done = sum(one.refusal is None for one in self.outcomes)
        left, not_done = len(self.whole.subjects) - len(self.outcomes), len(self.outcomes) - done
        told = msg("Done: {n}. Refused: {refused}.", n=done, refused=not_done)
        if left:
            told = msg("Done: {n}. Refused: {refused}. Not tried: {left}.", n=done, refused=not_done, left=left)
        self._state(answer.message if isinstance(answer, Trouble) else told)
        self._offer(msg("Do the other {n}", n=len(self._left())) if self._left() else None)
        self._draw()

    def _left(self) -> list[Subject]:
        """What was to be done and came to no end: it was not tried, or nobody knows whether it was kept.

        Trying again is safe: what was kept is not done twice.
        """
        ended = {id for id, one in self.came.items() if not isinstance(one.answer, Trouble)}
        return [one for one in self.fit.subjects if one.id not in ended]

    # Showing

    def _state(self, words: Words | Message) -> None:
        self.query_one("#state", TextBar).put(f" {self.desk.speech(words)}")

    def _draw(self) -> None:
        say, width = self.desk.speech, self.size.width
        if self.stage == REPORT:
            lines = reported(self.whole, self.outcomes, say, width)
        else:
            lines = rehearsed(self.whole, self.outcomes, self.waiting, self.made, say, width)
        self.query_one(RowList).put(lines)

    # Keys

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "go":
            self.action_go()
        else:
            self.action_close()

    def action_go(self) -> None:
        """Do what was shown; once, however often the key is pressed."""
        if self.stage not in (SHOWN, REPORT) or not self.query_one("#go", Button).display:
            return
        self.stage = DOING
        self._offer(None)
        self._begin(self.fit.only(self._left()), rehearse=False)

    def action_close(self) -> None:
        """Stop what runs; else close, with what came of it."""
        self.stop.set()
        if self.stage == DOING:
            self._state(msg("Stops after the present one."))
        elif self.stage == REPORT:
            _ = self.dismiss(self.outcomes)
        else:
            _ = self.dismiss(None)

    def action_leap(self, side: int) -> None:
        """A screenful on or back."""
        rows = self.query_one(RowList)
        rows.scroll_relative(y=side * max(rows.size.height - 1, 1), animate=False, force=True, immediate=True)
