"""The store: read snapshots and write transactions over one agency's database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import URL, ColumnElement, Connection, Engine, Table, select, text

from db import commits, data_keys, journal, key_files, state
from db.engine import read_connection, write_connection
from db.errors import StoreError
from db.identify import open_engine
from db.sealing import SealingKey, default_key_path, key_missing
from db.seen import Seen
from db.tables.state import state_table
from domain.entries import Entry
from domain.messages import msg
from domain.refusals import refuse
from domain.states import aggregate_of
from domain.states.core import State

S = TypeVar("S", bound=State)
PAGE = 500
"""The most rows any list reads at once."""
# One statement: of two who begin the same counter at once, the second waits for the first and takes the next number.
_NEXT = text(
    "INSERT INTO counter (name, value) VALUES (:name, 1)"
    " ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value"
)


class Reader:
    """One consistent look at the database."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def get(self, kind: type[S], subject: str) -> S | None:
        """The state of a subject, None when there is none."""
        rows = state_table(kind)
        row = self.connection.execute(rows.by_id, {"subject": subject}).one_or_none()
        return None if row is None else cast(S, rows.state(row))

    def table(self, kind: type[State]) -> Table:
        """The table of a kind of state, for conditions."""
        return state_table(kind).table

    def find(
        self,
        kind: type[S],
        *conditions: ColumnElement[bool],
        order: Sequence[Any] = (),
        limit: int = PAGE,
    ) -> list[S]:
        """States that meet the conditions, newest numbers first unless ordered otherwise, at most a page."""
        rows = state_table(kind)
        ordering = order or (rows.table.c.ordinal.desc(), rows.table.c.id)
        query = select(rows.table).where(*conditions).order_by(*ordering).limit(min(limit, PAGE + 1))
        return [cast(S, rows.state(row)) for row in self.connection.execute(query)]

    def entries(
        self,
        *,
        subject: str | None = None,
        institution: str | None = None,
        kinds: Sequence[str] = (),
        on: date | None = None,
        known_at: datetime | None = None,
        after: int = 0,
    ) -> Iterator[Entry]:
        """Acts in the order they were recorded, through the filters of an as-of question."""
        return journal.read(
            self.connection,
            subject=subject,
            institution=institution,
            kinds=kinds,
            on=on,
            known_at=known_at,
            after=after,
        )

    def latest(self, institution: str, limit: int = PAGE, *, before: int | None = None) -> list[Entry]:
        """The newest acts about an institution, newest first, at most a page; none of an open transaction.

        With `before` only those numbered below it: the next page begins where one ended.
        """
        return journal.latest(self.connection, min(limit, PAGE), institution=institution, before=before)

    def latest_of(
        self, subjects: Sequence[str], limit: int = PAGE, *, before: int | None = None, after: int | None = None
    ) -> list[Entry]:
        """As `latest`, about some subjects: a case and what hangs on it; with `after` only those numbered above it."""
        if not subjects:
            return []
        return journal.latest(self.connection, min(limit, PAGE), subjects=subjects, before=before, after=after)

    def marked(self, before: int | None = None) -> Iterator[Entry]:
        """The acts of the audit list, newest first, below a number where one is given."""
        return journal.marked(self.connection, before=before)

    def as_of(
        self, kind: type[S], subject: str, *, on: date | None = None, known_at: datetime | None = None
    ) -> S | None:
        """What a subject was on a day, as it was known at a moment."""
        return cast("S | None", aggregate_of(subject).fold(self.entries(subject=subject, on=on, known_at=known_at)))

    def states_of(self, institution: str, *, on: date | None = None, known_at: datetime | None = None) -> list[State]:
        """Everything about one institution on a day, as it was known at a moment, by subject id."""
        # The sort is stable: within a subject, acts stay in the order they were recorded.
        entries = sorted(self.entries(institution=institution, on=on, known_at=known_at), key=lambda e: e.subject)
        found = []
        for subject, group in groupby(entries, key=lambda e: e.subject):
            # An act that reaches back before the subject's first act has nothing to act on yet.
            folded = aggregate_of(subject).fold(group)
            if folded is not None:
                found.append(cast(State, folded))
        return found


