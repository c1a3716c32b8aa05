"""Hearing of what others record: at once on a server, soon on a file, and never of nothing."""

from queue import Empty, Queue
from threading import Thread

import pytest
from sqlalchemy import Engine, text

from db import changes
from db.changes import Changes, watch
from db.engine import make_engine, write_connection
from db.store import Store
from db.tables.journal import counter
from tests.stores import POSTGRES, act

PATIENCE = 30


class Listener:
    """A thread that listens."""

    def __init__(self, store: Store) -> None:
        self.heard: Queue[int] = Queue()
        self.changes = watch(store)
        self.thread = Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        for seq in self.changes:
            self.heard.put(seq)

    def next(self) -> int:
        return self.heard.get(timeout=PATIENCE)

    def end(self) -> None:
        self.changes.close()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()


@pytest.fixture
def listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long."""
    monkeypatch.setattr(changes, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(changes, "CALM_SECONDS", 0)
    monkeypatch.setattr(changes, "_AWAY_SECONDS", (0.02,))


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Queue[None]:
    """Filled each time somebody begins to wait."""
    waiting: Queue[None] = Queue()
    wait = Changes._wait

    def told(self: Changes, *given: object) -> bool:
        waiting.put(None)
        return wait(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Changes, "_wait", told)
    return waiting


def _act_and_fail(store: Store) -> None:
    with store.write() as writer:
        act(writer, "d")
        writer.finish()
        raise ZeroDivisionError


@pytest.mark.usefixtures("listens")
def test_what_others_record_is_heard_of(engine: Engine, waits: "Queue[None]") -> None:
    store, other = Store(engine), Store(make_engine(engine.url))
    with store.write() as writer:
        act(writer, "before")
    listener = Listener(store)
    waits.get(timeout=PATIENCE)
    with other.write() as writer:
        act(writer, "a")
    assert listener.next() == 2
    with other.write() as writer:
        act(writer, "b")
        act(writer, "c")
    assert listener.next() == 4
    # What is no act is not told of, and what was rolled back was never there.
    with write_connection(other.engine) as connection:
        connection.execute(counter.insert().values(name="a", value=1))
    with pytest.raises(ZeroDivisionError):
        _act_and_fail(other)
    with other.write() as writer:
        act(writer, "e")
    assert listener.next() == 5
    listener.end()
    with pytest.raises(Empty):
        listener.heard.get_nowait()
    other.close()


@pytest.mark.usefixtures("listens")
@pytest.mark.parametrize("backend", [POSTGRES], indirect=True)
def test_a_connection_that_was_cut_is_made_again(engine: Engine, waits: "Queue[None]") -> None:
    store = Store(engine)
    listener = Listener(store)
    waits.get(timeout=PATIENCE)
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with engine.begin() as connection:
        assert connection.execute(cut).scalars().all() == [True]
    # Whoever was away looks again, whatever came meanwhile.
    assert listener.next() == 0
    with store.write() as writer:
        act(writer)
    assert listener.next() == 1
    listener.end()


def test_it_ends_while_it_waits(engine: Engine, waits: "Queue[None]") -> None:
    listener = Listener(Store(engine))
    waits.get(timeout=PATIENCE)
    listener.end()
    listener.changes.close()
