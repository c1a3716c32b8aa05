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
from sanctions.recusal import Ties, ties


class People:
    """Who works here and who stands in for whom on a day, read once for many requests."""

    def __init__(
        self, operators: Iterable[Operator], delegations: Collection[Delegation], tied: Ties | None = None
    ) -> None:
        self.tied = tied or {}
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

    def is_tied(self, person: str, institution: str | None) -> bool:
        """Whether the matters of an institution are shut to a person."""
        return institution in self.tied.get(person, ())

    def awaits(self, person: str, pending: Pending, institution: str | None = None) -> bool:
        """Whether a request waits for a person: at their level where there are levels, else not for who asked."""
        if pending.chain or pending.returned:
            mine = (one for one in self.operators if one.person == person)
            return any(self.capacity(one, pending, institution) is not None for one in mine)
        return person not in pending.askers and not self.is_tied(person, institution)

    def deciding(self, pending: Pending, institution: str | None = None) -> list[Capacity]:
        """Everybody who could decide it now, one capacity each, in the order of names; nobody with a tie."""
        found = []
        for actor in sorted(self.operators, key=lambda one: one.name):
            capacity = self.capacity(actor, pending, institution)
            if capacity is not None:
                found.append(capacity)
        return found

    def capacity(self, actor: Operator, pending: Pending, institution: str | None = None) -> Capacity | None:
        """In what capacity somebody could decide a request now; None when it is not their turn."""
        if pending.returned or self.is_tied(actor.person, institution):
            return None
        all_of_them = self.capacities(actor)
        principals = [one.principal for one in all_of_them if one.principal is not None]
        return next(
            (
                one
                for one in all_of_them
                if one.reaches(pending)
                and not self.is_tied(one.holder.person, institution)
                and conflict(actor, pending, principals, one.principal) is None
            ),
            None,
        )


def people_on(reader: Reader, day: date) -> People:
    """Who works here, and who stands in for whom on a day."""
    table = reader.table(Operator)
    return People(reader.find(Operator, table.c.active.is_(True)), delegations_on(reader, day), ties(reader))


def whose(reader: Reader, pending: Pending, day: date, institution: str | None = None) -> list[Capacity]:
    """Everybody who could decide a request on a day, about an institution."""
    return people_on(reader, day).deciding(pending, institution)


def named(capacities: Iterable[Capacity]) -> tuple[Message | str, ...] | Message:
    """Those people as a sentence names them."""
    names = tuple(signed(one.actor.name, one.principal.name if one.principal else None) for one in capacities)
    return names or msg("nobody yet")


def signed(by: str, behalf: str | None) -> Message | str:
    """How somebody who decided is told, ``王某(代赵某)`` where they stood in for another."""
    return msg("{by} (for {behalf})", by=by, behalf=behalf) if behalf else by
