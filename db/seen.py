"""What a transaction looked at, and whether it still stands when its acts are kept.

People act side by side, and what one decides rests on more than the subject it is recorded on: a measure on its case,
a closed case on no measure being open. Before acts are chained, with the head held, every act that came in since the
transaction began is held against what it saw.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from db.journal import read
from db.tables.state import state_table
from domain.entries import Entry
from domain.states import aggregate_of
from domain.states.core import State


@dataclass(frozen=True, slots=True)
class _Looked:
    """A question for states, and the versions of those that it found."""

    kind: type[State]
    conditions: tuple[ColumnElement[bool], ...]
    found: dict[str, int]


class Seen:
    """Versions of subjects as they were first seen, questions as they were answered, histories that were read."""

    def __init__(self) -> None:
        self.versions: dict[str, int] = {}
        self.through = 0
        """Up to which number acts of others were looked at."""
        self._looked: list[_Looked] = []
        self._read: set[str] = set()
        self._read_all = False

    def one(self, subject: str, version: int) -> None:
        """A subject was looked at; version 0 when there was none."""
        self.versions.setdefault(subject, version)

    def many(self, kind: type[State], conditions: Sequence[ColumnElement[bool]], found: Sequence[State]) -> None:
        """States were looked for."""
        versions = {state.id: state.version for state in found}
        for subject, version in versions.items():
            self.versions.setdefault(subject, version)
        self._looked.append(_Looked(kind, tuple(conditions), versions))

    def history(self, *names: str | None) -> None:
        """The acts on subjects, or about institutions, were read; of everything where one is None."""
        self._read_all |= None in names
        self._read.update(name for name in names if name is not None)

    def overtaken(self, connection: Connection, since: int, own: frozenset[str]) -> bool:
        """Whether acts after number `since` changed what was seen, those on one's `own` subjects apart.

        Those are guarded row by row: nobody else can have acted on them.
        """
        touched: dict[type[State], set[str]] = {}
        for entry in read(connection, after=since):
            self.through = entry.seq or 0
            if entry.subject in own:
                continue
            if self._rests_on(entry):
                return True
            touched.setdefault(aggregate_of(entry.subject).state, set()).add(entry.subject)
        return any(
            one.kind in touched and self._answers_differently(connection, one, touched[one.kind])
            for one in self._looked
        )

    def _rests_on(self, entry: Entry) -> bool:
        if self._read_all or entry.subject in self._read or entry.institution in self._read:
            return True
        version = self.versions.get(entry.subject)
        return version is not None and version < int(entry.id.rpartition("#")[2])

    def _answers_differently(self, connection: Connection, looked: _Looked, subjects: set[str]) -> bool:
        """Whether one of these, which others acted on, now answers a question that it did not answer so."""
        table = state_table(looked.kind).table
        query = select(table.c.id, table.c.version).where(*looked.conditions, table.c.id.in_(subjects))
        return any(looked.found.get(row.id) != row.version for row in connection.execute(query))
