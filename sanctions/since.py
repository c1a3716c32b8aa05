"""What others did since somebody looked (查看之后的变动): told before an act rests on what no longer stands."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from db import journal
from db.store import Reader, Writer
from db.tables.journal import REFUSED
from domain.acts import Act
from domain.entries import Entry
from domain.entry_words import entry_words
from domain.messages import Message, Words, msg
from domain.refusals import Refusal, Refused
from domain.states import aggregate_of
from domain.states.cases import Case
from domain.states.core import State
from domain.states.inspections import Finding
from domain.states.measures import Measure
from sanctions.recusal import subject_of

TOLD: Final = 5
"""Acts a sentence names; the rest are counted."""
_READ: Final = 50


def last_entry(reader: Reader) -> int:
    """The number of the journal's last entry: what somebody who looks now has seen."""
    return journal.head(reader.connection)[0]


def family(reader: Reader, state: State) -> list[str]:
    """A subject with what hangs on it: a case with its measures and findings."""
    if not isinstance(state, Case):
        return [state.id]
    measure, finding = reader.table(Measure), reader.table(Finding)
    looking = Reader(reader.connection)
    return [
        state.id,
        *(one.id for one in looking.find(Measure, measure.c.case == state.id)),
        *(one.id for one in looking.find(Finding, finding.c.case == state.id)),
    ]


def require_unchanged(tx: Writer, act: Act, fields: Mapping[str, Any], seen: int, person: str) -> None:
    """Refuse ``changed`` where another person acted on the act's subject after the entry numbered `seen`.

    The refusal tells their acts, and the number to go on with once they were read.
    """
    # The number first: what is recorded in between is then told twice rather than never.
    now = last_entry(tx)
    for state in _subjects(tx, act, fields):
        acts = [
            one
            for one in tx.latest_of(family(tx, state), _READ, after=seen)
            if one.person != person and one.kind != REFUSED
        ]
        if acts:
            raise Refused(_changed(state, acts, now))


def _subjects(tx: Writer, act: Act, fields: Mapping[str, Any]) -> Iterable[State]:
    if act.subject is None:
        return
    given = fields.get(act.subject)
    for id in given if isinstance(given, (list, tuple)) else (given,):
        if not isinstance(id, str):
            continue
        state = subject_of(tx, id) or _named(tx, act, id)
        if state is not None:
            yield state


def _named(tx: Writer, act: Act, id: str) -> State | None:
    """A subject known by its kind and name: a policy, an operator."""
    for noun in (*act.on, act.kind.partition(".")[0]):
        try:
            kind: type[State] = aggregate_of(f"{noun}:{id}").state
        except KeyError:
            continue
        found = Reader(tx.connection).get(kind, f"{noun}:{id}")
        if found is not None:
            return found
    return None


def _changed(state: State, acts: list[Entry], now: int) -> Refusal:
    """`acts` come newest first."""
    told: tuple[Words, ...] = tuple(_told(one, state.id) for one in acts[:TOLD])
    if len(acts) > TOLD:
        told = (*told, msg("and {n} more", n=len(acts) - TOLD))
    subject = state.id.partition(":")[2] or state.id
    return Refusal(
        "changed",
        msg(
            "Since you looked, others acted on {subject}: {acts}. Once you have read it, do it again.",
            subject=subject,
            acts=told,
        ),
        data={
            "acts": [
                {
                    "entry": one.seq,
                    "act": one.kind,
                    "what": entry_words(one),
                    "subject": one.subject,
                    "by": one.by,
                    "on": one.on,
                    "recorded_at": one.recorded_at,
                }
                for one in acts
            ],
            "seen": now,
        },
    )


def _told(entry: Entry, subject: str) -> Message:
    what = entry_words(entry)
    if entry.subject == subject:
        return msg("{who} on {day}: {what}", who=entry.by, day=entry.on, what=what)
    return msg("{who} on {day}: {what} ({id})", who=entry.by, day=entry.on, what=what, id=entry.subject)
