"""What is open on the sample's today: clocks that run, steps not taken yet, decisions that wait for somebody."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sanctions.sample.chains import Fault, Path, asked, case_on, complaint, inspected, opened, rechecked, taken
from sanctions.sample.stage import Step, Story
from sanctions.sample.stories.beginnings import FOUNDER
from sanctions.sample.stories.ended import under_suspension
from sanctions.sample.world import TODAY, World, step

_FEES = Fault("overcharging", "serious", amount="23800.00")


def stories(world: World) -> Iterator[Story]:
    """Everything a Monday morning finds."""
    yield must_end(world)
    yield suspension_failed(world)
    yield lift_asked(world)
    yield noticed(world, "north", date(2024, 9, 26))
    yield defended(world, "river")
    yield unserved(world)
    yield later(world)
    yield recheck_overdue(world)
    yield talk_called(world)
    yield investigating(world)
    yield unread(world)
    yield close_asked(world)
    yield entered_late(world)
    yield policy_asked(world)
    if world.has("payment-hold", date(2024, 9, 2)):
        yield held(world)
    if world.has("refuse-payment", date(2024, 9, 27)):
        yield deduction_listed(world)


def must_end(world: World) -> Story:
    """An outside event after which the agreement has to be ended; nothing was proposed yet."""
    of, day = world.of("burn"), date(2024, 9, 23)
    obliging = world.obliging_events(day)
    event = (
        yield step(
            day,
            "wang",
            "event.record",
            code=of.code,
            kind=obliging[-1] if obliging else "dissolved",
            body=world.body("health"),
            happened=date(2024, 9, 18),
            learned=day,
        )
    ).id
    yield from opened(world, date(2024, 9, 25), of, events=[event])


def suspension_failed(world: World) -> Story:
    """Settlement is suspended, the re-check failed ten days ago, the next step is due."""
    yield from under_suspension(world, "east", date(2024, 10, 9))


def lift_asked(world: World) -> Story:
    """The agreement (settlement, where a place has no such measure) is suspended; lifting waits for approval."""
    of, decided = world.of("west"), date(2024, 8, 5)
    kind = "agreement-suspension" if world.has("agreement-suspension", decided) else "settlement-suspension"
    case = yield from case_on(world, "west", world.after(decided, -20), Fault("untrue-materials", "grave"))
    skipped = world.text("reasons.skip_open")
    stop = yield from taken(world, Path(decided, defence="heard"), case, of, kind, "agreement", skip_reason=skipped)
    yield rechecked(world, date(2024, 9, 25), stop, "passed")
    yield asked(world, date(2024, 9, 27), "lift", stop, "lift_asked")


def noticed(world: World, key: str, day: date) -> Story:
    """The notice was served; the time to state and defend runs."""
    case = yield from case_on(world, key, world.after(day, -10), _FEES)
    path = Path(world.after(day, 9), noticed=day, upto="noticed")
    skipped = world.text("reasons.skip_open")
    yield from taken(world, path, case, world.of(key), "settlement-suspension", "settlement", skip_reason=skipped)


def defended(world: World, key: str) -> Story:
    """Everything is ready for the decision; proposed by somebody whose second account may not approve it."""
    case = yield from case_on(world, key, date(2024, 8, 26), _FEES)
    path = Path(TODAY, noticed=date(2024, 9, 12), defended=date(2024, 9, 26), defence="heard", upto="defended")
    skipped = world.text("reasons.skip_open")
    yield from taken(world, path, case, world.of(key), "settlement-suspension", "settlement", skip_reason=skipped)


def unserved(world: World) -> Story:
    """Decided, not served yet."""
    case = yield from case_on(world, "limb", date(2024, 9, 9), Fault("service-quality"))
    path = Path(date(2024, 9, 27), upto="approved")
    told: dict[str, Any] = {"rectify_by": date(2024, 11, 8)}
    yield from taken(world, path, case, world.of("limb"), "rectification-order", "order", **told)


def later(world: World) -> Story:
    """Served, and in force only after the holidays; of departments where the place can stop those."""
    of, decided = world.of("hill"), date(2024, 9, 25)
    ward = of.departments[:1]
    case = yield from case_on(world, "hill", world.after(decided, -25), Fault("overcharging", "grave", ward, "9800.00"))
    kind = "department-suspension" if world.has("department-suspension", decided) else "settlement-suspension"
    told: dict[str, Any] = {"departments": ward, "inpatients": 1} if kind == "department-suspension" else {}
    skipped = world.text("reasons.skip_open")
    effective = date(2024, 10, 8)
    yield from taken(
        world, Path(decided), case, of, kind, "settlement", effective=effective, skip_reason=skipped, **told
    )


def recheck_overdue(world: World) -> Story:
    """An order whose last day has passed without a re-check."""
    case = yield from case_on(world, "lake", date(2024, 8, 5), Fault("service-quality", "serious"))
    told: dict[str, Any] = {"rectify_by": date(2024, 9, 27)}
    yield from taken(world, Path(date(2024, 8, 20)), case, world.of("lake"), "rectification-order", "order", **told)


def talk_called(world: World) -> Story:
    """A talk that was called for and not held yet."""
    case = yield from case_on(world, "hearing", date(2024, 9, 18), Fault("service-quality"))
    path = Path(TODAY, proposed=date(2024, 9, 27), upto="proposed")
    yield from taken(world, path, case, world.of("hearing"), "warning-talk", "talk")


def investigating(world: World) -> Story:
    """A case just opened, on an institution whose agreement ends next month."""
    of = world.of("expiring")
    yield from case_on(world, "expiring", date(2024, 9, 19), complained=world.text("complaints.untaken"))
    yield from inspected(world, date(2024, 9, 26), of, (Fault("records"),), kind="special")


def unread(world: World) -> Story:
    """Complaints of the last days that nobody took up yet."""
    of = world.of("second")
    yield from complaint(world, date(2024, 9, 27), of, world.texts("complaints.medical")[3], channel="12333")
    yield from complaint(
        world,
        TODAY,
        world.of("first"),
        world.texts("complaints.reports")[0],
        nature="report",
        channel="letter",
        text=world.paper("text"),
    )


def close_asked(world: World) -> Story:
    """A case that waits to be closed."""
    case = yield from case_on(world, "renamed", date(2024, 9, 2), Fault("records"))
    reason = world.text("reasons.close_no_breach")
    yield step(date(2024, 9, 27), "zhang", "case.close", case=case, outcome="no-breach", reason=reason)


def entered_late(world: World) -> Story:
    """An inspection entered seven working days after it was held, with the reason."""
    of, held_on = world.of("second"), date(2024, 9, 12)
    people = world.place.people
    fields = {"institution": of.code, "kind": "spot", "inspectors": (people["li"], people["wang"])}
    yield Step(date(2024, 9, 25), "li", "inspection.record", fields, on=held_on, late=world.text("reasons.late"))


def policy_asked(world: World) -> Story:
    """A setting of the agency's own that waits for approval."""
    reason = world.text("reasons.policy_asked")
    told: dict[str, Any] = {"value": "7wd", "from_day": date(2024, 10, 8), "reason": reason}
    yield step(date(2024, 9, 26), FOUNDER, "policy.set", key="defence.period", **told)


def held(world: World) -> Story:
    """Three bills held; the release of a part of one waits for approval."""
    of = world.of("rehab")
    case = yield from case_on(
        world, "rehab", date(2024, 8, 22), Fault("service-quality", "serious", amount="126000.00")
    )
    bills = ("KF-2407-011=58000.00", "KF-2407-019=42000.00", "KF-2408-002=26000.00")
    path = Path(date(2024, 9, 2), served=date(2024, 9, 3))
    yield from taken(world, path, case, of, "payment-hold", "hold", bills=bills)
    part, reason = ("KF-2407-011=20000.00",), world.text("reasons.release")
    yield step(date(2024, 9, 27), "zhang", "hold.release", case=case, bills=part, reason=reason)


def deduction_listed(world: World) -> Story:
    """A list of deductions was served; the time to answer runs."""
    case = yield from case_on(
        world, "device", date(2024, 9, 10), Fault("unnecessary-service", "minor", amount="3600.00")
    )
    day = date(2024, 9, 27)
    path = Path(world.after(day, 9), noticed=day, upto="noticed")
    bills = ("SB-2408-014=3600.00",)
    yield from taken(world, path, case, world.of("device"), "refuse-payment", "refuse", bills=bills)
