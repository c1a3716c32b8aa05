"""Handing in a form: what it brings about is shown, and only exactly what was shown is then done."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

from textual.content import Content
from textual.widgets import Button

from console.tui.doing import SEALED, Draft, carried_out, done_words, stopped
from console.tui.modals.opened import opened_secret
from console.tui.modals.retyping import Retype
from console.tui.session import Trouble
from console.tui.widgets.chrome import TextBar
from console.tui.widgets.preview import Preview
from domain.messages import Message, Words, msg
from domain.refusals import Refusal
from sanctions.results import Done

if TYPE_CHECKING:
    from console.tui.modals.act_form import ActForm

PREVIEW, SUBMIT = msg("Preview"), msg("Submit")
SLOW = 2.0
"""Seconds after which somebody who waits is told so."""


class HandingIn:
    """How far a form is on its way: filled in, looked at, ready, being done."""

    def __init__(self, form: "ActForm") -> None:
        self.form = form
        self.ready: Draft | None = None
        """What the preview shows; only exactly this is ever submitted."""
        subject = form.subject
        # Until the name is found out its code is asked for: never nothing.
        self.name = (subject.institution or "") if subject is not None and form.act.retype else ""
        self.busy = self.doing = self._stopped = False
        self._handed: Draft | None = None
        self._key = ""

    def begin(self) -> None:
        """Find out the name that may have to be typed again."""
        code = self.name
        if code:
            session = self.form.desk.session
            self.form.ask(lambda: session.ask(lambda q: q.name_of(code)), self._named, topic="name")

    def _named(self, name: str | Trouble) -> None:
        if isinstance(name, str):
            self.name = name

    def asks_name(self, draft: Draft) -> bool:
        """Whether the institution's name must be typed before the last key."""
        return bool(self.name) and self.form.act.retypes(draft.raw)

    def go(self) -> None:
        """First the preview; then, with nothing changed in between, the act."""
        if self.busy or not self.form.fields.check():
            return
        draft = self.form.fields.draft
        if self.ready == draft:
            self._do(draft)
        else:
            self._rehearse(draft)

    def stop(self) -> None:
        """Ask what is being done to stop, where it can."""
        self._stopped = True

    def forget(self) -> None:
        """What was looked at counts no more."""
        self.ready = None

    def changed(self) -> None:
        """Something was typed: what was shown may not be what stands now."""
        if self.ready is not None and self.form.fields.draft != self.ready:
            self._stale()

    def _stale(self) -> None:
        """What was shown is not what stands now."""
        self.ready = None
        self.form.query_one(Retype).withdraw()
        self.form.query_one(Preview).tell(
            self.form.desk.speech(msg("Changed since. F8 shows again what it brings about."))
        )
        self._button(PREVIEW)

    def _button(self, words: Message) -> None:
        label = Content(f"[ F8 {self.form.desk.speech(words)} ]")
        self.form.query_one("#submit", Button).label = label

    def _rehearse(self, draft: Draft) -> None:
        self.busy = True
        preview = self.form.query_one(Preview)
        if self.form.act.kind in SEALED:
            self.busy = False
            preview.tell(
                self.form.desk.speech(msg("This opens what is sealed. Who, when and why is recorded for good."))
            )
            self._armed(draft)
            return
        preview.tell(self.form.desk.speech(msg("Looking at what it brings about. Esc goes back.")))
        self.form.ask(self._work(draft, rehearse=True), lambda answer: self._rehearsed(draft, answer), topic="act")

    def _work(self, draft: Draft, *, rehearse: bool) -> Callable[[], Done | Refusal]:
        session, deed = self.form.desk.session, self.form.deed
        once, seen = self._once(draft), self.form.keeper.seen

        def tell(words: Words) -> None:
            if self._stopped:
                raise stopped()
            self.form.call_later(self._told, words)

        def work() -> Done | Refusal:
            return carried_out(session, draft, deed, rehearse=rehearse, tell=tell, once=once, seen=seen)

        return work

    def _once(self, draft: Draft) -> str:
        """The key of a draft: the same as long as it is the same."""
        if draft != self._handed:
            self._handed, self._key = draft, f"form-{uuid4()}"
        return self._key

    def _told(self, words: Words) -> None:
        if self.doing:
            self.form.query_one(Preview).tell(self.form.desk.speech(words))

    def _rehearsed(self, draft: Draft, answer: Done | Refusal | Trouble) -> None:
        self.busy = False
        preview = self.form.query_one(Preview)
        if isinstance(answer, Done) and answer.refused is None:
            preview.show_done(answer)
            self._armed(draft)
        elif isinstance(answer, Done):
            # A refused attempt is kept on purpose: it may be recorded, but not by surprise.
            assert answer.refused is not None
            preview.show_refusal(answer.refused)
            preview.add(self.form.desk.speech(msg("F8 records the refused attempt.")))
            self._armed(draft)
        else:
            self._refused(answer)

    def _armed(self, draft: Draft) -> None:
        if draft != self.form.fields.draft:
            self._stale()
            return
        self.ready = draft
        self._button(SUBMIT)
        if self.asks_name(draft):
            self.form.query_one(Retype).ask_for(self.name)
        else:
            self.form.query_one("#safe", Button).focus()

    def _refused(self, answer: Refusal | Trouble) -> None:
        self.ready = None
        self._button(PREVIEW)
        preview = self.form.query_one(Preview)
        if isinstance(answer, Trouble):
            preview.tell(self.form.desk.speech(answer.message), bad=True)
            return
        preview.show_refusal(answer)
        if answer.code == "changed":
            # What others did is told now: whoever goes on does so knowing it.
            self.form.keeper.seen = answer.data["seen"]
        row = self.form.fields.named(answer.field)
        if row is not None:
            row.fault(answer.message)
            self.form.fields.go_to(row)

    def _do(self, draft: Draft) -> None:
        if self.asks_name(draft) and not self.form.query_one(Retype).same():
            self.form.query_one("#hint", TextBar).put(" " + self.form.desk.speech(msg("The name is not the same yet.")))
            return
        self.busy = self.doing = True
        self._stopped = False
        self.form.set_timer(SLOW, lambda: self._told(msg("This takes a while. It is done wholly or not at all.")))
        self.form.ask(self._work(draft, rehearse=False), self._did, topic="act")

    def _did(self, answer: Done | Refusal | Trouble) -> None:
        self.busy = self.doing = False
        if not isinstance(answer, Done):
            self._refused(answer)
            return
        self.form.keeper.drop()
        desk = self.form.desk
        desk.say(done_words(self.form.act, answer), bad=answer.refused is not None)
        self.form.finish(answer)
        if answer.secret:
            desk.over(opened_secret(answer, desk.speech))
