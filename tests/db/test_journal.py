"""The chain: what was written reads back, and whatever is changed afterwards is found and named."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from db import journal, state
from db.engine import make_engine, read_connection, write_connection
from db.store import Store
from domain.entries import Entry
from domain.states.agency import Operator
from tests.stores import POSTGRES, act, opened, operator_added, until_somebody_waits

COLUMNS = ("prev", "hash", "algorithm", "body")


def _fill(engine: Engine, count: int = 5) -> Store:
    store = Store(engine)
    for number in range(count):
        with store.write() as writer:
            act(writer, f"o{number}")
            if number % 2:
                act(writer, f"p{number}")
    return store


def _as_intruder(engine: Engine, *statements: str) -> None:
    """Change rows as the owner of the database could: the triggers put aside and back."""
    with write_connection(engine) as connection:
        if connection.dialect.name == "sqlite":
            for name in ("journal_insert_only_update", "journal_insert_only_delete"):
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("ALTER TABLE journal DISABLE TRIGGER USER"))
        for statement in statements:
            connection.execute(text(statement))


def _verdict(engine: Engine) -> journal.Verdict:
    with read_connection(engine) as connection:
        return journal.verify(connection)


def test_what_was_recorded_verifies_and_reads_back(engine: Engine) -> None:
    store = _fill(engine)
    verdict = _verdict(engine)
    assert (verdict.ok, verdict.entries, verdict.first_bad) == (True, 7, None)
    with store.read() as reader:
        entries = list(reader.entries())
    assert [entry.seq for entry in entries] == list(range(1, 8))
    assert entries[0].fields == {**operator_added().fields, "staff": "o0"}
    assert entries[0].id == "operator:o0#1"


@pytest.mark.parametrize("column", COLUMNS)
def test_one_changed_column_is_found_and_named(engine: Engine, column: str) -> None:
    _fill(engine)
    changes = {
        "prev": "substr(prev, 1, 63) || case when substr(prev, 64) = '0' then '1' else '0' end",
        "hash": "substr(hash, 1, 63) || case when substr(hash, 64) = '0' then '1' else '0' end",
        "algorithm": "'sha257'",
        "body": "replace(body, '2024-03-01\",\"person', '2024-03-02\",\"person')",
    }
    _as_intruder(engine, f"UPDATE journal SET {column} = {changes[column]} WHERE seq = 4")
    verdict = _verdict(engine)
    assert not verdict.ok
    assert verdict.first_bad == 4


@pytest.mark.parametrize("column", ["subject", "institution", "kind", "effective_on", "recorded_at"])
def test_a_look_up_column_cannot_differ_from_the_body(engine: Engine, column: str) -> None:
    _fill(engine)
    with pytest.raises(DBAPIError), write_connection(engine) as connection:
        connection.execute(text(f"UPDATE journal SET {column} = 'other' WHERE seq = 4"))
    with read_connection(engine) as connection:
        rows = connection.execute(text(f"SELECT {column}, body FROM journal ORDER BY seq")).all()
    assert [row[0] for row in rows] == [json.loads(row.body)[column] for row in rows]


def test_a_look_up_column_that_was_made_a_plain_one_is_compared(engine: Engine) -> None:
    _fill(engine)
    if engine.dialect.name == "postgresql":
        _as_intruder(engine, "ALTER TABLE journal ALTER COLUMN subject DROP EXPRESSION")
    else:
        _as_intruder(engine, "CREATE TABLE plain AS SELECT * FROM journal", "DROP TABLE journal",
                     "ALTER TABLE plain RENAME TO journal")  # fmt: skip
    assert _verdict(engine).ok
    with write_connection(engine) as connection:
        connection.execute(text("UPDATE journal SET subject = 'operator:other' WHERE seq = 4"))
    assert _verdict(engine).first_bad == 4


def test_every_byte_of_a_body_counts() -> None:
    # One row, each byte changed in turn: the stored hash no longer holds.
    entry = operator_added()
    body = journal.canonical(entry)
    right = journal.chained(journal.GENESIS, body)
    for position in range(len(body)):
        changed = body[:position] + chr(ord(body[position]) ^ 1) + body[position + 1 :]
        assert journal.chained(journal.GENESIS, changed) != right


@pytest.mark.parametrize(("row", "named"), [(3, 3), (7, 7), (1, 1)])
def test_a_removed_row_is_found_also_the_last_one(engine: Engine, row: int, named: int) -> None:
    _fill(engine)
    _as_intruder(engine, f"DELETE FROM journal WHERE seq = {row}")
    verdict = _verdict(engine)
    assert not verdict.ok
    assert verdict.first_bad == named


def test_a_row_removed_with_its_head_is_found_by_the_state(engine: Engine) -> None:
    _fill(engine)
    _as_intruder(
        engine,
        "DELETE FROM journal WHERE seq = 7",
        "UPDATE journal_head SET seq = 6, hash = (SELECT hash FROM journal WHERE seq = 6)",
    )
    assert _verdict(engine).ok
    with read_connection(engine) as connection:
        assert list(state.differences(connection)) == [("operator_state", "surplus")]


@pytest.mark.parametrize(("number", "becomes", "named"), [(1, 0, 1), (7, 9, 7)])
def test_a_changed_number_is_found(engine: Engine, number: int, becomes: int, named: int) -> None:
    _fill(engine)
    _as_intruder(engine, f"UPDATE journal SET seq = {becomes} WHERE seq = {number}")
    assert _verdict(engine).first_bad == named


def test_a_row_put_in_between_is_found(engine: Engine) -> None:
    _fill(engine)
    _as_intruder(
        engine,
        "INSERT INTO journal (seq, prev, hash, algorithm, body)"
        " SELECT 8, prev, hash, algorithm, body FROM journal WHERE seq = 7",
    )
    assert _verdict(engine).first_bad == 8


def test_changed_state_is_found_by_folding_again(engine: Engine) -> None:
    _fill(engine)
    with write_connection(engine) as connection:
        connection.execute(text("UPDATE operator_state SET person = 'other' WHERE id = 'operator:o3'"))
    with read_connection(engine) as connection:
        assert list(state.differences(connection)) == [("operator:o3", "differs")]


def test_nothing_stands_when_a_transaction_fails(engine: Engine) -> None:
    store = _fill(engine)

    def fail() -> None:
        with store.write() as writer:
            act(writer, "late")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert _verdict(engine).entries == 7
    with read_connection(engine) as connection:
        assert list(state.differences(connection)) == []


def test_numbers_have_no_gaps_after_a_rollback(engine: Engine) -> None:
    store = Store(engine)
    with store.write() as writer:
        assert writer.number("CL-2024") == 1

    def fail() -> None:
        with store.write() as writer:
            assert writer.number("CL-2024") == 2
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.write() as writer:
        assert writer.number("CL-2024") == 2


@pytest.mark.parametrize("backend", [POSTGRES])
def test_two_who_begin_a_counter_at_once_take_two_numbers(store_url: str) -> None:
    store = Store(make_engine(store_url))

    def other() -> int:
        with store.write() as writer:
            return writer.number("CL-2024")

    with ThreadPoolExecutor(1) as pool:
        with store.write() as writer:
            assert writer.number("CL-2024") == 1
            second = pool.submit(other)
            until_somebody_waits(store.engine)
        assert second.result() == 2
    store.close()


@pytest.mark.parametrize("backend", [POSTGRES])
def test_the_second_of_two_who_make_a_subject_at_once_is_told_it_changed(store_url: str) -> None:
    store = Store(make_engine(store_url))

    def other() -> None:
        with store.write() as writer:
            act(writer)

    with ThreadPoolExecutor(1) as pool:
        with store.write() as writer:
            act(writer)
            second = pool.submit(other)
            until_somebody_waits(store.engine)
        with pytest.raises(state.Changed):
            second.result()
    assert _verdict(store.engine).entries == 1
    store.close()


@pytest.mark.parametrize("backend", [POSTGRES])
@pytest.mark.parametrize("look", ["get", "find"])
def test_what_somebody_changed_since_it_was_looked_at_is_not_acted_on(store_url: str, look: str) -> None:
    store = Store(make_engine(store_url))
    change = replace(operator_added(), kind="operator.change", fields={"roles": ["auditor"]})
    with store.write() as writer:
        act(writer)

    def too_late() -> None:
        with store.write() as writer:
            seen = writer.get(Operator, "operator:zhang") if look == "get" else writer.find(Operator)[0]
            assert seen is not None
            with store.write() as other:
                other.record(change)
            writer.record(change)

    with pytest.raises(state.Changed):
        too_late()
    with store.write() as writer:
        assert writer.get(Operator, "operator:zhang") is not None
        assert [writer.record(change)[0].id for _ in range(2)] == ["operator:zhang#3", "operator:zhang#4"]
    assert _verdict(store.engine).entries == 4
    store.close()


TEXT = st.characters(exclude_categories=["Cs"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(TEXT),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(TEXT, max_size=10), JSON, max_size=6))
def test_any_fields_survive_the_canonical_form(fields: dict[str, object]) -> None:
    moment = datetime(2024, 3, 1, 1, 2, 3, 4, tzinfo=UTC)
    entry = Entry(
        id="CL-2024-0001#1", subject="CL-2024-0001", institution=None, kind="measure.propose", on=date(2024, 3, 1),
        effective_on=date(2024, 3, 1), recorded_at=moment, by="张", person="P1", corrects=None, fields=fields, seq=1,
    )  # fmt: skip
    body = journal.canonical(entry)
    assert journal.entry_of(body, 1) == entry
    assert journal.canonical(journal.entry_of(body, 1)) == body


def test_the_chain_continues_over_connections(store_url: str) -> None:
    for _ in range(3):
        with opened(store_url) as engine:
            store = Store(engine)
            with store.write() as writer:
                act(writer, f"n{len(list(writer.entries()))}")
    with opened(store_url) as engine:
        assert _verdict(engine).entries == 3
