"""What the console needs of a store: opened in a thread, asked in threads, never on the event loop."""

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from console.log import where
from console.settings import confined
from domain.messages import Message, Words, msg
from domain.refusals import Refusal, Refused, refuse

if TYPE_CHECKING:
    from pathlib import Path

    from console.drafts import Drafts
    from console.files import Own
    from console.outbox import Outbox
    from console.tui.questions import Questions
    from db.changes import Changes
    from db.store import Reader, Store
    from domain.acts import Act
    from domain.calendars import Calendar
    from sanctions.results import Done

T = TypeVar("T")
Clock = Callable[[], datetime]

logger = logging.getLogger("jiandu")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no answer, as one sentence."""

    message: Words


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known once the store is open: where we are, which day it is, who acts.

    `stands_in` tells that they decide in somebody's name today; `zone` is the time zone of the place. `behind` says
    that the machine's clock is behind the record.
    """

    agency: str
    pack: str
    place: Words
    today: date
    sample: bool
    calendar: "Calendar"
    operator: str
    person: str
    roles: tuple[str, ...]
    stands_in: bool = False
    zone: str = "UTC"
    behind: Words | None = None


class Session:
    """One operator at one store. Every method may be called from any thread, and may take its time."""

    def __init__(
        self,
        url: str,
        operator: str | Callable[[], str],
        lang: str,
        clock: Clock,
        key_path: "Path | None" = None,
        drafts_in: "Path | None" = None,
        *,
        read_only: bool = False,
        outbox: "Callable[[str], Outbox] | None" = None,
        templates: "Path | None" = None,
    ) -> None:
        """`operator` may be found out only when the store is opened; `key_path` is where the sealing key lies.

        `drafts_in` is the folder of what was typed and not handed in; without one nothing of it is kept.
        With `read_only` no act is offered, and the store refuses every one. `outbox` gives an operator's outbox;
        `templates` is the folder of the agency's own templates of letters.
        """
        self.url = url
        self.operator = operator if isinstance(operator, str) else ""
        self.lang = lang
        self.clock = clock
        self.key_path = key_path
        self.drafts_in = drafts_in
        self.read_only = read_only
        self.outbox = outbox
        self.templates = templates
        self._who = operator
        self.opened: Opened | None = None
        self._store: Store | None = None
        self._lock = Lock()

    def open(self) -> Opened:
        """Open the store and see who and when we are; opening again only looks again."""
        from console.tui.opening import look, open_store

        with self._lock:
            if self._store is None:
                self._store = open_store(self.url, self.key_path, read_only=self.read_only)
            if not self.operator and not isinstance(self._who, str):
                self.operator = self._who()
        with self._store.read() as reader:
            self.opened = look(reader, self.operator, self.clock)
        return self.opened

    def own_files(self) -> "Own":
        """The database and the key in use: nothing of what is handed in may be one of them."""
        from console.files import own_files
        from db.engine import normalise_url, sqlite_path

        return own_files(sqlite_path(normalise_url(self.url)), self.key_path)

    def drafts(self) -> "Drafts | None":
        """What this operator typed at this database and did not hand in; None where nothing is kept."""
        if self.drafts_in is None or not self.operator:
            return None
        from console.drafts import Drafts, database_named

        return Drafts(self.drafts_in, database_named(self.url), self.operator, self.clock)

    def act_as(self, operator: str) -> Opened:
        """Go on as another operator; refused ``not-a-sample`` on a database in use, whoever asks."""
        from console.tui.opening import look

        if confined(os.environ):
            raise refuse("confined", msg("Who acts is fixed for this account."))
        if self._store is None:
            self.open()
        assert self._store is not None
        with self._store.read() as reader:
            # That it is a sample is read from the database again, not remembered.
            other = look(reader, operator, self.clock)
        if not other.sample:
            raise refuse("not-a-sample", msg("Only in a sample can one person act as another."))
        with self._lock:
            self.operator, self.opened = operator, other
        return other

    def ask(self, question: Callable[["Questions"], T]) -> T:
        """The answer to a question, from one consistent look at the store."""
        from console.tui.questions import Questions

        opened = self.opened or self.open()
        assert self._store is not None
        with self._store.read() as reader:
            questions = Questions(reader, opened, self.clock)
            try:
                return questions.veiled(question(questions))
            except Refused as refused:
                if questions.tried is not None:
                    from sanctions.attempts import keep_attempt

                    kind, about = questions.tried
                    keep_attempt(self._store, self.operator, kind, about, refused.refusal.code, self.clock)
                raise

    def in_store(self, work: Callable[["Store", "Reader"], T]) -> T:
        """What comes of work on the store with one consistent look at it."""
        if self._store is None:
            self.open()
        assert self._store is not None
        with self._store.read() as reader:
            return work(self._store, reader)

    def act(
        self,
        act: "Act",
        raw: Mapping[str, Any],
        *,
        on: str | None,
        late_reason: str | None,
        rehearse: bool,
        once: str | None = None,
        seen: int | None = None,
    ) -> "Done | Refusal":
        """Do an act, or with `rehearse` only see what it would bring about.

        `once` is a key of this one act: a repeat under it gives the first result. `seen` is the journal's last entry
        when the page was read that the act rests on.
        """
        from sanctions.perform import perform

        if confined(os.environ):
            from console.confinement import check_act

            check_act(act)
        if self._store is None:
            self.open()
        assert self._store is not None
        if once is not None and not self._keyed(raw):
            once = None
        return perform(
            self._store,
            self.operator,
            act,
            raw,
            clock=self.clock,
            on=on,
            late_reason=late_reason,
            once=once,
            rehearse=rehearse,
            seen=seen,
        )

    @property
    def may_lose_answers(self) -> bool:
        """Whether a change can be kept without anybody here hearing of it: on a server, when the line breaks."""
        return self._store is not None and self._store.engine.dialect.name != "sqlite"

    def watch(self) -> "Changes":
        """What others record from now on, told in whichever thread asks; close it in the end."""
        from db.changes import watch

        if self._store is None:
            self.open()
        assert self._store is not None
        return watch(self._store)

    def _keyed(self, raw: "Mapping[str, Any]") -> bool:
        """Whether the key is there that tells files apart, where there are files."""
        from db.errors import StoreError
        from domain.acts import Upload

        assert self._store is not None
        if any(isinstance(value, Upload) for value in raw.values()):
            try:
                self._store.key()
            except StoreError:
                return False
        return True

    def close(self) -> None:
        """Give the store back."""
        if self._store is not None:
            self._store.close()


def tried(call: Callable[[], T]) -> T | Trouble:
    """What a call answers, or the trouble it met; what nobody foresaw goes to the log and becomes one sentence."""
    try:
        return call()
    except Refused as refused:
        return Trouble(refused.refusal.message)
    except Exception as error:  # noqa: BLE001 - a page that cannot be read must not end the console
        message = getattr(error, "message", None)
        if isinstance(message, Message):
            return Trouble(message)
        logger.error("A question of the console failed: %s", where(error))
        return Trouble(msg("This could not be read. The log says more; r tries again."))
