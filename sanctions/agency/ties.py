"""Declared ties (回避): who declares them, who ends them, and what is then to be handed over."""

from sqlalchemy import or_

from db.store import Reader
from domain.acts.agency import OPERATOR_TIE, OPERATOR_UNTIE
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.roles import Role
from domain.states.agency import Operator
from domain.states.cases import Case
from domain.states.tasks import Task
from sanctions.handlers import handles
from sanctions.names import names_on
from sanctions.recusal import shut_to
from sanctions.results import Done
from sanctions.work import Work

_OTHERS = frozenset({Role.APPROVER, Role.ADMINISTRATOR})
"""Who records a tie of somebody else."""


@handles(OPERATOR_TIE)
def tie(work: Work, *, institution: str, kind: str, name: str | None) -> Done:
    """Shut the matters of an institution to a person.

    Refused ``tie.for`` for somebody else's tie by those who may only declare their own, ``already`` where it stands.
    """
    about = work.institution(institution)
    own = name is None or name == work.actor.name
    operator = work.actor if name is None else work.need(Operator, f"operator:{name}", "name")
    if not own and operator.person != work.actor.person and not _OTHERS & {Role(role) for role in work.actor.roles}:
        raise refuse(
            "tie.for",
            msg("Only {name} declares it, or an approver or administrator for them.", name=operator.name),
            field="name",
        )
    if any(one.code == institution for account in accounts(work.tx, operator.person) for one in account.ties):
        raise refuse(
            "already",
            msg("A tie of {name} to {institution} is on record.", name=operator.name, institution=institution),
            field="institution",
        )
    work.record("operator.tie", operator.id, {"code": institution, "kind": kind})
    return Done(
        id=operator.name,
        data={"institution": institution, "kind": kind},
        effects=(
            msg("The matters of {about} are shut to {name} from now on.", about=about.name, name=operator.name),
            msg("That holds for every account of the same person, and for whoever stands in for them."),
            *_left_over(work, operator),
        ),
    )


def accounts(reader: Reader, person: str) -> list[Operator]:
    """Every account of a person, also those they left."""
    table = reader.table(Operator)
    return reader.find(Operator, table.c.person == person, order=(table.c.id,))


def _left_over(work: Work, operator: Operator) -> tuple[Words, ...]:
    """What the person has in hand of what is shut to them now."""
    names = [one.name for one in accounts(work.tx, operator.person)]
    codes = shut_to(work.tx, operator.person)
    cases, tasks = work.tx.table(Case), work.tx.table(Task)
    handled = work.tx.find(
        Case,
        cases.c.institution.in_(codes),
        cases.c.closed_on.is_(None),
        or_(cases.c.lead.in_(names), cases.c.second.in_(names)),
        order=(cases.c.ordinal,),
    )
    given = work.tx.find(
        Task,
        tasks.c.institution.in_(codes),
        tasks.c.status == "open",
        tasks.c.person.in_([*names, operator.person]),
        order=(tasks.c.ordinal,),
    )
    told: list[Words] = []
    if handled:
        ids = tuple(case.id for case in handled)
        told.append(msg("An approver or administrator hands over: {cases}.", cases=ids))
    if given:
        told.append(msg("Assign anew what they were to carry out: {tasks}.", tasks=tuple(task.id for task in given)))
    return tuple(told)


@handles(OPERATOR_UNTIE)
def untie(work: Work, *, name: str, institution: str, reason: str) -> Done:
    """Open the matters of an institution to a person again.

    Refused ``tie.own`` to the person themselves, by whatever account, ``not-found`` where no tie is on record.
    """
    operator = work.need(Operator, f"operator:{name}", "name")
    if operator.person == work.actor.person:
        raise refuse("tie.own", msg("Another person ends your tie: an approver or an administrator."), field="name")
    tied = [one for one in accounts(work.tx, operator.person) if any(known.code == institution for known in one.ties)]
    if not tied:
        raise refuse(
            "not-found",
            msg("No tie of {name} to {institution} is on record.", name=name, institution=institution),
            field="institution",
        )
    for one in tied:
        work.record("operator.untie", one.id, {"code": institution, "reason": reason})
    about = names_on(work.tx, [institution]).get(institution, institution)
    told = msg("The matters of {about} are open to {name} again.", about=about, name=name)
    if institution in shut_to(work.tx, operator.person):
        told = msg("A tie to what {about} became, or came of, still shuts it to {name}.", about=about, name=name)
    return Done(id=name, data={"institution": institution}, effects=(told,))
