"""Delegations (代理): given by whoever is away, or by an administrator for them; never handed on."""

from datetime import date

from db.store import Reader
from domain.acts.delegations import END, GIVE
from domain.levels import level_word
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.roles import Role
from domain.states.agency import Operator
from domain.states.delegations import Delegation
from sanctions.agency.stand_ins import is_approver
from sanctions.handlers import handles
from sanctions.paging import LIMIT, newest
from sanctions.reading import need
from sanctions.results import FORWARD, Done, Listing, Way
from sanctions.work import Work


@handles(GIVE)
def give(
    work: Work,
    *,
    to: str,
    from_day: date,
    until: date,
    kind: str,
    reason: str,
    levels: tuple[str, ...],
    principal: str | None,
) -> Done:
    """Have somebody decide in a principal's name from a day to a day, both included.

    Refused: ``delegation.for`` when somebody else than an administrator gives it for another, ``delegation.nothing``
    when the principal decides nothing, ``delegation.self``, ``delegation.days``, ``delegation.level`` for a level the
    principal does not hold, ``already`` where another one holds in these days.
    """
    away = work.actor if principal is None else _operator(work, principal, "principal")
    if away.person != work.actor.person and Role.ADMINISTRATOR not in work.actor.roles:
        raise refuse(
            "delegation.for",
            msg("Only {name} gives it, or an administrator for them.", name=away.name),
            field="principal",
        )
    if not is_approver(away):
        raise refuse(
            "delegation.nothing",
            msg("{name} decides nothing here, so nobody can decide in their name.", name=away.name),
            field="principal",
        )
    stand_in = _operator(work, to, "to")
    if stand_in.person == away.person:
        raise refuse("delegation.self", msg("Nobody stands in for themselves. Name another person."), field="to")
    _check_days(work, from_day, until)
    _check_levels(away, levels)
    _check_free(work, away, from_day, until, levels)
    subject = work.new_id("WT")
    work.record(
        "delegation.give",
        subject,
        {
            "principal": away.name,
            "principal_person": away.person,
            "to": stand_in.name,
            "to_person": stand_in.person,
            "from_day": from_day,
            "until": until,
            "kind": kind,
            "reason": reason,
            "levels": list(dict.fromkeys(levels)),
        },
    )
    return Done(
        id=subject,
        status="future" if from_day > work.on else "in-force",
        data={"principal": away.name, "to": stand_in.name, "from": from_day.isoformat(), "until": until.isoformat()},
        effects=(
            msg(
                "From {from_day} to {until} {to} decides in the name of {name}.",
                from_day=from_day,
                until=until,
                to=stand_in.name,
                name=away.name,
            ),
            _reach(levels),
            msg("What {name} asked for themselves is not among it.", name=away.name),
        ),
    )


def _reach(levels: tuple[str, ...]) -> Words:
    if levels:
        return msg("Only at these levels: {levels}.", levels=tuple(level_word(level) for level in levels))
    return msg("At every level they hold.")


def _operator(work: Work, name: str, field: str) -> Operator:
    found = work.need(Operator, f"operator:{name}", field)
    if not found.active:
        raise refuse("operator.left", msg("{name} no longer works here.", name=name), field=field)
    return found


def _check_days(work: Work, from_day: date, until: date) -> None:
    if until < from_day:
        raise refuse("delegation.days", msg("It ends before it begins. Give a later last day."), field="until")
    if from_day < work.on:
        # Otherwise what nobody was entitled to decide could be covered afterwards.
        raise refuse(
            "delegation.days",
            msg("A delegation begins on the day it is given, {day}, or later.", day=work.on),
            field="from_day",
        )


def _check_levels(away: Operator, levels: tuple[str, ...]) -> None:
    beyond = tuple(level_word(level) for level in levels if level not in away.levels)
    if beyond:
        raise refuse(
            "delegation.level",
            msg("{name} does not hold: {levels}.", name=away.name, levels=beyond),
            field="levels",
        )


def _check_free(work: Work, away: Operator, from_day: date, until: date, levels: tuple[str, ...]) -> None:
    table = work.tx.table(Delegation)
    others = work.tx.find(
        Delegation,
        table.c.principal_person == away.person,
        table.c.from_day <= until,
        table.c.until >= from_day,
        order=(table.c.ordinal,),
    )
    for other in others:
        apart = levels and other.levels and not set(levels) & set(other.levels)
        if other.last_day >= from_day and not apart:
            raise refuse(
                "already",
                msg(
                    "{to} stands in for {name} until {until} already ({id}). End that first.",
                    to=other.to,
                    name=away.name,
                    until=other.last_day,
                    id=other.id,
                ),
                field="from_day",
            )


@handles(END)
def end(work: Work, *, id: str, reason: str | None) -> Done:
    """End a delegation from the day of this act on; refused ``already`` for one that is over."""
    found = work.need(Delegation, id)
    if found.principal_person != work.actor.person and Role.ADMINISTRATOR not in work.actor.roles:
        raise refuse(
            "delegation.for",
            msg("Only {name} ends it, or an administrator for them.", name=found.principal),
            field="id",
        )
    if found.last_day < work.on:
        raise refuse("already", msg("{id} ended on {day}.", id=id, day=found.last_day), field="id")
    work.record("delegation.end", id, {"reason": reason})
    return Done(
        id=id,
        status="ended",
        effects=(msg("{to} no longer decides in the name of {name}.", to=found.to, name=found.principal),),
    )


def delegations(
    reader: Reader,
    *,
    on: date,
    open: bool = False,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Delegations, newest first; `open` leaves out those that are over."""
    table = reader.table(Delegation)
    conditions = []
    if open:
        conditions = [table.c.until >= on, table.c.ended_on.is_(None) | (table.c.ended_on > on)]
    return newest(
        reader,
        Delegation,
        conditions,
        lambda _, page: [record(one, on) for one in page],
        limit=limit,
        after=after,
        way=way,
    )


def delegation(reader: Reader, id: str, *, on: date) -> dict[str, object]:
    """One delegation; refused ``not-found``."""
    found = need(reader, Delegation, id)
    return record(found, on)


def record(one: Delegation, on: date) -> dict[str, object]:
    """A delegation as told to the outside."""
    status = "future" if on < one.from_day else "in-force" if one.holds_on(on) else "ended"
    return {
        "id": one.id,
        "status": "ended" if one.last_day < one.from_day else status,
        "principal": one.principal,
        "to": one.to,
        "from": one.from_day,
        "until": one.until,
        "kind": one.kind,
        "levels": list(one.levels),
        "reason": one.reason,
        "given_by": one.given_by,
        "given_on": one.given_on,
        "ended_on": one.ended_on,
        "end_reason": one.end_reason,
    }
