"""Runs stories side by side in the order of their days, and keeps what was shown on chosen days."""

import heapq
from collections.abc import Callable, Generator, Iterable
from typing import Any

from tests.scenarios.desk import Desk

Story = Generator[str, None, None]
"""Yields the day it goes on."""

Shown = dict[str, Any]


class Stage:
    """One desk, its stories, and what was shown on the days of looking."""

    def __init__(self, desk: Desk, looks: Iterable[str], look: Callable[[Desk, str], Shown]) -> None:
        self.desk = desk
        self.day = ""
        self.seen: dict[str, Shown] = {}
        self._look = look
        self._queue: list[tuple[str, int, Story]] = []
        self._told = 0
        for day in looks:
            self.add(self._looking(day))

    def _looking(self, day: str) -> Story:
        # Late in the day, after everything that was done on it.
        yield f"{day}~"
        self.desk.on(day, hour=22)
        self.seen[day] = self._look(self.desk, day)

    def add(self, story: Story) -> None:
        """Let a story begin on the first day it yields."""
        first = next(story, None)
        if first is not None:
            self._told += 1
            heapq.heappush(self._queue, (first, self._told, story))

    def run(self) -> None:
        """All stories to their ends."""
        while self._queue:
            day, number, story = heapq.heappop(self._queue)
            assert day >= self.day, f"a story goes back to {day}"
            self.day = day
            self.desk.on(day[:10])
            following = next(story, None)
            if following is not None:
                assert following >= day, f"a story goes back from {day} to {following}"
                heapq.heappush(self._queue, (following, number, story))
