"""The urgent track: one suspension that lapsed because its papers did not come, one that was made good in time."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sanctions.sample.chains import Fault, case_on
from sanctions.sample.stage import Story
from sanctions.sample.world import World, step


def stories(world: World) -> Iterator[Story]:
    """Agreed by word."""
    yield lapsed(world, date(2024, 3, 4))
    yield made_good(world, date(2024, 6, 3))


def _proposed(world: World, key: str, day: date, case: str) -> Any:
    of = world.of(key)
    return step(
        day,
        "zhang",
        "measure.propose",
        case=case,
        kind="settlement-suspension",
        reason=world.text("reasons.settlement"),
        services=[of.service],
        clause=world.text("clause"),
        skip_reason=world.text("reasons.skip_open"),
        deviation_reason=world.text("reasons.departs"),
        urgent=world.text("urgent.why"),
        agreed_by=world.place.people["zhao"],
        agreed_how=world.text("urgent.how"),
        agreed_on=day,
    )


def lapsed(world: World, day: date) -> Story:
    """Nobody brought the papers: it no longer applied three working days on, without anybody's act."""
    case = yield from case_on(world, "quick", world.after(day, -6), Fault("untrue-billing", "grave"))
    yield _proposed(world, "quick", day, case)


def made_good(world: World, day: date) -> Story:
    """Approved on the second working day, heard on the fourth, served, and lifted when all was put right."""
    case = yield from case_on(world, "quick", world.after(day, -6), Fault("untrue-billing", "grave"))
    stop = (yield _proposed(world, "quick", day, case)).id
    yield step(world.after(day, 1), "zhao", "approve", id=stop)
    heard = world.after(day, 3)
    told = {"text": world.text("defence.heard"), "adopted": "no", "reply": world.text("defence.reply")}
    served = world.after(day, 2)
    yield step(served, "zhang", "measure.serve", id=stop, document="decision", method="direct", received=served)
    yield step(heard, "zhang", "measure.defence", id=stop, outcome="heard", **told)
    over = world.after(day, 40)
    yield step(over, "zhang", "measure.lift", id=stop, reason=world.text("reasons.lift"))
    yield step(world.after(over, 1), "zhao", "approve", id=stop)
