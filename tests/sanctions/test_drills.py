"""Drills of every kind of copy: of a server's database, and of an older program's."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.backup import backup
from db.engine import normalise_url
from db.identify import Found, identify
from db.sealing import load_key
from db.store import Store
from domain.refusals import Refused
from sanctions.agency.drills import drill
from tests.older import FIRST, lay, sample_key, sample_rows
from tests.stores import POSTGRES, SQLITE, Server, act, failing, opened

NOW = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)


def test_a_copy_of_an_older_program_is_upgraded_on_the_way(tmp_path: Path) -> None:
    lay(str(tmp_path / "older.db"), FIRST, sample_rows())
    copy, key, room = tmp_path / "copy.db", tmp_path / "kept.key", tmp_path / "room"
    room.mkdir()
    backup(str(tmp_path / "older.db"), copy, now=NOW)
    key.write_text(sample_key(), encoding="ascii")
    key.chmod(0o600)
    before, ticks = copy.read_bytes(), iter(NOW + timedelta(seconds=n) for n in (0, 1, 7.2))
    done = drill(copy, clock=lambda: next(ticks), folder=room, key=load_key(key))
    assert done.stock is not None
    assert (done.stock.revision, done.stock.entries, done.stock.counts["measure"]) == (FIRST, 1206, 56)
    assert (done.problems, done.opened, done.seconds, done.removed) == ([], True, 8, True)
    assert list(room.iterdir()) == []
    assert copy.read_bytes() == before


@pytest.fixture
def empty(postgres_server: Server) -> Iterator[str]:
    """A second, empty database on the server."""
    name = postgres_server.new_database()
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.mark.parametrize("backend", [POSTGRES], indirect=True)
def test_a_dump_is_restored_into_an_empty_database_which_is_emptied_again(
    store_url: str, empty: str, tmp_path: Path
) -> None:
    with opened(store_url) as engine, Store(engine).write() as writer:
        act(writer)
    backup(store_url, tmp_path / "copy.dump", now=NOW)
    with pytest.raises(Refused) as refused:
        drill(tmp_path / "copy.dump", clock=lambda: NOW)
    assert refused.value.refusal.code == "drill.into"
    for _ in range(2):
        done = drill(tmp_path / "copy.dump", clock=lambda: NOW, into=normalise_url(empty))
        assert done.stock is not None
        assert (done.stock.entries, done.problems, done.removed) == (1, [], True)
    with opened(empty) as engine:
        assert identify(engine).found is Found.EMPTY
    # A database that is in use is neither restored into nor emptied.
    with failing("store.exists"):
        drill(tmp_path / "copy.dump", clock=lambda: NOW, into=normalise_url(store_url))
    with opened(store_url) as engine:
        assert identify(engine).found is Found.CURRENT


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_what_stands_where_a_drill_is_held_is_never_taken_away(store_url: str, tmp_path: Path) -> None:
    (tmp_path / "jiandu-drill-mine").mkdir()
    backup(store_url, tmp_path / "copy.db", now=NOW)
    assert drill(tmp_path / "copy.db", clock=lambda: NOW, folder=tmp_path).problems == []
    assert {file.name for file in tmp_path.iterdir()} >= {"jiandu-drill-mine", "jiandu.db", "copy.db"}
