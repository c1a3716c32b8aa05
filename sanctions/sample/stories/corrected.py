"""What was put right: talks, orders kept, suspensions lifted or run out, decisions taken back, cases closed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sanctions.sample.chains import Chain, Fault, Path, asked, case_on, closed, found, rechecked, taken, talked
from sanctions.sample.stage import Story
from sanctions.sample.world import World, step

_RECORDS = Fault("records")
_FEES = Fault("overcharging", "serious", amount="18600.00")


def stories(world: World) -> Iterator[Story]:
    """Stories that are over."""
    yield talk(world, "river", date(2023, 2, 13))
    yield talk(world, "lake", date(2023, 11, 6))
    yield order_kept(world, "hill", date(2023, 3, 13))
    yield order_kept(world, "renamed", date(2024, 1, 8))
    yield suspended_and_lifted(world, "bridge", date(2023, 4, 10))
    yield nothing_found(world, "garden", date(2023, 6, 5))
    yield handed_over(world, "south", date(2023, 7, 10))
    yield made_void(world, "limb", date(2023, 10, 16))
    yield turned_down(world, "hearing", date(2024, 4, 15))
    if world.has("department-suspension", date(2024, 1, 15)):
        yield department_lifted(world, "south", date(2024, 1, 2))
        yield department_run_out(world, "first", date(2024, 1, 22))
    if world.has("refuse-payment", date(2024, 2, 1)):
        yield refused(world, "north", date(2024, 1, 15))
    if world.has("payment-hold", date(2024, 3, 1)) and world.has("refuse-payment", date(2024, 4, 1)):
        yield held_in_part(world, "device", date(2024, 2, 26))


def talk(world: World, key: str, start: date) -> Story:
    """A talk was enough."""
    case = yield from case_on(world, key, start, _RECORDS, complained=world.texts("complaints.medical")[6])
    called = world.after(start, 7)
    yield from talked(world, called, case, world.of(key))
    yield from closed(world, world.after(called, 20), case, "close_handled")


def order_kept(world: World, key: str, start: date) -> Story:
    """An order, without a clause of the agreement, that was kept; one finding was taken back meanwhile."""
    of = world.of(key)
    case = yield from case_on(world, key, start, _FEES, _RECORDS)
    decided = world.after(start, 6)
    withdrawn = (yield found(world, decided, case, Fault("agreement-breach"))).id
    until = world.after(decided, 20)
    order = yield from taken(
        world, Path(world.after(decided, 1)), case, of, "rectification-order", "order", clause=None, rectify_by=until
    )
    reason = world.text("reasons.finding_withdrawn")
    yield step(world.after(decided, 4), "zhang", "finding.withdraw", id=withdrawn, reason=reason)
    day = until
    yield step(until, "zhang", "attach.add", subject=order, file=world.paper("report"), kind="report")
    yield rechecked(world, day, order, "passed")
    yield from closed(world, world.after(day, 3), case, "close_handled")


def suspended_and_lifted(world: World, key: str, start: date) -> Story:
    """Talk, order not kept, settlement suspended, put right and lifted."""
    of = world.of(key)
    case = yield from case_on(world, key, start, _FEES, complained=world.texts("complaints.medical")[1])
    yield from talked(world, world.after(start, 6), case, of)
    ordered = world.after(start, 14)
    until = world.after(ordered, 20)
    order = yield from taken(world, Path(ordered), case, of, "rectification-order", "order", rectify_by=until)
    failed = world.after(until, 1)
    yield rechecked(world, failed, order, "failed")
    decided = world.after(failed, 10)
    path = Path(decided, defence="heard")
    stop = yield from taken(world, path, case, of, "settlement-suspension", "settlement")
    right = world.after(decided, 30)
    yield rechecked(world, right, stop, "passed")
    yield asked(world, world.after(right, 1), "lift", stop, "lift")
    yield step(world.after(right, 2), "zhao", "approve", id=stop)
    yield rechecked(world, world.after(right, 2), order, "passed")
    yield from closed(world, world.after(right, 4), case, "close_handled")


def nothing_found(world: World, key: str, start: date) -> Story:
    """A case without a finding."""
    case = yield from case_on(world, key, start, complained=world.texts("complaints.medical")[0])
    yield from closed(world, world.after(start, 25), case, "close_no_breach", "no-breach")


def handed_over(world: World, key: str, start: date) -> Story:
    """A case that was another body's matter."""
    case = yield from case_on(world, key, start, Fault("safety-accident"))
    yield from closed(world, world.after(start, 15), case, "close_transferred", "transferred")


