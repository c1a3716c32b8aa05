"""Starting the load as another program, and looking at what it leaves behind."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import select

from db.store import Store
from db.tables.journal import journal
from db.wholeness import require_whole
from tests.trial.agency import SharedAgency

_ROOT = Path(__file__).parents[2]


@contextmanager
def started(mode: str, agency: SharedAgency, seed: int = 0) -> Iterator["subprocess.Popen[bytes]"]:
    """The load, running; killed at the end whatever happens."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.trial.load", mode, agency.address, str(agency.key_path), str(seed)],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Nothing may be read ahead here: what was told before a kill is compared line by line.
        bufsize=0,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def lines_of(process: "subprocess.Popen[bytes]", count: int) -> list[str]:
    """The first lines it tells; the moment of a kill is counted from there, however slow the machine."""
    assert process.stdout is not None
    lines = [process.stdout.readline().decode() for _ in range(count)]
    assert lines[-1], "the load ended by itself"
    return lines


def kill_after(process: "subprocess.Popen[bytes]", seconds: float) -> list[str]:
    """Kill -9 after so long; gives the lines told until then."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    assert process.poll() is None, "the load ended by itself"
    process.kill()
    rest, _ = process.communicate()
    # The last line may have been cut short by the kill.
    return rest.decode().split("\n")[:-1]


def require_sound(agency: SharedAgency, acknowledged: list[str]) -> int:
    """The database opens, verifies, folds to what stands, and holds every act that was acknowledged.

    Gives the number of entries.
    """
    store = Store.open(agency.url, agency.key_path)
    try:
        with store.read() as reader:
            require_whole(reader.connection)
            rows = reader.connection.execute(select(journal.c.seq, journal.c.hash))
            held = {row.seq: row.hash for row in rows}
    finally:
        store.close()
    for line in acknowledged:
        seq, digest = line.split()
        assert held[int(seq)] == digest
    return len(held)
