"""Choices about deciding: levels, whom one stands in for, delegations, offices."""

from collections.abc import Iterable

from console.tui.sources.asked import MOST, Asked, Choice
from domain.levels import LEVEL_WORDS
from domain.messages import msg
from domain.states.agency import Operator
from domain.states.offices import Office


def levels(asked: Asked) -> Iterable[Choice]:
    return [Choice(key, word) for key, word in LEVEL_WORDS.items()]


def principals(asked: Asked) -> Iterable[Choice]:
    """Those in whose name the operator may decide today."""
    from sanctions.agency.stand_ins import capacities

    operator = asked.reader.get(Operator, f"operator:{asked.opened.operator}")
    if operator is None:
        return []
    found = capacities(asked.reader, operator, asked.opened.today)
    return [Choice(one.principal.name, one.principal.name) for one in found if one.principal is not None]


def delegations(asked: Asked) -> Iterable[Choice]:
    """Delegations that are not over."""
    from sanctions.agency.delegations import delegations as listed

    found = listed(asked.reader, on=asked.opened.today, open=True, limit=MOST).items
    return [
        Choice(str(one["id"]), str(one["id"]), msg("{to} for {by}", to=one["to"], by=one["principal"])) for one in found
    ]


def offices(asked: Asked) -> Iterable[Choice]:
    found = asked.reader.find(Office, order=(asked.reader.table(Office).c.name,), limit=MOST)
    return [Choice(one.name, one.name) for one in found if one.open]
