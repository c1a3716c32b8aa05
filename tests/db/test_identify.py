"""What stands at an address, and the way out for each case."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, column, table, text, update

from db.engine import write_connection
from db.identify import Found, Identity, identify, open_engine
from db.schema import REVISION_TABLE, REVISIONS, SCHEMA_REVISION
from tests.older import lay
from tests.stores import POSTGRES, failing, opened


def _stamp(url: str, revision: str) -> None:
    with opened(url) as engine, write_connection(engine) as connection:
        connection.execute(update(table(REVISION_TABLE, column("version_num"))).values(version_num=revision))


def test_a_store_of_ours(engine: Engine) -> None:
    assert identify(engine) == Identity(Found.CURRENT, SCHEMA_REVISION)


def test_an_open_store_is_current(store_url: str) -> None:
    open_engine(store_url).dispose()


def test_nothing_there(empty_url: str, backend: str) -> None:
    with opened(empty_url) as engine:
        assert identify(engine).found is (Found.MISSING if backend == "sqlite" else Found.EMPTY)
    with failing("store.unreachable"):
        open_engine(empty_url)


def test_a_newer_store(store_url: str) -> None:
    _stamp(store_url, "9999")
    with opened(store_url) as engine:
        assert identify(engine) == Identity(Found.NEWER, "9999")
    with failing("store.newer"):
        open_engine(store_url)


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_an_older_store(empty_url: str, revision: str) -> None:
    lay(empty_url, revision)
    with opened(empty_url) as engine:
        assert identify(engine) == Identity(Found.OLDER, revision)
    with failing("store.older"):
        open_engine(empty_url)


@pytest.mark.parametrize("content", [b"", b"a text file\n" * 20, b"SQLite format 3\x00 cut off"])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with failing("store.not_ours"):
        open_engine(str(path))
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]


def test_a_foreign_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE t (a)")
    before = path.read_bytes()
    with failing("store.not_ours"):
        open_engine(str(path))
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with failing("store.unreachable"):
        open_engine(str(tmp_path))


@pytest.mark.parametrize("backend", [POSTGRES], indirect=True)
def test_a_server_database_of_others(empty_url: str) -> None:
    with opened(empty_url) as engine, write_connection(engine) as connection:
        connection.execute(text("CREATE TABLE t (a int)"))
    with failing("store.not_ours"):
        open_engine(empty_url)


def test_a_damaged_file(tmp_path: Path, made_file: Path) -> None:
    path = tmp_path / "a.db"
    shutil.copy(made_file, path)
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 8000)
    with failing("store.damaged"):
        open_engine(str(path))
