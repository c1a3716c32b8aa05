"""Care of a database that can be killed in the middle: ``python -m tests.trial.keeping MODE DATABASE FILE``.

``backup`` copies the database to the file, ``restore`` brings the file back as the database, ``upgrade`` upgrades the
database with its copy in the file's folder. Each tells one line in the middle of its work and waits there for good.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import db.backup
import db.upgrade

_NOW = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)


def wait(*_: object) -> None:
    """Tell that we are in the middle, and stay there."""
    print("middle", flush=True)  # noqa: T201 - a program's output
    sys.stdin.read()


def main(mode: str, database: str, file: str) -> None:
    """Begin, and never end."""
    # Small steps: the sample is copied in one otherwise.
    vars(db.backup)["_PAGES"] = 50
    if mode == "backup":
        db.backup.backup(database, Path(file), wait, now=_NOW)
    elif mode == "restore":
        db.backup.restore(Path(file), database, wait)
    elif mode == "proving":
        vars(db.backup)["_prove"] = wait
        db.backup.restore(Path(file), database)
    else:
        real = vars(db.upgrade)["refold"]

        def refold(connection: Any) -> None:
            real(connection)
            wait()

        vars(db.upgrade)["refold"] = refold
        db.upgrade.upgrade(database, Path(file).parent, now=_NOW)


if __name__ == "__main__":
    main(*sys.argv[1:])
