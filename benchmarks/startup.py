"""Starting: what a person waits for before anything is done, against the bare interpreter."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.journal import scratch
from benchmarks.ratio import Figure, compare, process
from sanctions.agency.founding import shipped_pack
from sanctions.sample import make_sample

_JIANDU = (sys.executable, str(Path(sys.executable).with_name("jiandu")))
_ROUNDS = 15
_FLOOR = """
import sys
from sqlalchemy import create_engine, text

with create_engine(f"sqlite:///{sys.argv[1]}").connect() as connection:
    print(connection.execute(text("select 1")).scalar_one())
"""


def figures() -> Iterator[Figure]:
    """Version, help, and a command that reads, each a whole process."""
    bare = process((sys.executable, "-c", "pass"))
    for arguments, bar in ((("--version",), 1.5), (("--help",), 7), (("measure", "--help"), 7)):
        ours = process((*_JIANDU, *arguments))
        yield compare(f"{' '.join(arguments)} / python -c pass", ours, bare, bar, rounds=_ROUNDS)
    with scratch() as folder:
        database, script = folder / "sample.db", folder / "floor.py"
        make_sample(str(database), shipped_pack("zibo-2023"))
        script.write_text(_FLOOR)
        ours = process((*_JIANDU, "--database", str(database), "measure", "list", "--json"))
        floor = process((sys.executable, str(script), str(database)))
        yield compare("measure list --json / core + select 1", ours, floor, 1.3, rounds=_ROUNDS)
