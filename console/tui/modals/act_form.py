"""The one form of every act: made from its description, checked as it will be, previewed before the last key."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widget import Widget

from console.tui.desk import Asker
from console.tui.doing import SEALED, Draft
from console.tui.keeping import Keeper
from console.tui.modals.fields import Fields
from console.tui.modals.filling import Filling
from console.tui.modals.handing_in import PREVIEW, HandingIn
from console.tui.modals.level_fields import LEVEL_FIELDS, ask_what_waits
from console.tui.modals.retyping import Retype
from console.tui.resuming import discard, leave, resume
from console.tui.session import Opened
from console.tui.subjects import Subject
from console.tui.widgets.chrome import Rule
from console.tui.widgets.field_row import Toggle
from console.tui.widgets.preview import Preview
from domain.acts import Act
from domain.messages import msg
from sanctions.results import Done

if TYPE_CHECKING:
    from console.drafts import KeptDraft
    from console.tui.doing_deeds import Deed


class ActForm(Filling[Done]):
    """Fill in, F8 shows what it brings about, F8 again does it. Gives what was done, None when nothing was."""

    DEFAULT_CSS = """
    ActForm #after { height: auto; max-height: 55%; }
    """
    AUTO_FOCUS = "Input, TextArea, Toggle"
    GO = PREVIEW

    def __init__(
        self,
        act: Act,
        subject: Subject | None,
        given: Mapping[str, str],
        taken: "KeptDraft | None" = None,
        *,
        opened: Opened | None = None,
        deed: "Deed | None" = None,
        seen: int | None = None,
    ) -> None:
        """`taken` is a draft that is taken up; `deed` does what is no act of the journal.

        `seen` is the journal's last entry when the page was read that this form was opened on.
        """
        super().__init__()
        self.act, self.subject, self.taken, self.deed = act, subject, taken, deed
        self.ask = Asker(self)
        self.fields = Fields(act, subject, given, self.ask, opened, deed.choices if deed is not None else None)
        self.keeper = Keeper(self, self.fields, self.ask, seen)
        self.handing_in = HandingIn(self)

    @property
    def heading(self) -> str:
        """Which act, and on what."""
        say = self.desk.speech
        about = f"  {say(self.subject.id)} {say(self.subject.name)}".rstrip() if self.subject else ""
        return say(msg("Act: {act}", act=self.act.label)) + about

    def after(self) -> Iterable[Widget]:
        """What it will bring about, and what is asked for last."""
        yield Vertical(Rule(), Preview(self.desk.speech, self.act), Retype(self.desk.speech), id="after")

    def on_mount(self) -> None:
        """What may be chosen, and the name that may have to be retyped."""
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

    def changed(self) -> None:
        """What was previewed counts no more."""
        self.handing_in.changed()

    # Leaving and handing in

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

    def action_submit(self) -> None:
        """First the preview; then, with nothing changed in between, the act."""
        self.handing_in.go()


__all__ = ["LEVEL_FIELDS", "ActForm", "Toggle"]
