"""Offices for the tests of use cases; after every test the journal verifies and folds to what stands."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import journal, state
from tests.sanctions.office import Office

MakeOffice = Callable[..., Office]


@pytest.fixture
def make_office(tmp_path: Path) -> Iterator[MakeOffice]:
    """Makes offices: ``make_office("zibo-2023")``."""
    made: list[Office] = []

    def make(pack: str = "zibo-2023", **options: object) -> Office:
        folder = tmp_path / f"office{len(made)}"
        folder.mkdir()
        made.append(Office(folder, pack, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for office in made:
        with office.store.read() as reader:
            assert journal.verify(reader.connection).ok
            assert list(state.differences(reader.connection)) == []
        office.store.close()


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    """An office on the Zibo rulebook."""
    return make_office("zibo-2023")


@pytest.fixture
def tianjin(make_office: MakeOffice) -> Office:
    """An office on the Tianjin rulebook."""
    return make_office("tianjin-2024")
