"""Insert-only tables refuse every other change, from us and from a prompt."""

import pytest
from sqlalchemy import Engine, Executable, delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from db import triggers
from db.attachments import store_blob
from db.engine import read_connection, write_connection
from db.sealing import SealingKey, seal
from db.store import Store
from db.tables.complete import complete_metadata
from db.tables.heads import signed_head
from db.tables.journal import once
from db.tables.sealed import erased, sealed_key
from tests.stores import POSTGRES, SQLITE, act


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """A store with a row in every insert-only table."""
    with Store(engine).write() as writer:
        act(writer)
    with write_connection(engine) as connection:
        seal(connection, SealingKey(bytes(32)), "TS-2024-0001", "reporter", b"x")
        store_blob(connection, b"content")
        connection.execute(insert(once).values({column.name: "1" for column in once.columns}))
        connection.execute(insert(erased).values(record="0" * 32, subject="TS-2024-0001"))
        connection.execute(insert(signed_head).values(entries=1, key="0" * 64, line="{}"))
    return engine


def test_every_trigger_stands(engine: Engine) -> None:
    with read_connection(engine) as connection:
        assert triggers.installed(connection) == triggers.names()


def test_the_list_names_tables_that_exist() -> None:
    assert set(triggers.INSERT_ONLY) <= set(complete_metadata().tables)


def test_installing_again_changes_nothing(engine: Engine) -> None:
    with write_connection(engine) as connection:
        triggers.install(connection)
    with read_connection(engine) as connection:
        assert triggers.installed(connection) == triggers.names()


def test_a_missing_trigger_is_seen_and_put_back(engine: Engine) -> None:
    on = " ON journal" if engine.dialect.name == "postgresql" else ""
    with write_connection(engine) as connection:
        connection.execute(text(f"DROP TRIGGER journal_insert_only_update{on}"))
        assert triggers.installed(connection) == triggers.names() - {"journal_insert_only_update"}
        triggers.install(connection)
        assert triggers.installed(connection) == triggers.names()


def test_a_key_may_change_and_not_go(filled: Engine) -> None:
    with write_connection(filled) as connection:
        connection.execute(update(sealed_key).values(key_id="0" * 16))
    _refused(filled, delete(sealed_key))


def _refused(engine: Engine, statement: Executable) -> None:
    with pytest.raises(IntegrityError, match="insert-only"), write_connection(engine) as connection:
        connection.execute(statement)


@pytest.mark.parametrize("name", triggers.INSERT_ONLY)
def test_update_and_delete_are_refused(filled: Engine, name: str) -> None:
    table = complete_metadata().tables[name]
    with read_connection(filled) as connection:
        assert connection.execute(select(func.count()).select_from(table)).scalar_one() > 0
    for column in table.columns:
        if column.computed is not None:
            # Nobody can write these: see test_journal.
            continue
        _refused(filled, update(table).values({column.name: column}))
    _refused(filled, delete(table))


@pytest.mark.parametrize("backend", [POSTGRES], indirect=True)
@pytest.mark.parametrize("name", triggers.INSERT_ONLY)
def test_truncate_is_refused(filled: Engine, name: str) -> None:
    _refused(filled, text(f"TRUNCATE {name} CASCADE"))


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_replacing_a_row_is_refused(filled: Engine) -> None:
    _refused(filled, text("INSERT OR REPLACE INTO blob SELECT * FROM blob"))
