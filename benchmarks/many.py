"""Twenty operators at once against one, and against the same load with the chain switched off."""

import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.crowd import PEOPLE, UNCHAINED
from benchmarks.journal import scratch
from benchmarks.ratio import Figure
from tests.stores import Server, running_server
from tests.trial.agency import SharedAgency
from tests.trial.crowd import gather

SECONDS = 8.0
INSTITUTIONS = 100
"""As few as a small city has; people rarely act on the same one in the same second."""
_ROUNDS = 3
_ROOT = Path(__file__).parents[1]


class Crowd:
    """An agency whose operators act as fast as it goes."""

    def __init__(self, url: str, key: Path, *, chain: str = "on") -> None:
        self.agency, self.chain = SharedAgency(url, key), chain
        gather(self.agency, PEOPLE, INSTITUTIONS)
        if chain == "off":
            with self.agency.store.engine.begin() as connection:
                connection.exec_driver_sql(UNCHAINED)
        self.seconds: dict[int, list[float]] = {1: [], PEOPLE: []}

    def run(self, people: int) -> None:
        """Let so many act, and note the seconds an act took of the time of all."""
        words = (sys.executable, "-m", "benchmarks.crowd", self.agency.address, str(self.agency.key_path))
        processes = [
            subprocess.Popen(
                [*words, str(number), str(SECONDS), self.chain],
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(people)
        ]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        rate = sum(float(process.communicate()[0]) for process in processes)
        self.seconds[people].append(1 / rate)

    def taken(self, people: int) -> float:
        """Seconds an act took, as a median."""
        return statistics.median(self.seconds[people])


def _on_file() -> Iterator[Figure]:
    with scratch() as folder:
        crowd = Crowd(str(folder / "many.db"), folder / "many.key")
        for _ in range(_ROUNDS):
            crowd.run(1)
            crowd.run(PEOPLE)
        yield Figure(f"an act, {PEOPLE} operators / one, SQLite", crowd.taken(PEOPLE), crowd.taken(1), 1)


def _on_server(server: Server, folder: Path) -> Iterator[Figure]:
    chained = Crowd(server.url(server.new_database()), folder / "chained.key")
    free = Crowd(server.url(server.new_database()), folder / "free.key", chain="off")
    for _ in range(_ROUNDS):
        chained.run(1)
        chained.run(PEOPLE)
        free.run(PEOPLE)
    taken = chained.taken(PEOPLE)
    yield Figure(f"an act, {PEOPLE} operators / one, PostgreSQL", taken, chained.taken(1), 1 / 1.5)
    yield Figure(f"an act, {PEOPLE} operators / without the chain, PostgreSQL", taken, free.taken(PEOPLE), 1 / 0.8)


def figures() -> Iterator[Figure]:
    """On a file, and on a server that waits for its disk as one in use does."""
    yield from _on_file()
    with scratch() as folder, running_server(fsync="on", full_page_writes="on", shared_buffers="128MB") as server:
        if server is not None:
            yield from _on_server(server, folder)
