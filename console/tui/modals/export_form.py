"""Export (导出): what, in which format, into which file; written in a thread, and stopped by Esc."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from console.tui.actions import EXPORT, bindings
from console.tui.desk import desk_of
from console.tui.exports import FORMATS, Export, file_name
from console.tui.modals.confirm import Confirm
from console.tui.modals.dialog import Dialog
from console.tui.session import Opened, Trouble
from console.tui.widgets.chrome import TextBar
from console.tui.widgets.columns import Column, Line
from console.tui.widgets.row_list import RowList
from domain.messages import Message, Words, msg
from domain.refusals import refuse
from domain.roles import MAY, ROLE_WORDS

if TYPE_CHECKING:
    from console.tui.sources import Choice

_EVERY = 0.2
"""Seconds between two words of progress."""
_COLUMNS = (Column(None, 26, grow=2), Column(None, 22, grow=1), Column(None, 0, grow=2, drop=1))


class Stopped(Exception):
    """Whoever asked for the file does not want it any more."""


class ExportForm(Dialog[Path]):
    """Gives the path once the file is whole; there never is half a file, nor one that others may read."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(EXPORT)
    DEFAULT_CSS = """
    ExportForm RowList { height: auto; max-height: 12; min-height: 1; }
    """

    def __init__(self, exports: Sequence[Export], opened: Opened) -> None:
        super().__init__("")
        self.choices = [(export, form) for export in exports for form in export.formats]
        self.opened = opened
        self._suggested = ""
        self._stop: Event | None = None
        """Set while a file is written; setting it ends that."""

    def inside(self) -> Iterable[Widget]:
        """What there is, where to, what happens."""
        yield RowList(self.speech, _COLUMNS)
        yield TextBar(self.speech(msg("File, readable by its owner alone:")), id="label")
        path = Input(compact=True, select_on_focus=False, id="path")
        path.cursor_blink = False
        yield path
        yield TextBar(self.speech(self._hint()), id="hint")

    def _hint(self) -> Message:
        if any(export.bounded is not None for export, _ in self.choices):
            return msg("Enter on a line, then Enter on the file; / bounds the record; Esc back")
        return msg("Enter on a line, then Enter on the file; Esc back")

    def on_mount(self) -> None:
        """Show what there is; who may not is told which role it takes."""
        self.query_one("#title", TextBar).put(self.speech(msg("Export")))
        self._list()
        self.query_one(RowList).styles.height = max(min(len(self.choices), 12, self.size.height - 9), 1)
        self._suggest()

    def _list(self) -> None:
        rows = self.query_one(RowList)
        rows.put([self._line(n, export, form) for n, (export, form) in enumerate(self.choices)])

    def _line(self, number: int, export: Export, form: str) -> Line:
        say, denied = self.speech, self._denied(export)
        cells = (say(export.label), say(FORMATS[form]), say(denied) if denied else "")
        return Line(str(number), cells, tone="quiet" if denied else "")

    def _denied(self, export: Export) -> Message | None:
        if export.needs is None or any(role in MAY[export.needs] for role in self.opened.roles):
            return None
        return msg("takes the role {roles}", roles=tuple(ROLE_WORDS[role] for role in sorted(MAY[export.needs])))

    @property
    def _chosen(self) -> tuple[Export, str]:
        line = self.query_one(RowList).current
        return self.choices[int(line.key) if line is not None else 0]

    def action_bounds(self) -> None:
        """Ask what the record under the cursor is to be bounded by."""
        export = self._chosen[0]
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
            self._tell(districts.message)
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
        self._suggest()
        # In whole: its line may be too short for it.
        self._tell(other.label if values else self._hint())

    @on(RowList.Moved)
    def _suggest(self) -> None:
        # What somebody typed is theirs; only our own suggestion follows the choice.
        path = self.query_one("#path", Input)
        if path.value == self._suggested:
            self._suggested = path.value = file_name(*self._chosen, self.opened.today.isoformat())
            path.cursor_position = len(path.value)

    @on(RowList.Opened)
    def _to_file(self, message: RowList.Opened) -> None:
        message.stop()
        denied = self._denied(self._chosen[0])
        if denied is not None:
            self.app.bell()
            self._tell(msg("You may not export this: it {why}.", why=denied))
        else:
            self.query_one("#path", Input).focus()

    @on(Input.Submitted, "#path")
    def _submitted(self) -> None:
        if self._stop is not None:
            return
        export, form = self._chosen
        typed = self.query_one("#path", Input).value.strip()
        if not typed:
            self._tell(msg("Give the file a name."))
            return
        if self._denied(export) is not None:
            self.app.bell()
            return
        session, name = desk_of(self).session, file_name(export, form, self.opened.today.isoformat())

        def look() -> tuple[Path, bool]:
            path = _place(typed, name)
            _not_own(path, session.own_files())
            return path, path.exists() or path.is_symlink()

        def seen(answer: tuple[Path, bool] | Trouble) -> None:
            if isinstance(answer, Trouble):
                self._tell(answer.message)
                return
            path, there = answer
            if not there:
                self._write(path, replace=False)
                return
            question = msg("There is a file {name} already. Replace it?", name=path.name)
            desk_of(self).over(
                Confirm(self.speech(msg("Export")), question, msg("Replace")),
                lambda go: self._write(path, replace=True) if go else None,
            )

        from console.tui.session import tried

        self.ask(lambda: tried(look), seen, topic="place")

    def _write(self, path: Path, *, replace: bool) -> None:
        export, form = self._chosen
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

        def work() -> Path | None:
            from console.files import write_out
            from console.tui.questions import Questions

            def written(questions: Questions) -> None:
                if export.needs is not None:
                    questions.require(export.needs)
                write_out(path, watched(export.chunks(questions, form, lang)), replace=replace)

            try:
                session.ask(written)
            except Stopped:
                return None
            return path

        self._tell(msg("Writing; Esc stops"))
        self.ask(work, self._written, topic="write")

    def _going_on(self, told: Message) -> None:
        if self._stop is not None:
            self._tell(told)

    def _written(self, answer: Path | Trouble | None) -> None:
        self._stop = None
        if isinstance(answer, Trouble):
            self._tell(answer.message)
        elif answer is None:
            self._tell(msg("Stopped. No file was written."))
        else:
            self.finish(answer)

    def _tell(self, words: Words) -> None:
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


def _place(typed: str, name: str) -> Path:
    """Where the file goes; in a folder it takes the name that was suggested."""
    try:
        path = Path(typed).expanduser()
        return path / name if path.is_dir() else path
    except (OSError, ValueError, RuntimeError):
        raise refuse("file.unreadable", msg("This is no name of a file. Type another one.")) from None


def _not_own(path: Path, own: frozenset[tuple[int, int]]) -> None:
    try:
        told = path.stat()
    except (OSError, ValueError):
        return
    if (told.st_dev, told.st_ino) in own:
        raise refuse("file.own", msg("This is the database or the key that is in use here. Choose another file."))
