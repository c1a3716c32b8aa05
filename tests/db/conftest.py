"""The fixtures of tests/stores.py, for the tests of this floor."""

from tests.stores import _made_file, backend, empty_url, engine, postgres_server, store_url

__all__ = ["_made_file", "backend", "empty_url", "engine", "postgres_server", "store_url"]
