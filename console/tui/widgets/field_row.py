"""One field of a form: label, what is typed, what it means, and what is wrong with it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message as Event
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from console.tui.cells import cut, wrap
from console.tui.choosing import fitting, meant, pieces, told
from console.tui.days import meaning_of
from console.tui.naming import in_labels
from console.tui.session import Opened
from console.tui.sources import Choice
from console.tui.speech import Speech
from console.tui.widgets.chrome import TextBar
from domain.acts import Act, Context, Field
from domain.acts.fields import parse_field
from domain.messages import Message, msg
from domain.refusals import Refusal, Refused

if TYPE_CHECKING:
    from sanctions.running.started import Started

LABEL = 17
"""Cells for a label; longer ones take another line."""


class Toggle(Static, can_focus=True):
    """Yes or no; Space changes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "change", show=False)]
    DEFAULT_CSS = "Toggle { height: 1; width: 1fr; } Toggle:focus { text-style: reverse; }"

    class Changed(Event):
        """The other answer was given."""

        def __init__(self, toggle: "Toggle") -> None:
            super().__init__()
            self.toggle = toggle

        @property
        def control(self) -> "Toggle":
            """Whose answer it is."""
            return self.toggle

    def __init__(self, speech: Speech) -> None:
        super().__init__("[ ]", markup=False)
        self.speech = speech
        self.value = False

    def action_change(self) -> None:
        """The other answer."""
        self.value = not self.value
        self.post_message(self.Changed(self))
        yes_or_no = self.speech(msg("yes") if self.value else msg("no"))
        self.update(Content(f"[{'x' if self.value else ' '}] {yes_or_no}"))


