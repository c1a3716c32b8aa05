"""What goes to others and comes from them: orders returned, reports handed over, opinions and instructions."""

from collections.abc import Iterator
from datetime import date

from sanctions.sample.chains import complaint
from sanctions.sample.stage import Story
from sanctions.sample.stories.everyday import reporter
from sanctions.sample.world import World, step


def stories(world: World) -> Iterator[Story]:
    """Letters and orders."""
    yield returned(world)
    yield handed_over(world)
    yield followed_up(world)
    yield planned(world)


def returned(world: World) -> Story:
    """A 12345 order returned on its second day."""
    day = date(2024, 8, 5)
    told = {"channel": "12345", "source_no": world.text("handed.order"), "reply_by": world.after(day, 10)}
    id = yield from complaint(world, day, world.of("promised"), world.text("handed.summary"), **told)
    reason = world.text("handed.returned")
    yield step(world.after(day, 1), "wang", "complaint.return", id=id, reason=reason, number=world.text("handed.order"))


def handed_over(world: World) -> Story:
    """A report of fraud, handed to the department in writing; receipt and answer came later; the reporter was told."""
    day = date(2024, 5, 27)
    told = {"channel": "letter", "nature": "report", "reporter_file": reporter(world), "wants_answer": "yes"}
    id = yield from complaint(world, day, world.of("wards"), world.text("handed.fraud"), **told)
    yield step(world.after(day, 1), "wang", "complaint.accept", id=id, note=world.text("accept"))
    yield step(
        world.after(day, 2),
        "wang",
        "complaint.hand-over",
        id=id,
        to=world.body("department"),
        number=world.text("handed.letter_no"),
        reason=world.text("handed.letter"),
    )
    came = world.after(day, 6)
    receipt = world.text("handed.receipt")
    yield step(came, "wang", "complaint.receipt", id=id, number=receipt, received=came)
    answered = world.after(day, 30)
    yield step(answered, "wang", "complaint.result", id=id, text=world.text("handed.result"), received=answered)
    day = world.after(answered, 1)
    yield step(day, "wang", "complaint.answer", id=id, reply=world.text("answer"))
    yield step(day, "wang", "complaint.tell", id=id, what="done", how="phone")
    yield step(world.after(day, 5), "wang", "complaint.call-back", id=id, result="satisfied")


def followed_up(world: World) -> Story:
    """A leader's instruction carried out, and an opinion of the department that is still open."""
    of = world.of("central")
    day = date(2024, 8, 19)
    told = {"kind": "instruction", "person": world.place.people["zhang"], "due": world.after(day, 9)}
    task = (yield step(day, "zhang", "task.add", about=of.code, text=world.text("handed.instruction"), **told)).id
    results = world.texts("errands.done")
    yield step(world.after(day, 8), "zhang", "task.done", id=task, result=results[0])
    day = date(2024, 9, 24)
    told = {"kind": "oversight", "due": world.after(day, 10)}
    yield step(day, "cui", "task.add", about=of.code, text=world.text("handed.opinion"), **told)


def planned(world: World) -> Story:
    """An inspection that is planned for the next month."""
    day, of = date(2024, 9, 25), world.of("second")
    told = {"kind": "routine", "by": date(2024, 10, 25)}
    yield step(day, "zhang", "inspection.plan", institution=of.code, **told)
