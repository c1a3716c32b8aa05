"""Copies of a store in use, and bringing them back."""

import base64
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text, update

from db.attachments import store_blob
from db.backup import backup, restore
from db.engine import read_connection, write_connection
from db.identify import Found, identify
from db.journal import head
from db.manifest import fingerprint, manifest_path, read_manifest
from db.schema import SCHEMA_REVISION
from db.sealing import SealingKey, seal
from db.store import Store
from db.tables.blobs import blob_chunk
from db.tables.journal import journal, journal_head
from db.triggers import installed, names
from domain.refusals import Refused
from tests.stores import POSTGRES, SQLITE, Server, act, failing, opened

NOW = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)


@pytest.fixture
def copy(store_url: str, engine: Engine, tmp_path: Path) -> Path:
    """A copy of a store with two acts, made while somebody reads and somebody wrote."""
    with Store(engine).write() as writer:
        act(writer, "a")
    with read_connection(engine):
        with Store(engine).write() as writer:
            act(writer, "b")
        return _copied(store_url, tmp_path)


def _copied(url: str, folder: Path) -> Path:
    """A copy without its manifest: what is in it must speak for itself."""
    backup(url, folder / "copy", now=NOW)
    manifest_path(folder / "copy").unlink()
    return folder / "copy"


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
        backup(store_url, tmp_path / "copy", now=NOW)
    assert (tmp_path / "copy").read_bytes() == b"old"


def test_a_link_to_nowhere_is_not_followed(store_url: str, tmp_path: Path) -> None:
    (tmp_path / "copy").symlink_to(tmp_path / "nowhere")
    with failing("store.exists"):
        backup(store_url, tmp_path / "copy", now=NOW)
    assert not (tmp_path / "nowhere").exists()


def test_a_restore_replaces_nothing(copy: Path, store_url: str, engine: Engine) -> None:
    with failing("store.exists"):
        restore(copy, store_url)
    with read_connection(engine) as connection:
        assert head(connection)[0] == 2


@pytest.fixture
def listed(store_url: str, engine: Engine, tmp_path: Path) -> Path:
    """A copy with its manifest, of a store with two acts, a file and something sealed."""
    key = SealingKey(bytes(32))
    with Store(engine).write() as writer:
        act(writer, "a")
        act(writer, "b")
        store_blob(writer.connection, b"open")
        seal(writer.connection, key, "TS-2024-0001", "text", b"told")
    backup(store_url, tmp_path / "copy", now=NOW)
    return tmp_path / "copy"


def test_the_manifest_tells_what_is_in_the_copy_and_not_the_key(listed: Path, engine: Engine, backend: str) -> None:
    told = read_manifest(listed)
    assert told is not None
    with read_connection(engine) as connection:
        assert (told.entries, told.head) == head(connection)
    assert (told.made_at, told.database, told.revision) == (NOW, backend, SCHEMA_REVISION)
    assert (told.size, told.sha256) == (listed.stat().st_size, fingerprint(listed).sha256)
    assert {name: count for name, count in told.counts.items() if count} == {"blob": 1, "operator": 2, "sealed": 1}
    assert told.keys == [SealingKey(bytes(32)).id]
    assert manifest_path(listed).stat().st_mode & 0o777 == 0o600
    assert base64.b64encode(bytes(32)) not in manifest_path(listed).read_bytes()


