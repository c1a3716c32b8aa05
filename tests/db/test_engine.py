"""Addresses, connections, snapshots, busy and full stores."""

import os
import pwd
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError

from db.engine import make_engine, normalise_url, open_sqlite, read_connection, sqlite_path, write_connection
from db.journal import head
from db.store import Store
from db.tables.journal import counter
from db.upgrade import create
from tests.stores import POSTGRES, act, failing, opened


@pytest.mark.parametrize("given", ["x.db", "./x.db", "sqlite:///x.db"])
def test_a_path_becomes_absolute(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert sqlite_path(normalise_url(given)) == tmp_path / "x.db"


def test_a_home_is_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert sqlite_path(normalise_url("~/x.db")) == tmp_path / "x.db"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_means_psycopg(scheme: str) -> None:
    assert normalise_url(f"{scheme}://u@h/d").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("given", ["", ":memory:", "sqlite://", "sqlite:///x?mode=ro", "mysql://h/d", "://", "a://b:c"])
def test_other_addresses_are_refused(given: str) -> None:
    with failing("store.unreachable"):
        normalise_url(given)


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with opened(str(tmp_path / "none.db")) as engine, failing("store.unreachable"), write_connection(engine):
        pass
    assert not list(tmp_path.iterdir())


def test_a_path_may_hold_any_character(tmp_path: Path) -> None:
    path = tmp_path / "监督 50%?a=1#b.db"
    path.touch()
    with opened(str(path)) as engine, write_connection(engine) as connection:
        connection.execute(text("CREATE TABLE t (a)"))
    assert path.stat().st_size > 0


def test_every_file_of_a_store_is_private(tmp_path: Path) -> None:
    create(str(tmp_path / "a.db"))
    with opened(str(tmp_path / "a.db")) as engine, Store(engine).write() as writer:
        act(writer)
        names = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert names == {"a.db": 0o600, "a.db-wal": 0o600, "a.db-shm": 0o600}


def test_pragmas(tmp_path: Path) -> None:
    create(str(tmp_path / "a.db"))
    wanted = {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
        "secure_delete": 1,
        "recursive_triggers": 1,
        "temp_store": 2,
        "busy_timeout": 5000,
    }
    engine = make_engine(str(tmp_path / "a.db"))
    with read_connection(engine) as connection:
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted} == wanted
    engine.dispose()


def test_a_reader_sees_one_snapshot(engine: Engine) -> None:
    store = Store(engine)
    with read_connection(engine) as reader:
        assert head(reader)[0] == 0
        with store.write() as writer:
            act(writer)
        assert head(reader)[0] == 0
    with read_connection(engine) as reader:
        assert head(reader)[0] == 1


def test_a_reader_cannot_write_and_a_writer_after_it_can(engine: Engine) -> None:
    with failing("store.not_writable"), read_connection(engine) as connection:
        connection.execute(counter.insert().values(name="a", value=1))
    with write_connection(engine) as connection:
        connection.execute(counter.insert().values(name="a", value=1))
    with read_connection(engine) as connection:
        assert connection.execute(select(counter.c.value)).scalars().all() == [1]


def _act_and_fail(store: Store) -> None:
    with store.write() as writer:
        act(writer)
        writer.finish()
        raise ZeroDivisionError


def test_an_exception_undoes_everything(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        _act_and_fail(Store(engine))
    with read_connection(engine) as connection:
        assert head(connection)[0] == 0


def test_a_second_writer_is_told_to_try_again(engine: Engine) -> None:
    store = Store(engine)
    with store.write() as first:
        act(first, "a")
        first.finish()
        with failing("store.busy"), store.write() as second:
            act(second, "b")
            second.finish()
        first.recorded.clear()
    with store.write() as third:
        act(third, "b")
    with read_connection(engine) as connection:
        assert head(connection)[0] == 2


def test_a_programming_error_is_not_hidden_and_holds_no_value(engine: Engine) -> None:
    with pytest.raises(DBAPIError) as error, write_connection(engine) as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:a)"), {"a": "13800138000"})
    assert "13800138000" not in str(error.value)


def test_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    create(str(path))
    with opened(str(path)) as engine:
        with failing("store.full"), write_connection(engine) as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            for number in range(10_000):
                connection.execute(counter.insert().values(name=f"{number}" * 20, value=1))
        with read_connection(engine) as connection:
            assert connection.execute(select(counter)).all() == []


@pytest.fixture
def guarded(made_file: Path) -> Iterator[Path]:
    """A store in a folder of its own, seen by a user whom file modes bind (root passes them all)."""
    folder = Path(tempfile.mkdtemp(prefix="jiandu-guarded-"))
    path = folder / "a.db"
    shutil.copy(made_file, path)
    nobody = pwd.getpwnam("nobody").pw_uid
    if os.geteuid() == 0:
        os.chown(path, nobody, -1)
        os.chown(folder, nobody, -1)
        os.seteuid(nobody)
    try:
        yield path
    finally:
        os.seteuid(os.getuid())
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_a_file_that_may_only_be_read(guarded: Path) -> None:
    guarded.chmod(0o400)
    with opened(str(guarded)) as engine:
        with read_connection(engine) as connection:
            assert head(connection)[0] == 0
        with failing("store.not_writable"), Store(engine).write() as writer:
            act(writer)


def test_a_folder_that_may_only_be_read(guarded: Path) -> None:
    guarded.parent.chmod(0o500)
    with opened(str(guarded)) as engine, failing("store.not_writable"), Store(engine).write() as writer:
        act(writer)


@pytest.mark.parametrize("backend", [POSTGRES], indirect=True)
def test_a_server_that_may_only_be_read(store_url: str) -> None:
    url = f"{store_url}&options=-c default_transaction_read_only=on"
    with opened(url) as engine, failing("store.not_writable"), Store(engine).write() as writer:
        act(writer)
    with opened(url) as engine, read_connection(engine) as connection:
        assert head(connection)[0] == 0


@pytest.mark.parametrize("backend", [POSTGRES], indirect=True)
def test_postgres_waits_for_nothing_for_ever(engine: Engine) -> None:
    with read_connection(engine) as connection:
        limits = {
            name: connection.exec_driver_sql(f"SHOW {name}").scalar_one()
            for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "TimeZone")
        }
    assert limits == {
        "statement_timeout": "1min",
        "lock_timeout": "100ms",
        "idle_in_transaction_session_timeout": "2min",
        "TimeZone": "UTC",
    }


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    url = f"postgresql://nobody@/none?host={tmp_path}"
    with opened(url) as engine, failing("store.unreachable"), read_connection(engine):
        pass


def test_what_opening_a_store_loads() -> None:
    code = (
        "import sys, db.identify, db.store, db.sealing, db.attachments\n"
        "heavy = {'sqlalchemy.orm', 'alembic', 'cryptography', 'psycopg'}\n"
        "sys.exit(repr(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_bare_connection_never_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        open_sqlite(tmp_path / "none.db")
    assert not list(tmp_path.iterdir())
