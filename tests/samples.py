"""The sample on a shipped rulebook, made once for a whole run of the tests: for those that look at it or copy it."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from sanctions.agency.founding import shipped_pack
from sanctions.sample import make_sample


def sample_file(folders: pytest.TempPathFactory, pack: str) -> Path:
    """Its database with the key beside it, not to be written to."""
    base = folders.getbasetemp()
    # Test processes that run side by side have folders beside each other.
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    path = shared / f"sample-{pack}" / "sample.db"
    with (shared / f"sample-{pack}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            making = shared / f"making-{pack}"
            making.mkdir()
            make_sample(str(making / path.name), shipped_pack(pack))
            making.rename(path.parent)
    return path


def copy_sample(folders: pytest.TempPathFactory, pack: str, to: Path) -> None:
    """A copy of it and of its key."""
    made = sample_file(folders, pack)
    for suffix in ("", ".key"):
        shutil.copy(made.with_name(made.name + suffix), to.with_name(to.name + suffix))
