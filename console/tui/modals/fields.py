"""The fields of a form, one under the other: what they hold together, and what may be chosen for each."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.timer import Timer
from textual.widgets import Input, TextArea

from console.tui.days import settled
from console.tui.desk import Asker, desk_of
from console.tui.doing import LATE, ON, Draft
from console.tui.modals.choices import choices_of
from console.tui.questions import Questions
from console.tui.session import Opened, Trouble
from console.tui.sources import Choice, static_choices
from console.tui.subjects import Subject
from console.tui.widgets.field_row import FieldRow
from domain.acts import Act, Field

PAUSE = 0.3
"""Seconds without a key after which what is typed is looked up."""

if TYPE_CHECKING:
    from console.drafts import KeptDraft
    from sanctions.running.started import Started


class Fields(VerticalScroll, can_focus=False):
    """Every field of an act, then its day; those that say what it is about are fixed."""

    DEFAULT_CSS = """
    Fields { height: 1fr; min-height: 4; padding: 0 1; scrollbar-size: 0 1; }
    """

    def __init__(
        self,
        act: Act,
        subject: Subject | None,
        given: Mapping[str, str],
        ask: Asker,
        opened: Opened | None = None,
        choices: Mapping[str, list[Choice]] | None = None,
    ) -> None:
        """`opened` and `choices` are given for what is no act of the journal: it has neither day nor sources."""
        super().__init__()
        self.act, self.subject, self.given, self.ask, self._opened = act, subject, dict(given), ask, opened
        self.own_choices = choices
        # The preview is a rehearsal already: the field that asks for one is for commands.
        own = [field for field in act.fields if field.name != "dry_run"]
        self.shown = [*own, ON, LATE] if choices is None else own
        self._pause: Timer | None = None
        self._choices_for: Draft | None = None
        self._started_for: tuple[Mapping[str, date], Draft] | None = None

    def compose(self) -> ComposeResult:
        """A row for each field."""
        for field in self.shown:
            yield self._row(field)

    def _row(self, field: Field) -> FieldRow:
        say, subject, opened = desk_of(self).speech, self.subject, self.opened
        if subject is not None and field.name == self.act.subject:
            shown = " ".join((subject.id, say(subject.name))).strip()
            return FieldRow(self.act, field, say, opened, value=subject.id, fixed=shown)
        value = self.given.get(field.name, "")
        if not value and field is ON:
            value = opened.today.isoformat()
        if not value and subject is not None and field.source == "institutions" and field.required:
            value = subject.institution or ""
        return FieldRow(self.act, field, say, opened, value=value)

    def again(self) -> "Fields":
        """The same fields with nothing typed."""
        return Fields(self.act, self.subject, self.given, self.ask, self._opened, self.own_choices)

    @property
    def opened(self) -> Opened:
        """Where and when we are."""
        opened = self._opened or desk_of(self).opened
        assert opened is not None
        return opened

    def on_mount(self) -> None:
        """What may be chosen; the first field that must be filled in gets the focus."""
        for row in self.rows:
            own = (self.own_choices or {}).get(row.field.name)
            row.offer(static_choices(self.act, row.field) if own is None else own)
        self.load_choices()
        self.tell_started()
        empty = [row for row in self.rows if row.field.required and row.control is not None and not row.typed]
        if empty:
            self.go_to(empty[0])

    @property
    def rows(self) -> list[FieldRow]:
        """The fields in order."""
        return list(self.query(FieldRow))

    def show(self, some: frozenset[str], asked: frozenset[str]) -> None:
        """Of some fields show only those that are asked for; what is hidden is left empty."""
        for row in self.rows:
            if row.field.name in some:
                row.display = row.field.name in asked

    def row_of(self, node: DOMNode | None) -> FieldRow | None:
        """The field a widget belongs to."""
        return next((one for one in node.ancestors if isinstance(one, FieldRow)), None) if node is not None else None

    def named(self, name: str | None) -> FieldRow | None:
        """The field of a name that can be changed."""
        return next((row for row in self.rows if row.field.name == name and row.fixed is None), None)

    @property
    def whole(self) -> bool:
        """Whether every field stands: not yet, or no longer, while the form comes or goes."""
        return len(self.rows) == len(self.shown)

    @property
    def touched(self) -> bool:
        """Whether anything was typed."""
        return any(row.changed for row in self.rows)

    @property
    def _kept_rows(self) -> list[FieldRow]:
        # Where somebody's files lie may tell a name that nothing unsealed may tell.
        return [row for row in self.rows if row.fixed is None and row.field.shape != "file"]

    @property
    def worth_keeping(self) -> bool:
        """Whether anything was typed that a draft may hold."""
        return any(row.changed for row in self._kept_rows)

    @property
    def kept(self) -> dict[str, str | bool]:
        """What a draft holds of the form: everything but files; the day only where it is not today."""
        return {
            row.field.name: row.kept for row in self._kept_rows if row.changed or (row.kept and row.field is not ON)
        }

    def take_up(self, draft: "KeptDraft") -> None:
        """Fill in a draft; relative days still mean the days they meant when they were typed."""
        for row in self._kept_rows:
            value = draft.fields.get(row.field.name)
            if value is not None:
                row.take_up(settled(value, row.field, draft.today, self.opened) if isinstance(value, str) else value)
        empty = [row for row in self.rows if row.field.required and row.control is not None and not row.typed]
        free = [row for row in self.rows if row.control is not None]
        self.go_to((empty or free)[0])
        self.load_choices()

    @property
    def draft(self) -> Draft:
        """Everything as it is filled in now."""
        raw = {row.field.name: row.raw for row in self.rows}
        on, late = raw.pop(ON.name, None), raw.pop(LATE.name, None)
        given_on = None if not on or on == self.opened.today.isoformat() else str(on)
        return Draft(self.act, raw, given_on, str(late) or None)

    def check(self) -> bool:
        """Validate every field; the first that is wrong gets the focus."""
        bad = [row for row in self.rows if not row.check()]
        if bad:
            self.go_to(bad[0])
        return not bad

    def go_to(self, row: FieldRow) -> None:
        """Put the focus on a field, and the field in sight once the form has its new shape."""
        if row.control is not None:
            row.control.focus()
            self.call_after_refresh(row.scroll_visible, animate=False)

    def on_resize(self) -> None:
        """The field with the focus stays in sight when the terminal gets smaller."""
        row = self.row_of(self.screen.focused)
        if row is not None:
            self.call_after_refresh(row.scroll_visible, animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The terminal's own caret goes along: an input method opens its window there."""
        super().watch_scroll_y(old_value, new_value)
        self.call_after_refresh(self._put_caret)

    def _put_caret(self) -> None:
        control = self.screen.focused
        if isinstance(control, Input | TextArea):
            self.app.cursor_position = control.cursor_screen_offset
            control.refresh()

    def left(self, row: FieldRow) -> None:
        """Check a field that was left, and see what may be chosen elsewhere now."""
        row.complete()
        if row.typed.strip() or row.at_fault:
            row.check()
        row.tell_meaning()
        self.load_choices()
        self.tell_started()

    # Clocks

    def tell_started(self) -> None:
        """Ask what clocks the days as typed would start, unless nothing changed since."""
        if self.own_choices is not None:
            return
        days = {row.field.name: day for row in self.rows if (day := row.day) is not None}
        asked = (days, self.draft)
        if asked == self._started_for:
            return
        self._started_for = asked
        session, act, raw = desk_of(self).session, self.act, asked[1].raw
        self.ask(lambda: session.ask(lambda q: q.started(act, days, raw)), self._told_started, topic="started")

    def _told_started(self, answer: "dict[str, tuple[Started, ...]] | Trouble") -> None:
        if not isinstance(answer, Trouble):
            for row in self.rows:
                row.tell_started(answer.get(row.field.name, ()))

    # Choices

    def load_choices(self) -> None:
        """Ask what may be chosen, unless nothing changed since."""
        draft = self.draft
        sourced = [row.field for row in self.rows if row.field.source and row.fixed is None]
        if not sourced or draft == self._choices_for:
            return
        self._choices_for = draft
        session, act = desk_of(self).session, self.act

        def question(questions: Questions) -> dict[str, list[Choice]]:
            return {field.name: questions.choices(act, field, draft.raw) for field in sourced}

        self.ask(lambda: session.ask(question), self._offered, topic="choices")

    def narrow(self, row: FieldRow) -> None:
        """Somebody types into a field with choices: once they pause, ask for those that fit."""
        row.tell_meaning()
        if row.field.source is None or self.own_choices is not None:
            return
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, lambda: self._ask_for(row))

    def _ask_for(self, row: FieldRow) -> None:
        self._pause = None
        session, act, field, raw = desk_of(self).session, self.act, row.field, self.draft.raw
        self.ask(
            lambda: session.ask(lambda questions: {field.name: questions.choices(act, field, raw)}),
            self._offered,
            topic="typing",
        )

    def _offered(self, answer: dict[str, list[Choice]] | Trouble) -> None:
        if isinstance(answer, Trouble):
            desk_of(self).say(answer.message, bad=True)
            return
        for row in self.rows:
            if row.field.name in answer:
                row.offer(answer[row.field.name])

    def choose(self, row: FieldRow | None) -> None:
        """A list to choose from for a field."""
        if row is None or not row.choices:
            self.app.bell()
            return
        say, many = desk_of(self).speech, row.field.many
        marked = [value for value in row.raw if value] if many else []
        resolved = many or any(choice.value == row.raw for choice in row.choices)

        def chosen(keys: tuple[str, ...] | None) -> None:
            if keys:
                row.put(row.shown_for(keys))
                self.left(row)

        words = "" if resolved else row.typed.strip()
        pick = choices_of(say(row.field.label), row.choices, say, many=many, marked=marked, words=words)
        desk_of(self).over(pick, chosen)