def made_void(world: World, key: str, start: date) -> Story:
    """A proposal taken back, and an order that went to the wrong party and was revoked."""
    of = world.of(key)
    case = yield from case_on(world, key, start, _RECORDS)
    day, until = world.after(start, 6), world.after(start, 40)
    early = Path(world.after(day, 1), upto="proposed")
    first = yield from taken(world, early, case, of, "rectification-order", "order", rectify_by=until)
    yield step(world.after(day, 1), "zhang", "measure.withdraw", id=first, reason=world.text("reasons.withdraw"))
    decided = Path(world.after(day, 4))
    order = yield from taken(world, decided, case, of, "rectification-order", "order", rectify_by=until)
    yield asked(world, world.after(day, 8), "revoke", order, "revoke")
    yield step(world.after(day, 9), "zhao", "approve", id=order)
    yield from closed(world, world.after(day, 12), case, "close_no_breach", "no-breach")


def turned_down(world: World, key: str, start: date) -> Story:
    """A proposal that the approver rejected; the talk that took its place."""
    of = world.of(key)
    case = yield from case_on(world, key, start, Fault("service-quality"))
    day = world.after(start, 6)
    path = Path(world.after(day, 1), upto="proposed")
    until = world.after(day, 20)
    order = yield from taken(world, path, case, of, "rectification-order", "order", rectify_by=until)
    yield step(world.after(day, 1), "zhao", "reject", id=order, reason=world.text("reasons.reject"))
    yield from talked(world, world.after(day, 3), case, of)
    yield from closed(world, world.after(day, 15), case, "close_handled")


def _departments_failed(world: World, key: str, start: date, departments: tuple[str, ...]) -> Chain:
    """A case on departments, an order for them that was not kept."""
    of = world.of(key)
    fault = Fault("overcharging", "serious", departments, "9800.00")
    case = yield from case_on(world, key, start, fault)
    ordered = world.after(start, 5)
    until = world.after(ordered, 5)
    told: dict[str, Any] = {"departments": departments, "rectify_by": until}
    order = yield from taken(world, Path(ordered), case, of, "rectification-order", "order", **told)
    yield rechecked(world, world.after(until, 1), order, "failed")
    return case


def department_lifted(world: World, key: str, start: date) -> Story:
    """Two departments stopped, put right, and opened again."""
    of = world.of(key)
    wards = (of.departments[0], of.departments[-2])
    case = yield from _departments_failed(world, key, start, wards)
    decided = world.after(start, 25)
    stop = yield from taken(
        world,
        Path(decided, defence="waived"),
        case,
        of,
        "department-suspension",
        "settlement",
        departments=wards,
        inpatients=2,
    )
    yield rechecked(world, date(2024, 6, 12), stop, "passed")
    yield asked(world, date(2024, 6, 13), "lift", stop, "lift")
    yield step(date(2024, 6, 14), "zhao", "approve", id=stop)
    yield from closed(world, date(2024, 6, 18), case, "close_handled")


def department_run_out(world: World, key: str, start: date) -> Story:
    """A department stopped until a last day that has passed."""
    of = world.of(key)
    wards = (of.departments[4],)
    case = yield from _departments_failed(world, key, start, wards)
    decided = world.after(start, 25)
    told: dict[str, Any] = {"departments": wards, "until": date(2024, 5, 31)}
    yield from taken(world, Path(decided), case, of, "department-suspension", "settlement", **told)
    yield from closed(world, date(2024, 6, 4), case, "close_handled")


def refused(world: World, key: str, start: date) -> Story:
    """Bills that are not paid; the refusal stands, the case is closed."""
    of = world.of(key)
    case = yield from case_on(world, key, start, Fault("overcharging", "minor", amount="3120.50"))
    bills = ("JS-2312-104=1920.50", "JS-2312-118=1200.00")
    decided = world.after(start, 20)
    yield from taken(world, Path(decided), case, of, "refuse-payment", "refuse", bills=bills)
    yield from closed(world, world.after(decided, 8), case, "close_handled")


def held_in_part(world: World, key: str, start: date) -> Story:
    """Bills held: one released in two parts, one refused in part, nothing left in the end."""
    of = world.of(key)
    case = yield from case_on(world, key, start, Fault("unnecessary-service", "serious", amount="8000.00"))
    held = world.after(start, 6)
    bills = ("SB-2402-003=15000.00", "SB-2402-009=12000.00")
    yield from taken(world, Path(held), case, of, "payment-hold", "hold", bills=bills)
    release = world.text("reasons.release")
    yield step(world.after(held, 9), "zhang", "hold.release", case=case, bills=("SB-2402-003=5000.00",), reason=release)
    yield step(world.after(held, 10), "zhao", "approve", id=case)
    decided = world.after(held, 25)
    refusal = yield from taken(
        world, Path(decided), case, of, "refuse-payment", "refuse", bills=("SB-2402-009=8000.00",)
    )
    served = world.after(decided, 1)
    yield step(served, "zhang", "hold.refuse", case=case, bills=("SB-2402-009=8000.00",), measure=refusal)
    rest = ("SB-2402-003", "SB-2402-009")
    yield step(world.after(served, 1), "zhang", "hold.release", case=case, bills=rest, reason=release)
    yield step(world.after(served, 2), "zhao", "approve", id=case)
    yield from closed(world, world.after(served, 4), case, "close_handled")
