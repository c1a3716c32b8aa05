"""Filling in a form, whatever comes of it: what its fields do while one types, moves, chooses and leaves."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, TextArea

from console.tui.actions import FORM, bindings, footer
from console.tui.desk import Asker, Desk, desk_of
from console.tui.keeping import Keeper
from console.tui.modals.fields import Fields
from console.tui.resuming import discard, leave
from console.tui.widgets.chrome import KeyLine, Rule, TextBar
from console.tui.widgets.field_row import FieldRow, Toggle
from domain.acts import Act
from domain.messages import Message, msg

R = TypeVar("R")
BACK = msg("Back")


class Filling(ModalScreen[R]):
    """Fields, the draft kept of them, a line of hints and two buttons. Its kinds say what is done with it."""

    DEFAULT_CSS = """
    Filling { layout: vertical; background: $background; overflow: hidden; }
    Filling #title { text-style: bold; }
    Filling #buttons { height: 1; align-horizontal: right; }
    Filling Button { margin-right: 2; }
    Filling #hint { text-style: dim; }
    Filling.-narrow FieldRow .meaning { display: none; }
    Filling.-wide FieldRow .meaning { width: 48; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(FORM)
    GO: ClassVar[Message]
    """What F8 does."""
    acts: ClassVar[bool] = True
    act: Act
    ask: Asker
    fields: Fields
    keeper: Keeper

    @property
    def desk(self) -> Desk:
        """The application."""
        return desk_of(self)

    @property
    def heading(self) -> str:
        """What is filled in, and on what."""
        raise NotImplementedError

    def after(self) -> Iterable[Widget]:
        """What stands below the fields."""
        return ()

    def compose(self) -> ComposeResult:
        """Title, fields, what stands below them, hint, buttons, keys."""
        say = self.desk.speech
        yield TextBar(f" {self.heading}", id="title")
        yield Rule()
        yield self.fields
        yield from self.after()
        yield TextBar(id="hint")
        with Horizontal(id="buttons"):
            yield Button(Content(f"[ {say(BACK)} ]"), id="safe", compact=True)
            yield Button(Content(f"[ F8 {say(self.GO)} ]"), id="submit", compact=True)
        yield KeyLine(say, [action for action in footer(FORM) if self.desk.offers(action)])

    def on_mount(self) -> None:
        """Screens learn of the breakpoints only when the terminal changes its size."""
        _ = self.set_class(self.app.size.width < 80, "-narrow")
        _ = self.set_class(self.app.size.width >= 120, "-wide")

    def changed(self) -> None:
        """A field holds something else than before."""

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Tell what the field is for."""
        self._hint(self.fields.row_of(event.widget))

    def _hint(self, row: FieldRow | None) -> None:
        """What the field is for; on a narrow screen, which has no room beside it, what is typed comes to."""
        text = self.desk.speech(row.field.help) if row is not None else ""
        if row is not None and self.has_class("-narrow"):
            text = row.meaning or text
        self.query_one("#hint", TextBar).put(f" {text}" if text else "")

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Check what was left."""
        row = self.fields.row_of(event.widget)
        if row is not None:
            self.fields.left(row)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Toggle.Changed)
    def _changed(self, event: Input.Changed | TextArea.Changed | Toggle.Changed) -> None:
        row = self.fields.row_of(event.control)
        if row is None:
            return
        self.keeper.changed()
        if row.field.shape == "day":
            row.tell_meaning()
            self.fields.tell_started()
        elif (row.choices or row.field.source) and row.control is self.focused:
            self.fields.narrow(row)
        if row.control is self.focused:
            self._hint(row)
        self.changed()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        if self.fields.row_of(event.input) is None:
            # What is asked for besides the fields is the last thing before going on.
            self.action_submit()
        else:
            self.focus_next()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "safe":
            self.action_back()
        else:
            self.action_submit()

    def action_choose(self) -> None:
        """A list to choose from for the field with the focus."""
        self.fields.choose(self.fields.row_of(self.focused))

    def action_editor(self) -> None:
        """The long text with the focus, in an editor."""
        from console.tui.writing import write_in_editor

        write_in_editor(self, self.fields.row_of(self.focused))

    def finish(self, result: R | None) -> None:
        """Close with what came of it; None when nothing was done."""
        _ = self.dismiss(result)

    def action_back(self) -> None:
        """Leave; what is typed is kept as a draft."""
        leave(self)

    def action_discard(self) -> None:
        """Leave, and keep nothing of it."""
        discard(self)

    def action_submit(self) -> None:
        """Go on with what is filled in."""
        raise NotImplementedError
