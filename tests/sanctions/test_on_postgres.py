"""What a database is asked to compute comes out the same on PostgreSQL."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.engine import normalise_url
from db.sealing import ensure_key
from db.store import Store
from sanctions.bar_check import bar_check
from sanctions.deadlines import board, deadlines
from sanctions.founding import found, shipped_pack
from sanctions.histories import history
from sanctions.publication_lists import publication_due, publications
from sanctions.standing import standing
from tests.sanctions.office import HOSPITAL, PEOPLE, Office
from tests.sanctions.test_histories import many
from tests.sanctions.test_publications import breach, published
from tests.stores import Server, postgres_server

__all__ = ["postgres_server"]


def _office(folder: Path, url: str) -> Office:
    """An office with its people on a server database."""
    office = Office(folder, "zibo-2023")
    office.store.close()
    office.url, key = normalise_url(url), folder / "server.key"
    found(
        office.url,
        shipped_pack("zibo-2023"),
        name="测试经办机构",
        operator="admin",
        staff="P7",
        clock=Office.clock_at(date(2023, 1, 3)),
    )
    ensure_key(key)
    office.store = Store.open(office.url, key)
    for name, (staff, roles) in PEOPLE.items():
        office.do("operator.add", who="admin", on="2023-01-03", name=name, staff=staff, roles=roles)
    return office


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
