"""Folding acts into what stands: the one mechanism behind every aggregate."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Generic, TypeVar

from domain.entries import Entry, Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A request that waits for another person's decision (待审批)."""

    kind: str
    entry: str
    by: str
    person: str
    on: date
    fields: Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What every aggregate's state carries.

    `version` counts its acts (edits by two people are told apart by it); `last_on` is the latest legal day of an
    act on it; `ordinal` orders numbered subjects, newest last.
    """

    id: str
    institution: str | None = None
    version: int = 0
    ordinal: int = 0
    last_on: date = date.min
    pending: Pending | None = None


S = TypeVar("S", bound=State)
Reducer = Callable[[Any, Entry], Any]


BY_STATE: "dict[type[State], Aggregate[Any]]" = {}
"""Every aggregate met so far, by its kind of state."""


@dataclass(frozen=True)
class Aggregate(Generic[S]):
    """One kind of subject: its name, the prefix of its ids, its state and what each act does to it."""

    noun: str
    prefix: str
    state: type[S]
    reducers: dict[str, Reducer] = field(default_factory=dict)
    starters: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        BY_STATE[self.state] = self

    def starts(self, *kinds: str) -> Callable[[Callable[[Entry], S]], Callable[[Entry], S]]:
        """Register the function that makes the first state out of an act."""

        def register(make: Callable[[Entry], S]) -> Callable[[Entry], S]:
            for kind in kinds:
                self.reducers[kind] = lambda state, entry: make(entry)
                self.starters.add(kind)
            return make

        return register

    def on(self, *kinds: str) -> Callable[[Callable[[S, Entry], S]], Callable[[S, Entry], S]]:
        """Register what acts of these kinds do to a state that stands."""

        def register(change: Callable[[S, Entry], S]) -> Callable[[S, Entry], S]:
            for kind in kinds:
                self.reducers[kind] = change
            return change

        return register

    def either(self, kind: str) -> Callable[[Callable[[S | None, Entry], S]], Callable[[S | None, Entry], S]]:
        """Register an act that may be a subject's first or a later one."""

        def register(change: Callable[[S | None, Entry], S]) -> Callable[[S | None, Entry], S]:
            self.reducers[kind] = change
            self.starters.add(kind)
            return change

        return register

    def apply(self, state: S | None, entry: Entry) -> S:
        """The state after one more act.

        Raises KeyError for an act this aggregate does not know: a journal newer than the program.
        """
        after: S = self.reducers[entry.kind](state, entry)
        if after is state:
            after = replace(after)
        # Fresh, and seen by nobody yet: stamping it in place spares every act a second copy.
        object.__setattr__(after, "version", (state.version if state else 0) + 1)
        object.__setattr__(after, "last_on", max(entry.on, state.last_on if state else date.min))
        object.__setattr__(after, "ordinal", state.ordinal if state else ordinal_of(entry.subject))
        return after

    def fold(self, entries: Iterable[Entry]) -> S | None:
        """The state after these acts, in the order they were recorded; None when it had not begun.

        Acts that reach back before the subject's first one have nothing to act on there and are passed over.
        """
        state: S | None = None
        for entry in entries:
            if state is not None or entry.kind in self.starters or entry.kind not in self.reducers:
                state = self.apply(state, entry)
        return state


def ordinal_of(subject: str) -> int:
    """Year and number of an id such as CL-2024-0003 as one integer; 0 for subjects without a number."""
    parts = subject.split("-")
    if len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit():
        return int(parts[1]) * 10_000_000 + int(parts[2])
    return 0


def waits(entry: Entry, kind: str) -> Pending:
    """The pending request that this act makes."""
    return Pending(kind=kind, entry=entry.id, by=entry.by, person=entry.person, on=entry.on, fields=entry.fields)
