"""Recusal (回避): whoever has a tie to an institution neither acts on what is its own nor reads it.

An agency's own rule; neither notice asks for it. Persons are compared, so that a second account never helps, and a
tie follows an institution to its successor and back.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from db.store import Reader
from db.tables.state import state_table
from domain.acts import Act
from domain.messages import msg
from domain.reasons import Reason, SourceKind
from domain.refusals import Refused, refuse
from domain.states import aggregate_of
from domain.states.agency import Operator
from domain.states.core import State
from domain.states.institutions import Agreement, Institution
from domain.states.measures import Measure
from domain.states.publications import Publication

Ties = Mapping[str, frozenset[str]]
"""Person -> the codes of the institutions shut to them."""

_ID = re.compile(r"([A-Z]{2}-\d{4}-\d+)(?:#\d+)?")
_LONGEST = 100
"""No id, code or number of an agreement is longer; what is longer is a text."""
_OF_THEMSELVES = ("operator", "delegation")
"""Acts about people: whoever is named in them is not given anything of an institution to do."""


@cache
def _tied() -> Select[Any]:
    # Asked at every act, so made once.
    table = state_table(Operator).table
    return select(table).where(table.c.ties != "[]")


def ties(reader: Reader) -> Ties:
    """Who is tied to what, those who left included; nothing in most agencies."""
    found: dict[str, frozenset[str]] = {}
    for row in reader.connection.execute(_tied()):
        one: Operator = state_table(Operator).state(row)
        codes = frozenset(tie.code for tie in one.ties)
        found[one.person] = found.get(one.person, frozenset()) | codes
    return {person: _with_successors(reader, codes) for person, codes in found.items()}


def _with_successors(reader: Reader, codes: frozenset[str]) -> frozenset[str]:
    """The same institutions with those they became and those they came of."""
    table = reader.table(Institution)
    found, fresh = codes, codes
    while fresh:
        around = Reader(reader.connection).find(
            Institution,
            table.c.successor.in_(fresh) | table.c.id.in_([f"institution:{code}" for code in fresh]),
        )
        met = {code for one in around for code in (one.code, one.successor) if code is not None}
        fresh = frozenset(met - found)
        found |= fresh
    return found


def shut_to(reader: Reader, person: str) -> frozenset[str]:
    """The institutions whose matters are shut to a person."""
    return ties(reader).get(person, frozenset())


def institutions_of(reader: Reader, state: State) -> frozenset[str]:
    """The institutions a subject belongs to: its own, or those of the terminations on a list."""
    codes = {state.institution}
    if isinstance(state, Institution):
        codes.add(state.code)
    if isinstance(state, Publication):
        measures = (reader.get(Measure, id) for id in state.terminations)
        codes |= {measure.institution for measure in measures if measure is not None}
    return frozenset(code for code in codes if code is not None)


def named_in(reader: Reader, values: Iterable[object]) -> frozenset[str]:
    """The institutions that values of fields are about: codes, numbers of agreements, ids of what is on record."""
    looking = Reader(reader.connection)
    return frozenset(code for text in _texts(values) for code in _about(looking, text))


def _texts(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str) and 0 < len(value) <= _LONGEST:
            yield value
        elif isinstance(value, (list, tuple)):
            yield from _texts(value)


def _about(reader: Reader, text: str) -> frozenset[str]:
    state = subject_of(reader, text)
    return institutions_of(reader, state) if state is not None else frozenset()


def subject_of(reader: Reader, text: str) -> State | None:
    """What is on record under an id, a code, a number of an agreement, or the number of an act."""
    numbered = _ID.fullmatch(text.strip())
    if numbered is not None:
        try:
            kind: type[State] = aggregate_of(numbered[1]).state
        except KeyError:
            return None
        return reader.get(kind, numbered[1])
    known = text.strip()
    return reader.get(Institution, f"institution:{known}") or reader.get(Agreement, f"agreement:{known}")


def reason() -> Reason:
    """Whose rule it is."""
    text = msg("Whoever has a tie to an institution neither decides on it nor handles or reads its matters.")
    return Reason(None, None, SourceKind.AGENCY_POLICY, text)


def recused(reader: Reader, code: str) -> Refused:
    """The refusal ``recused`` of whoever acts or asks."""
    found = Reader(reader.connection).get(Institution, f"institution:{code}")
    about = found.name if found is not None else code
    words = msg(
        "The matters of {about} are shut to you: a tie to it is on record. Another person handles them.", about=about
    )
    return refuse("recused", words, reason())


def require_clear(reader: Reader, act: Act, fields: Mapping[str, Any], person: str) -> frozenset[str]:
    """Refuse ``recused`` for an act on what is shut to a person, or that gives it to somebody tied.

    Gives the institutions that are shut to the person, for what the act touches besides.
    """
    noun = act.kind.partition(".")[0]
    tied = ties(reader)
    if not tied or noun == "operator":
        return frozenset()
    about = named_in(reader, fields.values())
    shut = tied.get(person, frozenset())
    for code in sorted(about & shut):
        raise recused(reader, code)
    if noun not in _OF_THEMSELVES:
        _require_others_clear(reader, act, fields, about, tied)
    return shut


def _require_others_clear(
    reader: Reader, act: Act, fields: Mapping[str, Any], about: frozenset[str], tied: Ties
) -> None:
    for field in act.fields:
        # In whose name somebody decides is judged with their other capacities.
        if field.source != "operators" or field.name == "behalf":
            continue
        for name in _texts([fields.get(field.name)]):
            operator = reader.get(Operator, f"operator:{name}")
            for code in sorted(about & tied.get(operator.person if operator else name, frozenset())):
                raise refuse(
                    "recused",
                    msg(
                        "{name} has a tie to {code} and handles none of its matters. Name somebody else.",
                        name=name,
                        code=code,
                    ),
                    reason(),
                    field=field.name,
                )
