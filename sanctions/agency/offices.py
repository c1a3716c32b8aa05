"""Offices (市、区经办机构): once they are on record, who accepts, signs, ends and publishes is checked."""

from db.store import Reader
from domain.acts.offices import ADD, CHANGE
from domain.messages import msg
from domain.refusals import refuse
from domain.states.offices import Office
from sanctions.handlers import handles
from sanctions.paging import LIMIT, check_limit
from sanctions.results import Done, Listing
from sanctions.work import Work


@handles(ADD)
def add(work: Work, *, name: str, level: str, districts: tuple[str, ...]) -> Done:
    """Add an office; refused ``already`` for a name on record."""
    subject = f"office:{name}"
    if work.tx.get(Office, subject) is not None:
        raise refuse("already", msg("There is already an office {name}.", name=name), field="name")
    work.record("office.add", subject, {"name": name, "level": level, "districts": list(dict.fromkeys(districts))})
    return Done(id=name, data={"name": name, "level": level, "districts": list(dict.fromkeys(districts))})


@handles(CHANGE)
def change(work: Work, *, name: str, districts: tuple[str, ...], closed: bool, reason: str) -> Done:
    """Say anew which districts an office looks after, or that it was closed."""
    office = work.need(Office, f"office:{name}", "name")
    if not office.open:
        raise refuse("already", msg("{name} was closed.", name=name), field="name")
    if not (districts or closed):
        raise refuse("value.missing", msg("Nothing to change was given."), field="districts")
    after = work.record(
        "office.change",
        office.id,
        {"districts": list(dict.fromkeys(districts)), "closed": closed or None, "reason": reason},
    )
    assert isinstance(after, Office)
    return Done(id=name, data={"name": name, "level": after.level, "districts": list(after.districts)})


def offices(reader: Reader, *, after: str | None = None, limit: int = LIMIT) -> Listing:
    """The offices by name."""
    check_limit(limit)
    table = reader.table(Office)
    conditions = [table.c.name > after] if after else []
    found = reader.find(Office, *conditions, order=(table.c.name,), limit=limit + 1)
    return Listing([record(one) for one in found[:limit]], found[limit - 1].name if len(found) > limit else None)


def office(reader: Reader, name: str) -> dict[str, object]:
    """One office; refused ``not-found``."""
    found = reader.get(Office, f"office:{name}")
    if found is None:
        raise refuse("not-found", msg("There is no office {name} here.", name=name), field="name")
    return record(found)


def record(one: Office) -> dict[str, object]:
    """An office as told to the outside."""
    return {"name": one.name, "level": one.level, "districts": list(one.districts), "open": one.open}
