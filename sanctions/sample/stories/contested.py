"""Decisions that were contested: one set aside, one stayed and upheld, and its appeal that is open."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from sanctions.sample.chains import Fault, Path, case_on, drafted, published, taken
from sanctions.sample.stage import Story
from sanctions.sample.stories.ended import after_order
from sanctions.sample.world import World, step


def stories(world: World) -> Iterator[Story]:
    """What other bodies decided about the agency's decisions."""
    yield set_aside(world)
    yield upheld(world)


def set_aside(world: World) -> Story:
    """A termination set aside on reconsideration: the agreement stands again, who was turned away is told."""
    of = world.of("contested")
    end = yield from after_order(world, "contested", date(2024, 3, 15))
    list_ = yield from drafted(world, date(2024, 3, 20), end, approved=date(2024, 3, 22))
    yield published(world, date(2024, 4, 3), list_)
    filed: dict[str, Any] = {"kind": "reconsideration", "body": world.body("government"), "number": "复议〔2024〕16号"}
    dispute = (
        yield step(
            date(2024, 4, 22),
            "li",
            "dispute.open",
            target=end,
            filed=date(2024, 4, 18),
            reason=world.text("contested.filed"),
            **filed,
        )
    ).id
    told = {"to": world.body("department"), "form": "csv", "sha256": sha256(world.paper("text").data).hexdigest()}
    yield step(date(2024, 5, 6), "wu", "history.send", **told)
    yield step(date(2024, 5, 13), "wang", "application.file", code=of.code, service=of.service)
    yield step(
        date(2024, 6, 20),
        "li",
        "dispute.decide",
        id=dispute,
        outcome="set-aside",
        decided=date(2024, 6, 17),
        effective=date(2024, 6, 19),
        number="复议决〔2024〕16号",
        reason=world.text("contested.set_aside"),
        term="restored",
    )
    yield step(date(2024, 6, 21), "zhao", "approve", id=dispute)
    reason = world.text("contested.set_aside")
    yield step(date(2024, 6, 24), "li", "publication.withdraw", id=list_, reason=reason)
    yield step(date(2024, 6, 25), "zhao", "approve", id=list_)
    yield published(world, date(2024, 6, 26), list_)


def upheld(world: World) -> Story:
    """A suspension that the court stayed for a month and then upheld; the appeal is still open."""
    of, decided = world.of("stood"), date(2024, 5, 10)
    case = yield from case_on(world, "stood", world.after(decided, -20), Fault("untrue-materials", "grave"))
    skipped = world.text("reasons.skip_open")
    stop = yield from taken(
        world, Path(decided, defence="heard"), case, of, "settlement-suspension", "settlement", skip_reason=skipped
    )
    court = world.body("court")
    told: dict[str, Any] = {"kind": "litigation", "body": court, "number": "行初〔2024〕41号"}
    dispute = (yield step(date(2024, 6, 3), "li", "dispute.open", target=stop, filed=date(2024, 5, 30), **told)).id
    yield step(
        date(2024, 6, 12),
        "li",
        "dispute.stay",
        id=dispute,
        from_day=date(2024, 6, 12),
        until=date(2024, 7, 11),
        body=court,
        reason=world.text("contested.stay"),
    )
    yield step(
        date(2024, 8, 15),
        "li",
        "dispute.decide",
        id=dispute,
        outcome="upheld",
        decided=date(2024, 8, 12),
        effective=date(2024, 8, 12),
        number="行初〔2024〕41号",
        reason=world.text("contested.upheld"),
    )
    yield step(date(2024, 8, 16), "zhao", "approve", id=dispute)
    told = {
        "kind": "litigation",
        "body": court,
        "number": "行终〔2024〕112号",
        "reason": world.text("contested.appeal"),
    }
    yield step(date(2024, 9, 12), "li", "dispute.open", target=stop, filed=date(2024, 9, 10), **told)
