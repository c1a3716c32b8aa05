"""Telling many stories at once: every act is done on its day, in the order of days, by a clock that moves along."""

import heapq
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from domain.acts import Act, act
from domain.refusals import Refused
from sanctions.results import Done

_OPENS = time(9)
_PACE = timedelta(seconds=97)
"""From one act to the next: a full day of acts still ends before midnight."""

Do: TypeAlias = Callable[..., Done]


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a story: done on `day` by the operator `who`.

    `on` dates it back, with `late` for a reason. A step that `may_fail` ends its story where it is refused: what it
    is about may have been settled by another one.
    """

    day: date
    who: str
    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    on: date | None = None
    late: str | None = None
    may_fail: bool = False


Story: TypeAlias = Generator[Step, Done, Any]
"""Gives its steps one after another, none earlier than the one before, and is handed what each came to."""

Follow: TypeAlias = Callable[[Step, Done], Iterable[Story]]
"""What an act sets going by itself: stories told from its day on."""


def _nothing(step: Step, done: Done) -> Iterable[Story]:
    return ()


class Stage:
    """Does the steps of all stories by day, those of one day in the order the stories were given."""

    def __init__(self, do: Do, zone: str, people: Mapping[str, str], follow: Follow = _nothing) -> None:
        self._do = do
        self._follow = follow
        self._zone = ZoneInfo(zone)
        self._people = people
        self._acts: dict[str, Act] = {}
        self._now = datetime.min.replace(tzinfo=UTC)

    @property
    def now(self) -> datetime:
        """The moment of the last act."""
        return self._now

    def tell(self, stories: Iterable[Story]) -> None:
        """Tell every story to its end; an act that is refused raises Refused and ends it all."""
        waiting: list[tuple[date, int, Step, Story]] = []
        numbers = count()

        def begin(story: Story) -> None:
            step = next(story, None)
            number = next(numbers)
            if step is not None:
                heapq.heappush(waiting, (step.day, number, step, story))

        for story in stories:
            begin(story)
        while waiting:
            day, number, step, story = heapq.heappop(waiting)
            try:
                done = self._perform(step)
            except Refused as refused:
                if step.may_fail:
                    continue
                refused.add_note(f"{step.kind} of {step.day}: {refused.refusal.message}")
                raise
            for following in self._follow(step, done):
                begin(following)
            try:
                step = story.send(done)
            except StopIteration:
                continue
            if step.day < day:
                raise ValueError(f"a story went back from {day} to {step.day}: {step.kind}")
            heapq.heappush(waiting, (step.day, number, step, story))

    def _perform(self, step: Step) -> Done:
        opening = datetime.combine(step.day, _OPENS, self._zone).astimezone(UTC)
        self._now = max(self._now + _PACE, opening) if self._now >= opening else opening
        kind = self._acts.get(step.kind)
        if kind is None:
            kind = self._acts[step.kind] = act(step.kind)
        return self._do(
            self._people[step.who],
            kind,
            {name: _typed(value) for name, value in step.fields.items()},
            clock=lambda: self._now,
            on=step.on.isoformat() if step.on else None,
            late_reason=step.late,
        )


def _typed(value: Any) -> Any:
    """A value as a person would have typed it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
