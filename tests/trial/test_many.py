"""Many at once: no act is lost or done twice, nobody is told of what the database does inside, no look is torn."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest

from db.backup import backup, restore
from db.engine import normalise_url
from db.errors import StoreError
from db.journal import hash_of, head
from db.store import Store
from tests.stores import Server
from tests.trial.agency import SharedAgency
from tests.trial.crowd import Person, Told, gather
from tests.trial.kept import Looked, look, require_all_kept, require_untorn

_ROOT = Path(__file__).parents[2]
PEOPLE = 20
SECONDS = 60


class Looking:
    """Somebody who exports again and again, and somebody who copies the database."""

    def __init__(self, agency: SharedAgency, folder: Path) -> None:
        self.agency, self.folder = agency, folder
        self.looked: list[Looked] = []
        self.copies: list[Path] = []
        self.troubles: Counter[str] = Counter()
        self._over = Event()
        self._threads = [Thread(target=self._repeat, args=(what,)) for what in (self._export, self._copy)]

    def __enter__(self) -> "Looking":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _repeat(self, what: Callable[[int], None]) -> None:
        for number in count():
            try:
                what(number)
            except StoreError as error:
                self.troubles[error.code] += 1
            if self._over.wait(1):
                return

    def _export(self, number: int) -> None:
        store = Store.open(self.agency.url, self.agency.key_path)
        with store.read() as reader:
            self.looked.append(look(reader))
        store.close()

    def _copy(self, number: int) -> None:
        copy = self.folder / f"copy{number}"
        _ = backup(self.agency.url, copy, now=datetime.now(UTC))
        self.copies.append(copy)


def require_right(agency: SharedAgency, told: list[Told], looking: Looking, place: str) -> None:
    """Everything that must be so afterwards; `place` is where a copy may be brought back to."""
    codes = Counter(one.code for one in told if one.code is not None)
    # A rule may refuse; the database may not show through.
    assert not [code for code in codes if code.startswith(("store.", "once.")) or code == "busy"], codes
    entries = require_all_kept(agency.store, told)
    assert looking.looked
    for looked in looking.looked[:: max(len(looking.looked) // 5, 1)]:
        require_untorn(looked, entries)
    restore(looking.copies[-1], place)
    copy = Store.open(normalise_url(place), agency.key_path)
    with copy.read() as reader:
        seq, digest = head(reader.connection)
    copy.close()
    with agency.store.read() as reader:
        assert hash_of(reader.connection, seq) == digest


@pytest.mark.parametrize("backend", ["sqlite"])
def test_four_at_once(agency: SharedAgency, tmp_path: Path) -> None:
    gather(agency, 4)
    told: list[Told] = []

    def work(number: int) -> None:
        store = Store.open(agency.url, agency.key_path)
        person = Person(store, number, told.append)
        for _ in range(15):
            person.step()
        store.close()

    with Looking(agency, tmp_path) as looking, ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(4))) == [None] * 4
    assert {"case.open", "complaint.log", "measure.propose", "approve"} <= {one.kind for one in told if not one.code}
    require_right(agency, told, looking, str(tmp_path / "restored.db"))


@contextmanager
def people(agency: SharedAgency, seconds: float) -> Iterator[list["subprocess.Popen[str]"]]:
    """Programs that act, each ready to begin."""
    with ExitStack() as stack:
        processes = []
        for number in range(PEOPLE):
            command = (sys.executable, "-m", "tests.trial.crowd", agency.address, str(agency.key_path))
            process = subprocess.Popen(
                [*command, str(number), str(seconds)],
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            stack.callback(process.kill)
            processes.append(process)
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        yield processes


def acted(agency: SharedAgency, seconds: float, meanwhile: Callable[[], None] = lambda: None) -> list[Told]:
    """What all of them were told."""
    with people(agency, seconds) as processes, ThreadPoolExecutor(PEOPLE) as pool:
        answers = [pool.submit(process.communicate, "go\n") for process in processes]
        meanwhile()
        told = []
        for process, answer in zip(processes, answers, strict=True):
            out, errors = answer.result()
            assert (process.returncode, errors) == (0, "")
            told += [Told(**json.loads(line)) for line in out.splitlines()]
    return told


@pytest.mark.trial
@pytest.mark.parametrize("backend", ["sqlite"])
def test_twenty_for_a_minute_on_a_file(agency: SharedAgency, tmp_path: Path) -> None:
    gather(agency, PEOPLE)
    with Looking(agency, tmp_path) as looking:
        told = acted(agency, SECONDS)
    require_right(agency, told, looking, str(tmp_path / "restored.db"))


def _children(process: int) -> Iterator[int]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[1]) == process:
            yield int(stat.parent.name)


def _lose_power(server: Server) -> None:
    """Every process of the server is gone at once; then it is started again."""
    assert server.process is not None
    for child in _children(server.process.pid):
        os.kill(child, signal.SIGKILL)
    server.end(signal.SIGKILL)
    server.start()


@pytest.mark.trial
@pytest.mark.parametrize("dies", [False, True], ids=["", "killed"])
@pytest.mark.postgres
def test_twenty_for_a_minute_on_a_server(dies: bool, tmp_path: Path, postgres_server: Server) -> None:
    server, key = postgres_server, tmp_path / "shared.key"
    owned = server.new_database()
    agency = SharedAgency(server.url(owned), key)
    agency.store.close()
    # As people work there: not as the owner of the tables.
    agency.url = normalise_url(server.as_program(owned))
    agency.store = Store.open(agency.url, key)
    gather(agency, PEOPLE)

    def meanwhile() -> None:
        if dies:
            Event().wait(SECONDS / 2)
            _lose_power(server)

    with Looking(agency, tmp_path) as looking:
        told = acted(agency, SECONDS, meanwhile)
    if not dies:
        assert looking.troubles == Counter()
    place = server.new_database()
    require_right(agency, told, looking, server.url(place))
    agency.store.close()
    server.drop(place)
    server.drop(owned)
