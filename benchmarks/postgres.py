"""The chain of an act on PostgreSQL, where a server can be started."""

from collections.abc import Iterator

from benchmarks.journal import chain_of_an_act
from benchmarks.ratio import Figure
from db.upgrade import create
from tests.stores import running_server


def figures() -> Iterator[Figure]:
    """The same acts as on SQLite, on a server that does not wait for its disk: what hashing adds shows most there."""
    with running_server() as server:
        if server is None:
            return
        url = server.url(server.new_database())
        create(url)
        yield chain_of_an_act(url, "an act / without hashing, PostgreSQL", 1.5)
