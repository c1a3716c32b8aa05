"""Who decides in whose name (代理): the delegations that hold on a day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_

from db.store import Reader
from domain.messages import msg
from domain.refusals import refuse
from domain.roles import MAY
from domain.states.agency import Operator
from domain.states.core import Pending, State
from domain.states.delegations import Delegation
from sanctions.recusal import institutions_of, reason, ties

_APPROVERS = MAY["approve"]


@dataclass(frozen=True, slots=True)
class Capacity:
    """In what capacity somebody decides: themselves, or (by a delegation) in the name of a principal."""

    actor: Operator
    principal: Operator | None = None
    delegation: Delegation | None = None

    @property
    def holder(self) -> Operator:
        """Whose role and levels count."""
        return self.principal or self.actor

    def reaches(self, pending: Pending) -> bool:
        """Whether role and level are enough for whose turn it is; four eyes are another question."""
        level = pending.level
        return (
            is_approver(self.holder)
            and (level is None or level in self.holder.levels)
            and (self.delegation is None or self.delegation.covers(level))
        )


def is_approver(operator: Operator) -> bool:
    """Whether an operator may decide at all."""
    return operator.active and any(role in _APPROVERS for role in operator.roles)


def delegations_on(reader: Reader, day: date, *, to: str | None = None) -> list[Delegation]:
    """The delegations that hold on a day, or those of one person who stands in."""
    table = reader.table(Delegation)
    holds = (
        table.c.from_day <= day,
        table.c.until >= day,
        or_(table.c.ended_on.is_(None), table.c.ended_on > day),
    )
    mine = () if to is None else (table.c.to_person == to,)
    return reader.find(Delegation, *holds, *mine, order=(table.c.ordinal,))


def capacities(reader: Reader, actor: Operator, day: date) -> list[Capacity]:
    """Every capacity in which somebody may decide on a day, their own first where they have the role."""
    own = [Capacity(actor)] if is_approver(actor) else []
    found = []
    for delegation in delegations_on(reader, day, to=actor.person):
        principal = reader.get(Operator, f"operator:{delegation.principal}")
        # Whoever left, or lost the role, has nothing to be stood in for.
        if principal is not None and is_approver(principal):
            found.append(Capacity(actor, principal, delegation))
    return [*own, *found]


def untied(reader: Reader, state: State, every: list[Capacity], behalf: str | None) -> list[Capacity]:
    """Those capacities in which the matters of a subject's institution are not shut (recusal).

    Refused ``recused`` for one asked for by `behalf`, and where nothing would be left.
    """
    tied = ties(reader)
    if not tied:
        return every
    about = institutions_of(reader, state)
    free = [one for one in every if not about & tied.get(one.holder.person, frozenset())]
    gone = [one for one in every if one not in free and behalf in (None, one.holder.name)]
    if gone and (behalf is not None or not free):
        code = min(about & tied[gone[0].holder.person])
        raise refuse(
            "recused",
            msg("{name} has a tie to {code}, so nobody decides in their name.", name=gone[0].holder.name, code=code),
            reason(),
            field="behalf",
        )
    return free