class Writer(Reader):
    """A write transaction: acts recorded here become entries and state together, or not at all."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.recorded: list[Entry] = []
        self.scrub = False
        """Whether what was erased must leave the write-ahead log too, as soon as it is committed."""
        self.kept: tuple[int, str] | None = None
        """Number and hash of the last entry that was chained here."""
        self._own: set[str] = set()
        self._new: set[str] = set()
        self._seen = Seen()
        self._since: int | None = journal.head(connection)[0]

    def get(self, kind: type[S], subject: str) -> S | None:
        """As Reader.get; what is recorded afterwards rests on what was seen here."""
        found = super().get(kind, subject)
        self._seen.one(subject, found.version if found else 0)
        return found

    def find(
        self,
        kind: type[S],
        *conditions: ColumnElement[bool],
        order: Sequence[Any] = (),
        limit: int = PAGE,
    ) -> list[S]:
        """As Reader.find; what is recorded afterwards rests on what was found here, and on nothing else being there."""
        found = super().find(kind, *conditions, order=order, limit=limit)
        self._seen.many(kind, conditions, found)
        return found

    def number(self, name: str) -> int:
        """The next number of a counter; taken before state rows and the head, and given back on rollback."""
        return int(self.connection.execute(_NEXT, {"name": name}).scalar_one())

    def begun(self, subject: str) -> None:
        """A subject that nobody knows yet: its number was taken in this transaction."""
        self._new.add(subject)

    def standing(self, subject: str) -> State | None:
        """The state of a subject to be acted on, as it stands now."""
        return None if subject in self._new else state.load(self.connection, subject)

    def record(self, entry: Entry) -> tuple[Entry, State]:
        """Fold an act into its subject's state and keep it for the journal; gives the act its id.

        Raises Changed when somebody acted on the subject since this transaction first saw it.
        """
        before = self.standing(entry.subject)
        self._new.discard(entry.subject)
        version = before.version if before else 0
        # A server shows each statement the newest commit: what was judged must be what is now acted on.
        if self._seen.versions.get(entry.subject, version) != version:
            raise state.Changed
        numbered = replace(entry, id=f"{entry.subject}#{version + 1}")
        after = state.fold(self.connection, numbered, before)
        self._seen.versions[entry.subject] = after.version
        self._own.add(entry.subject)
        self.recorded.append(numbered)
        return numbered, after

    def record_new(self, entries: Sequence[Entry]) -> None:
        """Fold and keep the first acts of many subjects known to be new, in few statements (an import).

        Each comes with its id already, ``SUBJECT#1``.
        """
        state.fold_new(self.connection, entries)
        self.recorded.extend(entries)
        self._seen.versions.update((entry.subject, 1) for entry in entries)
        self._own.update(entry.subject for entry in entries)

    def entries(
        self,
        *,
        subject: str | None = None,
        institution: str | None = None,
        kinds: Sequence[str] = (),
        on: date | None = None,
        known_at: datetime | None = None,
        after: int = 0,
    ) -> Iterator[Entry]:
        """As Reader.entries, with the acts of this transaction behind those of the journal."""
        self._seen.history(institution if subject is None else subject)
        yield from super().entries(
            subject=subject, institution=institution, kinds=kinds, on=on, known_at=known_at, after=after
        )
        for entry in self.recorded:
            if (
                (subject is None or entry.subject == subject)
                and (institution is None or entry.institution == institution)
                and (not kinds or entry.kind in kinds)
                and (on is None or entry.effective_on <= on)
                and (known_at is None or entry.recorded_at <= known_at)
            ):
                yield entry

    def latest(self, institution: str, limit: int = PAGE, *, before: int | None = None) -> list[Entry]:
        """As Reader.latest; what is recorded afterwards rests on it."""
        self._seen.history(institution)
        return super().latest(institution, limit, before=before)

    def latest_of(
        self, subjects: Sequence[str], limit: int = PAGE, *, before: int | None = None, after: int | None = None
    ) -> list[Entry]:
        """As Reader.latest_of; what is recorded afterwards rests on it."""
        self._seen.history(*subjects)
        return super().latest_of(subjects, limit, before=before, after=after)

    def _look_again(self) -> None:
        if self._since is None:
            return
        if self._seen.overtaken(self.connection, self._since, frozenset(self._own)):
            raise state.Changed
        self._since = max(self._since, self._seen.through)

    def finish(self) -> None:
        """Chain the acts at the head, which stays locked until commit: the last thing a transaction does.

        Raises Changed when somebody else's act came in between and changed what these rest on. Whoever keeps acts
        holds the head, so nothing can come in after that was looked at.
        """
        if not self.recorded:
            return
        if self.connection.dialect.name != "sqlite":
            # Nearly all that came in is looked at while nobody waits for it; only the rest with the head held.
            self._look_again()
        seq, digest = journal.held_head(self.connection)
        if self._since != seq:
            self._look_again()
        # From here on the head is this transaction's own.
        self._since = None
        self.kept = journal.append(self.connection, self.recorded, seq, digest)
        self.recorded = []


class Store:
    """One agency's database, open."""

    def __init__(self, engine: Engine, key_path: Path | None = None, *, read_only: bool = False) -> None:
        """One that is `read_only` begins no act, whoever asks: seeing what is sealed is an act too."""
        self.engine = engine
        self.read_only = read_only
        self._key_path = key_path or default_key_path(engine.url)

    @classmethod
    def open(cls, url: URL | str, key_path: Path | None = None, *, read_only: bool = False) -> "Store":
        """The store at an address; StoreError when it is not there, not ours, older or newer."""
        return cls(open_engine(url), key_path, read_only=read_only)

    @property
    def key_path(self) -> Path:
        """Where the key of sealed content lies; StoreError ``store.key_missing`` where nobody said it."""
        if self._key_path is None:
            raise key_missing()
        return self._key_path

    def key(self, connection: Connection | None = None) -> SealingKey:
        """The key of what is sealed as this connection sees it (a look of its own unless given), read when needed.

        Raises StoreError as `load_key`, and ``store.key_other`` for the key of another database.
        """
        if connection is None:
            with self.read() as reader:
                return self.key(reader.connection)
        return key_files.find_key(self.key_path, key_files.key_in_use(connection))

    def sealing_key(self, writer: Writer) -> SealingKey:
        """As `key`, and nobody changes it until the transaction ends: for those who seal."""
        data_keys.hold(writer.connection)
        return self.key(writer.connection)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A consistent snapshot."""
        with read_connection(self.engine) as connection:
            yield Reader(connection)

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """A transaction: committed when the block ends, rolled back when it raises; refused ``read-only``."""
        if self.read_only:
            raise refuse("read-only", msg("Read-only: no act is done here. Start without --read-only to act."))
        writer: Writer | None = None
        try:
            # Others go on while this one is judged; what it rests on is looked at again before it is kept.
            with write_connection(self.engine, late=True) as connection:
                writer = Writer(connection)
                yield writer
                writer.finish()
        except StoreError as error:
            kept = writer.kept if writer is not None else None
            if kept is None or error.code != "store.unreachable" or not commits.stands(self.engine, *kept):
                raise
        if writer is not None and writer.scrub:
            commits.scrub(self.engine)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()
