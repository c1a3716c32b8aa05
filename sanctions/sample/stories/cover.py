"""Who decides: levels one after the other, a stand-in while somebody is away, cases handed over."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sanctions.sample.chains import Fault, Path, case_on, handlers, opened, taken
from sanctions.sample.places import Member
from sanctions.sample.stage import Story
from sanctions.sample.stories.beginnings import FOUNDER
from sanctions.sample.world import TODAY, World, step


def stories(world: World) -> Iterator[Story]:
    """Levels, stand-ins, handovers."""
    yield in_levels(world)
    yield in_the_name_of(world)
    yield handed_over(world)
    yield not_acknowledged(world)


def in_levels(world: World) -> Story:
    """An order returned by legal review, changed and on its way again; it waits for legal review."""
    day = date(2024, 9, 18)
    told: dict[str, Any] = {"value": "section-head,legal,leader", "from_day": date(2024, 9, 27)}
    key = "approval.chain.rectification-order"
    yield step(day, FOUNDER, "policy.set", key=key, reason=world.text("cover.policy"), **told)
    yield step(world.after(day, 1), "zhao", "approve", id=key)
    asked = date(2024, 9, 27)
    case = yield from case_on(world, "ladder", date(2024, 9, 19), Fault("overcharging"))
    path = Path(TODAY, proposed=asked, upto="proposed")
    of = world.of("ladder")
    order = yield from taken(
        world, path, case, of, "rectification-order", "order", who="li", rectify_by=date(2024, 11, 15)
    )
    yield step(asked, "zhou", "approve", id=order, opinion=world.text("cover.agree"))
    yield step(asked, "xu", "return", id=order, reason=world.text("cover.back"))
    yield step(TODAY, "li", "measure.amend", id=order, reason=world.text("cover.back"), rectify_by=date(2024, 11, 18))
    yield step(TODAY, "li", "resubmit", id=order)
    yield step(TODAY, "zhou", "approve", id=order, opinion=world.text("cover.agree"))


def in_the_name_of(world: World) -> Story:
    """The approver was away for a week; a case was closed in his name."""
    people = world.place.people
    away, back = date(2024, 3, 11), date(2024, 3, 15)
    case = yield from case_on(world, "ladder", date(2024, 2, 26), Fault("records"))
    told: dict[str, Any] = {"from_day": away, "until": back, "kind": "training", "reason": world.text("cover.leave")}
    yield step(date(2024, 3, 8), "zhao", "delegation.give", to=people["he"], **told)
    reason = world.text("reasons.close_no_breach")
    conclusion: dict[str, Any] = {"outcome": "no-breach", "conclusion": "unsubstantiated"}
    yield step(date(2024, 3, 12), "zhang", "case.close", case=case, reason=reason, **conclusion)
    yield step(date(2024, 3, 13), "he", "approve", id=case, behalf=people["zhao"])


def _hands(of: Member) -> tuple[str, str]:
    """Who hands a case over, and somebody who does not work on it yet."""
    lead, second = handlers(of)
    return lead, next(who for who in ("wang", "li", "zhang") if who not in (lead, second))


def handed_over(world: World) -> Story:
    """A case that changed hands and was acknowledged; its archive number came later."""
    people = world.place.people
    day = date(2024, 1, 29)
    case = yield from opened(world, day, world.of("ladder"))
    lead, other = _hands(world.of("ladder"))
    reason = world.text("cover.handover")
    yield step(date(2024, 2, 5), lead, "case.handover", case=case, to=people[other], reason=reason)
    yield step(date(2024, 2, 6), other, "case.acknowledge", case=case)
    told = {"outcome": "no-breach", "reason": world.text("reasons.close_no_breach")}
    yield step(date(2024, 2, 26), other, "case.close", case=case, **told)
    yield step(date(2024, 2, 27), "zhao", "approve", id=case)
    yield step(date(2024, 3, 5), other, "case.archive", case=case, number="2024-永久-017")


def not_acknowledged(world: World) -> Story:
    """A handover that waits for its receiver."""
    people = world.place.people
    of = world.of("promised")
    case = yield from opened(world, date(2024, 9, 23), of)
    lead, other = _hands(of)
    reason = world.text("cover.handover")
    yield step(date(2024, 9, 27), lead, "case.handover", case=case, to=people[other], reason=reason)
