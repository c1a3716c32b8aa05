"""Timing two things side by side."""

import gc
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One comparison: `ours` and `floor` in seconds (medians), and the bar the ratio is held to.

    Where `unit` is ``B`` they are bytes, where it is ``MB`` megabytes.
    """

    name: str
    ours: float
    floor: float
    bar: float
    note: str = ""
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Ours over the floor."""
        return self.ours / self.floor

    @property
    def met(self) -> bool:
        """Whether the bar is met."""
        return self.ratio <= self.bar


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call, without the collector's pauses of what ran before."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(
    name: str, ours: Callable[[], object], floor: Callable[[], object], bar: float, *, rounds: int = 7, note: str = ""
) -> Figure:
    """Ours against the floor, alternating, so that a busy machine slows both."""
    mine, base = [], []
    for _ in range(rounds):
        mine.append(seconds(ours))
        base.append(seconds(floor))
    return Figure(name, statistics.median(mine), statistics.median(base), bar, note)


def process(command: Sequence[str], **options: object) -> Callable[[], object]:
    """A whole process as one thing to time; it must succeed."""

    def run() -> object:
        return subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)  # type: ignore[call-overload]

    return run


def within(name: str, ours: Callable[[], object], limit: float, *, rounds: int = 3) -> Figure:
    """Ours against so many seconds, where there is nothing to compare it with."""
    taken = statistics.median(seconds(ours) for _ in range(rounds))
    return Figure(f"{name} / {limit:g} s", taken, limit, 1, "in seconds, not a floor")
