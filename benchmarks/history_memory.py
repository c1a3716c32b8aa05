"""How much memory a record of 10,000, 100,000 and 1,000,000 measures takes in each format: it must not grow.

``python -m benchmarks.history_memory [ROWS...]`` prints the peak of a process of its own for each (Linux). It is not
among the other figures: there is no floor to hold it to, and the longest take minutes.
"""

import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from tabulate import tabulate

from benchmarks.histories import filled
from benchmarks.journal import scratch
from console.documents.histories import history_chunks
from db.engine import normalise_url
from db.store import Store
from sanctions.sample.world import TODAY

FORMS = ("csv", "json", "jsonl", "xlsx")
SIZES = (10_000, 100_000, 1_000_000)


def _repeated(database: Path, times: int) -> None:
    """The measures of a database as many times over, under other numbers."""
    with closing(sqlite3.connect(database)) as connection, connection:
        names = [f'"{row[1]}"' for row in connection.execute("PRAGMA table_info(measure_state)")]
        others = {'"id"': "'CL-' || (2011 + n) || '-' || id", '"ordinal"': "ordinal + n * 100000000"}
        told = ", ".join(others.get(name, name) for name in names)
        connection.execute(
            f"INSERT INTO measure_state ({', '.join(names)}) WITH RECURSIVE times (n) AS"  # noqa: S608 - our own names
            " (SELECT 1 UNION ALL SELECT n + 1 FROM times WHERE n < ?)"
            f" SELECT {told} FROM measure_state, times",
            (times - 1,),
        )


def _peak(database: Path, form: str, target: Path) -> int:
    """KiB that a process of its own has at most while it writes such a file."""
    command = [sys.executable, "-m", "benchmarks.history_memory", str(database), form, str(target)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _write(database: str, form: str, target: str) -> None:
    store = Store.open(normalise_url(database))
    with store.read() as reader, Path(target).open("wb") as file:
        file.writelines(history_chunks(reader, form, "zh_CN", on=TODAY))
    store.close()
    # What getrusage tells may be the peak of the process that started this one.
    told = Path("/proc/self/status").read_text(encoding="ascii")
    print(next(line.split()[1] for line in told.splitlines() if line.startswith("VmHWM")))


def main(sizes: Iterable[int]) -> None:
    """Measure and print."""
    rows = []
    for size in sizes:
        with scratch() as folder:
            database = filled(folder, min(size, 10_000))
            if size > 10_000:
                _repeated(database, size // 10_000)
            for form in FORMS:
                rows.append((form, f"{size:,}", f"{_peak(database, form, folder / 'out') / 1024:.0f} MiB"))
                print("  ".join(rows[-1]), file=sys.stderr, flush=True)
    print(tabulate(sorted(rows), ("format", "measures", "peak"), disable_numparse=True))


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[2] in FORMS:
        _write(*sys.argv[1:])
    else:
        main([int(word) for word in sys.argv[1:]] or SIZES)
