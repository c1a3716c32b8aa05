"""The fixtures of tests/stores.py, and an agency that several programs reach."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import backend, empty_url, engine, made_file, postgres_server, store_url
from tests.trial.agency import SharedAgency

__all__ = ["backend", "empty_url", "engine", "made_file", "postgres_server", "store_url"]


@pytest.fixture
def agency(empty_url: str, tmp_path: Path) -> Iterator[SharedAgency]:
    """An agency with its people, on either database."""
    made = SharedAgency(empty_url, tmp_path / "shared.key")
    yield made
    made.store.close()
