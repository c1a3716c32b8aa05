"""What follows decisions by itself: things to carry out are carried out, most in time, some late, a few not yet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from domain.messages import Message
from sanctions.results import Done
from sanctions.sample.stage import Step, Story
from sanctions.sample.world import TODAY, World, step

_IN_TIME, _LATE = 4, 13
"""Working days after the decision by which most are done, and by which a late one is."""


def errands(world: World, cause: Step, done: Done) -> Iterator[Story]:
    """A story for each thing to carry out that an act opened; what somebody wrote down is that story's own."""
    if cause.kind.startswith("task."):
        return
    for told in done.effects:
        if isinstance(told, Message) and str(told.params.get("id", "")).startswith("LS-"):
            starts = told.params.get("starts")
            begins = starts if isinstance(starts, date) else None
            yield _carried_out(world, str(told.params["id"]), begins or cause.day, ahead=begins is not None)


def _carried_out(world: World, task: str, opened: date, *, ahead: bool) -> Story:
    number = int(task.rpartition("-")[2])
    day = world.after(opened, _LATE if number % 17 == 5 else _IN_TIME + number % 3)
    if day > TODAY:
        return
    who = ("zhang", "li", "wang")[number % 3]
    if number % 23 == 7:
        done = step(day, who, "task.drop", id=task, reason=world.text("errands.dropped"))
    else:
        results = world.texts("errands.done")
        done = step(day, who, "task.done", id=task, result=results[number % len(results)])
    # What waits for the end of a measure is not needed where it ends in another way.
    yield replace(done, may_fail=ahead)
