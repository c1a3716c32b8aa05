"""The application as screens see it: who acts where, in which language, and questions asked in threads."""

import os
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from itertools import count
from typing import Any, TypeVar, cast

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from console.settings import confined
from console.tui.actions import Action
from console.tui.session import Opened, Session, Trouble, tried
from console.tui.speech import Speech
from domain.messages import Words, msg

READ_ONLY = msg("Read-only: no act is done here. Start without --read-only to act.")
R = TypeVar("R")
T = TypeVar("T")
_NUMBERS = count(1)


class Desk(App[int]):
    """What every screen may count on."""

    plain = False
    """Whether signs tell what is reversed or dimmed elsewhere."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.speech = Speech(session.lang)

    @property
    def opened(self) -> Opened | None:
        """Where, when and who, once the store is open."""
        return self.session.opened

    def offers(self, action: Action) -> bool:
        """Whether an action is there: on this database, for this account."""
        if action.acts and self.session.read_only:
            return False
        if action.id == "form.editor":
            from console.tui.editor import editor_words

            return editor_words(os.environ) is not None
        if action.sample and confined(os.environ):
            return False
        return not action.sample or (self.opened is not None and self.opened.sample)

    def answered(self, page: Screen[Any]) -> None:
        """The store answered a page."""

    def unanswered(self, page: Screen[Any]) -> None:
        """The store could not answer a page."""

    def over(
        self, screen: Screen[R], then: Callable[[R | None], None] | Callable[[R | None], Awaitable[None]] | None = None
    ) -> None:
        """Open a screen over the present one; `then` gets what it gives when it closes.

        One that `acts` stays closed where one may only look.
        """
        if self.session.read_only and getattr(screen, "acts", False):
            self.say(READ_ONLY, bad=True)
            return
        # Drawn once it stands: each widget that comes would otherwise send the whole screen over the line again.
        unseen = ExitStack()
        unseen.enter_context(self.batch_update())
        standing = self.push_screen(screen, then)

        async def drawn() -> None:
            with unseen:
                await standing
            screen.refresh()

        self.run_worker(drawn(), group="over", exit_on_error=False)

    def say(self, words: Words, *, bad: bool = False) -> None:
        """A short notice; what users wrote is in it as text, never as markup."""
        self.notify(self.speech(words), severity="error" if bad else "information", markup=False, timeout=6)


def desk_of(node: DOMNode) -> Desk:
    """The application a screen or widget belongs to."""
    return cast(Desk, node.app)


class Asker:
    """Questions of one screen; each topic hears only the answer to its latest one."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._latest: dict[str, int] = {}

    def __call__(self, work: Callable[[], T], then: Callable[[T | Trouble], None], *, topic: str = "page") -> None:
        """Do `work` in a thread, then `then` with what came of it on the event loop.

        A thread cannot be stopped, so an answer that was overtaken still arrives; its number tells.
        """
        number = next(_NUMBERS)
        self._latest[topic] = number

        def run() -> None:
            answer = tried(work)
            self._screen.call_later(self._heard, topic, number, answer, then)

        self._screen.run_worker(run, thread=True, exclusive=True, group=topic, exit_on_error=False)

    def _heard(self, topic: str, number: int, answer: Any, then: Callable[[Any], None]) -> None:
        if self._latest.get(topic) == number:
            then(answer)
