"""Agreements that were ended, for breach or on an outside event, and how each end was made public."""

from collections.abc import Generator, Iterator
from datetime import date
from typing import Any

from domain.rulebook.kinds import MeasureKind, Nature
from sanctions.results import Done
from sanctions.sample.chains import (
    Chain,
    Fault,
    Path,
    asked,
    case_on,
    closed,
    drafted,
    ended,
    found,
    opened,
    published,
    rechecked,
    taken,
)
from sanctions.sample.stage import Step, Story
from sanctions.sample.world import World, step

_FAULT = Fault("untrue-billing", "serious", amount="47250.00")


def stories(world: World) -> Iterator[Story]:
    """Ends published on time, late, and not yet."""
    yield published_on_time(world)
    yield published_late(world)
    yield taken_back(world)
    yield dissolved(world)
    yield merged(world)
    if world.has("referral", date(2024, 3, 28)):
        yield determined(world)
    # The bone hospital's list is overdue, the general hospital's due soon.
    yield after_suspension(world, "bone", date(2024, 8, 30))
    yield after_order(world, "general", date(2024, 9, 6))
    yield awaiting_publisher(world)
    yield awaiting_approval(world)


def under_suspension(world: World, key: str, decided: date) -> Generator[Step, Done, tuple[str, str]]:
    """Order not kept, settlement suspended, still not put right: gives the case and the word of the suspension."""
    of = world.of(key)

    def before(days: int) -> date:
        return world.after(decided, -days)

    case = yield from case_on(world, key, before(80), _FAULT, complained=world.text("complaints.bills"))
    told: dict[str, Any] = {"rectify_by": before(48)}
    order = yield from taken(world, Path(before(70)), case, of, "rectification-order", "order", **told)
    yield rechecked(world, before(47), order, "failed")
    told = {"rectify_by": before(11)}
    stop = yield from taken(world, Path(before(36)), case, of, "settlement-suspension", "settlement", **told)
    yield rechecked(world, before(10), stop, "failed")
    rule = world.rules(before(36)).measure(MeasureKind.SETTLEMENT_SUSPENSION)
    assert rule is not None
    return case, rule.word.zh


def after_suspension(world: World, key: str, decided: date) -> Generator[Step, Done, tuple[str, str]]:
    """Ended because nothing was put right while settlement was suspended: gives the case and the termination."""
    case, word = yield from under_suspension(world, key, decided)
    ground = world.after_recheck(decided, word).key
    end = yield from ended(world, Path(decided), case, world.of(key), "end_unrectified", ground)
    return case, end


def after_order(world: World, key: str, decided: date) -> Chain:
    """Ended after an order that was not kept, the steps between left out for a reason."""
    of = world.of(key)

    def before(days: int) -> date:
        return world.after(decided, -days)

    case = yield from case_on(world, key, before(45), _FAULT, complained=world.text("complaints.bills"))
    told: dict[str, Any] = {"rectify_by": before(16)}
    order = yield from taken(world, Path(before(35)), case, of, "rectification-order", "order", **told)
    yield rechecked(world, before(15), order, "failed")
    path = Path(decided, defence="heard")
    skipped = world.text("reasons.skip")
    return (yield from ended(world, path, case, of, "end_breach", world.breach(decided).key, skip_reason=skipped))


def published_on_time(world: World) -> Story:
    """Ended in 2023, published in time; the bar has run out since, and an application meanwhile was turned away."""
    case, end = yield from after_suspension(world, "workers", date(2023, 5, 12))
    list_ = yield from drafted(world, date(2023, 5, 17), end, approved=date(2023, 5, 19))
    yield published(world, date(2023, 5, 26), list_)
    yield from closed(world, date(2023, 6, 5), case, "close_ended")
    of = world.of("workers")
    yield step(date(2023, 10, 20), "wang", "institution.rename", code=of.code, name=f"{of.name}{world.text('branch')}")
    yield step(date(2023, 11, 6), "wang", "application.file", code=of.code, service=of.service)


def published_late(world: World) -> Story:
    """Published three working days late; the bar ended this month."""
    case, end = yield from after_suspension(world, "trauma", date(2023, 9, 14))
    list_ = yield from drafted(world, date(2023, 10, 17), end, approved=date(2023, 10, 19))
    yield published(world, date(2023, 10, 23), list_)
    yield from closed(world, date(2023, 11, 6), case, "close_ended")


