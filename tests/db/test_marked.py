"""The audit list is read by an index of its own."""

from datetime import UTC, date, datetime

from sqlalchemy import Engine, text

from db.engine import read_connection
from db.store import Store
from db.tables.journal import marked
from domain.entries import Entry


def _entry(number: int, **fields: object) -> Entry:
    return Entry(
        id="",
        subject=f"operator:o{number}",
        institution=None,
        kind="operator.add",
        on=date(2024, 3, 1),
        effective_on=date(2024, 3, 1),
        recorded_at=datetime(2024, 3, 1, 1, 2, 3, tzinfo=UTC),
        by="zhang",
        person="P1",
        corrects=None,
        fields={"name": "张某", "staff": f"P{number}", "roles": ["supervisor"], **fields},
    )


def _filled(engine: Engine) -> Store:
    store = Store(engine)
    with store.write() as writer:
        for number in range(30):
            writer.record(_entry(number, **({"entered_late": 4} if number % 10 == 3 else {})))
        writer.record(_entry(30, skip_reason="情节严重"))
    return store


def test_marked_acts_come_newest_first(engine: Engine) -> None:
    store = _filled(engine)
    with store.read() as reader:
        assert [entry.subject for entry in reader.marked()] == [f"operator:o{n}" for n in (30, 23, 13, 3)]
        last = next(entry.seq for entry in reader.marked() if entry.subject == "operator:o23")
        assert [entry.subject for entry in reader.marked(last)] == ["operator:o13", "operator:o3"]


def test_they_are_found_by_their_index(engine: Engine) -> None:
    _filled(engine)
    dialect = engine.dialect.name
    explain = "EXPLAIN QUERY PLAN" if dialect == "sqlite" else "EXPLAIN"
    with read_connection(engine) as connection:
        if dialect == "postgresql":
            # So few rows are read quicker without any index.
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            connection.execute(text("SET LOCAL enable_sort = off"))
        query = f"{explain} SELECT seq, body FROM journal WHERE ({marked(dialect)}) AND seq < 20 ORDER BY seq DESC"
        plan = " ".join(str(row) for row in connection.execute(text(query)))
    assert "ix_journal_is_marked" in plan
