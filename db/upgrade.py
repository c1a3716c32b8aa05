"""Making a store and bringing an older one to this program's shape. The only module that loads Alembic."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, insert, text

from db import roles, triggers
from db.backup import backup
from db.engine import make_engine, normalise_url, open_sqlite, read_connection, sqlite_path, write_connection
from db.errors import not_ours, translating
from db.files import appearing, exists_already
from db.identify import Found, Identity, identify, require
from db.journal import GENESIS
from db.mounts import require_local
from db.schema import APPLICATION_ID, SCHEMA_REVISION
from db.state import refold
from db.tables import orders, search
from db.tables.journal import journal_head
from db.wholeness import require_whole

_SCRIPTS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Upgraded:
    """From which revision to which, and where the copy made before it lies (None if none was asked for)."""

    before: str
    after: str
    backup: Path | None


def create(url: URL | str, fill: Callable[[Connection], None] | None = None) -> None:
    """Make a new store: a file with mode 0600, or the tables in an empty PostgreSQL database.

    `fill` writes the first entries in the same transaction, so a store is never found half made. Raises StoreError:
    ``store.exists`` when a store or a file stands there, ``store.not_ours`` for a server database with other tables.
    """
    url = url if isinstance(url, URL) else normalise_url(url)
    path = sqlite_path(url)
    if path is None:
        _build(make_engine(url), fill)
        return
    require_local(path)
    with appearing(path) as partial:
        with translating(), closing(open_sqlite(partial)) as connection:
            # Both are kept in the file, so set once.
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        _build(make_engine(url.set(database=str(partial))), fill)


def _build(engine: Engine, fill: Callable[[Connection], None] | None) -> None:
    try:
        if engine.dialect.name == "postgresql":
            _require_empty(identify(engine))
        with write_connection(engine) as connection:
            if engine.dialect.name == "postgresql":
                # Of two who make the same store at once, the second finds it made.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": APPLICATION_ID})
                _require_empty(identify(engine))
            _migrate(connection)
            orders.install(connection)
            connection.execute(insert(journal_head).values(id=1, seq=0, hash=GENESIS))
            if fill is not None:
                fill(connection)
            require_whole(connection)
    finally:
        engine.dispose()


def _require_empty(identity: Identity) -> None:
    if identity.found is Found.NOT_OURS:
        raise not_ours()
    if identity.found is not Found.EMPTY:
        raise exists_already()


def upgrade(url: URL | str, backup_dir: Path | None, *, now: datetime) -> Upgraded:
    """Bring a store to this program's schema in one transaction, after copying it into `backup_dir`.

    The copy is named after the revision and `now`. None makes no copy, for those who just made their own.
    Nobody else can write between the copy and the end. Raises StoreError, and then nothing was changed: whatever
    `backup`, `require` or `require_whole` raise.
    """
    url = url if isinstance(url, URL) else normalise_url(url)
    engine = make_engine(url)
    try:
        path = sqlite_path(engine.url)
        if path is not None:
            require_local(path)
        identity = identify(engine)
        if identity.found is not Found.OLDER:
            require(identity)
            return Upgraded(SCHEMA_REVISION, SCHEMA_REVISION, None)
        revision = identity.revision or ""
        with read_connection(engine) as connection:
            roles.require_owner(connection)
        with engine.connect() as raw:
            # Tables are rebuilt by migrations; SQLite only lets go of foreign keys outside a transaction.
            if engine.dialect.name == "sqlite" and raw.connection.driver_connection is not None:
                raw.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        with write_connection(engine) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL statement_timeout = 0"))
                # The copy is made by another program while this transaction waits.
                connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
                connection.execute(text("LOCK TABLE journal IN SHARE ROW EXCLUSIVE MODE"))
            copy = None
            if backup_dir is not None:
                copy = backup_dir / _copy_name(url, revision, now)
                backup(url, copy, now=now)
            _migrate(connection)
            orders.install(connection)
            # A newer program may keep more of an act than the one that folded it.
            refold(connection)
            roles.grant_again(connection)
            require_whole(connection)
        return Upgraded(revision, SCHEMA_REVISION, copy)
    finally:
        engine.dispose()


def _copy_name(url: URL, revision: str, now: datetime) -> str:
    stem = Path(url.database or "jiandu").stem
    return f"{stem}-{revision}-{now:%Y%m%dT%H%M%S}{'.dump' if sqlite_path(url) is None else '.db'}"


def _migrate(connection: Connection, revision: str = "head") -> None:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    triggers.install(connection)
    search.install(connection)
