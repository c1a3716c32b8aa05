"""How measures are carried out: a talk with promises, problems put right one by one, in-patients decided one by one."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sanctions.sample.chains import Fault, Path, case_on, closed, rechecked, taken
from sanctions.sample.stage import Story
from sanctions.sample.world import World, step


def stories(world: World) -> Iterator[Story]:
    """Talks, orders, wards."""
    yield promised(world, date(2024, 2, 19))
    yield one_by_one(world, date(2024, 6, 17))
    if world.has("department-suspension", date(2024, 7, 15)):
        yield wards(world, date(2024, 7, 15))


def promised(world: World, day: date) -> Story:
    """Nobody came the first time; at the second talk two promises were made."""
    of = world.of("promised")
    case = yield from case_on(world, "promised", world.after(day, -8), Fault("overcharging"))
    talk = yield from taken(world, Path(day, proposed=day, upto="proposed"), case, of, "warning-talk", "talk")
    yield step(world.after(day, 3), "zhang", "measure.complete", id=talk, absent=True)
    held = world.after(day, 6)
    promises = [f"{text}={world.after(held, 10 + 5 * n)}" for n, text in enumerate(world.texts("carried.promises"))]
    yield step(
        held,
        "zhang",
        "measure.complete",
        id=talk,
        result=world.text("reasons.talk_done"),
        place=world.text("carried.place"),
        host=world.text("carried.host"),
        attendees=world.texts("carried.attendees"),
        minutes=world.text("carried.minutes"),
        promises=promises,
    )
    yield from closed(world, world.after(held, 20), case, "close_handled")


def one_by_one(world: World, day: date) -> Story:
    """Three problems; more time was given for one, and each was closed by itself before the re-check."""
    of = world.of("promised")
    case = yield from case_on(world, "promised", world.after(day, -8), Fault("records", "serious"))
    until = world.after(day, 20)
    told: dict[str, Any] = {"rectify_by": until, "problems": list(world.texts("carried.problems"))}
    order = yield from taken(world, Path(day), case, of, "rectification-order", "order", **told)
    asked = world.after(day, 15)
    later = world.after(until, 10)
    yield step(asked, "zhang", "measure.extend", id=order, until=later, reason=world.text("carried.extended"))
    yield step(world.after(asked, 1), "zhao", "approve", id=order)
    closed_on = world.after(day, 17)
    for number in (1, 2):
        told = {"id": order, "number": number, "result": "closed", "note": world.text("carried.closed")}
        yield step(closed_on, "li", "measure.problem", **told)
    yield step(world.after(later, -3), "wang", "measure.report", id=order, received=world.after(later, -3))
    told = {"id": order, "number": 3, "result": "closed", "note": world.text("carried.closed")}
    yield step(world.after(later, -1), "li", "measure.problem", **told)
    yield rechecked(world, later, order, "passed")
    yield from closed(world, world.after(later, 3), case, "close_handled")


def wards(world: World, day: date) -> Story:
    """A department is stopped while three were in it: one stays, one is moved, one is not decided yet."""
    of = world.of("wards")
    ward = of.departments[:1]
    fault = Fault("untrue-billing", "grave", ward, "15600.00")
    case = yield from case_on(world, "wards", world.after(day, -20), fault)
    told: dict[str, Any] = {"departments": ward, "inpatients": 3, "skip_reason": world.text("reasons.skip_open")}
    stop = yield from taken(world, Path(day, defence="heard"), case, of, "department-suspension", "department", **told)
    listed = world.after(day, 2)
    yield step(
        listed, "zhang", "measure.inpatients", id=stop, add=("0412=WJ", "0417=LH", "0420=ZF"), department=ward[0]
    )
    yield step(listed, "zhang", "measure.decide-inpatient", id=stop, patient="0412", decision="stay")
    yield step(
        world.after(listed, 1),
        "zhang",
        "measure.decide-inpatient",
        id=stop,
        patient="0417",
        decision="transfer",
        to=world.of("central").code,
    )
