"""Daily life: complaints that come in and are answered, routine inspections, what both leave on record."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from domain.acts import Upload
from sanctions.sample.chains import Fault, complaint, inspected
from sanctions.sample.places import Member
from sanctions.sample.stage import Story
from sanctions.sample.world import TODAY, World, step

_FROM = date(2022, 10, 8)
_EVERY_DAYS, _INSPECTED_EVERY = 8, 17
_CHANNELS = ("phone", "phone", "visit", "letter", "web", "12345", "12333", "superior", "other-body", "media")
_REPORTED = 0.6
_ENDS = ("answered",) * 8 + ("declined", "transferred", "returned")
_ROUTINE = (
    (),
    (Fault("records"),),
    (Fault("agreement-breach"),),
    (Fault("service-quality"), Fault("records")),
)


def stories(world: World) -> Iterator[Story]:
    """One complaint about every week, one inspection about every two weeks, over two years."""
    plain = [one for one in world.members if not one.key.isascii()]
    for number, day in enumerate(_days(world, _FROM, _EVERY_DAYS)):
        yield complained(world, day, plain[number * 7 % len(plain)], number)
    for number, day in enumerate(_days(world, _FROM + timedelta(days=5), _INSPECTED_EVERY)):
        yield routine(world, day, plain[number * 5 % len(plain)], number)
    yield twice(world)


def _days(world: World, first: date, every: int) -> Iterator[date]:
    day = first
    while (worked := world.after(day, 1)) <= world.after(TODAY, -1):
        yield worked
        day += timedelta(days=every + world.chance.randrange(-1, 2))


def reporter(world: World) -> Upload:
    """Somebody invented: a surname, a number that nobody has."""
    surname = world.chance.choice(world.text("surnames"))
    told = {"name": f"{surname}某某", "phone": f"1380000{world.chance.randrange(10_000):04d}"}
    return Upload("reporter.json", json.dumps(told, ensure_ascii=False).encode())


def complained(world: World, day: date, of: Member, number: int) -> Story:
    """A complaint from the day it came in to its end; the last ones are still open."""
    chance = world.chance
    report = number % 9 == 4
    summaries = world.texts("complaints.reports" if report else f"complaints.{of.service}")
    told: dict[str, Any] = {
        "channel": _CHANNELS[number % len(_CHANNELS)],
        "nature": "report" if report else "complaint",
    }
    if chance.random() < _REPORTED:
        told |= {"text": world.paper("text"), "reporter_file": reporter(world)}
    if told["channel"] in ("12345", "12333"):
        told |= {"source_no": f"GD{day:%y%m}{number:04d}", "reply_by": world.after(day, 10)}
    end, wait, reply = chance.choice(_ENDS), chance.randrange(1, 4), chance.randrange(5, 13)
    id = yield from complaint(world, day, of, summaries[number % len(summaries)], **told)
    taken_up, answered = world.after(day, wait), world.after(day, wait + reply)
    if taken_up > TODAY:
        return
    if end == "declined":
        reasons = world.texts("declined.reasons")
        yield step(taken_up, "wang", "complaint.decline", id=id, reason=reasons[number % len(reasons)])
        return
    yield step(taken_up, "wang", "complaint.accept", id=id, note=world.text("accept"))
    if answered > TODAY:
        return
    if end == "returned":
        yield step(answered, "wang", "complaint.return", id=id, reason=world.text("returned.reason"))
        return
    if end == "transferred":
        to = world.body("insurance" if number % 2 else "health")
        reason = world.text("transferred.reason")
        yield step(
            answered, "wang", "complaint.transfer", id=id, to=to, number=f"YS{day:%Y}-{number:03d}", reason=reason
        )
        return
    yield step(answered, "wang", "complaint.answer", id=id, reply=world.text("answer"))


def routine(world: World, day: date, of: Member, number: int) -> Story:
    """A routine inspection; now and then with another body, or entered late."""
    told: dict[str, Any] = {"kind": "routine"}
    if number % 6 == 3:
        told = {"kind": "joint", "participants": (world.body("insurance"),)}
    elif number % 4 == 2:
        told = {"kind": "spot", "unannounced": True}
    yield from inspected(world, day, of, _ROUTINE[number % len(_ROUTINE)], **told)


def twice(world: World) -> Story:
    """One matter reported by two people: linked, and each keeps its own reporter; one was opened for a purpose."""
    of, day = world.of("bridge"), date(2024, 3, 11)
    summary = world.texts("complaints.medical")[0]
    told = {"text": world.paper("text"), "department": of.departments[0]}
    one = yield from complaint(world, day, of, summary, reporter_file=reporter(world), **told)
    other = yield from complaint(world, day, of, summary, channel="letter", reporter_file=reporter(world), **told)
    yield step(day, "wang", "complaint.link", id=other, to=one, relation="same")
    for id in (one, other):
        yield step(world.after(day, 1), "wang", "complaint.accept", id=id, note=world.text("accept"))
    yield step(world.after(day, 3), "sun", "complaint.reveal", id=one, purpose=world.text("reasons.reveal"))
    yield step(world.after(day, 4), "wang", "attach.add", subject=one, file=world.paper("text"), kind="扫描件")
    for id in (one, other):
        yield step(world.after(day, 8), "wang", "complaint.answer", id=id, reply=world.text("answer"))
