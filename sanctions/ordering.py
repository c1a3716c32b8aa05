"""Orders of a list and the walk along one: from a place in it, either way, without ever counting what was passed.

A place is the sort key of a record: the value it is sorted by, then what tells equal ones apart. Records without a
value come last, whichever way a list is sorted, so a walk has two stretches: those with a value and those without.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import ge, gt, le, lt
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Column, ColumnElement, Date, func, literal, select, tuple_

from db.store import PAGE, Reader
from db.tables.orders import bytewise
from domain.states.core import State
from domain.states.institutions import Institution

S = TypeVar("S", bound=State)
_MOST = 2**63
"""Numbers of a database lie below."""


@dataclass(frozen=True, slots=True)
class Order:
    """A list sorted by `name`: columns of the state, the last of which tells all records apart.

    `down` begins with the greatest. With `by_institution` the records of one institution stand together, by the names
    these bear now, and the columns sort within each; records without one come last.
    """

    name: str
    columns: tuple[str, ...]
    down: bool = False
    by_institution: bool = False


def by_column(*names: str, **others: str) -> tuple[Order, ...]:
    """Orders of numbered subjects by columns of these names, or by a column known to readers by another name."""
    return tuple(
        Order(name, (column, "ordinal")) for name, column in {**dict(zip(names, names, strict=True)), **others}.items()
    )


def by_institution(name: str) -> Order:
    """The order of numbered subjects by the name of their institution."""
    return Order(name, ("ordinal",), by_institution=True)


class Walk(Generic[S]):
    """Along one order of one kind of subject."""

    def __init__(self, reader: Reader, kind: type[S], order: Order, *, reverse: bool) -> None:
        self._reader, self._kind, self._order = reader, kind, order
        self._down = order.down != reverse
        table, dialect = reader.table(kind), reader.connection.dialect.name
        columns = [table.c[name] for name in order.columns]
        self._join: list[ColumnElement[bool]] = []
        self._missing: Column[Any] | None = columns[0] if columns[0].nullable else None
        if order.by_institution:
            named = reader.table(Institution)
            columns = [named.c.name, named.c.id, *columns]
            self._join = [table.c.institution == named.c.code]
            self._missing = table.c.institution
        self._columns = columns
        self._keys = [bytewise(column, dialect) for column in columns]

    @property
    def tag(self) -> str:
        """The word by which cursors of this order are known."""
        return f"{self._order.name}{'-' if self._down else '+'}"

    # Places

    def position(self, state: S) -> tuple[Any, ...]:
        """The place of a record, as plain values."""
        values = [getattr(state, name) for name in self._order.columns]
        if self._order.by_institution:
            named = self._reader.table(Institution)
            found = select(named.c.name, named.c.id).where(named.c.id == f"institution:{state.institution}")
            row = self._reader.connection.execute(found).one_or_none()
            values = [*(row or (None, None)), *values]
        return tuple(value.isoformat() if isinstance(value, date) else value for value in values)

    def read(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """A place out of its plain values; ValueError for what is none."""
        if len(values) != len(self._columns):
            raise ValueError
        return tuple(self._value(n, value) for n, value in enumerate(values))

    def _value(self, n: int, value: Any) -> Any:
        kind = self._columns[n].type
        if value is None and self._missing is not None and n < len(self._columns) - 1:
            return None
        if isinstance(kind, BigInteger):
            if type(value) is not int or not -_MOST <= value < _MOST:
                raise ValueError
            return value
        if not isinstance(value, str) or "\0" in value:
            raise ValueError
        return date.fromisoformat(value) if isinstance(kind, Date) else value

    # Walking

    def take(
        self,
        conditions: Sequence[ColumnElement[bool]],
        start: tuple[Any, ...] | None,
        count: int,
        *,
        backward: bool,
        keep: Callable[[S], S | None] | None = None,
        inside: bool = False,
    ) -> list[tuple[S, S]]:
        """So many records behind a place, or from the edge where none is given: each as it is kept and as shown.

        With `inside` the record of the place itself is met too.
        """
        found: list[tuple[S, S]] = []
        for one in self._along(conditions, start, count if keep is None else PAGE, backward, inside):
            shown = one if keep is None else keep(one)
            if shown is not None:
                found.append((one, shown))
            if len(found) == count:
                break
        return found

    def count(self, conditions: Sequence[ColumnElement[bool]], before: tuple[Any, ...] | None) -> int:
        """How many records there are, or how many in front of a place."""
        if before is None:
            return self._counted(conditions)
        return sum(
            self._counted([*conditions, *self._stretch(place, valued=valued, backward=True)[1]])
            for valued, place in self._stretches(before, backward=True)
        )

    def _counted(self, conditions: Sequence[ColumnElement[bool]]) -> int:
        query = select(func.count()).select_from(self._reader.table(self._kind)).where(*conditions)
        counted: int = self._reader.connection.execute(query).scalar_one()
        return counted

    def _along(
        self,
        conditions: Sequence[ColumnElement[bool]],
        start: tuple[Any, ...] | None,
        step: int,
        backward: bool,
        inside: bool,
    ) -> Iterator[S]:
        for valued, begin in self._stretches(start, backward):
            place, meets = begin, inside and begin is not None
            while True:
                order, wanted = self._stretch(place, valued=valued, backward=backward, inside=meets)
                batch = self._reader.find(self._kind, *conditions, *wanted, order=order, limit=step)
                yield from batch
                if len(batch) < step:
                    break
                place, meets = self.read(self.position(batch[-1])), False

    def _stretches(self, start: tuple[Any, ...] | None, backward: bool) -> list[tuple[bool, tuple[Any, ...] | None]]:
        """What a walk from a place goes through: with a value or without, and the place if it lies in there."""
        if self._missing is None:
            return [(True, start)]
        both = [False, True] if backward else [True, False]
        if start is None:
            return [(valued, None) for valued in both]
        here = start[0] is not None
        # Where the walk begins in the second stretch, the first is already passed.
        return [(here, start)] if here is both[1] else [(here, start), (not here, None)]

    def _stretch(
        self, start: tuple[Any, ...] | None, *, valued: bool, backward: bool, inside: bool = False
    ) -> tuple[list[ColumnElement[Any]], list[ColumnElement[bool]]]:
        """How one stretch is ordered, and the conditions of being in it, behind a place."""
        wanted: list[ColumnElement[bool]] = []
        keys, columns = self._keys, self._columns
        if valued:
            wanted += self._join
            if self._missing is not None and not self._join:
                wanted.append(self._missing.is_not(None))
        elif self._missing is not None:
            wanted.append(self._missing.is_(None))
            # The value stays among the keys: a server walks along an index only by all it begins with.
            tail = 2 if self._join else 1
            lacking = self._missing if self._join else keys[0]
            keys, columns = [lacking, *keys[tail:]], [self._missing, *columns[tail:]]
            start = start[tail:] if start is not None else None
        falling = self._down != backward
        if start is not None:
            count = len(start)
            wanted.append(self._behind(keys[-count:], columns[-count:], start, falling, inside))
        return [key.desc() if falling else key.asc() for key in keys], wanted

    @staticmethod
    def _behind(
        keys: Sequence[ColumnElement[Any]],
        columns: Sequence[ColumnElement[Any]],
        start: tuple[Any, ...],
        falling: bool,
        inside: bool,
    ) -> ColumnElement[bool]:
        values = [literal(value, column.type) for value, column in zip(start, columns, strict=True)]
        here: Any = tuple_(*keys) if len(keys) > 1 else keys[0]
        there: Any = tuple_(*values) if len(keys) > 1 else values[0]
        passes = (le if falling else ge) if inside else (lt if falling else gt)
        passed: ColumnElement[bool] = passes(here, there)
        return passed
