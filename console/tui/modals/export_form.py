"""Export (导出): what, in which format, into which file; written in a thread, and stopped by Esc."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from console.tui.desk import desk_of
from console.tui.exports import Export
from console.tui.modals.confirm import Confirm
from console.tui.modals.export_choice import ExportChoice
from console.tui.session import Opened, Trouble
from console.tui.widgets.chrome import TextBar
from console.tui.widgets.row_list import RowList
from domain.messages import Words, msg
from domain.refusals import refuse


class ExportForm(ExportChoice[Path]):
    """Gives the path once the file is whole; there never is half a file, nor one that others may read."""

    def __init__(self, exports: Sequence[Export], opened: Opened) -> None:
        super().__init__(exports, opened)
        self._suggested = ""

    def place(self) -> Iterable[Widget]:
        """Where to."""
        yield TextBar(self.speech(msg("File, readable by its owner alone:")), id="label")
        path = Input(compact=True, select_on_focus=False, id="path")
        path.cursor_blink = False
        yield path

    def hint(self) -> Words:
        """What to press."""
        if self.boundable:
            return msg("Enter on a line, then Enter on the file; / bounds the record; Esc back")
        return msg("Enter on a line, then Enter on the file; Esc back")

    @on(RowList.Moved)
    def suggest(self) -> None:
        """A name for what the cursor is on."""
        # What somebody typed is theirs; only our own suggestion follows the choice.
        path = self.query_one("#path", Input)
        if path.value == self._suggested:
            self._suggested = path.value = self.suggested
            path.cursor_position = len(path.value)

    def chosen_one(self) -> None:
        """On to the file."""
        self.query_one("#path", Input).focus()

    @on(Input.Submitted, "#path")
    def _submitted(self) -> None:
        if self.writing:
            return
        typed = self.query_one("#path", Input).value.strip()
        if not typed:
            self.tell(msg("Give the file a name."))
            return
        if self.denied(self.chosen[0]) is not None:
            self.app.bell()
            return
        session, name = desk_of(self).session, self.suggested

        def look() -> tuple[Path, bool]:
            path = _place(typed, name)
            _not_own(path, session.own_files())
            return path, path.exists() or path.is_symlink()

        def seen(answer: tuple[Path, bool] | Trouble) -> None:
            if isinstance(answer, Trouble):
                self.tell(answer.message)
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
        def keep(chunks: Iterable[bytes]) -> Path:
            from console.files import write_out

            write_out(path, chunks, replace=replace)
            return path

        self.write(keep)


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
