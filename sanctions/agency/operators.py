"""Operators (操作员): who may act, and in which roles."""

from db.store import Reader
from domain.acts.agency import OPERATOR_ADD, OPERATOR_CHANGE
from domain.messages import msg
from domain.refusals import refuse
from domain.states.agency import Operator, Tie
from domain.states.offices import Office
from sanctions.agency.departures import depart, require_administrator
from sanctions.handlers import handles
from sanctions.results import Done, Listing
from sanctions.work import Work


@handles(OPERATOR_ADD)
def add(
    work: Work,
    *,
    name: str,
    staff: str,
    login: str | None,
    roles: tuple[str, ...],
    levels: tuple[str, ...],
    office: str | None,
) -> Done:
    """Add an operator; refused ``already`` for a name in use, also one of somebody who left."""
    subject = f"operator:{name}"
    if work.tx.get(Operator, subject) is not None:
        raise refuse("already", msg("There is already an operator {name}.", name=name), field="name")
    if login is not None:
        _require_free(work, login)
    _check_office(work, office)
    told = {"name": name, "staff": staff, "login": login, "roles": _unique(roles)}
    work.record("operator.add", subject, {**told, "levels": _unique(levels), "office": office})
    return Done(id=name, data={"name": name, "person": staff, "roles": _unique(roles)})


@handles(OPERATOR_CHANGE)
def change(
    work: Work,
    *,
    name: str,
    roles: tuple[str, ...],
    login: str | None,
    levels: tuple[str, ...],
    no_level: bool,
    office: str | None,
    leave: bool,
    reason: str,
) -> Done:
    """Change roles, levels, office or login, or record a leaver; the last administrator stays.

    Refused ``operator.last``, and ``operator.left`` for somebody who left: whoever comes back has a new account.
    """
    subject = f"operator:{name}"
    operator = work.need(Operator, subject, "name")
    if not operator.active:
        raise refuse(
            "operator.left",
            msg(
                "{name} no longer works here. If they came back, add an account with another name and the same staff "
                "number: operator add.",
                name=name,
            ),
            field="name",
        )
    require_administrator(work, operator, roles, leaves=leave)
    if login is not None and login != operator.login:
        _require_free(work, login)
    if levels and no_level:
        raise refuse("value.missing", msg("Give levels, or say that none is held; not both."), field="levels")
    _check_office(work, office)
    told = {"roles": _unique(roles), "login": login, "reason": reason, "levels": _unique(levels), "office": office}
    work.record(
        "operator.change",
        subject,
        told | ({"active": False} if leave else {}) | ({"no_level": True} if no_level else {}),
    )
    return Done(
        id=name,
        data={"name": name, "person": operator.person, "roles": _unique(roles) or list(operator.roles)},
        effects=depart(work, operator, reason) if leave else (),
    )


def _unique(roles: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(roles))


def _check_office(work: Work, office: str | None) -> None:
    if office is not None and not work.need(Office, f"office:{office}", "office").open:
        raise refuse("office.closed", msg("{office} was closed.", office=office), field="office")


def _require_free(work: Work, login: str) -> None:
    table = work.tx.table(Operator)
    if work.tx.find(Operator, table.c.login == login, limit=1):
        raise refuse("already", msg("That system login belongs to another operator."), field="login")


def operators(reader: Reader, *, after: str | None = None, limit: int = 100) -> Listing:
    """The operators by name."""
    table = reader.table(Operator)
    conditions = [table.c.name > after] if after else []
    found = reader.find(Operator, *conditions, order=(table.c.name,), limit=limit + 1)
    items = [operator_record(one) for one in found[:limit]]
    return Listing(items, found[limit - 1].name if len(found) > limit else None)


def operator_record(operator: Operator) -> dict[str, object]:
    """An operator as told to the outside."""
    return {
        "name": operator.name,
        "person": operator.person,
        "roles": list(operator.roles),
        "login": operator.login,
        "active": operator.active,
        **({"levels": list(operator.levels)} if operator.levels else {}),
        **({"office": operator.office} if operator.office else {}),
        **({"ties": [_tie_record(tie) for tie in operator.ties]} if operator.ties else {}),
    }


def _tie_record(tie: Tie) -> dict[str, object]:
    return {"institution": tie.code, "kind": tie.kind, "on": tie.on, "by": tie.by}


def operator_of_login(reader: Reader, login: str) -> Operator | None:
    """The active operator with this system login."""
    table = reader.table(Operator)
    found = reader.find(Operator, table.c.login == login, limit=2)
    active = [one for one in found if one.active]
    return active[0] if len(active) == 1 else None
