"""One run of a command: its settings, its clock, its store, who acts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from console import places
from console.output import Output
from console.settings import Settings
from domain.messages import msg
from domain.refusals import Refused, refuse

if TYPE_CHECKING:
    from console.files import Own
    from console.outbox import Outbox
    from db.store import Reader, Store
    from domain.calendars import Calendar
    from domain.rulebook.view import View
    from domain.states.agency import Agency, Operator

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock outside of tests."""
    return datetime.now(UTC)


def system_login() -> str | None:
    """The name of the system account this process runs as; never what the environment claims."""
    import os
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return None


class Session:
    """What a command works with. The store is opened when it is first asked for, and closed at the end."""

    def __init__(
        self,
        settings: Settings,
        output: Output,
        stdin: BinaryIO,
        *,
        clock: Clock = utc_now,
        login: Callable[[], str | None] = system_login,
        opens: "Callable[[Session], int]" = lambda session: 0,
        card: "Callable[[Session], list[dict[str, Any]]]" = lambda session: [],
    ) -> None:
        self.settings = settings
        self.output = output
        self.stdin = stdin
        self.clock = clock
        self.login = login
        self.opens = opens
        self._card = card
        self._store: Store | None = None

    def keys(self) -> list[dict[str, Any]]:
        """The keys of the console, with the user's own; the commands do not know the screens themselves."""
        return self._card(self)

    @property
    def lang(self) -> str:
        """The language of this run."""
        return self.output.lang

    @property
    def key_path(self) -> Path | None:
        """Where the sealing key lies: where settings say, beside an SQLite file, or in the data folder for a server.

        None stands for the place beside the file.
        """
        value = self.settings.key.value
        if value:
            return Path(value).expanduser()
        address = self.settings.database.value or ""
        if not address.startswith(("postgres:", "postgresql:", "postgresql+psycopg:")):
            return None
        from hashlib import sha256

        from db.engine import normalise_url

        url = normalise_url(address)
        told = url.set(password=None, username=None).render_as_string()
        # Two servers may have databases of one name, and a key must never be taken for another's.
        name = f"{url.database or 'jiandu'}-{sha256(told.encode()).hexdigest()[:8]}.key"
        return Path(places.folder("data", self.settings.environ), name)

    @property
    def own_files(self) -> "Own":
        """The database and the key in use: nothing of what is handed in may be one of them."""
        from console.files import own_files
        from db.engine import normalise_url, sqlite_path

        return own_files(sqlite_path(normalise_url(self.settings.database.value or "")), self.key_path)

    @property
    def store(self) -> "Store":
        """The configured store; StoreError when it cannot be opened."""
        if self._store is None:
            from db.engine import normalise_url
            from db.store import Store

            self._store = Store.open(
                normalise_url(self.settings.database.value or ""), self.key_path, read_only=self.settings.read_only
            )
        return self._store

    @contextmanager
    def look(self, on: str | None = None, known_at: str | None = None) -> "Iterator[Look]":
        """One consistent look at the store, on a day and as known at a moment."""
        with self.store.read() as reader:
            yield Look(self, reader, on, known_at)

    def who(self) -> str:
        """Who acts, by name: by login key, else ``--as``, else by the system login, else as the settings file says."""
        if self.settings.login_key is not None:
            from sanctions.agency.operator_keys import operator_of_key

            with self.store.read() as reader:
                return operator_of_key(reader, self.settings.login_key)
        named = self.settings.operator
        if named.source == "option" and named.value:
            return named.value
        login = self.login()
        if login is not None:
            from sanctions.agency.operators import operator_of_login

            with self.store.read() as reader:
                found = operator_of_login(reader, login)
            if found is not None:
                return found.name
        if named.value:
            return named.value
        raise refuse(
            "operator.unnamed",
            msg("It is not known who acts. Say it before the command: --as OPERATOR"),
        )

    def require_somebody(self) -> None:
        """Refuse ``operator.unknown`` where who acts does not work here: a line for sshd may outlive its owner."""
        from sanctions.asking import operator_named

        who = self.who()
        with self.store.read() as reader:
            operator_named(reader, who)

    def outbox(self, operator: str) -> "Outbox":
        """Where files made for an operator wait."""
        from console.drafts import database_named
        from console.outbox import Outbox

        return Outbox(
            Path(places.outbox_folder(self.settings.environ)),
            database_named(self.settings.database.value or ""),
            operator,
            self.clock,
            days=int(self.settings.outbox_days.value or 0),
        )

    def close(self) -> None:
        """Give the store back."""
        if self._store is not None:
            self._store.close()
            self._store = None


