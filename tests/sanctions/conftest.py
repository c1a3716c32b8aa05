"""Offices for the tests of use cases; after every test the journal verifies and folds to what stands."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from db import journal, state
from db.engine import normalise_url
from db.sealing import ensure_key
from tests.sanctions.office import Begin, Office, open_office
from tests.stores import ON_POSTGRES, SQLITE

MakeOffice = Callable[..., Office]


# Every use case on PostgreSQL too: the same tests, in the trial.
@pytest.fixture(params=[SQLITE, ON_POSTGRES])
def make_office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeOffice]:
    """Makes offices: ``make_office("zibo-2023")``; on SQLite what they begin with is done once and copied."""
    made: list[Office] = []
    databases: list[str] = []

    def make(pack: str = "zibo-2023", begin: Begin | None = None, today: date | None = None) -> Office:
        folder = tmp_path / f"office{len(made)}"
        folder.mkdir()
        if request.param == "postgresql":
            server = request.getfixturevalue("postgres_server")
            databases.append(server.new_database())
            url = server.url(databases[-1])
            open_office(normalise_url(url), pack)
            key = folder / "office.key"
            ensure_key(key)
            # As the program runs where it is used: not as the owner of the tables.
            made.append(Office(server.as_program(databases[-1]), pack, key))
            if begin is not None:
                begin(made[-1])
        else:
            made.append(Office.in_folder(folder, pack, begin))
        return made[-1].as_of_day(today or made[-1].today)

    yield make
    for office in made:
        with office.store.read() as reader:
            assert journal.verify(reader.connection).ok
            assert list(state.differences(reader.connection)) == []
        office.store.close()
    for name in databases:
        request.getfixturevalue("postgres_server").drop(name)


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    """An office on the Zibo rulebook."""
    return make_office("zibo-2023")


@pytest.fixture
def tianjin(make_office: MakeOffice) -> Office:
    """An office on the Tianjin rulebook."""
    return make_office("tianjin-2024")
