"""What every test stands on: the profiles of the property tests, and engines that compile a statement once."""

import gc
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.engines import compiling_once
from tests.stores import backend, empty_url, engine, made_file, postgres_server, store_url

# Here, so that a process starts one server and makes one store for all its tests.
__all__ = ["backend", "empty_url", "engine", "made_file", "postgres_server", "store_url"]

# A busy machine is no reason to fail, and a failure must come again: no deadline, no chance in `make test`.
settings.register_profile(
    "test", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "trial", deadline=None, max_examples=3000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("test")


def pytest_collection_finish() -> None:
    """What was loaded by now stays; it is not looked through again and again for what may be thrown away."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def compile_once() -> Iterator[None]:
    """Engines share what they compiled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.engine.create_engine", compiling_once)
        yield