def taken_back(world: World) -> Story:
    """A termination that was revoked after it was public: the list was withdrawn and the agreement stands again."""
    end = yield from after_order(world, "garden", date(2024, 4, 12))
    list_ = yield from drafted(world, date(2024, 4, 18), end, approved=date(2024, 4, 19))
    yield published(world, date(2024, 4, 26), list_)
    yield asked(world, date(2024, 6, 13), "revoke", end, "revoke")
    yield step(date(2024, 6, 14), "zhao", "approve", id=end)
    reason = world.text("reasons.revoke")
    yield step(date(2024, 6, 17), "li", "publication.withdraw", id=list_, reason=reason)
    yield step(date(2024, 6, 18), "zhao", "approve", id=list_)
    yield published(world, date(2024, 6, 19), list_)


def _event(world: World, day: date, key: str, kind: str, body: str, happened: date) -> Step:
    told: dict[str, Any] = {"kind": kind, "body": world.body(body), "happened": happened, "learned": day}
    return step(day, "wang", "event.record", code=world.of(key).code, **told)


def dissolved(world: World) -> Story:
    """Ended on an outside event, served by announcement, published before that; the list was corrected once."""
    of, day = world.of("mine"), date(2024, 3, 5)
    event = (yield _event(world, day, "mine", "dissolved", "health", date(2024, 2, 29))).id
    case = yield from opened(world, date(2024, 3, 7), of, events=[event])
    decided = date(2024, 3, 20)
    path = Path(decided, defence="not-required", upto="approved")
    ground = world.after_event(decided, "dissolved").key
    end = yield from ended(world, path, case, of, "end_gone", ground, Nature.OBJECTIVE)
    list_ = yield from drafted(world, date(2024, 3, 29), end, approved=date(2024, 4, 2))
    yield published(world, date(2024, 4, 10), list_)
    over = date(2024, 4, 22)
    told = {"method": "announcement", "announced": decided, "why": world.text("reasons.announced"), "received": over}
    yield step(over, "zhang", "measure.serve", id=end, **told)
    yield step(date(2024, 4, 23), "li", "publication.correct", id=list_, reason=world.text("reasons.correction"))
    yield step(date(2024, 4, 24), "zhao", "approve", id=list_)
    yield published(world, date(2024, 4, 25), list_)


def merged(world: World) -> Story:
    """Ended because it was merged into another, which carries it on."""
    of, day = world.of("railway"), date(2024, 7, 10)
    event = (yield _event(world, day, "railway", "merged", "health", date(2024, 7, 5))).id
    yield step(day, "wang", "institution.succeed", code=of.code, by=world.of("first").code)
    case = yield from opened(world, date(2024, 7, 11), of, events=[event])
    decided = date(2024, 7, 26)
    ground = world.after_event(decided, "merged").key
    told: dict[str, Any] = {"services": of.services}
    end = yield from ended(
        world, Path(decided, defence="waived"), case, of, "end_gone", ground, Nature.OBJECTIVE, **told
    )
    list_ = yield from drafted(world, date(2024, 8, 1), end, approved=date(2024, 8, 5))
    yield published(world, date(2024, 8, 12), list_)


def determined(world: World) -> Story:
    """Suspected, handed over, determined by the department, and ended on its document."""
    of = world.of("hand")
    suspected = Fault("suspected-fraud", "grave", amount="86400.50")
    case = yield from case_on(
        world, "hand", date(2024, 3, 12), suspected, complained=world.texts("complaints.reports")[2]
    )
    sent = Path(date(2024, 3, 28), served=date(2024, 4, 1))
    referral = yield from taken(world, sent, case, of, "referral", "referral", clause=None)
    answered = date(2024, 6, 20)
    yield step(answered, "zhang", "measure.complete", id=referral, result=world.text("reasons.referral_done"))
    document = (("doc_no", world.text("document")), ("determined", date(2024, 6, 18)))
    yield found(world, answered, case, Fault("determined-fraud", "grave", (), "86400.50", document))
    decided = date(2024, 7, 12)
    end = yield from ended(world, Path(decided, defence="heard"), case, of, "end_fraud", world.after_fraud(decided).key)
    list_ = yield from drafted(world, date(2024, 7, 17), end, approved=date(2024, 7, 18))
    yield published(world, date(2024, 7, 30), list_)


def awaiting_publisher(world: World) -> Story:
    """Approved, not yet public."""
    end = yield from after_order(world, "steel", date(2024, 9, 10))
    yield from drafted(world, date(2024, 9, 23), end, approved=date(2024, 9, 25))


def awaiting_approval(world: World) -> Story:
    """Drafted, and waiting for another person."""
    end = yield from after_order(world, "harbour", date(2024, 9, 12))
    yield from drafted(world, date(2024, 9, 27), end)
