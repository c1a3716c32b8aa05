"""Making stores and upgrading older ones: whole or not at all, on both databases."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex
from sqlalchemy.exc import DBAPIError

import db.upgrade
from db.engine import read_connection, write_connection
from db.identify import Found, identify, identify_header
from db.journal import GENESIS, head
from db.schema import REVISION_TABLE, REVISIONS, SCHEMA_REVISION
from db.store import Store, Writer
from db.tables.complete import complete_metadata
from db.tables.search import told
from db.triggers import installed, names
from db.upgrade import create, upgrade
from tests.stores import POSTGRES, SQLITE, act, failing, opened

NOW = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)
LATER = f"{len(REVISIONS) + 1:04d}"

_NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    {body}
"""

_ADD = 'op.add_column("journal", sa.Column("added", sa.Text))'
_ORPHAN = (_ADD, "op.execute(\"INSERT INTO blob_chunk (sha256, position, data) VALUES ('00', 0, '00')\")")
_TAMPER = (_ADD, 'op.execute("UPDATE journal_head SET seq = 7")')
_FAIL = (_ADD, "raise ZeroDivisionError")


@pytest.fixture
def later(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Pretend the program has one more revision, whose migration is this body."""

    def pretend(*body: str) -> None:
        scripts = tmp_path_factory.mktemp("scripts") / "migrations"
        shutil.copytree(db.upgrade._SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        migration = _NEXT.format(revision=LATER, before=SCHEMA_REVISION, body="; ".join(body))
        (scripts / "versions" / f"{LATER}_later.py").write_text(migration)
        monkeypatch.setattr("db.upgrade._SCRIPTS", scripts)
        monkeypatch.setattr("db.upgrade.SCHEMA_REVISION", LATER)
        monkeypatch.setattr("db.identify.SCHEMA_REVISION", LATER)
        monkeypatch.setattr("db.identify.REVISIONS", (*REVISIONS, LATER))

    return pretend


def test_the_revisions_are_alembics() -> None:
    config = Config()
    config.set_main_option("script_location", str(db.upgrade._SCRIPTS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == REVISIONS
    assert scripts.get_heads() == [SCHEMA_REVISION]


def test_the_migrations_make_the_tables_of_the_program(engine: Engine) -> None:
    with read_connection(engine) as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": REVISION_TABLE,
                "compare_type": True,
                "compare_server_default": True,
                "include_name": told,
            },
        )
        assert compare_metadata(context, complete_metadata()) == []


def _index(index: ReflectedIndex) -> str:
    """With the conditions of partial indexes as text."""
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return f"{index['name']} {index['column_names']} {index['unique']} {options}"


def _shape(connection: Connection) -> dict[str, object]:
    """Everything the database knows of its tables, as far as it can be compared."""
    seen = inspect(connection)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in seen.get_columns(table)],
            seen.get_pk_constraint(table),
            sorted(map(str, seen.get_foreign_keys(table))),
            sorted(_index(index) for index in seen.get_indexes(table) if told(index["name"], "index", {})),
            sorted(map(str, seen.get_unique_constraints(table))),
        )
        for table in sorted(seen.get_table_names())
        if table != REVISION_TABLE and told(table, "table", {})
    }


def test_migrated_and_created_shapes_are_the_same(engine: Engine, empty_url: str, backend: str) -> None:
    if backend == "sqlite":
        empty_url += ".plain"
        Path(empty_url).touch()
    metadata: MetaData = complete_metadata()
    with opened(empty_url) as plain:
        with write_connection(plain) as connection:
            metadata.create_all(connection)
        with read_connection(plain) as created, read_connection(engine) as migrated:
            assert _shape(migrated) == _shape(created)


def test_a_new_store(empty_url: str) -> None:
    create(empty_url)
    with opened(empty_url) as engine:
        assert identify(engine).found is Found.CURRENT
        with read_connection(engine) as connection:
            assert head(connection) == (0, GENESIS)
            assert installed(connection) == names()


def test_the_first_entries_come_with_it(empty_url: str) -> None:
    create(empty_url, _first)
    with opened(empty_url) as engine, read_connection(engine) as connection:
        assert head(connection)[0] == 1


def _first(connection: Connection) -> None:
    writer = Writer(connection)
    act(writer)
    writer.finish()


def _first_fails(connection: Connection) -> None:
    _first(connection)
    raise ZeroDivisionError


def test_a_store_that_fails_half_way_was_never_there(empty_url: str, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        create(empty_url, _first_fails)
    with opened(empty_url) as engine:
        assert identify(engine).found in (Found.MISSING, Found.EMPTY)
    assert not list(tmp_path.iterdir())
    create(empty_url)


def test_an_existing_store_is_refused(store_url: str) -> None:
    with failing("store.exists"):
        create(store_url)


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_any_existing_file_is_refused(empty_url: str) -> None:
    Path(empty_url).write_bytes(b"mine")
    with failing("store.exists"):
        create(empty_url)
    assert Path(empty_url).read_bytes() == b"mine"


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_a_folder_that_is_missing(empty_url: str) -> None:
    with failing("store.unreachable"):
        create(f"{empty_url}/in/no/folder.db")


@pytest.mark.parametrize("backend", [POSTGRES], indirect=True)
def test_a_server_database_of_others_is_refused(empty_url: str) -> None:
    with opened(empty_url) as engine, write_connection(engine) as connection:
        connection.execute(text("CREATE TABLE theirs (a int)"))
    with failing("store.not_ours"):
        create(empty_url)


def test_a_current_store_needs_nothing(store_url: str, tmp_path: Path) -> None:
    done = upgrade(store_url, tmp_path / "copies", now=NOW)
    assert (done.before, done.after, done.backup) == (SCHEMA_REVISION, SCHEMA_REVISION, None)
    assert not (tmp_path / "copies").exists()


def _acted(url: str) -> None:
    with opened(url) as engine, Store(engine).write() as writer:
        act(writer)


def test_an_older_store_is_copied_and_upgraded(
    store_url: str, backend: str, tmp_path: Path, later: Callable[..., None]
) -> None:
    _acted(store_url)
    later(_ADD)
    copies = tmp_path / "copies"
    copies.mkdir()
    done = upgrade(store_url, copies, now=NOW)
    assert (done.before, done.after) == (SCHEMA_REVISION, LATER)
    assert done.backup is not None
    assert done.backup.name.endswith(f"-{SCHEMA_REVISION}-20260302T010203." + ("db" if backend == "sqlite" else "dump"))
    assert done.backup.stat().st_mode & 0o777 == 0o600
    if backend == "sqlite":
        assert identify_header(done.backup) is Found.CURRENT
    with opened(store_url) as engine:
        assert identify(engine).found is Found.CURRENT
        with read_connection(engine) as connection:
            assert installed(connection) == names()
            assert "added" in {column["name"] for column in inspect(connection).get_columns("journal")}


@pytest.mark.parametrize(
    ("body", "code"),
    [(_TAMPER, "journal.broken"), (_ORPHAN, "store.damaged"), (_FAIL, None)],
    ids=["journal", "orphan", "fault"],
)
def test_an_upgrade_that_goes_wrong_changes_nothing(
    store_url: str, backend: str, later: Callable[..., None], body: tuple[str, ...], code: str | None
) -> None:
    _acted(store_url)
    later(*body)
    if code is None:
        with pytest.raises(ZeroDivisionError):
            upgrade(store_url, None, now=NOW)
    elif code == "store.damaged" and backend == "postgresql":
        # There the server itself refuses the row.
        with pytest.raises(DBAPIError):
            upgrade(store_url, None, now=NOW)
    else:
        with failing(code):
            upgrade(store_url, None, now=NOW)
    with opened(store_url) as engine:
        assert identify(engine).found is Found.OLDER
        with read_connection(engine) as connection:
            assert head(connection)[0] == 1
            assert installed(connection) == names()
            assert "added" not in {column["name"] for column in inspect(connection).get_columns("journal")}


def test_an_upgrade_that_cannot_be_copied_does_not_begin(
    store_url: str, tmp_path: Path, later: Callable[..., None]
) -> None:
    later(_ADD)
    with failing("store.unreachable"):
        upgrade(store_url, tmp_path / "no" / "folder", now=NOW)
    with opened(store_url) as engine:
        assert identify(engine).found is Found.OLDER


def test_a_newer_store_is_left_alone(store_url: str, tmp_path: Path) -> None:
    with opened(store_url) as engine, write_connection(engine) as connection:
        connection.execute(text("UPDATE jiandu_schema SET version_num = '9999'"))
    before = _bytes(tmp_path)
    with failing("store.newer"):
        upgrade(store_url, tmp_path, now=NOW)
    with failing("store.newer"):
        Store.open(store_url)
    assert _bytes(tmp_path) == before


def _bytes(folder: Path) -> dict[str, str]:
    """Every file there by its SHA-256: for a server's database, none."""
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.iterdir() if file.suffix == ".db"}
