"""What drivers and systems report, as the store's own errors."""

import errno
import os
import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import exc

from db.errors import StoreError, busy, translate
from db.files import appearing, create_private, is_private
from tests.stores import failing


def _sqlite(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("INSERT INTO t VALUES ('13800138000')")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (sqlite3.SQLITE_BUSY, "store.busy"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "store.busy"),
        (sqlite3.SQLITE_LOCKED, "store.busy"),
        (sqlite3.SQLITE_FULL, "store.full"),
        (sqlite3.SQLITE_READONLY, "store.not_writable"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "store.not_writable"),
        (sqlite3.SQLITE_CANTOPEN, "store.unreachable"),
        (sqlite3.SQLITE_IOERR_READ, "store.unreachable"),
        (sqlite3.SQLITE_CORRUPT, "store.damaged"),
        (sqlite3.SQLITE_NOTADB, "store.not_ours"),
        (sqlite3.SQLITE_ERROR, None),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, None),
    ],
)
def test_sqlite(number: int, code: str | None) -> None:
    for error in (_sqlite(number), exc.OperationalError("SELECT 1", {}, _sqlite(number))):
        known = translate(error)
        assert (known.code if known else None) == code
        assert known is None or "13800138000" not in f"{known} {known.message}"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (psycopg.errors.SerializationFailure, "store.busy"),
        (psycopg.errors.DeadlockDetected, "store.busy"),
        (psycopg.errors.LockNotAvailable, "store.busy"),
        (psycopg.errors.QueryCanceled, "store.busy"),
        (psycopg.errors.TooManyConnections, "store.busy"),
        (psycopg.errors.CannotConnectNow, "store.busy"),
        (psycopg.errors.DiskFull, "store.full"),
        (psycopg.errors.ReadOnlySqlTransaction, "store.not_writable"),
        (psycopg.errors.InsufficientPrivilege, "store.not_writable"),
        (psycopg.errors.AdminShutdown, "store.unreachable"),
        (psycopg.errors.ConnectionFailure, "store.unreachable"),
        (psycopg.errors.InvalidPassword, "store.unreachable"),
        (psycopg.errors.InvalidCatalogName, "store.unreachable"),
        (psycopg.OperationalError, "store.unreachable"),
        (psycopg.errors.UniqueViolation, None),
        (psycopg.errors.UndefinedTable, None),
    ],
)
def test_postgresql(kind: type[psycopg.Error], code: str | None) -> None:
    known = translate(exc.OperationalError("SELECT 1", {}, kind("a value: 13800138000")))
    assert (known.code if known else None) == code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "store.full"),
        (errno.EDQUOT, "store.full"),
        (errno.EACCES, "store.not_writable"),
        (errno.EROFS, "store.not_writable"),
        (errno.ENOENT, "store.unreachable"),
    ],
)
def test_the_system(number: int, code: str) -> None:
    known = translate(OSError(number, "told", "/secret/place"))
    assert known is not None
    assert known.code == code


def test_the_rest() -> None:
    mine = busy()
    assert translate(mine) is mine
    waited = translate(exc.TimeoutError("pool"))
    assert waited is not None
    assert waited.code == "store.busy"
    assert translate(ValueError("no store's")) is None
    assert str(StoreError("store.busy", mine.message)) == "store.busy"


def test_a_file_appears_whole(tmp_path: Path) -> None:
    with appearing(tmp_path / "a") as partial:
        partial.write_bytes(b"whole")
        assert not (tmp_path / "a").exists()
    assert (tmp_path / "a").read_bytes() == b"whole"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_a_file_that_fails_never_appears(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), appearing(tmp_path / "a"):
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())


def test_a_name_taken_meanwhile_is_kept(tmp_path: Path) -> None:
    with failing("store.exists"), appearing(tmp_path / "a"):
        (tmp_path / "a").write_bytes(b"theirs")
    assert (tmp_path / "a").read_bytes() == b"theirs"
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    with failing("store.full"), appearing(tmp_path / "a"):
        raise OSError(errno.ENOSPC, "told")
    assert not list(tmp_path.iterdir())


def test_a_private_file_keeps_its_mode_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        create_private(tmp_path / "a", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_private_means_nobody_else(tmp_path: Path) -> None:
    create_private(tmp_path / "a")
    assert is_private(tmp_path / "a")
    (tmp_path / "a").chmod(0o604)
    assert not is_private(tmp_path / "a")
