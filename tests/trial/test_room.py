"""Other programs on the same database, and a disk with no room left."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, func, select

from db.engine import make_engine
from db.journal import head
from db.store import Store
from db.tables.blobs import blob_chunk
from domain.acts import Upload, act
from domain.refusals import Refusal
from sanctions.perform import together
from tests.sanctions.office import HOSPITAL
from tests.stores import POSTGRES, failing, until_somebody_waits
from tests.trial.agency import SharedAgency, now
from tests.trial.programs import lines_of, require_sound, started


def test_a_second_program_writing_finds_the_database_busy(agency: SharedAgency) -> None:
    before = require_sound(agency, [])
    hurried = Store(make_engine(agency.url, busy_seconds=0.1), agency.key_path)
    with started("hold", agency) as process:
        assert lines_of(process, 1) == ["holding\n"]
        with failing("store.busy"):
            agency.hire("second", hurried)
        # Whoever only looks is not kept waiting, and sees nothing of what is not decided yet.
        assert require_sound(agency, []) == before
    agency.hire("second")
    hurried.close()
    assert require_sound(agency, []) == before + 1


@pytest.mark.parametrize("backend", [POSTGRES])
def test_of_two_who_make_the_same_thing_at_once_the_second_finds_it_made(agency: SharedAgency) -> None:
    other = Store.open(agency.url, agency.key_path)
    with ThreadPoolExecutor(1) as pool:
        with together(agency.store) as do:
            do("admin", act("operator.add"), {"name": "same", "staff": "S1", "roles": ["auditor"]}, clock=now)
            second = pool.submit(
                agency.attempt, "admin", "operator.add", other, name="same", staff="S2", roles=["auditor"]
            )
            until_somebody_waits(agency.store.engine)
        refused = second.result()
    assert isinstance(refused, Refusal)
    assert refused.code == "already"
    other.close()


def test_opening_it_twice_in_one_program_takes_nothing_from_the_first(agency: SharedAgency) -> None:
    # Closing any handle on a file drops every lock of the process on it: another program that closes its own
    # connection would then clear the log away under the one that still stands.
    require_sound(agency, [])
    with started("look", agency) as process:
        process.wait()
    agency.hire("later")
    with started("look", agency) as process, agency.store.read() as reader:
        seq, digest = head(reader.connection)
        assert lines_of(process, 1) == [f"{seq} {digest}\n"]


@contextmanager
def _cramped(agency: SharedAgency, pages: int) -> Iterator[Store]:
    """The same store with room for a few pages more than it has."""
    with agency.store.read() as reader:
        held = reader.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    engine = make_engine(agency.url)

    @event.listens_for(engine, "connect")
    def limit(connection: Any, record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={held + pages}")

    store = Store(engine, agency.key_path)
    yield store
    store.close()


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_full_disk_loses_nothing_and_keeps_nothing_by_halves(agency: SharedAgency) -> None:
    done = 0
    with _cramped(agency, 8) as store, failing("store.full"):
        for number in range(5_000):
            agency.hire(f"n{number}", store)
            done += 1
    entries = require_sound(agency, [])
    assert done > 0
    # With room again the refused act is done as if it had never been tried.
    agency.hire(f"n{done}")
    assert require_sound(agency, []) == entries + 1


@pytest.mark.parametrize("backend", ["sqlite"])
def test_an_attachment_that_does_not_fit_leaves_nothing_of_itself(agency: SharedAgency) -> None:
    agency.attempt("zhang", "institution.add", code=HOSPITAL, name="淄测中心医院", services=["medical"])
    before = require_sound(agency, [])
    large = Upload("scan.bin", bytes(range(256)) * 20_000)
    chunks = select(func.count()).select_from(blob_chunk)
    with agency.store.read() as reader:
        held = reader.connection.execute(chunks).scalar_one()
    with _cramped(agency, 64) as store, failing("store.full"):
        agency.attempt("zhang", "attach.add", store, subject=f"institution:{HOSPITAL}", kind="scan", file=large)
    assert require_sound(agency, []) == before
    with agency.store.read() as reader:
        assert reader.connection.execute(chunks).scalar_one() == held