class Look:
    """A consistent look at the store, with the day it is about."""

    def __init__(self, session: Session, reader: "Reader", on: str | None, known_at: str | None) -> None:
        self.session = session
        self.reader = reader
        self._on = on
        self._known_at = known_at

    @cached_property
    def agency(self) -> "Agency":
        """Whose database it is."""
        from sanctions.asking import agency_of

        return agency_of(self.reader)

    @cached_property
    def now(self) -> datetime:
        """The moment, by the clock of the run; a sample keeps its own day."""
        return self._instant[0]

    @cached_property
    def today(self) -> date:
        """The legal day at the place."""
        return self._instant[1]

    @cached_property
    def _instant(self) -> tuple[datetime, date]:
        from sanctions.asking import legal_now

        return legal_now(self.reader, self.session.clock)

    @cached_property
    def calendar(self) -> "Calendar":
        """The working calendar as loaded here."""
        from sanctions.rules import calendar_of

        return calendar_of(self.reader)

    @cached_property
    def rules(self) -> "View":
        """The rules on the day in question."""
        from sanctions.rules import rulebook_of

        return rulebook_of(self.reader).on(self.on)

    @cached_property
    def on(self) -> date:
        """The day in question, today unless said otherwise."""
        if self._on is None:
            return self.today
        from domain.calendars.relative import parse_day

        return parse_day(self._on, self.today, self.calendar, "on")

    @cached_property
    def known_at(self) -> datetime | None:
        """Up to which moment acts count as known; None for all."""
        if self._known_at is None:
            return None
        from domain.moments import parse_moment

        return parse_moment(self._known_at, self.today, self.calendar, self.agency.zone, "known_at")

    def operator(self, kind: str | None = None) -> "Operator":
        """Who asks; refused ``role.denied`` where their roles do not allow this kind of export or check."""
        from sanctions.asking import operator_named
        from sanctions.permissions import require_role

        who = self.session.who()
        found = operator_named(self.reader, who)
        if kind is not None:
            try:
                require_role(found, kind)
            except Refused as refused:
                self.refused(kind, (), refused)
                raise
        return found

    @cached_property
    def shut(self) -> frozenset[str]:
        """The institutions whose matters are shut to who asks; none to those nobody knows."""
        from sanctions.asking import operator_named
        from sanctions.recusal import shut_to

        try:
            return shut_to(self.reader, operator_named(self.reader, self.session.who()).person)
        except Refused:
            return frozenset()

    def require_open(self, asked: "Iterable[object]") -> None:
        """Refuse ``recused`` a question about what is shut to who asks, by what it names."""
        from sanctions.attempts import READ
        from sanctions.recusal import named_in, recused

        if not self.shut:
            return
        values = list(asked)
        for code in sorted(named_in(self.reader, values) & self.shut):
            refused = recused(self.reader, code)
            self.refused(READ, values, refused)
            raise refused

    def veiled(self, document: "Mapping[str, Any]") -> "Mapping[str, Any]":
        """A document without the texts of what is shut to who asks."""
        from sanctions.veil import veiled

        return veiled(document, self.shut) if self.shut else document

    def refused(self, kind: str, asked: "Iterable[object]", refused: Refused) -> None:
        """Keep that who asks was refused something of this kind."""
        from sanctions.attempts import keep_attempt

        keep_attempt(self.session.store, self.session.who(), kind, asked, refused.refusal.code, self.session.clock)
