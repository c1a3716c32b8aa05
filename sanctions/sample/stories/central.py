"""The central hospital: a talk, an order not kept, a department stopped, bills held and disposed of."""

from collections.abc import Iterator
from datetime import date

from sanctions.sample.chains import Fault, Path, complaint, inspected, opened, rechecked, taken, talked
from sanctions.sample.stage import Story
from sanctions.sample.world import World, step

_BILLS = (("JS-2404-017", "40000.00"), ("JS-2404-023", "60000.00"), ("JS-2404-031", "26000.00"))
_REFUSED = _BILLS[2]


def stories(world: World) -> Iterator[Story]:
    """Its one case, still open."""
    yield central(world)


def central(world: World) -> Story:
    """From a complaint in March to an order that runs until October."""
    of = world.of("central")
    ward = of.departments[:1]
    complained = yield from complaint(
        world,
        date(2024, 3, 27),
        of,
        world.text("complaints.fees"),
        channel="12345",
        department=ward[0],
        source_no="GD24030217",
        reply_by=date(2024, 4, 26),
        text=world.paper("text"),
    )
    yield step(date(2024, 3, 28), "wang", "complaint.accept", id=complained, note=world.text("accept"))
    fault = Fault("overcharging", departments=ward, amount="26000.00")
    first = yield from inspected(world, date(2024, 4, 8), of, (fault,), kind="complaint")
    case = yield from opened(world, date(2024, 4, 10), of, complaints=[complained], inspections=[first])
    yield step(date(2024, 4, 12), "wang", "complaint.answer", id=complained, reply=world.text("in_case"))
    talk = yield from talked(world, date(2024, 4, 15), case, of, held=date(2024, 4, 18))
    yield step(date(2024, 4, 18), "zhang", "attach.add", subject=talk, file=world.paper("minutes"), kind="笔录")
    if world.has("payment-hold", date(2024, 5, 21)):
        bills = tuple(f"{number}={yuan}" for number, yuan in _BILLS)
        held = Path(decided=date(2024, 5, 21), served=date(2024, 5, 22))
        yield from taken(world, held, case, of, "payment-hold", "hold", bills=bills)
    ordered = Path(decided=date(2024, 7, 12), proposed=date(2024, 7, 11), served=date(2024, 7, 15))
    until = date(2024, 8, 9)
    order = yield from taken(world, ordered, case, of, "rectification-order", "order", rectify_by=until)
    day = date(2024, 8, 12)
    again = Fault("overcharging", "serious", ward, "26000.00")
    second = yield from inspected(world, day, of, (again,), unannounced=True)
    yield step(day, "zhang", "case.add", case=case, inspections=[second])
    yield rechecked(world, day, order, "failed")
    if world.has("department-suspension", day):
        stopped = Path(
            decided=date(2024, 8, 14),
            noticed=day,
            defended=date(2024, 8, 14),
            defence="heard",
            served=date(2024, 8, 15),
        )
        yield from taken(
            world,
            stopped,
            case,
            of,
            "department-suspension",
            "department",
            departments=ward,
            effective=date(2024, 8, 15),
            inpatients=4,
        )
    yield from _disposed(world, case)
    reordered = Path(decided=date(2024, 8, 30), served=date(2024, 9, 2))
    last = date(2024, 10, 12)
    yield step(date(2024, 8, 29), "zhang", "measure.lift", id=order, reason=world.text("reasons.order_again"))
    yield step(date(2024, 8, 29), "zhao", "approve", id=order)
    yield from taken(
        world, reordered, case, of, "rectification-order", "order_again", departments=ward, rectify_by=last
    )


def _disposed(world: World, case: str) -> Story:
    """One bill refused under a decision, the others released."""
    if not (world.has("refuse-payment", date(2024, 8, 26)) and world.has("payment-hold", date(2024, 5, 21))):
        return
    of = world.of("central")
    number, yuan = _REFUSED
    path = Path(decided=date(2024, 8, 26), noticed=date(2024, 8, 16), defended=date(2024, 8, 26))
    refusal = yield from taken(world, path, case, of, "refuse-payment", "refuse", bills=(f"{number}={yuan}",))
    yield step(date(2024, 8, 28), "zhang", "hold.refuse", case=case, bills=(number,), measure=refusal)
    paid = tuple(bill for bill, _ in _BILLS if bill != number)
    reason = world.text("reasons.release")
    yield step(date(2024, 8, 28), "zhang", "hold.release", case=case, bills=paid, reason=reason)
    yield step(date(2024, 8, 29), "zhao", "approve", id=case)
