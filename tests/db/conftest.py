"""The fixtures of tests/stores.py, for the tests of this floor."""

from tests.stores import backend, empty_url, engine, made_file, postgres_server, store_url

__all__ = ["backend", "empty_url", "engine", "made_file", "postgres_server", "store_url"]
