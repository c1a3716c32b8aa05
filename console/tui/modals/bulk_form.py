"""The one form of an act on several subjects: filled in once, for all that is marked."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import uuid4

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.screen import ModalScreen
from textual.widgets import Button, Input, TextArea

from console.tui.actions import FORM, bindings, footer
from console.tui.bulk import Batch, Outcome, unfit_as_filled
from console.tui.desk import Asker, Desk, desk_of
from console.tui.keeping import Keeper
from console.tui.modals.act_form import LEVEL_FIELDS
from console.tui.modals.bulk_run import BulkRun
from console.tui.modals.fields import Fields
from console.tui.resuming import discard, leave, resume
from console.tui.session import Trouble
from console.tui.subjects import Subject
from console.tui.widgets.chrome import KeyLine, Rule, TextBar
from console.tui.widgets.field_row import Toggle
from domain.acts import Act
from domain.messages import Words, msg

DECIDING = ("approve", "reject", "return", "resubmit")
Waiting = dict[str, tuple[list[Words], frozenset[str]]]


class BulkForm(ModalScreen[tuple[Outcome, ...]]):
    """Fill in, F8 rehearses the act on each. Gives what came of each, None when nothing was done."""

    DEFAULT_CSS = """
    BulkForm { layout: vertical; background: $background; overflow: hidden; }
    BulkForm #title { text-style: bold; }
    BulkForm #buttons { height: 1; align-horizontal: right; }
    BulkForm Button { margin-right: 2; }
    BulkForm #hint { text-style: dim; }
    BulkForm.-narrow FieldRow .meaning { display: none; }
    BulkForm.-wide FieldRow .meaning { width: 48; }
    """
    acts: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = bindings(FORM)
    AUTO_FOCUS = "Input, TextArea, Toggle, #submit"

    def __init__(self, act: Act, subjects: Sequence[Subject], marked: str) -> None:
        """`marked` tells how many there are, in the place of a number."""
        super().__init__()
        self.act, self.subjects, self.marked = act, tuple(subjects), marked
        self.ask = Asker(self)
        self.waiting: Waiting = {}
        self.fields = Fields(act, Subject(self.subjects[0].noun, "", None, marked), {}, self.ask)
        self.keeper = Keeper(self, self.fields, self.ask)

    @property
    def desk(self) -> Desk:
        """The application."""
        return desk_of(self)

    @property
    def heading(self) -> str:
        """Which act, and on how many."""
        say = self.desk.speech
        return f"{say(msg('Act: {act}', act=self.act.label))}  {self.marked}"

    def compose(self) -> ComposeResult:
        """Title, fields, buttons, keys."""
        say = self.desk.speech
        yield TextBar(f" {self.heading}", id="title")
        yield Rule()
        yield self.fields
        yield TextBar(id="hint")
        with Horizontal(id="buttons"):
            yield Button(Content(f"[ {say(msg('Back'))} ]"), id="safe", compact=True)
            yield Button(Content(f"[ F8 {say(msg('Preview'))} ]"), id="submit", compact=True)
        yield KeyLine(say, [action for action in footer(FORM) if self.desk.offers(action)])

    def on_mount(self) -> None:
        """Files go to one subject each, and what a level asks for is asked only where one of them needs it."""
        _ = self.set_class(self.app.size.width < 80, "-narrow")
        _ = self.set_class(self.app.size.width >= 120, "-wide")
        files = frozenset(field.name for field in self.act.fields if field.shape == "file")
        self.fields.show(files, frozenset())
        if self.act.kind in DECIDING:
            self.fields.show(LEVEL_FIELDS, frozenset())
            ids, session = [one.id for one in self.subjects], self.desk.session

            def look() -> Waiting:
                return session.ask(lambda questions: {id: questions.pending(id)[::2] for id in ids})

            self.ask(look, self._found_waiting, topic="pending")
        resume(self, None)

    def _found_waiting(self, answer: Waiting | Trouble) -> None:
        if isinstance(answer, Trouble):
            self.desk.say(answer.message, bad=True)
            return
        self.waiting = answer
        asked = frozenset(name for _, fields in answer.values() for name in fields)
        self.fields.show(LEVEL_FIELDS, asked - {"minutes_file"})

    # Filling in

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Tell what the field is for."""
        row = self.fields.row_of(event.widget)
        help_text = self.desk.speech(row.field.help) if row is not None and row.field.help is not None else ""
        self.query_one("#hint", TextBar).put(f" {help_text}" if help_text else "")

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
        if row is not None:
            self.keeper.changed()
        if row is not None and row.field.shape == "day":
            row.tell_meaning()
            self.fields.tell_started()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
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

    # Leaving and going on

    def finish(self, outcomes: tuple[Outcome, ...] | None) -> None:
        """Close with what came of it."""
        _ = self.dismiss(outcomes)

    def action_back(self) -> None:
        """Leave; what is typed is kept as a draft."""
        leave(self)

    def action_discard(self) -> None:
        """Leave, and keep nothing of it."""
        discard(self)

    def action_submit(self) -> None:
        """Rehearse it on each, then show what came of it."""
        if not self.fields.check():
            return
        draft = self.fields.draft
        unfit = unfit_as_filled(draft)
        if unfit is not None:
            self.desk.say(unfit, bad=True)
            return

        def ran(outcomes: tuple[Outcome, ...] | None) -> None:
            if outcomes is not None:
                self.keeper.drop()
                self.finish(outcomes)

        batch = Batch(draft, self.subjects, f"bulk-{uuid4()}")
        self.desk.over(BulkRun(self.heading, batch, {id: told for id, (told, _) in self.waiting.items()}), ran)
