"""The published list of institutions, version after version, and what workers and employers say of them."""

from collections.abc import Iterator
from datetime import date

from sanctions.sample.stage import Story
from sanctions.sample.world import World, step

_VERSIONS = (
    *(date(2022, 10, 10), date(2023, 5, 29), date(2023, 10, 12), date(2024, 1, 11)),
    *(date(2024, 1, 24), date(2024, 4, 15), date(2024, 7, 3)),
)


def stories(world: World) -> Iterator[Story]:
    """Versions and surveys."""
    yield versions(world)
    yield renamed(world)
    yield surveys(world)


def versions(world: World) -> Story:
    """Version after version; what changed since the last one must still be told."""
    for day in _VERSIONS:
        list_ = (yield step(day, "li", "roster.draft", note=world.text("listed.note"))).id
        yield step(world.after(day, 1), "zhao", "approve", id=list_)
        link = f"{world.place.link}/{list_.lower()}"
        yield step(world.after(day, 2), "qian", "roster.publish", id=list_, channel=world.place.website, link=link)


def renamed(world: World) -> Story:
    """A new name that the list does not tell yet."""
    of = world.of("wards")
    yield step(date(2024, 9, 12), "wang", "institution.rename", code=of.code, name=f"{of.name}{world.text('branch')}")


def surveys(world: World) -> Story:
    """Asked each year; one result was low."""
    for day, key, satisfied in (
        (date(2023, 11, 20), "first", 184),
        (date(2024, 5, 20), "central", 121),
        (date(2024, 6, 3), "rehab", 176),
    ):
        yield step(
            day,
            "wang",
            "survey.record",
            code=world.of(key).code,
            held=world.after(day, -3),
            among="workers",
            asked=220,
            answered=200,
            satisfied=satisfied,
            note=world.text("listed.survey"),
        )
