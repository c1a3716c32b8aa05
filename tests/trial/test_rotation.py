"""A change of the agency's key, killed at any moment or met by others at work, closes nothing that can be opened."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Event, Thread

import pytest

from db.errors import StoreError
from db.key_files import beside
from db.store import Store
from domain.acts import Upload
from sanctions.agency.sealing_keys import rotate, settled, told
from sanctions.results import Done
from tests.sanctions.office import HOSPITAL
from tests.stores import POSTGRES, SQLITE
from tests.trial.agency import SharedAgency, now

_ROOT = Path(__file__).parents[2]
_RECORDS, _KILLS = 40, 25
_LOAD = """
import sys
from pathlib import Path
from db.store import Store
from sanctions.agency.sealing_keys import rotate
from tests.trial.agency import now
store = Store.open(sys.argv[1], Path(sys.argv[2]))
print("ready", flush=True)
while True:
    rotate(store, "admin", "x", clock=now)
"""


def _log(agency: SharedAgency, number: int, store: Store | None = None) -> str:
    done = agency.attempt(
        "zhang",
        "complaint.log",
        store,
        institution=HOSPITAL,
        received="2025-12-01",
        channel="phone",
        nature="report",
        summary=f"matter {number}",
        reporter_file=Upload("r.json", json.dumps({"name": f"reporter {number}"}).encode()),
    )
    assert isinstance(done, Done), done
    return done.id


def _opens(agency: SharedAgency, ids: dict[str, int]) -> None:
    for id, number in ids.items():
        done = agency.attempt("sun", "complaint.reveal", id=id, purpose="trial")
        assert isinstance(done, Done)
        assert done.secret["reporter"] == {"name": f"reporter {number}"}


@pytest.fixture
def filled(agency: SharedAgency) -> tuple[SharedAgency, dict[str, int]]:
    agency.attempt("zhang", "institution.add", code=HOSPITAL, name="x", services=["medical"])
    return agency, {_log(agency, number): number for number in range(_RECORDS)}


@pytest.mark.trial
@pytest.mark.parametrize("backend", [SQLITE, POSTGRES], indirect=True)
def test_killed_at_random_moments_everything_opens(filled: tuple[SharedAgency, dict[str, int]]) -> None:
    agency, ids = filled
    chance, halfway = Random(20240930), 0  # noqa: S311 - the moments are to be repeatable
    for number in range(_KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", _LOAD, agency.address, str(agency.key_path)], cwd=_ROOT, stdout=subprocess.PIPE
        )
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0, 0.3))
        finally:
            process.kill()
            process.communicate()
        with agency.store.read() as reader:
            found = told(reader, agency.store)
        assert found["found"]
        halfway += not found["in_place"] or any(left["new"] for left in found["beside"])
        sample = dict(list(ids.items())[number % 8 :: 8])
        _opens(agency, sample)
    assert halfway
    settled(agency.store)
    assert not any(left.new for left in beside(agency.key_path))
    _opens(agency, ids)


@pytest.mark.trial
@pytest.mark.parametrize("backend", [SQLITE, POSTGRES], indirect=True)
def test_two_who_change_it_at_once_lose_nothing(filled: tuple[SharedAgency, dict[str, int]]) -> None:
    agency, ids = filled

    def turns() -> None:
        store = Store.open(agency.url, agency.key_path)
        for _ in range(10):
            rotate(store, "admin", "x", clock=now)
        store.close()

    threads = [Thread(target=turns) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    settled(agency.store)
    assert not any(left.new for left in beside(agency.key_path))
    with agency.store.read() as reader:
        assert len(told(reader, agency.store)["rotations"]) == 20
    _opens(agency, ids)


@pytest.mark.trial
@pytest.mark.parametrize("backend", [SQLITE, POSTGRES], indirect=True)
def test_who_seals_meanwhile_finds_it_open_afterwards(filled: tuple[SharedAgency, dict[str, int]]) -> None:
    agency, ids = filled
    over, sealed = Event(), dict[str, int]()

    def seals(first: int) -> None:
        store, number = Store.open(agency.url, agency.key_path), first
        while not over.wait(0.02):
            # SQLite has one writer, and whoever waits too long is told so.
            with suppress(StoreError):
                sealed[_log(agency, number, store)] = number
            number += 1
        store.close()

    threads = [Thread(target=seals, args=(first,)) for first in (1000, 2000)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(12):
            rotate(agency.store, "admin", "x", clock=now)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert sealed
    with agency.store.read() as reader:
        found = told(reader, agency.store)
    assert [one["fingerprint"] for one in found["keys"]] == [found["fingerprint"]]
    _opens(agency, ids | sealed)
