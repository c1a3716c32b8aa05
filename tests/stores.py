"""Stores for tests: on SQLite in a scratch folder, and on a PostgreSQL server of the tests' own.

The server is the system's, started in a scratch folder behind a Unix socket, one for each test process, and gone
with it. Where none is installed the PostgreSQL tests are skipped and say so.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, text

from db.engine import make_engine, normalise_url
from db.errors import StoreError
from db.roles import give
from db.store import Writer
from db.upgrade import create
from domain.entries import Entry

SQLITE = pytest.param("sqlite", id="sqlite")
POSTGRES = pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres)
# For long tests: the same on PostgreSQL, in the trial.
ON_POSTGRES = pytest.param("postgresql", id="postgresql", marks=[pytest.mark.trial, pytest.mark.postgres])
CLERK = "clerk"
"""The role of a server that the program runs as."""
_START_SECONDS = 60
_ROOM_BYTES = 2 * 1024**3
_PR_SET_PDEATHSIG = 1


@dataclass
class Server:
    """A PostgreSQL server of the tests' own; `template` is a database with a store made in it."""

    folder: Path
    command: tuple[str | Path, ...]
    user: str | None
    process: subprocess.Popen[bytes] | None = None
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    template: str | None = None
    version: int = 0
    clerk: bool = False

    def start(self) -> None:
        """Start it, and come back when it answers."""
        self.process = subprocess.Popen(
            self.command,
            user=self.user,
            cwd=self.folder,
            env=_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,
        )
        _await(self)

    def end(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it; SIGKILL as a machine that loses its power does."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(_START_SECONDS)
            self.process = None

    def url(self, database: str, role: str = "postgres") -> str:
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def as_program(self, database: str) -> str:
        """The address of a store for a role that was given what the program needs and no more."""
        if not self.clerk:
            self.run(f"CREATE ROLE {CLERK} LOGIN")
            self.clerk = True
        give(normalise_url(self.url(database)), CLERK, dry_run=False)
        return self.url(database, CLERK)

    def run(self, statement: str) -> int:
        """Run one statement outside any transaction; gives the server's version (150018 is 15.18)."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())
            return connection.info.server_version

    def new_database(self, template: str = "template1") -> str:
        name = f"t{next(self.numbers)}"
        # Copying files is the faster way where there is a choice, and the only way before version 15.
        way = "STRATEGY FILE_COPY" if self.version >= 150000 else ""
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} {way}")
        return name

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def made(self) -> str:
        """The template, made when first asked for."""
        if self.template is None:
            name = self.new_database()
            create(self.url(name))
            self.template = name
        return self.template


def _program(name: str) -> Path | None:
    """A server program: on the PATH, or where Debian keeps the newest version's."""
    found = shutil.which(name)
    if found:
        return Path(found)
    places = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    return max(places, key=lambda place: int(place.parts[-3]), default=None)


def _die_with_parent() -> None:
    """A test run that is killed takes its server along."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


def _scratch() -> str | None:
    """Memory where there is enough of it (a database a test is hundreds of files), else the usual place."""
    memory = Path("/dev/shm")  # noqa: S108 - only ever used through mkdtemp
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM_BYTES:
        return str(memory)
    return None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A running server, or a skip."""
    with running_server() as server:
        if server is None:
            pytest.skip("no PostgreSQL server is installed here (on Debian: apt install postgresql)")
        yield server


@contextlib.contextmanager
def running_server(**others: str) -> Iterator[Server | None]:
    """A server of our own for as long as the block lasts; None where none is installed. `others` are settings of it."""
    initdb, postgres = _program("initdb"), _program("postgres")
    if initdb is None or postgres is None:
        yield None
        return
    # The server refuses to run as root; Debian's package brings the user it runs as.
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="jiandu-pg-", dir=_scratch()))
    server: Server | None = None
    try:
        if user is not None:
            shutil.chown(folder, user)
        subprocess.run(
            [
                *(initdb, "--pgdata", folder / "data", "--username", "postgres", "--auth", "trust"),
                *("--locale", "C.UTF-8", "--encoding", "UTF8", "--no-sync"),
            ],
            check=True,
            user=user,
            cwd=folder,
            env=_environment(),
            stdout=subprocess.DEVNULL,
        )
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(folder),
            "fsync": "off",
            "full_page_writes": "off",
            "shared_buffers": "32MB",
            "max_connections": "50",
            "log_min_messages": "panic",
            **others,
        }
        words = (f"--{name}={value}" for name, value in settings.items())
        server = Server(folder, (postgres, "-D", folder / "data", *words), user)
        server.start()
        yield server
    finally:
        if server is not None:
            server.end()
        shutil.rmtree(folder)


def _environment() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}


def _await(server: Server) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            server.version = server.run("SELECT 1")
            return
        except psycopg.OperationalError:
            if server.process is None or server.process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.02)


@pytest.fixture(params=[SQLITE, POSTGRES])
def backend(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on."""
    return str(request.param)


@pytest.fixture
def empty_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """An address where a store may be made: no file yet, or an empty server database."""
    if backend == "sqlite":
        yield str(tmp_path / "jiandu.db")
        return
    server: Server = request.getfixturevalue("postgres_server")
    name = server.new_database()
    yield server.url(name)
    server.drop(name)


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite store with an empty journal, to be copied."""
    path = tmp_path_factory.mktemp("made") / "jiandu.db"
    create(str(path))
    return path


@pytest.fixture
def store_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a store with an empty journal."""
    if backend == "sqlite":
        path = tmp_path / "jiandu.db"
        shutil.copy(request.getfixturevalue("made_file"), path)
        yield str(path)
        return
    server: Server = request.getfixturevalue("postgres_server")
    name = server.new_database(server.made())
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    """An engine on `store_url` that waits only briefly for others."""
    with opened(store_url) as engine:
        yield engine


@contextlib.contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An engine that is disposed of at the end."""
    engine = make_engine(url, busy_seconds=0.1)
    try:
        yield engine
    finally:
        engine.dispose()


@contextlib.contextmanager
def failing(code: str) -> Iterator[None]:
    """The block must end in a StoreError with this code."""
    with pytest.raises(StoreError) as error:
        yield
    assert error.value.code == code


def operator_added(name: str = "zhang") -> Entry:
    """A small act for tests that only need some act."""
    return Entry(
        id="",
        subject=f"operator:{name}",
        institution=None,
        kind="operator.add",
        on=date(2024, 3, 1),
        effective_on=date(2024, 3, 1),
        recorded_at=datetime(2024, 3, 1, 1, 2, 3, tzinfo=UTC),
        by=name,
        person=name,
        corrects=None,
        fields={"name": "张某", "staff": name, "roles": ["supervisor"]},
    )


def act(writer: Writer, name: str = "zhang") -> None:
    """Record that small act."""
    writer.record(operator_added(name))


def until_somebody_waits(engine: Engine) -> None:
    """Come back once a transaction on a PostgreSQL server waits for another one."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with engine.connect() as connection:
            if connection.execute(waiting).scalar_one():
                return
    raise AssertionError("nobody came to wait")
