"""A draft that stands: take it up, throw it away, or leave it for later."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from console.tui.cells import cut
from console.tui.desk import Desk, desk_of
from console.tui.modals.dialog import Dialog
from domain.messages import msg

if TYPE_CHECKING:
    from console.drafts import KeptDraft
    from domain.acts import Act

TAKE, DROP, LATER = "take", "drop", "later"
_ANSWERS = ((LATER, msg("Later")), (DROP, msg("Throw away")), (TAKE, msg("Take up")))
_SHOWN = 4
"""Fields shown of a draft."""


def act_of(draft: "KeptDraft") -> "Act":
    """The act a draft is of; KeyError where there is none of this name."""
    from domain.acts import act

    return act(draft.act)


def about(draft: "KeptDraft", desk: Desk) -> tuple[str, str, str]:
    """The act, what it is about, and when it was kept, in the language of the console."""
    zone = ZoneInfo(desk.opened.zone if desk.opened is not None else "UTC")
    moment = draft.saved_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    subject = f"{desk.speech(draft.id)} {desk.speech(draft.name)}".strip()
    return desk.speech(act_of(draft).label), subject, moment


class DraftOffer(Dialog[str]):
    """Gives ``take`` or ``drop``, None for later; taking it up has the focus, since it loses nothing."""

    DEFAULT_CSS = """
    DraftOffer #box { max-width: 72; }
    DraftOffer Horizontal { height: 1; align-horizontal: right; margin-top: 1; }
    DraftOffer Button { margin-left: 2; }
    """
    AUTO_FOCUS = "#take"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "app.focus_previous", show=False),
        Binding("right,l", "app.focus_next", show=False),
    ]

    def __init__(self, title: str, draft: "KeptDraft") -> None:
        super().__init__(title)
        self.draft = draft

    def inside(self) -> Iterable[Widget]:
        """What the draft is, the beginning of what is in it, and the answers."""
        act, subject, moment = about(self.draft, desk_of(self))
        say = self.speech
        lines = [
            act + (f"  {subject}" if subject else ""),
            say(msg("Typed until {moment}, not handed in.", moment=moment)),
        ]
        yield Static(Content("\n".join((*lines, *self._typed()))), markup=False)
        yield Horizontal(*(Button(Content(f"[ {say(label)} ]"), id=id, compact=True) for id, label in _ANSWERS))

    def _typed(self) -> Iterable[str]:
        from console.tui.sources import static_choices

        act = act_of(self.draft)
        fields = [field for field in act.fields if self.draft.fields.get(field.name)]
        for field in fields[:_SHOWN]:
            kept = self.draft.fields[field.name]
            value = next((choice.label for choice in static_choices(act, field) if choice.value == kept), kept)
            yield cut(f"  {self.speech(field.label)}: {self.speech(value)}", 66)
        if len(fields) > _SHOWN:
            yield "  " + self.speech(msg("and {n} more", n=len(fields) - _SHOWN))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.finish(event.button.id if event.button.id in (TAKE, DROP) else None)
