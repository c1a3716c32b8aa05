"""Institutions (服务机构): entering, changing, renaming them, and who carries one on."""

from datetime import date

from db.store import Reader
from domain.acts.institutions import ADD, CHANGE, RENAME, SUCCEED
from domain.identifiers import format_local_code, is_local_code, parse_licence
from domain.messages import Message, msg
from domain.refusals import refuse
from domain.states.institutions import Agreement, Changed, Institution

# Imported for the use cases they register: acts of these nouns are looked up here.
from sanctions.handlers import handles
from sanctions.results import Done
from sanctions.work import Work

_CHAIN = 50


@handles(ADD)
def add(
    work: Work,
    *,
    code: str | None,
    no_code: str | None,
    name: str,
    services: tuple[str, ...],
    departments: tuple[str, ...],
    level: str | None,
    district: str | None,
    licence: str | None,
    address: str | None,
    licence_until: date | None,
) -> Done:
    """Enter an institution by its credit code, or with a reason and a local code.

    Refused: ``value.missing`` without either, ``value.credit_code`` for a local code made up by hand, ``already``.
    """
    if code is None and no_code is None:
        raise refuse(
            "value.missing", msg("Give the credit code, or say with --no-code why there is none."), field="code"
        )
    if code is not None and (no_code is not None or is_local_code(code)):
        raise refuse(
            "value.credit_code",
            msg("Give the credit code alone, or --no-code alone; local codes are numbered here."),
            field="code",
        )
    if code is not None and work.tx.get(Institution, f"institution:{code}") is not None:
        raise refuse("already", msg("The institution {code} is already here.", code=code), field="code")
    warnings = _same_name(work, name, None)
    number, doubt = parse_licence(licence) if licence else (None, None)
    if doubt is not None:
        warnings += (doubt,)
    if number is not None:
        warnings += _same_licence(work.tx, number, None)
    given = code or format_local_code(work.tx.number("local-code"))
    fields = {
        "code": given,
        "name": name,
        "services": _unique(services),
        "departments": _unique(departments),
        "level": level,
        "district": district,
        "licence": number,
        "no_code_reason": no_code,
        "address": address,
        "licence_until": licence_until,
    }
    work.record("institution.add", f"institution:{given}", fields, institution=given)
    return Done(
        id=given,
        data={
            "code": given,
            "name": name,
            "names": [{"name": name, "from": work.on.isoformat()}],
            "services": _unique(services),
            "departments": _unique(departments),
            "agreements": [],
        },
        effects=(msg("{name} is entered as {code}.", name=name, code=given),),
        warnings=warnings,
    )


@handles(CHANGE)
def change(
    work: Work,
    *,
    code: str,
    services: tuple[str, ...],
    drop_services: tuple[str, ...],
    departments: tuple[str, ...],
    drop_departments: tuple[str, ...],
    level: str | None,
    district: str | None,
    licence: str | None,
    address: str | None,
    licence_until: date | None,
    since: date | None,
    reported: date | None,
) -> Done:
    """Change what is known, from the day it became so.

    Refused: ``already`` when nothing would change, ``institution.service_in_use`` for a service under agreement,
    ``institution.days`` for a day to come or a report before the change.
    """
    institution = work.institution(code)
    number, doubt = parse_licence(licence) if licence else (None, None)
    kept_services = _changed(institution.services, services, drop_services)
    kept_departments = _changed(institution.departments, departments, drop_departments)
    if not kept_services:
        raise refuse("institution.no_service", msg("An institution has at least one service."), field="drop_services")
    for service in drop_services:
        _require_unused(work, institution, service)
    fields = {
        "services": kept_services if kept_services != list(institution.services) else None,
        "departments": kept_departments if kept_departments != list(institution.departments) else None,
        "no_departments": True if institution.departments and not kept_departments else None,
        "level": level if level != institution.level else None,
        "district": district if district != institution.district else None,
        "licence": number if number != institution.licence else None,
        "address": address if address != institution.address else None,
        "licence_until": licence_until if licence_until != institution.licence_until else None,
    }
    _require_days(work, since, reported)
    if not any(fields.values()):
        raise refuse("already", msg("{code} already stands like this; nothing was changed.", code=code), field="code")
    before = len(institution.changes)
    after = work.record(
        "institution.change",
        institution.id,
        fields | {"since": since, "reported": reported},
        institution=code,
        effective_on=min(work.on, since) if since else None,
    )
    assert isinstance(after, Institution)
    warnings: tuple[Message, ...] = (doubt,) if doubt else ()
    if number is not None:
        warnings += _same_licence(work.tx, number, code)
    return Done(
        id=code,
        data={
            "code": code,
            "name": institution.name,
            "services": kept_services,
            "departments": kept_departments,
            "changes": [change.what for change in after.changes[before:]],
        },
        effects=tuple(_told(change) for change in after.changes[before:]),
        warnings=warnings,
    )


