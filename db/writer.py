"""Writing into a store: acts that become entries and state together, held against what they rest on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, text

from db import journal, state
from db.reader import PAGE, Reader, S
from db.seen import Seen
from domain.entries import Entry
from domain.states.core import State

# One statement: of two who begin the same counter at once, the second waits for the first and takes the next number.
_NEXT = text(
    "INSERT INTO counter (name, value) VALUES (:name, 1)"
    " ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value"
)


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
