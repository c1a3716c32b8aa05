"""What can be exported, in which formats; written in a thread with word of progress, and stopped by Esc."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from console.tui.actions import EXPORT, bindings
from console.tui.desk import desk_of
from console.tui.exports import FORMATS, Export, file_name
from console.tui.modals.dialog import Dialog
from console.tui.session import Opened, Trouble
from console.tui.widgets.chrome import TextBar
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, Words, msg
from domain.roles import MAY, ROLE_WORDS

if TYPE_CHECKING:
    from console.tui.sources import Choice

_EVERY = 0.2
"""Seconds between two words of progress."""
_COLUMNS = (Column(None, 26, grow=2), Column(None, 22, grow=1), Column(None, 0, grow=2, drop=1))
R = TypeVar("R")


class Stopped(Exception):
    """Whoever asked for the file does not want it any more."""


class ExportChoice(Dialog[R]):
    """A list of exports to choose from. Its kinds say where one goes; there never is half a file."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(EXPORT)
    DEFAULT_CSS = """
    ExportChoice RowList { height: auto; max-height: 12; min-height: 1; }
    """

    def __init__(self, exports: Sequence[Export], opened: Opened) -> None:
        super().__init__("")
        self.choices = [(export, form) for export in exports for form in export.formats]
        self.opened = opened
        self._stop: Event | None = None
        """Set while a file is written; setting it ends that."""

    def place(self) -> Iterable[Widget]:
        """What asks where it goes."""
        return ()

    def suggest(self) -> None:
        """Say under which name, where that is asked."""

    def hint(self) -> Words:
        """What to press."""
        raise NotImplementedError

    def chosen_one(self) -> None:
        """Somebody chose an export they may have."""
        raise NotImplementedError

    def inside(self) -> Iterable[Widget]:
        """What there is, where to, what happens."""
        yield RowList(self.speech, _COLUMNS)
        yield from self.place()
        yield TextBar(self.speech(self.hint()), id="hint")

    def on_mount(self) -> None:
        """Show what there is; who may not is told which role it takes."""
        self.query_one("#title", TextBar).put(self.speech(msg("Export")))
        self._list()
        self.query_one(RowList).styles.height = max(min(len(self.choices), 12, self.size.height - 9), 1)
        self.suggest()

    def _list(self) -> None:
        rows = self.query_one(RowList)
        rows.put([self._line(n, export, form) for n, (export, form) in enumerate(self.choices)])

    def _line(self, number: int, export: Export, form: str) -> Line:
        say, denied = self.speech, self.denied(export)
        cells = (say(export.label), say(FORMATS[form]), say(denied) if denied else "")
        return Line(str(number), cells, tone="quiet" if denied else "")

    def denied(self, export: Export) -> Message | None:
        """Which role an export takes, where it is none of theirs."""
        if export.needs is None or any(role in MAY[export.needs] for role in self.opened.roles):
            return None
        return msg("takes the role {roles}", roles=tuple(ROLE_WORDS[role] for role in sorted(MAY[export.needs])))

    @property
    def chosen(self) -> tuple[Export, str]:
        """What the cursor is on, and its format."""
        line = self.query_one(RowList).current
        return self.choices[int(line.key) if line is not None else 0]

    @property
    def suggested(self) -> str:
        """A name for its file."""
        return file_name(*self.chosen, self.opened.today.isoformat())

    @on(RowList.Opened)
    def _opened(self, message: RowList.Opened) -> None:
        message.stop()
        denied = self.denied(self.chosen[0])
        if denied is not None:
            self.app.bell()
            self.tell(msg("You may not export this: it {why}.", why=denied))
        elif self._stop is None:
            self.chosen_one()

    @property
    def boundable(self) -> bool:
        """Whether something here can be bounded: by district, service, kind, time."""
        return any(export.bounded is not None for export, _ in self.choices)

    def action_bounds(self) -> None:
        """Ask what the record under the cursor is to be bounded by."""
        export = self.chosen[0]
        if export.bounded is None or self._stop is not None:
            self.app.bell()
            return
        from console.tui.history_bounds import BOUNDS, DISTRICT

        session = desk_of(self).session
        self.ask(
            lambda: session.ask(lambda questions: questions.choices(BOUNDS, DISTRICT, {})),
            partial(self._ask_bounds, export),
            topic="bounds",
        )

    def _ask_bounds(self, export: Export, districts: "list[Choice] | Trouble") -> None:
        if isinstance(districts, Trouble):
            self.tell(districts.message)
            return
        from console.tui.modals.bounds_form import BoundsForm

        given = {name: str(value) for name, value in export.bounds.items()}
        desk_of(self).over(BoundsForm(self.opened, given, districts), partial(self._bound, export))

    def _bound(self, export: Export, values: Mapping[str, Any] | None) -> None:
        if values is None or export.bounded is None:
            return
        other = export.bounded(values)
        self.choices = [(other if one is export else one, form) for one, form in self.choices]
        self._list()
        self.suggest()
        # In whole: its line may be too short for it.
        self.tell(other.label if values else self.hint())

    @property
    def writing(self) -> bool:
        """Whether a file is on its way."""
        return self._stop is not None

    def write(self, keep: Callable[[Iterable[bytes]], R]) -> None:
        """Make what is chosen in a thread, and give its bytes to `keep`; close with what that gives."""
        export, form = self.chosen
        stop = self._stop = Event()
        session, lang = desk_of(self).session, self.speech.lang
        said = [time.monotonic()]

        def watched(chunks: Iterable[bytes]) -> Iterator[bytes]:
            done = 0
            for chunk in chunks:
                if stop.is_set():
                    raise Stopped
                yield chunk
                done += len(chunk)
                if time.monotonic() - said[0] >= _EVERY:
                    said[0] = time.monotonic()
                    self.call_later(self._going_on, msg("{done} bytes written; Esc stops", done=done))

        def work() -> R | None:
            from console.tui.questions import Questions

            def written(questions: Questions) -> R:
                if export.needs is not None:
                    questions.require(export.needs)
                return keep(watched(export.chunks(questions, form, lang)))

            try:
                return session.ask(written)
            except Stopped:
                return None

        self.tell(msg("Writing; Esc stops"))
        self.ask(work, self._written, topic="write")

    def _going_on(self, told: Message) -> None:
        if self._stop is not None:
            self.tell(told)

    def _written(self, answer: R | Trouble | None) -> None:
        self._stop = None
        if isinstance(answer, Trouble):
            self.tell(answer.message)
        elif answer is None:
            self.tell(msg("Stopped. No file was written."))
        else:
            self.finish(answer)

    def tell(self, words: Words) -> None:
        """Say something where the hint is."""
        self.query_one("#hint", TextBar).put(self.speech(words))

    def action_close(self) -> None:
        """Stop writing; or close without a file."""
        if self._stop is not None:
            self._stop.set()
        else:
            self.finish(None)

    def on_unmount(self) -> None:
        """Nobody waits for the file any more."""
        if self._stop is not None:
            self._stop.set()
