"""Keeping what is typed into a form: a second after each change, and at once when the program must end."""

from collections.abc import Callable, Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.timer import Timer

from console.tui.desk import Asker, desk_of
from console.tui.modals.fields import Fields
from console.tui.session import Trouble, tried
from domain.messages import Words, msg

if TYPE_CHECKING:
    from console.drafts import Drafts, KeptDraft

AFTER = 1.0
"""Seconds from a change to its being kept; what is typed in between goes with it."""


class Keeper:
    """The draft of one form: found when it opens, kept while it is filled in, gone when it is handed in."""

    def __init__(self, form: Screen[Any], fields: Fields, ask: Asker, seen: int | None = None) -> None:
        """`seen` is the journal's last entry when the page was read that the form was opened on."""
        self.form, self.fields, self.ask = form, fields, ask
        self.seen = seen
        self.act, self.subject = fields.act, fields.subject
        self.trouble: Words | None = None
        """Why the last attempt to keep it failed."""
        self._drafts: Drafts | None = None
        self._timer: Timer | None = None
        self._lock = Lock()
        self._number = self._written = 0
        self._kept: Mapping[str, str | bool] | None = None
        self._keeping = False

    @property
    def _about(self) -> tuple[str, str, str]:
        subject = self.subject
        return (self.act.kind, subject.noun, subject.id) if subject is not None else (self.act.kind, "", "")

    def begin(self, then: "Callable[[KeptDraft | None], None]") -> None:
        """Look for a draft of this form, in a thread; nothing is kept before the answer, so none is overwritten."""
        session = desk_of(self.form).session

        def look() -> "tuple[Drafts | None, KeptDraft | None]":
            drafts = session.drafts()
            return drafts, drafts.find(*self._about) if drafts is not None else None

        def found(answer: "tuple[Drafts | None, KeptDraft | None] | Trouble") -> None:
            if isinstance(answer, Trouble):
                return
            self._drafts, draft = answer
            then(draft)

        self.ask(look, found, topic="draft")

    def go_on(self) -> None:
        """Keep from here on what is typed, in the place of what was kept before."""
        self._keeping = True
        self.changed()

    def changed(self) -> None:
        """Something was typed: it is kept within the next second."""
        if self._keeping and self._timer is None:
            self._timer = self.form.set_timer(AFTER, self._save)

    @property
    def behind(self) -> bool:
        """Whether something typed is not kept yet."""
        return self._timer is not None or self._written < self._number

    def _save(self) -> None:
        self._timer = None
        values = self._due()
        if values is None:
            return
        number, write = self._next(), self._write(values)
        self.ask(lambda: self._in_turn(number, write), self._saved, topic="keep")

    def _due(self) -> Mapping[str, str | bool] | None:
        """What is to be kept now; None where that stands already."""
        if not self._keeping or self._drafts is None or not self.fields.whole:
            return None
        values = self.fields.kept if self.fields.worth_keeping else {}
        if values == (self._kept or {}):
            return None
        self._kept = values
        return values

    def _write(self, values: Mapping[str, str | bool]) -> Callable[[], None]:
        from console.drafts import KeptDraft

        drafts, subject, opened = self._drafts, self.subject, desk_of(self.form).opened
        assert drafts is not None
        assert opened is not None
        if not values:
            return lambda: drafts.remove(*self._about)
        draft = KeptDraft(
            *self._about,
            institution=subject.institution if subject else None,
            name=subject.name if subject else "",
            fields=values,
            today=opened.today,
            saved_at=drafts.clock(),
            seen=self.seen,
        )
        return lambda: drafts.save(draft)

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _in_turn(self, number: int, write: Callable[[], None]) -> None:
        """Write unless something later was written: threads may overtake each other."""
        with self._lock:
            if number > self._written:
                self._written = number
                write()

    def _saved(self, answer: Trouble | None) -> None:
        if not isinstance(answer, Trouble):
            self.trouble = None
            return
        told, self.trouble, self._kept = self.trouble, answer.message, None
        if told is None:
            desk_of(self.form).say(msg("What is typed here is not kept: {why}", why=answer.message), bad=True)

    def keep_now(self) -> bool:
        """Keep what is typed before going on; whether a draft of it stands then."""
        values = self._due()
        if values is not None:
            number, write = self._next(), self._write(values)
            answer = tried(lambda: self._in_turn(number, write))
            self.trouble = answer.message if isinstance(answer, Trouble) else None
        return bool(self._kept) and self.trouble is None

    def forget(self) -> None:
        """What was kept of it before goes."""
        drafts, number, self._kept = self._drafts, self._next(), None
        if drafts is not None:
            _ = tried(lambda: self._in_turn(number, lambda: drafts.remove(*self._about)))

    def drop(self) -> None:
        """The form was handed in, or is to be forgotten: nothing of it is kept any more."""
        self._keeping = False
        self.forget()


def keep_everything(screens: "list[Screen[Any]]") -> None:
    """Keep what is typed into any form among some screens, whatever happens to one of them."""
    for screen in screens:
        keeper = getattr(screen, "keeper", None)
        if isinstance(keeper, Keeper):
            _ = tried(keeper.keep_now)
