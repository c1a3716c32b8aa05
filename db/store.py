"""The store: read snapshots and write transactions over one agency's database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine

from db import commits, data_keys, key_files
from db.engine import read_connection, write_connection
from db.errors import StoreError
from db.identify import open_engine
from db.reader import PAGE as PAGE
from db.reader import Reader as Reader
from db.sealing import SealingKey, default_key_path, key_missing
from db.writer import Writer as Writer
from domain.messages import msg
from domain.refusals import refuse


class Store:
    """One agency's database, open."""

    def __init__(self, engine: Engine, key_path: Path | None = None, *, read_only: bool = False) -> None:
        """One that is `read_only` begins no act, whoever asks: seeing what is sealed is an act too."""
        self.engine = engine
        self.read_only = read_only
        self._key_path = key_path or default_key_path(engine.url)

    @classmethod
    def open(cls, url: URL | str, key_path: Path | None = None, *, read_only: bool = False) -> "Store":
        """The store at an address; StoreError when it is not there, not ours, older or newer."""
        return cls(open_engine(url), key_path, read_only=read_only)

    @property
    def key_path(self) -> Path:
        """Where the key of sealed content lies; StoreError ``store.key_missing`` where nobody said it."""
        if self._key_path is None:
            raise key_missing()
        return self._key_path

    def key(self, connection: Connection | None = None) -> SealingKey:
        """The key of what is sealed as this connection sees it (a look of its own unless given), read when needed.

        Raises StoreError as `load_key`, and ``store.key_other`` for the key of another database.
        """
        if connection is None:
            with self.read() as reader:
                return self.key(reader.connection)
        return key_files.find_key(self.key_path, key_files.key_in_use(connection))

    def sealing_key(self, writer: Writer) -> SealingKey:
        """As `key`, and nobody changes it until the transaction ends: for those who seal."""
        data_keys.hold(writer.connection)
        return self.key(writer.connection)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A consistent snapshot."""
        with read_connection(self.engine) as connection:
            yield Reader(connection)

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """A transaction: committed when the block ends, rolled back when it raises; refused ``read-only``."""
        if self.read_only:
            raise refuse("read-only", msg("Read-only: no act is done here. Start without --read-only to act."))
        writer: Writer | None = None
        try:
            # Others go on while this one is judged; what it rests on is looked at again before it is kept.
            with write_connection(self.engine, late=True) as connection:
                writer = Writer(connection)
                yield writer
                writer.finish()
        except StoreError as error:
            kept = writer.kept if writer is not None else None
            if kept is None or error.code != "store.unreachable" or not commits.stands(self.engine, *kept):
                raise
        if writer is not None and writer.scrub:
            commits.scrub(self.engine)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()