def test_a_copy_that_is_not_what_was_made_is_refused_and_nothing_is_put_there(listed: Path, elsewhere: str) -> None:
    whole = listed.read_bytes()
    for changed in (whole[: len(whole) // 2], whole[:-1], whole[:-1] + b"\x01", whole + b" "):
        listed.write_bytes(changed)
        with failing("store.damaged"):
            restore(listed, elsewhere)
    listed.write_bytes(whole)
    manifest = manifest_path(listed).read_bytes()
    for wrong in (b"", b"{}", manifest[:-20], manifest.replace(b"jiandu-backup-1", b"jiandu-backup-2")):
        manifest_path(listed).write_bytes(wrong)
        with failing("store.damaged"):
            restore(listed, elsewhere)
    with opened(elsewhere) as engine:
        assert identify(engine).found in (Found.MISSING, Found.EMPTY)
    manifest_path(listed).write_bytes(manifest)
    restore(listed, elsewhere)


def test_what_was_never_finished_is_known_by_its_name(copy: Path, elsewhere: str) -> None:
    left = copy.with_name(".copy.0123abcd.partial")
    copy.rename(left)
    with failing("store.damaged"):
        restore(left, elsewhere)


def test_a_copy_cut_short_is_refused_without_its_manifest_too(copy: Path, elsewhere: str, backend: str) -> None:
    with copy.open("r+b") as file:
        file.truncate(copy.stat().st_size - 4096)
    with failing("store.damaged" if backend == "sqlite" else "store.tool"):
        restore(copy, elsewhere)
    with opened(elsewhere) as engine:
        assert identify(engine).found in (Found.MISSING, Found.EMPTY)


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_no_copy_goes_where_the_database_or_its_keys_belong(store_url: str, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    for name in (
        "jiandu.db",
        "jiandu.db-wal",
        "jiandu.db-journal",
        "jiandu.db.key",
        "link/jiandu.db.key",
        "own.key",
        "own.key.old-1",
    ):
        with pytest.raises(Refused) as refused:
            backup(store_url, tmp_path / name, now=NOW, apart=[tmp_path / "own.key"])
        assert refused.value.refusal.code == "backup.place"
    assert {file.name for file in tmp_path.iterdir()} == {"jiandu.db", "link"}


def test_a_copy_with_a_changed_attachment_is_refused(
    store_url: str, engine: Engine, elsewhere: str, tmp_path: Path
) -> None:
    with Store(engine).write() as writer:
        store_blob(writer.connection, b"a file")
    on = " ON blob_chunk" if engine.dialect.name == "postgresql" else ""
    with write_connection(engine) as connection:
        connection.execute(text(f"DROP TRIGGER blob_chunk_insert_only_update{on}"))
        connection.execute(update(blob_chunk).values(data=b"a lie!"))
    with failing("attachment.damaged"):
        restore(_copied(store_url, tmp_path), elsewhere)


def test_a_newer_copy_is_not_restored(store_url: str, engine: Engine, elsewhere: str, tmp_path: Path) -> None:
    with write_connection(engine) as connection:
        connection.execute(text("UPDATE jiandu_schema SET version_num = '9999'"))
    backup(store_url, tmp_path / "copy", now=NOW)
    told = read_manifest(tmp_path / "copy")
    assert told is not None
    assert told.revision == "9999"
    with failing("store.newer"):
        restore(tmp_path / "copy", elsewhere)
    with opened(elsewhere) as empty:
        assert identify(empty).found in (Found.MISSING, Found.EMPTY)


def test_nothing_to_copy(empty_url: str, tmp_path: Path) -> None:
    with failing("store.unreachable"):
        backup(empty_url, tmp_path / "copy", now=NOW)
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
        restore(_copied(store_url, tmp_path), elsewhere)
    with opened(elsewhere) as empty:
        assert identify(empty).found in (Found.MISSING, Found.EMPTY)


def test_a_copy_whose_state_was_changed_is_refused(
    store_url: str, engine: Engine, elsewhere: str, tmp_path: Path
) -> None:
    with Store(engine).write() as writer:
        act(writer)
    with write_connection(engine) as connection:
        connection.execute(text("UPDATE operator_state SET active = NOT active"))
    with failing("state.differs"):
        restore(_copied(store_url, tmp_path), elsewhere)


def test_a_copy_without_its_last_act_is_refused(store_url: str, engine: Engine, elsewhere: str, tmp_path: Path) -> None:
    with write_connection(engine) as connection:
        connection.execute(update(journal_head).values(seq=1, hash="1" * 64))
    with failing("journal.broken"):
        restore(_copied(store_url, tmp_path), elsewhere)


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_progress_is_told(store_url: str, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    backup(store_url, tmp_path / "copy", lambda done, total: told.append((done, total)), now=NOW)
    assert told[-1][0] == told[-1][1] > 0


@pytest.mark.parametrize("backend", [POSTGRES], indirect=True)
def test_without_the_tools(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with failing("store.tool"):
        backup(store_url, tmp_path / "copy", now=NOW)
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
        backup(store_url.replace("postgres@", "postgres:geheim@"), tmp_path / "copy", now=NOW)
    assert passwords == ["geheim"]
    assert not any("geheim" in argument for argument in seen)
    assert "PGPASSWORD" not in os.environ
