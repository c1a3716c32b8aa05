"""One table of current state an aggregate, its columns read off the frozen dataclass of that state."""

import types
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Table, Text, bindparam, select, update
from sqlalchemy.types import TypeEngine

from db.tables import metadata
from db.tables.types import Instant
from domain.states import aggregates
from domain.states.core import BY_STATE, Aggregate, State

_PLAIN: dict[Any, TypeEngine[Any] | type[TypeEngine[Any]]] = {
    str: Text,
    int: BigInteger,
    bool: Boolean,
    date: Date,
    datetime: Instant,
}

_INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "institution": (("name", "id"), ("licence",)),
    "agreement": (("institution", "id"), ("until", "id")),
    "complaint": (("institution", "ordinal"), ("ordinal",), ("status", "ordinal")),
    "inspection": (("institution", "ordinal"), ("ordinal",)),
    "finding": (("institution", "ordinal"), ("source", "ordinal"), ("provision_key", "case"), ("case", "ordinal")),
    "attachment": (("subject", "ordinal"),),
    "case": (("institution", "ordinal"), ("ordinal",)),
    "measure": (("institution", "ordinal"), ("case", "ordinal"), ("ordinal",), ("kind", "stage")),
    "publication": (("ordinal",), ("status", "ordinal")),
    "application": (("institution", "ordinal"), ("ordinal",)),
    "assessment": (("institution", "ordinal"), ("ordinal",)),
    "dispute": (("institution", "ordinal"), ("target", "ordinal"), ("ordinal",)),
    "recovery": (("institution", "ordinal"), ("measure", "ordinal"), ("ordinal",)),
    "task": (("institution", "ordinal"), ("about", "status"), ("status", "due"), ("ordinal",)),
    "roster": (("ordinal",),),
    "survey": (("institution", "ordinal"), ("ordinal",)),
    "delegation": (("to_person", "until"), ("principal_person", "until"), ("ordinal",)),
}

# What runs is few among what ever was: an index over it alone stays small and costs the rest nothing.
_OPEN: dict[str, tuple[tuple[str, str, bool], ...]] = {
    "institution": (("successor", "successor", True),),
    "agreement": (("renewal", "renewal_decided_on", True),),
    "case": (
        ("pending", "pending", True),
        ("open", "closed_on", False),
        ("offered", "handover", True),
        ("handed", "handed_on", True),
    ),
    "measure": (("pending", "pending", True), ("open", "end", False), ("unlisted", "published_on", False)),
    "publication": (("pending", "pending", True),),
    "assessment": (("pending", "pending", True),),
    "dispute": (("pending", "pending", True),),
    "recovery": (("pending", "pending", True),),
    "roster": (("pending", "pending", True),),
}
"""Name of a partial index, the column it looks at, and whether that must be there or must be missing."""
_OPEN_BY = {"institution": "successor", "agreement": "renewal_decided_on", "measure": "kind"}


def _unwrapped(hint: Any) -> tuple[Any, bool]:
    """A type without its None, and whether None was allowed."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = [arg for arg in get_args(hint) if arg is not type(None)]
        if len(inner) == 1:
            return inner[0], True
    return hint, False


class StateTable:
    """A state's table and the way rows become states and back."""

    def __init__(self, aggregate: Aggregate[Any]) -> None:
        self.aggregate = aggregate
        self.names = tuple(f.name for f in fields(aggregate.state))
        hints = get_type_hints(aggregate.state)
        self._nested: dict[str, Any] = {}
        columns = []
        for name in self.names:
            plain, optional = _unwrapped(hints[name])
            kind = _PLAIN.get(plain)
            if kind is None:
                self._nested[name] = hints[name]
                kind = Text
            columns.append(Column(name, kind, primary_key=name == "id", nullable=optional))
        self.table = Table(
            f"{aggregate.noun}_state",
            metadata,
            *columns,
            *(
                Index(f"ix_{aggregate.noun}_state_{'_'.join(names)}", *names)
                for names in _INDEXES.get(aggregate.noun, ())
            ),
        )
        # Asked several times an act, so built once.
        self.by_id = select(self.table).where(self.table.c.id == bindparam("subject"))
        self.change = update(self.table).where(
            self.table.c.id == bindparam("at_id"), self.table.c.version == bindparam("at_version")
        )

    def add_partial_indexes(self) -> None:
        """Hang the indexes of both dialects on the table, for those who make or compare whole databases.

        Reading and writing need none of them here, and telling of them loads both dialects.
        """
        present = {index.name for index in self.table.indexes}
        for name, column, there in _OPEN.get(self.aggregate.noun, ()):
            named = f"ix_{self.aggregate.noun}_state_is_{name}"
            if named in present:
                continue
            looked_at = self.table.c[column]
            where = looked_at.is_not(None) if there else looked_at.is_(None)
            Index(
                named,
                self.table.c[_OPEN_BY.get(self.aggregate.noun, "id")],
                sqlite_where=where,
                postgresql_where=where,
            )

    def row(self, state: State) -> dict[str, Any]:
        """The state as a row: nested values as JSON text."""
        row = {name: getattr(state, name) for name in self.names}
        for name in self._nested:
            value = row[name]
            row[name] = None if value is None else msgspec.json.encode(value).decode()
        return row

    def state(self, row: Any) -> Any:
        """The frozen state behind a row that has the table's columns."""
        values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented way to a row as a mapping
        for name, hint in self._nested.items():
            if values[name] is not None:
                values[name] = msgspec.json.decode(values[name], type=hint)
        return self.aggregate.state(**{name: values[name] for name in self.names})


_TABLES: dict[type[State], StateTable] = {}


def state_table(state: type[State]) -> StateTable:
    """The table of this kind of state."""
    found = _TABLES.get(state)
    if found is None:
        found = _TABLES[state] = StateTable(BY_STATE[state])
    return found


def all_state_tables() -> list[StateTable]:
    """Every state table, made known to the metadata."""
    return [state_table(aggregate.state) for aggregate in aggregates()]
