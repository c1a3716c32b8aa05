"""A store that an older program filled, brought to this program's shape: all of its record, and state folded anew."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, event, select, text

from db import journal, state
from db.engine import read_connection, write_connection
from db.identify import Found, identify
from db.schema import REVISION_TABLE, REVISIONS, SCHEMA_REVISION
from db.state import refold
from db.store import Store
from db.tables.blobs import blob, blob_chunk
from db.tables.complete import complete_metadata
from db.tables.journal import counter, journal_head
from db.tables.sealed import sealed
from db.tables.search import told
from db.tables.state import all_state_tables
from db.triggers import installed, names
from db.upgrade import upgrade
from domain.entries import Entry
from tests.older import FIRST, SECOND, THIRD, in_turn, lay, sample_rows
from tests.stores import failing, opened, operator_added

NOW = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)
_KEPT = (journal_head, counter, sealed, blob, blob_chunk)


@pytest.fixture
def older_url(empty_url: str) -> str:
    """The first program's sample."""
    lay(empty_url, FIRST, sample_rows())
    return empty_url


def _record(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is not folded from something else, as it lies there."""
    columns = "seq, prev, hash, algorithm, body, subject, institution, kind, effective_on, recorded_at"
    found = {"journal": [tuple(row) for row in connection.execute(text(f"SELECT {columns} FROM journal ORDER BY seq"))]}
    for table in _KEPT:
        rows = connection.execute(select(table).order_by(*table.primary_key.columns))
        found[table.name] = [tuple(row) for row in rows]
    return found


def test_it_is_what_the_first_program_made(older_url: str) -> None:
    with opened(older_url) as engine, read_connection(engine) as connection:
        assert identify(engine).found is Found.OLDER
        verdict = journal.verify(connection)
        assert (verdict.ok, verdict.entries) == (True, 1206)
        assert connection.execute(text("SELECT count(*) FROM measure_state")).scalar_one() == 56


@pytest.mark.parametrize(
    ("backend", "revision", "measures"), in_turn((FIRST, 56), (SECOND, 67), (THIRD, 67)), indirect=["backend"]
)
def test_its_record_is_untouched_and_its_state_is_what_the_record_folds_to(
    empty_url: str, tmp_path: Path, revision: str, measures: int
) -> None:
    lay(empty_url, revision, sample_rows(revision))
    with opened(empty_url) as engine, read_connection(engine) as connection:
        before = _record(connection)
    done = upgrade(empty_url, tmp_path, now=NOW)
    assert (done.before, done.after) == (revision, SCHEMA_REVISION)
    assert done.backup is not None
    with opened(empty_url) as engine, read_connection(engine) as connection:
        assert identify(engine).found is Found.CURRENT
        assert _record(connection) == before
        assert journal.verify(connection).ok
        assert list(state.differences(connection)) == []
        assert connection.execute(text("SELECT count(*) FROM measure_state")).scalar_one() == measures
        assert installed(connection) == names()


def test_its_shape_is_that_of_a_new_one(older_url: str) -> None:
    upgrade(older_url, None, now=NOW)
    with opened(older_url) as engine, read_connection(engine) as connection:
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


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_an_empty_one_of_every_revision(empty_url: str, revision: str) -> None:
    lay(empty_url, revision)
    assert upgrade(empty_url, None, now=NOW).before == revision
    with opened(empty_url) as engine, Store(engine).write() as writer:
        writer.record(operator_added())


def test_a_journal_that_was_touched_is_not_upgraded(empty_url: str) -> None:
    rows = sample_rows()
    rows["journal"][99]["body"] = rows["journal"][99]["body"].replace("202", "201", 1)
    lay(empty_url, FIRST, rows)
    with failing("journal.broken"):
        upgrade(empty_url, None, now=NOW)
    with opened(empty_url) as engine, read_connection(engine) as connection:
        assert identify(engine).found is Found.OLDER
        assert connection.execute(text("SELECT count(*) FROM measure_state")).scalar_one() == 56


def test_state_that_was_wrong_before_is_right_after(older_url: str) -> None:
    with opened(older_url) as engine, write_connection(engine) as connection:
        connection.execute(text("UPDATE institution_state SET name = 'x'"))
        connection.execute(text("DELETE FROM complaint_state"))
    upgrade(older_url, None, now=NOW)
    with opened(older_url) as engine, read_connection(engine) as connection:
        assert list(state.differences(connection)) == []


# ------------------------------------------------------------ the cost of folding everything


def _hired(count: int) -> Iterator[Entry]:
    for number in range(count):
        entry = operator_added(f"n{number}")
        yield Entry(**{name: getattr(entry, name) for name in entry.__slots__} | {"id": f"{entry.subject}#1"})


@pytest.fixture
def full(engine: Engine) -> Engine:
    """A store with acts on 1,234 subjects."""
    with Store(engine).write() as writer:
        writer.record_new(list(_hired(1234)))
    return engine


@pytest.fixture
def statements(full: Engine) -> Iterator[list[str]]:
    """What is said to the database from here on."""
    said: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        said.append(statement)

    event.listen(full, "before_cursor_execute", note)
    yield said
    event.remove(full, "before_cursor_execute", note)


def test_states_are_written_many_at_a_time(full: Engine, statements: list[str]) -> None:
    with write_connection(full) as connection:
        connection.execute(text("DELETE FROM operator_state"))
        refold(connection)
        assert list(state.differences(connection)) == []
    assert sum(statement.startswith("INSERT INTO operator_state") for statement in statements) == 3


def test_the_journal_is_never_in_memory_whole(full: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    read, written = [0], [0]
    monkeypatch.setattr(state, "entry_of", _counting(journal.entry_of, read))
    left: list[int] = []

    def note(connection: object, cursor: object, statement: str, rows: list[object], *rest: object) -> None:
        if statement.startswith("INSERT INTO operator_state"):
            written[0] += len(rows)
            left.append(read[0] - written[0])

    event.listen(full, "before_cursor_execute", note)
    with write_connection(full) as connection:
        refold(connection)
    assert (read, written) == ([1234], [1234])
    # No more is read than is written, but for the one that begins the next batch.
    assert max(left) <= 1


def _counting(real: Callable[[str, int], Entry], calls: list[int]) -> Callable[[str, int], Entry]:
    def counted(body: str, seq: int) -> Entry:
        calls[0] += 1
        return real(body, seq)

    return counted


def test_folding_anew_changes_nothing_that_is_right(full: Engine) -> None:
    with write_connection(full) as connection:
        before = {kind.table.name: connection.execute(select(kind.table)).all() for kind in all_state_tables()}
        refold(connection)
        after = {kind.table.name: connection.execute(select(kind.table)).all() for kind in all_state_tables()}
    assert {name: sorted(map(tuple, rows)) for name, rows in before.items()} == {
        name: sorted(map(tuple, rows)) for name, rows in after.items()
    }