@handles(RENAME)
def rename(work: Work, *, code: str, name: str) -> Done:
    """Record a new name from the day of the act on; code, agreements and bars stay with the institution."""
    institution = work.institution(code)
    if name == institution.name:
        raise refuse("already", msg("{code} already has this name.", code=code), field="name")
    warnings = _same_name(work, name, code)
    work.record("institution.rename", institution.id, {"name": name}, institution=code)
    return Done(
        id=code,
        data={
            "code": code,
            "name": name,
            "names": [
                *({"name": n.name, "from": n.from_day.isoformat()} for n in institution.names),
                {"name": name, "from": work.on.isoformat()},
            ],
        },
        effects=(
            msg(
                "From {day} it is called {name}; before that it stays {old}.",
                day=work.on,
                name=name,
                old=institution.name,
            ),
            msg("Agreements, measures and bars stay with {code}.", code=code),
        ),
        warnings=warnings,
    )


@handles(SUCCEED)
def succeed(work: Work, *, code: str, by: str) -> Done:
    """Record which institution carries another one on (承继); a chain must not lead back to its start."""
    institution, successor = work.institution(code), work.institution(by)
    if institution.successor == by:
        raise refuse("already", msg("{by} is already the successor of {code}.", by=by, code=code), field="by")
    if institution.successor is not None:
        raise refuse(
            "institution.succeeded",
            msg("{code} already has the successor {other}.", code=code, other=institution.successor),
            field="code",
        )
    following: Institution | None = successor
    for _ in range(_CHAIN):
        if following is None:
            break
        if following.code == code:
            raise refuse(
                "institution.succeeds_itself",
                msg("{by} itself goes on from {code}, so it cannot succeed it.", by=by, code=code),
                field="by",
            )
        following = work.tx.get(Institution, f"institution:{following.successor}") if following.successor else None
    work.record("institution.succeed", institution.id, {"successor": by}, institution=code)
    return Done(
        id=code,
        data={"code": code, "name": institution.name, "successor": by},
        effects=(msg("{new} carries on {old}: what bars {old} bars {new}.", new=successor.name, old=institution.name),),
    )


def _require_days(work: Work, since: date | None, reported: date | None) -> None:
    for day, field in ((since, "since"), (reported, "reported")):
        if day is not None and day > work.on:
            raise refuse(
                "institution.days",
                msg("{day} is still to come. Record it once it is so.", day=day),
                field=field,
            )


def _told(change: Changed) -> Message:
    return msg(
        "{what} since {day}: {before} -> {after}.",
        what=_WHAT[change.what],
        day=change.since,
        before=change.before or "-",
        after=change.after or "-",
    )


_WHAT = {
    "services": msg("Services"),
    "departments": msg("Departments"),
    "level": msg("Level"),
    "district": msg("District"),
    "address": msg("Address"),
    "licence": msg("Licence number"),
    "licence_until": msg("Licence valid until"),
}


def _unique(words: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(words))


def _changed(standing: tuple[str, ...], more: tuple[str, ...], less: tuple[str, ...]) -> list[str]:
    for word in less:
        if word not in standing:
            raise refuse("not-found", msg("{word} is not on record there.", word=word), field="code")
    return [word for word in _unique((*standing, *more)) if word not in less or word in more]


def _require_unused(work: Work, institution: Institution, service: str) -> None:
    table = work.tx.table(Agreement)
    found = work.tx.find(Agreement, table.c.institution == institution.code, table.c.service == service)
    running = next((a for a in found if a.status(work.on) in ("in-force", "coming")), None)
    if running is not None:
        raise refuse(
            "institution.service_in_use",
            msg("Agreement {number} is about this service. End it first.", number=running.number),
            field="drop_services",
        )


def _same_name(work: Work, name: str, code: str | None) -> tuple[Message, ...]:
    table = work.tx.table(Institution)
    others = [one.code for one in work.tx.find(Institution, table.c.name == name, limit=5) if one.code != code]
    if not others:
        return ()
    return (msg("{codes} has the same name. Make sure they are not one and the same.", codes=tuple(others)),)


def _same_licence(reader: Reader, licence: str, code: str | None) -> tuple[Message, ...]:
    table = reader.table(Institution)
    others = [one.code for one in reader.find(Institution, table.c.licence == licence, limit=5) if one.code != code]
    if not others:
        return ()
    return (msg("{codes} has the same licence number; what bars it counts here too.", codes=tuple(others)),)
