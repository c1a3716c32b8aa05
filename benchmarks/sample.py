"""Making the sample database, which somebody waits for at their first look."""

from collections.abc import Iterator
from itertools import count

from benchmarks.journal import scratch
from benchmarks.ratio import Figure, within
from sanctions.agency.founding import shipped_pack
from sanctions.sample import make_sample


def figures() -> Iterator[Figure]:
    """The whole of it, in seconds."""
    with scratch() as folder:
        numbers = count()
        pack = shipped_pack("zibo-2023")
        yield within("the sample database", lambda: make_sample(str(folder / f"{next(numbers)}.db"), pack), 5.0)
