"""The outbox: whole files under names of ours, one operator's, for some days, never more than there is room for."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console import outbox as module
from console.outbox import Outbox
from domain.refusals import Refused

NOW = datetime(2025, 6, 3, 2, tzinfo=UTC)


class Box:
    """An outbox with a clock that can be set."""

    def __init__(self, folder: Path, operator: str = "zhang", days: int = 14) -> None:
        self.now = NOW
        self.outbox = Outbox(folder, "/data/office.db", operator, lambda: self.now, days=days)

    def put(self, name: str, data: bytes = b"x") -> str:
        return self.outbox.put(name, [data]).name

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.outbox.held()]


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path / "outbox")


def refused(call: object) -> str:
    assert callable(call)
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.refusal.code


def test_files_wait_and_are_fetched_and_removed(box: Box, tmp_path: Path) -> None:
    assert box.names == []
    assert box.put("history-2025-06-03.csv", b"\xef\xbb\xbfa,b\n") == "history-2025-06-03.csv"
    assert box.put("history-2025-06-03.csv", b"other") == "history-2025-06-03-2.csv"
    held = box.outbox.find("history-2025-06-03.csv")
    assert b"".join(box.outbox.chunks(held)) == b"\xef\xbb\xbfa,b\n"
    assert (held.size, held.made_at, held.kept_until) == (7, NOW, NOW + timedelta(days=14))
    path = box.outbox.folder / held.name
    assert path.stat().st_mode & 0o777 == 0o600
    assert box.outbox.folder.stat().st_mode & 0o777 == 0o700
    assert box.outbox.folder.parent.stat().st_mode & 0o777 == 0o700
    # Nobody else's.
    assert Box(tmp_path / "outbox", "li").names == []
    box.outbox.remove(held.name)
    assert box.names == ["history-2025-06-03-2.csv"]
    assert refused(lambda: list(box.outbox.chunks(held))) == "not-found"


def test_names_are_ours_and_asking_for_one_never_makes_a_path(box: Box, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    for name in ("../../secret", "/etc/passwd", "..", "", "-o", "a/b.csv", "a\nb.csv", "$(id).csv", "淄测.csv"):
        kept = box.put(name)
        assert kept.replace("-", "").replace(".", "").isalnum(), name
        assert kept.isascii()
        assert not kept.startswith(("-", "."))
    (box.outbox.folder / "link.csv").symlink_to(tmp_path / "secret")
    (box.outbox.folder / "folder").mkdir()
    inside = ("../../secret", str(tmp_path / "secret"), "./" + box.names[0], "link.csv", "folder", "", ".", "..", "*")
    for name in (*inside, "nothing.csv", box.names[0] + "\n", box.names[0].upper()):
        assert refused(lambda name=name: box.outbox.find(name)) == "not-found"
        assert refused(lambda name=name: box.outbox.remove(name)) == "not-found"
    assert (tmp_path / "secret").read_text() == "secret"


def test_old_ones_go_and_there_is_a_most(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    box.put("old.csv")
    left = box.outbox.folder / ".new.csv.00ff.partial"
    left.write_text("half")
    os.utime(left, (NOW.timestamp(), NOW.timestamp()))
    box.now += timedelta(days=13)
    assert box.names == ["old.csv"]
    box.now += timedelta(days=1)
    assert box.names == []
    box.put("new.csv")
    assert sorted(one.name for one in box.outbox.folder.iterdir()) == ["new.csv"]
    monkeypatch.setattr(module, "LARGEST", 10)
    assert refused(lambda: box.put("big.csv", b"12345678901")) == "outbox.full"
    box.put("fits.csv", b"123456789")
    assert refused(lambda: box.put("more.csv")) == "outbox.full"
    monkeypatch.setattr(module, "LARGEST", 1000)
    monkeypatch.setattr(module, "MOST", 2)
    assert refused(lambda: box.put("third.csv")) == "outbox.full"
    assert sorted(one.name for one in box.outbox.folder.iterdir()) == ["fits.csv", "new.csv"]


def test_one_that_is_stopped_leaves_nothing(box: Box) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise KeyError

    with pytest.raises(KeyError):
        box.outbox.put("half.csv", broken())
    assert list(box.outbox.folder.iterdir()) == []
