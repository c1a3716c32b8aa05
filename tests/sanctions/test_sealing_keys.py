"""Changing the agency's key: what is sealed opens at every moment, wherever it stops."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db import data_keys, key_files
from db.backup import backup, restore
from db.errors import StoreError
from db.key_files import beside, find_key, key_in_use
from db.sealing import ensure_key, load_key
from domain.acts import Upload
from domain.refusals import Refused
from sanctions.agency import sealing_keys
from sanctions.agency.sealing_keys import Rotated, discard, rotate, settled, told
from tests.sanctions.conftest import MakeOffice
from tests.sanctions.office import HOSPITAL, Office
from tests.stores import failing

REPORTER = {"name": "欧阳测试", "phone": "13905331234"}
LETTER = "举报信正文".encode()


class _Stopped(BaseException):
    """As if the program were killed here."""


def log(office: Office) -> str:
    """A complaint with a reporter, its number."""
    return office.do(
        "complaint.log",
        institution=HOSPITAL,
        received=office.today,
        channel="phone",
        nature="report",
        summary="过度医疗",
        reporter_file=Upload("r.json", json.dumps(REPORTER).encode()),
    ).id


@pytest.fixture
def desk(make_office: MakeOffice) -> Office:
    office = make_office("zibo-2023")
    office.do("institution.add", code=HOSPITAL, name="淄博测试医院", services=["medical"])
    log(office)
    office.do("attach.add", subject="TS-2025-0001", file=Upload("信.txt", LETTER), kind="letter")
    return office


def opens(office: Office) -> None:
    """What was sealed before opens, and something more can be sealed."""
    for id in (log(office), "TS-2025-0001"):
        assert office.do("complaint.reveal", who="sun", id=id, purpose="核实").secret["reporter"] == REPORTER
    assert office.do("attach.open", who="sun", id="FJ-2025-0001", purpose="核实").secret["content"] == LETTER


def turned(office: Office, **options: Any) -> Rotated:
    return rotate(office.store, "admin", "每年更换", clock=office.clock, **options)


def look(office: Office) -> dict[str, Any]:
    with office.store.read() as reader:
        return told(reader, office.store)


def test_a_key_is_changed_and_the_old_one_kept_until_told(desk: Office) -> None:
    path = desk.store.key_path
    before = load_key(path)
    done = turned(desk)
    assert (done.before, done.now, done.wrapped, done.closed) == (before.id, load_key(path).id, 3, 0)
    assert [(left.id, left.new, left.path) for left in beside(path)] == [(before.id, False, done.kept)]
    assert {file.stat().st_mode & 0o777 for file in (path, *(left.path for left in beside(path)))} == {0o600}
    opens(desk)
    with desk.store.read() as reader:
        (entry,) = reader.entries(kinds=("sealing-key.rotate",))
        assert (entry.text("old"), entry.text("new"), entry.by) == (before.id, done.now, "admin")
        with pytest.raises(Refused, match=r"key\.needed"):
            discard(reader, desk.store, done.now)
        discard(reader, desk.store, before.id)
        with pytest.raises(Refused, match="not-found"):
            discard(reader, desk.store, before.id)
    assert beside(path) == []
    assert look(desk)["keys"] == [{"fingerprint": done.now, "count": 4}]
    assert turned(desk).wrapped == 4
    opens(desk)


def test_only_the_administrator_and_no_file_for_others(desk: Office) -> None:
    for who in ("zhang", "sun", "wu"):
        with pytest.raises(Refused, match=r"role\.denied"):
            rotate(desk.store, who, "x", clock=desk.clock)
    assert beside(desk.store.key_path) == []


@pytest.mark.parametrize("where", ["begun", "wrapping", "committed", "old kept", "in place"])
def test_stopped_anywhere_everything_opens(desk: Office, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    path, before = desk.store.key_path, load_key(desk.store.key_path)
    stops = {
        "begun": (sealing_keys, "_rotated"),
        "wrapping": (data_keys, "_give_contents_keys"),
        "committed": (key_files, "_keep_old"),
        "old kept": (Path, "replace"),
        "in place": (key_files, "_sync"),
    }

    def stop(*args: Any, **named: Any) -> None:
        raise _Stopped

    calls = iter(range(99))
    real = key_files._sync

    def late(folder: Path) -> None:
        # The first is the new key's, the second the old one's; the third comes behind the last change of names.
        real(folder)
        if next(calls) == 2:
            raise _Stopped

    with monkeypatch.context() as stopping:
        place, name = stops[where]
        stopping.setattr(place, name, late if where == "in place" else stop)
        with pytest.raises(_Stopped):
            turned(desk)
    done = where not in ("begun", "wrapping")
    with desk.store.read() as reader:
        in_use = key_in_use(reader.connection)
        assert (in_use != before.id) is done
        assert look(desk)["found"]
    opens(desk)
    # Going on settles it, and a new key that never came into use is gone.
    settled(desk.store)
    assert load_key(path).id == in_use
    assert [(left.id, left.new) for left in beside(path)] == ([(before.id, False)] if done else [])
    assert look(desk)["in_place"]
    turned(desk)
    opens(desk)


def test_another_databases_key_seals_and_opens_nothing(desk: Office, tmp_path: Path) -> None:
    path = desk.store.key_path
    kept = path.rename(tmp_path / "kept")
    ensure_key(path)
    for act in (
        lambda: log(desk),
        lambda: desk.attempt("complaint.reveal", who="sun", id="TS-2025-0001", purpose="x"),
        lambda: desk.attempt("attach.add", subject="TS-2025-0001", file=Upload("b", b"b"), kind="x"),
        lambda: turned(desk),
    ):
        with failing("store.key_other"):
            act()
    path.unlink()
    with failing("store.key_missing"):
        log(desk)
    assert beside(path) == []
    # A complaint without a reporter needs no key.
    plain = {"institution": HOSPITAL, "received": desk.today, "channel": "phone", "nature": "report", "summary": "x"}
    assert desk.do("complaint.log", **plain).id == "TS-2025-0002"
    kept.rename(path)
    opens(desk)


def test_a_lost_key_is_given_up_and_found_again(desk: Office, tmp_path: Path) -> None:
    path = desk.store.key_path
    lost = path.rename(tmp_path / "lost")
    done = turned(desk, lost=True)
    assert (done.wrapped, done.closed) == (0, 3)
    with pytest.raises(StoreError, match="key_missing"):
        desk.attempt("complaint.reveal", who="sun", id="TS-2025-0001", purpose="x")
    id = log(desk)
    assert desk.do("complaint.reveal", who="sun", id=id, purpose="x").secret["reporter"] == REPORTER
    # Found again, it is put beside, and the next change takes everything along.
    lost.rename(path.with_name(f"{path.name}.old-{done.before}"))
    again = turned(desk)
    assert (again.wrapped, again.closed) == (4, 0)
    opens(desk)


def test_a_copy_from_before_needs_the_old_key(desk: Office, tmp_path: Path) -> None:
    path, before = desk.store.key_path, load_key(desk.store.key_path).id
    if desk.url.get_backend_name() != "sqlite":
        pytest.skip("a copy of a server is brought back by its own programs")
    copy = tmp_path / "copy.db"
    _ = backup(desk.url, copy, now=datetime(2026, 3, 2, 9, tzinfo=UTC))
    now = turned(desk).now
    # Brought back where both keys lie, it finds the old one; settling gives that its place.
    desk.store.close()
    for tail in ("", "-wal", "-shm"):
        Path(f"{desk.url.database}{tail}").unlink(missing_ok=True)
    restore(copy, desk.url)
    assert (load_key(path).id, look(desk)["in_place"]) == (now, False)
    opens(desk)
    settled(desk.store)
    assert (load_key(path).id, look(desk)["in_place"]) == (before, True)
    assert {left.id for left in beside(path)} == {before, now}
    opens(desk)
    with failing("store.key_other"):
        find_key(path, "0" * 16)
