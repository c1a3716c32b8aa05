"""Copies, upgrades and drills on a machine that fails: killed, full, read-only. What stood stands, in plain words."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from db.backup import backup, restore
from db.engine import read_connection
from db.identify import Found, identify
from db.journal import head
from db.manifest import manifest_path
from db.store import Store
from db.upgrade import upgrade
from db.wholeness import require_whole
from sanctions.agency.drills import drill
from tests.older import FIRST, THIRD, lay, sample_rows
from tests.stores import ON_POSTGRES, SQLITE, Server, act, failing, opened

_ROOT = Path(__file__).parents[2]
_NOW = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)
_MIB = 1024 * 1024


@contextmanager
def _stopped(mode: str, database: str, file: Path) -> Iterator[None]:
    """Care of a database, begun by another program, which is killed in the middle of it at the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.trial.keeping", mode, database, str(file)],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"middle\n"
        yield
    finally:
        process.kill()
        process.communicate()


def _sound(url: str) -> tuple[int, str]:
    with opened(url) as engine, read_connection(engine) as connection:
        require_whole(connection)
        return head(connection)


@pytest.fixture
def sample(empty_url: str) -> str:
    """The sample of the third program, in this program's shape."""
    lay(empty_url, THIRD, sample_rows(THIRD))
    upgrade(empty_url, None, now=_NOW)
    return empty_url


pytestmark = pytest.mark.trial


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_killed_in_the_middle_of_a_copy(sample: str, tmp_path: Path) -> None:
    before, target = _sound(sample), tmp_path / "copies" / "copy.db"
    target.parent.mkdir()
    with _stopped("backup", sample, target), opened(sample) as engine, Store(engine).write() as writer:
        # Work goes on beside it.
        act(writer, "meanwhile")
    assert not target.exists()
    assert not manifest_path(target).exists()
    (left,) = (file for file in target.parent.iterdir() if file.suffix == ".partial" and "manifest" not in file.name)
    with failing("store.damaged"):
        restore(left, str(tmp_path / "again.db"))
    # Under another name it is no better.
    left.rename(tmp_path / "taken.db")
    with failing("store.not_ours"):
        restore(tmp_path / "taken.db", str(tmp_path / "again.db"))
    assert not (tmp_path / "again.db").exists()
    backup(sample, target, now=_NOW)
    restore(target, str(tmp_path / "again.db"))
    assert _sound(str(tmp_path / "again.db"))[0] == before[0] + 1


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
@pytest.mark.parametrize("mode", ["restore", "proving"])
def test_killed_in_the_middle_of_bringing_one_back(sample: str, tmp_path: Path, mode: str) -> None:
    copy, again = tmp_path / "copy.db", tmp_path / "again.db"
    backup(sample, copy, now=_NOW)
    with _stopped(mode, str(again), copy):
        pass
    assert not again.exists()
    restore(copy, str(again))
    assert _sound(str(again)) == _sound(sample)


@pytest.mark.parametrize("backend", [ON_POSTGRES], indirect=True)
def test_killed_between_the_dump_and_its_proof(sample: str, tmp_path: Path, postgres_server: Server) -> None:
    copy, name = tmp_path / "copy.dump", postgres_server.new_database()
    backup(sample, copy, now=_NOW)
    with _stopped("proving", postgres_server.url(name), copy):
        pass
    # One transaction brought it: what is there is whole, and is not written over.
    with failing("store.exists"):
        restore(copy, postgres_server.url(name))
    assert _sound(postgres_server.url(name)) == _sound(sample)
    postgres_server.drop(name)


@pytest.mark.parametrize("backend", [SQLITE, ON_POSTGRES], indirect=True)
def test_killed_in_the_middle_of_an_upgrade(empty_url: str, tmp_path: Path) -> None:
    lay(empty_url, FIRST, sample_rows())
    copies = tmp_path / "copies"
    copies.mkdir()
    with _stopped("upgrade", empty_url, copies / "x"):
        pass
    with opened(empty_url) as engine:
        assert identify(engine).found is Found.OLDER
        with read_connection(engine) as connection:
            require_whole(connection, with_state=False)
            assert head(connection)[0] == 1206
    assert len([file for file in copies.iterdir() if file.suffix in (".db", ".dump")]) == 1
    assert upgrade(empty_url, None, now=_NOW).before == FIRST
    assert _sound(empty_url)[0] == 1206


# ------------------------------------------------------------ a small disk, and one that cannot be written


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MiB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m,mode=700", "tmpfs", place], check=False)
    if made.returncode != 0:
        pytest.skip("no disk can be mounted here (needs root)")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def _fill(disk: Path, leave: int) -> None:
    """Leave so many bytes free."""
    free = os.statvfs(disk)
    (disk / "filler").write_bytes(bytes(free.f_bavail * free.f_frsize - leave))


def _content(disk: Path) -> dict[str, str]:
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in disk.iterdir() if file.suffix == ".db"}


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
@pytest.mark.parametrize("leave", [0, 4096, _MIB])
def test_a_full_disk_holds_no_half_of_a_copy(sample: str, disk: Path, tmp_path: Path, leave: int) -> None:
    whole = tmp_path / "copy.db"
    backup(sample, whole, now=_NOW)
    _fill(disk, leave)
    with failing("store.full"):
        backup(sample, disk / "copy.db", now=_NOW)
    with failing("store.full"):
        restore(whole, str(disk / "again.db"))
    with failing("store.full"):
        drill(whole, clock=lambda: _NOW, folder=disk)
    assert [file.name for file in disk.iterdir()] == ["filler"]
    (disk / "filler").unlink()
    restore(whole, str(disk / "again.db"))
    assert _sound(str(disk / "again.db")) == _sound(sample)


def test_an_upgrade_on_a_full_disk_changes_nothing(disk: Path, tmp_path: Path) -> None:
    url = str(disk / "jiandu.db")
    lay(url, FIRST, sample_rows())
    _fill(disk, 64 * 1024)
    before = _content(disk)
    with failing("store.full"):
        upgrade(url, disk, now=_NOW)
    with failing("store.full"):
        upgrade(url, tmp_path, now=_NOW)
    assert _content(disk) == before
    (disk / "filler").unlink()
    upgrade(url, None, now=_NOW)
    assert _sound(url)[0] == 1206


def test_a_disk_that_cannot_be_written_is_told_and_nothing_is_lost(disk: Path, tmp_path: Path) -> None:
    url, copy = str(disk / "jiandu.db"), disk / "copy.db"
    lay(url, THIRD, sample_rows(THIRD))
    upgrade(url, None, now=_NOW)
    backup(url, copy, now=_NOW)
    for companion in disk.glob("jiandu.db-*"):
        companion.unlink()
    before = _content(disk)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with failing("store.not_writable"):
        Store.open(url)
    with failing("store.not_writable"):
        upgrade(url, tmp_path, now=_NOW)
    with failing("store.not_writable"):
        backup(url, disk / "second.db", now=_NOW)
    with failing("store.not_writable"):
        restore(copy, str(disk / "again.db"))
    # A copy is read from there.
    restore(copy, str(tmp_path / "again.db"))
    assert drill(copy, clock=lambda: _NOW, folder=tmp_path).problems == []
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert _content(disk) == before
    assert _sound(url) == _sound(str(tmp_path / "again.db"))
