"""Folding acts into what stands: the one mechanism behind every aggregate."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Generic, TypeVar

from domain.entries import Entry, Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one level said on a request (审批意见): agreed, or sent back to be changed.

    `level` is empty where one approver is enough. `behalf` names whom a delegate stood in for.
    """

    level: str
    outcome: str
    by: str
    person: str
    on: date
    opinion: str | None = None
    behalf: str | None = None
    behalf_person: str | None = None
    minutes: str | None = None
    attendees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A request that waits for another person's decision (待审批).

    `chain` are the levels it takes, as the agency had them on the day it was asked; empty for one approver. `steps` is
    what they said so far, `returned` that the last of them sent it back. `also` are the persons who changed or
    submitted it in the place of who asked: they count as asking too.
    """

    kind: str
    entry: str
    by: str
    person: str
    on: date
    fields: Fields
    chain: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    returned: bool = False
    also: tuple[str, ...] = ()

    @property
    def level(self) -> str | None:
        """The level whose turn it is; None where one approver is enough."""
        agreed = sum(step.outcome == "agreed" for step in self.steps)
        return self.chain[agreed] if agreed < len(self.chain) else None

    @property
    def last(self) -> bool:
        """Whether whoever agrees now decides it."""
        return not self.chain or self.level == self.chain[-1]

    @property
    def askers(self) -> frozenset[str]:
        """The persons who asked for it; none of them decides it."""
        return frozenset((self.person, *self.also))

    @property
    def heard(self) -> frozenset[str]:
        """The persons who agreed at a level of it, themselves or through somebody who stood in for them."""
        agreed = (step for step in self.steps if step.outcome == "agreed")
        persons = (person for step in agreed for person in (step.person, step.behalf_person))
        return frozenset(person for person in persons if person is not None)


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

    @property
    def open_request(self) -> Pending | None:
        """The request others have to decide; what was sent back to be changed is free to be asked for anew."""
        return self.pending if self.pending is not None and not self.pending.returned else None


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
    timeless: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        BY_STATE[self.state] = self
        # Levels of approval are the same for every subject.
        self.reducers.update(
            {
                f"{self.noun}.endorse": _endorse,
                f"{self.noun}.send-back": _send_back,
                f"{self.noun}.resubmit": _resubmit,
            }
        )

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

    def beside(self, *kinds: str) -> Callable[[Callable[[S, Entry], S]], Callable[[S, Entry], S]]:
        """As `on`, for what only happened beside a subject's life: a later act may still be dated before it."""
        self.timeless.update(kinds)
        return self.on(*kinds)

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
        last = state.last_on if state else date.min
        object.__setattr__(after, "last_on", last if entry.kind in self.timeless else max(entry.on, last))
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
    return Pending(
        kind=kind,
        entry=entry.id,
        by=entry.by,
        person=entry.person,
        on=entry.on,
        fields=entry.fields,
        chain=entry.many("chain"),
    )


def asked_too(pending: Pending | None, entry: Entry) -> Pending | None:
    """A request with whoever did this act counted among those who asked for it."""
    if pending is None or entry.person in pending.askers:
        return pending
    return replace(pending, also=(*pending.also, entry.person))


def step_of(entry: Entry, outcome: str) -> Step:
    """What an act of a level said."""
    return Step(
        level=entry.maybe("level") or "",
        outcome=outcome,
        by=entry.by,
        person=entry.person,
        on=entry.on,
        opinion=entry.maybe("opinion") or entry.maybe("reason"),
        behalf=entry.maybe("behalf"),
        behalf_person=entry.maybe("behalf_person"),
        minutes=entry.maybe("minutes"),
        attendees=entry.many("attendees"),
    )


def behalf_of(entry: Entry) -> str | None:
    """In whose name a deciding act was done; None for the actor's own."""
    sheet = entry.fields.get("sheet")
    return sheet.get("behalf") if isinstance(sheet, dict) else entry.maybe("behalf")


def _endorse(state: Any, entry: Entry) -> Any:
    pending: Pending | None = state.pending
    # An answer about an earlier day may not see the request.
    if pending is None:
        return state
    return replace(state, pending=replace(pending, steps=(*pending.steps, step_of(entry, "agreed"))))


def _send_back(state: Any, entry: Entry) -> Any:
    pending: Pending | None = state.pending
    if pending is None:
        return state
    steps = (*pending.steps, step_of(entry, "returned"))
    return replace(state, pending=replace(pending, steps=steps, returned=True))


def _resubmit(state: Any, entry: Entry) -> Any:
    pending = asked_too(state.pending, entry)
    if pending is None:
        return state
    return replace(state, pending=replace(pending, steps=(), returned=False))
