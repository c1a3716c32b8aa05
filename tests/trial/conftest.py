"""An agency that several programs reach."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trial.agency import SharedAgency


@pytest.fixture
def agency(empty_url: str, tmp_path: Path) -> Iterator[SharedAgency]:
    """An agency with its people, on either database."""
    made = SharedAgency(empty_url, tmp_path / "shared.key")
    yield made
    made.store.close()
