"""Copies of a store in use, and bringing them back."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text, update

from db.backup import backup, restore
from db.engine import read_connection, write_connection
from db.identify import Found, identify
from db.journal import head
from db.store import Store
from db.tables.journal import journal, journal_head
from db.triggers import installed, names
from tests.stores import POSTGRES, SQLITE, Server, act, failing, opened


@pytest.fixture
def copy(store_url: str, engine: Engine, tmp_path: Path) -> Path:
    """A copy of a store with two acts, made while somebody reads and somebody wrote."""
    with Store(engine).write() as writer:
        act(writer, "a")
    with read_connection(engine):
        with Store(engine).write() as writer:
            act(writer, "b")
        return backup(store_url, tmp_path / "copy")


@pytest.fixture
def elsewhere(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A second empty place on the same kind of database."""
    if backend == "sqlite":
        yield str(tmp_path / "restored.db")
        return
    server: Server = request.getfixturevalue("postgres_server")
    name = server.new_database()
    yield server.url(name)
    server.drop(name)


def test_there_and_back(copy: Path, engine: Engine, elsewhere: str) -> None:
    restore(copy, elsewhere)
    with opened(elsewhere) as restored:
        assert identify(restored).found is Found.CURRENT
        with read_connection(engine) as before, read_connection(restored) as after:
            assert head(before) == head(after)
            assert head(after)[0] == 2
            assert installed(after) == names()
        with Store(restored).write() as writer:
            act(writer, "c")


def test_a_copy_is_private_and_alone(copy: Path) -> None:
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in copy.parent.iterdir() if file.name.startswith((".", "copy"))] == ["copy"]


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_a_restored_file_is_private_and_in_wal_mode(copy: Path, elsewhere: str) -> None:
    restore(copy, elsewhere)
    assert Path(elsewhere).stat().st_mode & 0o777 == 0o600
    with opened(elsewhere) as restored, read_connection(restored) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"


def test_a_copy_replaces_nothing(store_url: str, tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"old")
    with failing("store.exists"):
        backup(store_url, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"old"


def test_a_link_to_nowhere_is_not_followed(store_url: str, tmp_path: Path) -> None:
    (tmp_path / "copy").symlink_to(tmp_path / "nowhere")
    with failing("store.exists"):
        backup(store_url, tmp_path / "copy")
    assert not (tmp_path / "nowhere").exists()


def test_a_restore_replaces_nothing(copy: Path, store_url: str, engine: Engine) -> None:
    with failing("store.exists"):
        restore(copy, store_url)
    with read_connection(engine) as connection:
        assert head(connection)[0] == 2


def test_nothing_to_copy(empty_url: str, tmp_path: Path) -> None:
    with failing("store.unreachable"):
        backup(empty_url, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("content", [b"", b"text " * 100, b"SQLite format 3\x00" + bytes(200)])
def test_what_is_no_copy(empty_url: str, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "copy").write_bytes(content)
    with failing("store.not_ours"):
        restore(tmp_path / "copy", empty_url)
    with opened(empty_url) as engine:
        assert identify(engine).found in (Found.MISSING, Found.EMPTY)


def test_a_copy_that_is_missing(empty_url: str, tmp_path: Path) -> None:
    with failing("store.unreachable"):
        restore(tmp_path / "none", empty_url)


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_a_damaged_copy_takes_no_name(copy: Path, elsewhere: str) -> None:
    with copy.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 20_000)
    with failing("store.damaged"):
        restore(copy, elsewhere)
    assert not Path(elsewhere).exists()
    assert not [file for file in copy.parent.iterdir() if "partial" in file.name]


def _tampered(engine: Engine) -> None:
    on = " ON journal" if engine.dialect.name == "postgresql" else ""
    with write_connection(engine) as connection:
        connection.execute(text(f"DROP TRIGGER journal_insert_only_update{on}"))
        connection.execute(update(journal).where(journal.c.seq == 1).values(body=journal.c.body + " "))


def test_a_copy_whose_journal_was_changed_is_refused(
    store_url: str, engine: Engine, elsewhere: str, tmp_path: Path
) -> None:
    with Store(engine).write() as writer:
        act(writer)
    _tampered(engine)
    with failing("journal.broken"):
        restore(backup(store_url, tmp_path / "copy"), elsewhere)


def test_a_copy_whose_state_was_changed_is_refused(
    store_url: str, engine: Engine, elsewhere: str, tmp_path: Path
) -> None:
    with Store(engine).write() as writer:
        act(writer)
    with write_connection(engine) as connection:
        connection.execute(text("UPDATE operator_state SET active = NOT active"))
    with failing("state.differs"):
        restore(backup(store_url, tmp_path / "copy"), elsewhere)


def test_a_copy_without_its_last_act_is_refused(store_url: str, engine: Engine, elsewhere: str, tmp_path: Path) -> None:
    with write_connection(engine) as connection:
        connection.execute(update(journal_head).values(seq=1, hash="1" * 64))
    with failing("journal.broken"):
        restore(backup(store_url, tmp_path / "copy"), elsewhere)


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_progress_is_told(store_url: str, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    backup(store_url, tmp_path / "copy", lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0


@pytest.mark.parametrize("backend", [POSTGRES], indirect=True)
def test_without_the_tools(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with failing("store.tool"):
        backup(store_url, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("backend", [POSTGRES], indirect=True)
def test_a_password_is_not_an_argument(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    passwords: list[str | None] = []

    def run(arguments: list[str], env: dict[str, str], **_: object) -> subprocess.CompletedProcess[bytes]:
        seen.extend(arguments)
        passwords.append(env.get("PGPASSWORD"))
        return subprocess.CompletedProcess(arguments, 1)

    monkeypatch.setattr(shutil, "which", lambda tool: f"/usr/bin/{tool}")
    monkeypatch.setattr(subprocess, "run", run)
    with failing("store.tool"):
        backup(store_url.replace("postgres@", "postgres:geheim@"), tmp_path / "copy")
    assert passwords == ["geheim"]
    assert not any("geheim" in argument for argument in seen)
    assert "PGPASSWORD" not in os.environ
