"""Somebody who no longer works here (离职): what ends with them, and what is left for others to take up."""

from sqlalchemy import or_

from domain.messages import Words, msg
from domain.refusals import refuse
from domain.roles import Role
from domain.states.agency import Operator
from domain.states.cases import Case
from domain.states.delegations import Delegation
from domain.states.tasks import Task
from sanctions.running.waiting import WAITING
from sanctions.work import Work


def require_administrator(work: Work, operator: Operator, roles: tuple[str, ...], *, leaves: bool) -> None:
    """Refuse ``operator.last`` where nobody would administrate any more.

    Somebody who leaves is gone as a person: an account they have besides keeps nobody here.
    """
    if Role.ADMINISTRATOR not in operator.roles or not (leaves or (roles and Role.ADMINISTRATOR not in roles)):
        return
    others = [
        one
        for one in work.tx.find(Operator)
        if one.active and Role.ADMINISTRATOR in one.roles and one.id != operator.id
    ]
    if any(one.person != operator.person for one in others) or (others and not leaves):
        return
    raise refuse(
        "operator.last",
        msg("{name} is the last administrator. Give somebody else that role first.", name=operator.name),
        field="name",
    )


def depart(work: Work, operator: Operator, reason: str) -> tuple[Words, ...]:
    """End what ends with an account, and tell what its owner leaves behind."""
    told: list[Words] = [
        msg("{name} acts no more and logs in no more; their name stays in the history.", name=operator.name)
    ]
    ended = _end_delegations(work, operator, reason)
    if ended:
        told.append(msg("Delegations that end with it: {ids}.", ids=ended))
    cases, tasks = work.tx.table(Case), work.tx.table(Task)
    handled = work.tx.find(
        Case,
        cases.c.closed_on.is_(None),
        or_(cases.c.lead == operator.name, cases.c.second == operator.name),
        order=(cases.c.ordinal,),
    )
    if handled:
        ids = tuple(one.id for one in handled)
        told.append(msg("Cases an approver or administrator hands over: {cases}.", cases=ids))
    given = work.tx.find(Task, tasks.c.status == "open", tasks.c.person == operator.name, order=(tasks.c.ordinal,))
    if given:
        told.append(msg("Tasks to assign anew: {tasks}.", tasks=tuple(one.id for one in given)))
    asked = _asked(work, operator)
    if asked:
        told.append(msg("What they asked for and is not decided: {ids}.", ids=asked))
    accounts = work.tx.table(Operator)
    besides = work.tx.find(
        Operator, accounts.c.person == operator.person, accounts.c.active.is_(True), accounts.c.id != operator.id
    )
    if besides:
        names = tuple(one.name for one in besides)
        told.append(msg("The same person still acts as {names}. Close these too if they left.", names=names))
    return tuple(told)


def _asked(work: Work, operator: Operator) -> tuple[str, ...]:
    """What waits, or was returned, that they asked for: drafts of lists among it."""
    found: list[str] = []
    for kind in WAITING:
        table = work.tx.table(kind)
        waiting = work.tx.find(kind, table.c.pending.is_not(None), order=(table.c.id,))
        theirs = (one.id for one in waiting if one.pending is not None and one.pending.by == operator.name)
        found.extend(id.partition(":")[2] or id for id in theirs)
    return tuple(found)


def _end_delegations(work: Work, operator: Operator, reason: str) -> tuple[str, ...]:
    table = work.tx.table(Delegation)
    theirs = or_(table.c.principal == operator.name, table.c.to == operator.name)
    found = work.tx.find(
        Delegation, theirs, table.c.until >= work.on, table.c.ended_on.is_(None), order=(table.c.ordinal,)
    )
    for one in found:
        work.follow("delegation.end", one.id, {"reason": reason})
    return tuple(one.id for one in found)
