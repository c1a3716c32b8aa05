"""The one form of every act: made from its description, checked as it will be, previewed before the last key."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.screen import ModalScreen
from textual.widgets import Button, Input, TextArea

from console.tui.actions import FORM, bindings, footer
from console.tui.desk import Asker, Desk, desk_of
from console.tui.doing import SEALED, Draft
from console.tui.keeping import Keeper
from console.tui.modals.fields import Fields
from console.tui.modals.handing_in import PREVIEW, HandingIn
from console.tui.modals.level_fields import LEVEL_FIELDS, ask_what_waits
from console.tui.modals.retyping import ID as RETYPED
from console.tui.modals.retyping import Retype
from console.tui.resuming import discard, leave, resume
from console.tui.session import Opened
from console.tui.subjects import Subject
from console.tui.widgets.chrome import KeyLine, Rule, TextBar
from console.tui.widgets.field_row import FieldRow, Toggle
from console.tui.widgets.preview import Preview
from domain.acts import Act
from domain.messages import msg
from sanctions.results import Done

if TYPE_CHECKING:
    from console.drafts import KeptDraft
    from console.tui.doing_deeds import Deed

BACK = msg("Back")


class ActForm(ModalScreen[Done]):
    """Fill in, F8 shows what it brings about, F8 again does it. Gives what was done, None when nothing was."""

    DEFAULT_CSS = """
    ActForm { layout: vertical; background: $background; overflow: hidden; }
    ActForm #title { text-style: bold; }
    ActForm #after { height: auto; max-height: 55%; }
    ActForm #buttons { height: 1; align-horizontal: right; }
    ActForm Button { margin-right: 2; }
    ActForm #hint { text-style: dim; }
    ActForm.-narrow FieldRow .meaning { display: none; }
    ActForm.-wide FieldRow .meaning { width: 48; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(FORM)
    AUTO_FOCUS = "Input, TextArea, Toggle"
    acts: ClassVar[bool] = True

    def __init__(
        self,
        act: Act,
        subject: Subject | None,
        given: Mapping[str, str],
        taken: "KeptDraft | None" = None,
        *,
        opened: Opened | None = None,
        deed: "Deed | None" = None,
    ) -> None:
        """`taken` is a draft that is taken up; `deed` does what is no act of the journal."""
        super().__init__()
        self.act, self.subject, self.taken, self.deed = act, subject, taken, deed
        self.ask = Asker(self)
        self.fields = Fields(act, subject, given, self.ask, opened, deed.choices if deed is not None else None)
        self.keeper = Keeper(self, self.fields, self.ask)
        self.handing_in = HandingIn(self)

    @property
    def desk(self) -> Desk:
        """The application."""
        return desk_of(self)

    def compose(self) -> ComposeResult:
        """Title, fields, preview, buttons, keys."""
        say = self.desk.speech
        title = msg("Act: {act}", act=self.act.label)
        about = f"  {say(self.subject.id)} {say(self.subject.name)}".rstrip() if self.subject else ""
        yield TextBar(f" {say(title)}{about}", id="title")
        yield Rule()
        yield self.fields
        with Vertical(id="after"):
            yield Rule()
            yield Preview(say, self.act)
            yield Retype(say)
        yield TextBar(id="hint")
        with Horizontal(id="buttons"):
            yield Button(Content(f"[ {say(BACK)} ]"), id="safe", compact=True)
            yield Button(Content(f"[ F8 {say(PREVIEW)} ]"), id="submit", compact=True)
        yield KeyLine(say, [action for action in footer(FORM) if self.desk.offers(action)])

    def on_mount(self) -> None:
        """What may be chosen, and the name that may have to be retyped."""
        # Screens learn of the breakpoints only when the terminal changes its size.
        _ = self.set_class(self.app.size.width < 80, "-narrow")
        _ = self.set_class(self.app.size.width >= 120, "-wide")
        self.handing_in.begin()
        ask_what_waits(self)
        if self.act.kind not in SEALED and self.deed is None:
            resume(self, self.taken)

    @property
    def ready(self) -> Draft | None:
        """What the preview shows; only exactly this is ever submitted."""
        return self.handing_in.ready

    @property
    def name_to_retype(self) -> str:
        """The name that is asked for where the act asks for one."""
        return self.handing_in.name

    def asks_name(self, draft: Draft) -> bool:
        """Whether the institution's name must be typed before the last key."""
        return self.handing_in.asks_name(draft)

    @property
    def busy(self) -> bool:
        """Whether it is being looked at or done."""
        return self.handing_in.busy

    async def renew(self) -> None:
        """Make everything in it anew; what was previewed counts no more."""
        self.handing_in.forget()
        self.fields = self.keeper.fields = self.fields.again()
        await self.recompose()

    def action_choose(self) -> None:
        """A list to choose from for the field with the focus."""
        self.fields.choose(self.fields.row_of(self.focused))

    # Leaving fields

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Tell what the field is for."""
        row = self.fields.row_of(event.widget)
        self._hint(row)

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
        if row is not None:
            self.keeper.changed()
        if row is not None and row.field.shape == "day":
            row.tell_meaning()
            self.fields.tell_started()
        elif row is not None and (row.choices or row.field.source) and row.control is self.focused:
            self.fields.narrow(row)
        if row is not None and row.control is self.focused:
            self._hint(row)
        if row is not None:
            self.handing_in.changed()

    # Preview and submission

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == RETYPED:
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

    def finish(self, done: Done | None) -> None:
        """Close with what was done."""
        _ = self.dismiss(done)

    def action_back(self) -> None:
        """Leave; what is typed is kept as a draft."""
        if self.handing_in.doing:
            self.handing_in.stop()
        else:
            leave(self)

    def action_discard(self) -> None:
        """Leave, and keep nothing of it."""
        if not self.busy:
            discard(self)

    def action_editor(self) -> None:
        """The long text with the focus, in an editor."""
        from console.tui.writing import write_in_editor

        write_in_editor(self, self.fields.row_of(self.focused))

    def action_submit(self) -> None:
        """First the preview; then, with nothing changed in between, the act."""
        self.handing_in.go()


__all__ = ["LEVEL_FIELDS", "ActForm", "Toggle"]
