"""What a database is asked to compute comes out the same on PostgreSQL."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.engine import normalise_url
from db.sealing import ensure_key
from sanctions.admitting.bar_check import bar_check
from sanctions.histories.register import history
from sanctions.publishing.lists import publication_due, publications
from sanctions.running.deadlines import board, deadlines
from sanctions.standing import standing
from tests.sanctions.office import HOSPITAL, Office, open_office
from tests.sanctions.test_histories import many
from tests.sanctions.test_publications import breach, published
from tests.stores import Server


def _office(folder: Path, url: str) -> Office:
    """An office with its people on a server database."""
    open_office(normalise_url(url), "zibo-2023")
    key = folder / "server.key"
    ensure_key(key)
    return Office(url, "zibo-2023", key)


@pytest.mark.postgres
def test_registers_deadlines_and_standing(tmp_path: Path, postgres_server: Server) -> None:
    name = postgres_server.new_database()
    try:
        office = _office(tmp_path, postgres_server.url(name))
        many(office)
        id = breach(office, "2025-07-01", serve="2025-07-01")
        with office.store.read() as reader:
            kinds = {row["kind"] for row in deadlines(reader, on=date(2025, 7, 1)).items}
            assert {"publication", "bar-end", "approval", "task"} <= kinds
            sums, _ = board(reader, on=date(2025, 12, 1))
            assert sums["still_held"] == 10_150
            assert [row["id"] for row in publication_due(reader, on=date(2025, 7, 1)).items] == [id]
            assert bar_check(reader, HOSPITAL, on=date(2025, 7, 2))["verdict"] == "barred"
            assert standing(reader, HOSPITAL, on=date(2025, 7, 2))["receive_patients"]["answer"] == "no"
        published(office, id, "2025-07-02")
        with office.store.read() as reader:
            assert len(publications(reader, on=date(2025, 7, 2)).items) == 1
            quick = list(history(reader, on=date(2025, 12, 1)))
            folded = list(history(reader, on=date(2025, 12, 1), known_at=datetime(2099, 1, 1, tzinfo=UTC)))
        assert quick == folded
        assert len(quick) == 7
        office.store.close()
    finally:
        postgres_server.drop(name)
