"""Desks; after every scenario the journal verifies and state folds to what stands."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.scenarios.desk import Desk
from tests.stores import POSTGRES, SQLITE, postgres_server

__all__ = ["postgres_server"]

MakeDesk = Callable[[str], Desk]


@pytest.fixture(params=[SQLITE, POSTGRES])
def make_desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeDesk]:
    """Makes a desk on a rulebook, on each of the two databases."""
    made: list[Desk] = []
    names: list[str] = []

    def make(pack: str) -> Desk:
        folder = tmp_path / f"desk{len(made)}"
        folder.mkdir()
        database = None
        if request.param == "postgresql":
            server = request.getfixturevalue("postgres_server")
            names.append(server.new_database())
            database = server.url(names[-1])
        made.append(Desk(folder, pack, database))
        return made[-1]

    yield make
    for desk in made:
        assert desk.ok("journal", "verify", who="wu")["ok"] is True
        assert desk.ok("database", "check", who="admin")["problems"] == []
    for name in names:
        request.getfixturevalue("postgres_server").drop(name)


@pytest.fixture
def zibo(make_desk: MakeDesk) -> Desk:
    """A desk on the Zibo rulebook."""
    return make_desk("zibo-2023")


@pytest.fixture
def tianjin(make_desk: MakeDesk) -> Desk:
    """A desk on the Tianjin rulebook."""
    return make_desk("tianjin-2024")
