"""Whose turn a request is (轮到谁审批): by role, level, delegation and four eyes."""

from collections.abc import Collection, Iterable
from datetime import date

from db.store import Reader
from domain.messages import Message, msg
from domain.states.agency import Operator
from domain.states.core import Pending
from domain.states.delegations import Delegation
from sanctions.agency.stand_ins import Capacity, delegations_on, is_approver
from sanctions.permissions import conflict


class People:
    """Who works here and who stands in for whom on a day, read once for many requests."""

    def __init__(self, operators: Iterable[Operator], delegations: Collection[Delegation]) -> None:
        self.operators = [one for one in operators if one.active]
        self._named = {one.name: one for one in self.operators}
        self._standing_in: dict[str, list[Delegation]] = {}
        for one in delegations:
            self._standing_in.setdefault(one.to_person, []).append(one)

    @property
    def delegated(self) -> bool:
        """Whether anybody stands in for anybody."""
        return bool(self._standing_in)

    def capacities(self, actor: Operator) -> list[Capacity]:
        """Every capacity in which somebody may decide, their own first."""
        found = [Capacity(actor)] if is_approver(actor) else []
        for one in self._standing_in.get(actor.person, ()):
            principal = self._named.get(one.principal)
            if principal is not None and is_approver(principal):
                found.append(Capacity(actor, principal, one))
        return found

    def awaits(self, person: str, pending: Pending) -> bool:
        """Whether a request waits for a person: at their level where there are levels, else not for who asked."""
        if pending.chain or pending.returned:
            return any(self.capacity(one, pending) is not None for one in self.operators if one.person == person)
        return person not in pending.askers

    def deciding(self, pending: Pending) -> list[Capacity]:
        """Everybody who could decide it now, one capacity each, in the order of names."""
        found = []
        for actor in sorted(self.operators, key=lambda one: one.name):
            capacity = self.capacity(actor, pending)
            if capacity is not None:
                found.append(capacity)
        return found

    def capacity(self, actor: Operator, pending: Pending) -> Capacity | None:
        """In what capacity somebody could decide a request now; None when it is not their turn."""
        if pending.returned:
            return None
        all_of_them = self.capacities(actor)
        principals = [one.principal for one in all_of_them if one.principal is not None]
        return next(
            (
                one
                for one in all_of_them
                if one.reaches(pending) and conflict(actor, pending, principals, one.principal) is None
            ),
            None,
        )


def people_on(reader: Reader, day: date) -> People:
    """Who works here, and who stands in for whom on a day."""
    table = reader.table(Operator)
    return People(reader.find(Operator, table.c.active.is_(True)), delegations_on(reader, day))


def whose(reader: Reader, pending: Pending, day: date) -> list[Capacity]:
    """Everybody who could decide a request on a day."""
    return people_on(reader, day).deciding(pending)


def named(capacities: Iterable[Capacity]) -> tuple[Message | str, ...] | Message:
    """Those people as a sentence names them."""
    names = tuple(signed(one.actor.name, one.principal.name if one.principal else None) for one in capacities)
    return names or msg("nobody yet")


def signed(by: str, behalf: str | None) -> Message | str:
    """How somebody who decided is told, ``王某(代赵某)`` where they stood in for another."""
    return msg("{by} (for {behalf})", by=by, behalf=behalf) if behalf else by
