"""Desks; after every scenario the journal verifies and state folds to what stands."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.scenarios.desk import Desk
from tests.stores import ON_POSTGRES, SQLITE

MakeDesk = Callable[[str], Desk]


@pytest.fixture(scope="session")
def opened_desks(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Desks on SQLite, opened once for each rulebook, to be copied."""
    opened: dict[str, Path] = {}

    def find(pack: str) -> Path:
        if pack not in opened:
            folder = tmp_path_factory.mktemp("opened")
            Desk(folder).open(pack)
            opened[pack] = folder
        return opened[pack]

    return find


# On PostgreSQL the chain of test_chain.py runs every time, everything else in the trial.
@pytest.fixture(params=[SQLITE, ON_POSTGRES])
def make_desk(
    request: pytest.FixtureRequest, tmp_path: Path, opened_desks: Callable[[str], Path]
) -> Iterator[MakeDesk]:
    """Makes a desk on a rulebook, on each of the two databases."""
    made: list[Desk] = []
    names: list[str] = []

    def make(pack: str) -> Desk:
        folder = tmp_path / f"desk{len(made)}"
        if request.param == "postgresql":
            folder.mkdir()
            server = request.getfixturevalue("postgres_server")
            names.append(server.new_database())
            made.append(Desk(folder, server.url(names[-1])).open(pack))
        else:
            shutil.copytree(opened_desks(pack), folder)
            made.append(Desk(folder))
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
