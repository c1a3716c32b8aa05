"""Answers put together for one screen out of several queries. Imported in threads: they load SQLAlchemy."""