class FieldRow(Vertical):
    """A field in a form. `fixed` fields show what they are about and cannot be changed."""

    DEFAULT_CSS = """
    FieldRow { height: auto; width: 1fr; }
    FieldRow > Horizontal { height: auto; }
    FieldRow .label { width: 18; height: auto; }
    FieldRow .fixed { width: 1fr; height: 1; text-wrap: nowrap; }
    FieldRow Input { width: 1fr; }
    FieldRow TextArea { width: 1fr; height: 2; border: none; padding: 0; }
    FieldRow .meaning { width: 30; height: 1; margin-left: 1; text-style: dim; }
    FieldRow .wrong { height: auto; padding-left: 18; color: $text-error; display: none; }
    FieldRow.-wrong .wrong { display: block; }
    FieldRow .starts { height: auto; padding-left: 18; display: none; }
    FieldRow.-starts .starts { display: block; }
    """

    def __init__(
        self, act: Act, field: Field, speech: Speech, opened: Opened, *, value: str = "", fixed: str | None = None
    ) -> None:
        super().__init__()
        self.act, self.field, self.speech, self.opened = act, field, speech, opened
        self.initial, self.fixed = value, fixed
        self.choices: list[Choice] = []
        self.control: Widget | None = None
        self.at_fault = False
        self.meaning = ""
        self.turned_away = ""
        """A text from the editor that the field could not take, to be changed there."""

    def compose(self) -> ComposeResult:
        """Label, control, meaning; the fault beneath."""
        mark = "*" if self.field.required else ""
        with Horizontal():
            label = "\n".join(wrap(mark + self.speech(self.field.label), LABEL))
            yield Static(Content(label), markup=False, classes="label")
            yield self._control()
            if self.fixed is None:
                yield TextBar(classes="meaning")
        if self.field.shape == "day":
            yield Static("", markup=False, classes="starts")
        yield Static("", markup=False, classes="wrong")

    def _control(self) -> Widget:
        if self.fixed is not None:
            return Static(Content(cut(self.fixed, 60)), markup=False, classes="fixed")
        if self.field.shape == "flag":
            self.control = Toggle(self.speech)
        elif self.field.shape == "text":
            self.control = TextArea(
                self.initial, compact=True, tab_behavior="focus", highlight_cursor_line=False, soft_wrap=True
            )
            self.control.cursor_blink = False
        else:
            self.control = Input(self.initial, compact=True, select_on_focus=False)
            self.control.cursor_blink = False
        return self.control

    # What it holds

    @property
    def typed(self) -> str:
        """The text as typed; for a fixed field its value."""
        if isinstance(self.control, Input):
            return self.control.value
        return self.control.text if isinstance(self.control, TextArea) else self.initial

    def put(self, text: str) -> None:
        """Replace what is typed."""
        if isinstance(self.control, Input):
            self.control.value = text
        elif isinstance(self.control, TextArea):
            self.control.text = text

    @property
    def raw(self) -> Any:
        """What the use case gets: a text, a list of texts, or a boolean; a path for a file."""
        if isinstance(self.control, Toggle):
            return self.control.value
        if self.fixed is not None or not self.choices:
            return pieces(self.typed) if self.field.many else self.typed
        if self.field.many:
            return [meant(piece, self.choices, self.speech) for piece in pieces(self.typed)]
        return meant(self.typed, self.choices, self.speech)

    @property
    def kept(self) -> str | bool:
        """What a draft holds of it: the text as typed; of choices their values, which every language has words for."""
        if isinstance(self.control, Toggle):
            return self.control.value
        if self.fixed is not None or not self.choices or self.field.shape != "choice":
            return self.typed
        return "; ".join(self.raw) if self.field.many else str(self.raw)

    @property
    def changed(self) -> bool:
        """Whether it holds something else than when the form was opened."""
        return self.fixed is None and self.kept != (False if self.field.shape == "flag" else self.initial)

    def take_up(self, value: str | bool) -> None:
        """Fill in what a draft holds of it."""
        if isinstance(self.control, Toggle):
            if self.control.value is not value:
                self.control.action_change()
        elif isinstance(value, str):
            self.put(self.shown_for(pieces(value)) if self.field.shape == "choice" else value)
        self.tell_meaning()

    def shown_for(self, values: Sequence[str]) -> str:
        """The text to type for these values: words for choices, the values themselves elsewhere."""
        shown = []
        for value in values:
            choice = next((choice for choice in self.choices if choice.value == value), None)
            worded = choice is not None and self.field.shape == "choice"
            shown.append(self.speech(choice.label) if choice is not None and worded else value)
        return "; ".join(shown)

    def complete(self) -> None:
        """Write out what is meant by a part of a choice, so that it is seen before it is handed in."""
        if not self.choices or not isinstance(self.control, Input) or not self.typed.strip():
            return
        values = self.raw if self.field.many else [self.raw]
        known = {choice.value for choice in self.choices}
        if known.issuperset(values) and (text := self.shown_for(values)) != self.typed:
            self.put(text)

    def offer(self, choices: list[Choice]) -> None:
        """New choices, perhaps because another field changed; a value given beforehand is shown by its word."""
        self.choices = choices
        if self.control is not None and self.control.has_focus and self.typed != self.initial:
            # Nothing changes under the hands of who types.
            self.tell_meaning()
            return
        if isinstance(self.control, Input) and self.control.value:
            values = self.raw if self.field.many else [self.raw]
            text = self.shown_for(values)
            if text != self.control.value:
                self.control.value = text
        self.tell_meaning()

    # What it means and what is wrong

    def tell_meaning(self) -> None:
        """Show beside it what was typed: the day in full, the name behind a code."""
        if self.fixed is not None or not self.is_mounted:
            return
        text = self.typed.strip()
        meaning = ""
        if self.field.shape == "day" and text:
            _, meaning = meaning_of(text, self.opened, self.speech)
        elif self.choices and text and not self.field.many:
            meaning = told(str(self.raw), self.choices, self.speech)
            if meaning == text:
                meaning = ""
            elif not meaning and (several := len(fitting(text, self.choices, self.speech))) > 1:
                meaning = self.speech(msg("{n} fit, F4 lists them", n=several))
        elif self.choices and not text:
            meaning = self.speech(msg("F4 to choose"))
        elif self.field.many and not text:
            meaning = self.speech(msg("several: ; between them"))
        self.meaning = meaning
        self.query_one(".meaning", TextBar).put(meaning)

    @property
    def day(self) -> date | None:
        """The day that is typed; None in fields of another shape, and for what means no day."""
        if self.field.shape != "day" or not self.display or not self.typed.strip():
            return None
        return meaning_of(self.typed, self.opened, self.speech)[0]

    def tell_started(self, clocks: "Sequence[Started]") -> None:
        """Show under it by when what is to be done, if this day starts clocks."""
        if self.field.shape != "day":
            return
        told = []
        for one in clocks:
            day = self.speech.day(one.day, self.opened.calendar)
            told.append(self.speech(msg("{what}: by {day}", what=one.what, day=day + ("~" if one.provisional else ""))))
        self.query_one(".starts", Static).update(Content("\n".join(told)))
        self.set_class(bool(told), "-starts")

    def check(self) -> bool:
        """Validate as the use case would; shows the sentence under the field. True when nothing is wrong."""
        if self.fixed is not None:
            return True
        raw = self.raw
        if self.field.shape == "file" and isinstance(raw, str):
            raw = raw.strip() or None
        try:
            parse_field(self.field, raw, Context(self.opened.today, self.opened.calendar))
        except Refused as refused:
            self.fault(self._in_words(refused.refusal))
            return False
        self.fault(None)
        return True

    def _in_words(self, refusal: Refusal) -> Message:
        """What is wrong; choices by their words, as they are shown here."""
        if refusal.code != "value.choice" or not self.choices:
            return refusal.message
        words = tuple(choice.label for choice in self.choices)
        return msg("{field}: choose one of {choices}.", field=self.field.label, choices=words)

    def fault(self, message: Message | None) -> None:
        """Show what is wrong, or nothing."""
        self.at_fault = message is not None
        text = in_labels(self.speech(message), self.act, self.speech) if message is not None else ""
        self.query_one(".wrong", Static).update(Content(text))
        self.set_class(message is not None, "-wrong")
