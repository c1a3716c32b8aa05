"""The first days: who works there, the roster, agreements with their clauses, the agency's own settings."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from domain.acts import Upload
from sanctions.sample.places import Member
from sanctions.sample.stage import Story
from sanctions.sample.world import FIRST, World, step

PEOPLE = {
    "zhang": ("1001", ("supervisor",)),
    "li": ("1002", ("supervisor",)),
    "wang": ("1003", ("supervisor",)),
    "zhao": ("1004", ("approver",)),
    "qian": ("1005", ("publisher",)),
    "sun": ("1006", ("custodian",)),
    "wu": ("1007", ("auditor",)),
    # The same person as zhang, who therefore may not approve what zhang asked for.
    "again": ("1001", ("approver", "publisher")),
    "zhou": ("1009", ("approver",)),
    "xu": ("1010", ("approver",)),
    "he": ("1011", ("approver",)),
    "cui": ("2001", ("overseer",)),
}
LEVELS = {"zhou": ("section-head",), "xu": ("legal",), "he": ("leader",), "zhao": ("head",)}
FOUNDER, FOUNDER_STAFF = "zheng", "1008"


def stories(world: World) -> Iterator[Story]:
    """What stands before anything else."""
    yield operators(world)
    yield register(world)
    yield agreements(world)
    yield policies(world)
    yield latecomer(world)


def operators(world: World) -> Story:
    """The people, one of whom left later."""
    names = world.place.people
    for key, (staff, roles) in PEOPLE.items():
        levels = LEVELS.get(key, ())
        yield step(FIRST, FOUNDER, "operator.add", name=names[key], staff=staff, roles=roles, levels=levels)


def register(world: World) -> Story:
    """The roster, imported as one file, and an institution without a credit code."""
    yield step(FIRST, "wang", "institution.import", file=Upload("roster.csv", roster(world.members)))
    yield step(
        FIRST,
        "wang",
        "institution.add",
        no_code=world.text("reasons.no_code"),
        name=world.place.prefix + world.text("garrison"),
        services=("medical",),
        departments=world.of("bone").departments,
        district=world.place.districts[0],
    )


def roster(members: list[Member]) -> bytes:
    """The institutions as a roster file."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(("code", "name", "services", "departments", "level", "district"))
    for one in members:
        rows.writerow((one.code, one.name, ";".join(one.services), ";".join(one.departments), one.level, one.district))
    return out.getvalue().encode()


def agreements(world: World) -> Story:
    """Every agreement; those of institutions that stories are about with the clause measures rest on."""
    for one in world.members:
        for term in one.terms:
            yield step(
                FIRST,
                "wang",
                "agreement.sign",
                code=one.code,
                service=term.service,
                number=term.number,
                from_day=term.first,
                to_day=term.last,
                template=world.text("template"),
            )
        if one.key.isascii():
            yield step(
                FIRST,
                "wang",
                "agreement.clause",
                number=one.agreement(),
                clause=world.text("clause"),
                quote=world.text("clause_quote"),
            )


def policies(world: World) -> Story:
    """What the bar after a breach rests on was published; its review of fair competition is not on record."""
    day = date(2023, 1, 9)
    told = {
        "bar.document": world.text("policy.document"),
        "bar.published_on": "2022-12-15",
        "bar.link": f"{world.place.link}/bar",
    }
    for key, value in told.items():
        reason = world.text("reasons.policy")
        yield step(day, FOUNDER, "policy.set", key=key, value=value, from_day=day, reason=reason)
        yield step(world.after(day, 1), "zhao", "approve", id=key)
        day = world.after(day, 1)


def latecomer(world: World) -> Story:
    """An institution that came in a year later, by application, and one person who left."""
    day = date(2023, 10, 16)
    code = world.late.code
    yield step(
        day,
        "wang",
        "institution.add",
        code=code,
        name=world.late.name,
        services=world.late.services,
        departments=world.late.departments,
        level=world.late.level,
        district=world.late.district,
    )
    yield step(day, "wang", "application.file", code=code, service=world.late.service)
    term = world.late.terms[0]
    yield step(
        date(2023, 12, 18),
        "wang",
        "agreement.sign",
        code=code,
        service=term.service,
        number=term.number,
        from_day=term.first,
        to_day=term.last,
        template=world.text("template"),
    )
