"""A database file on a disk that several machines share is refused, by the kind of file system."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import mounts
from db.backup import backup, restore
from db.identify import open_engine
from db.mounts import Sharing, kind_of, require_local, sharing_of
from db.upgrade import create, upgrade
from tests.stores import SQLITE, failing

NOW = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)
_TABLE = """\
22 27 0:20 / /proc rw,nosuid shared:12 - proc proc rw
27 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw,errors=remount-ro
40 27 0:35 / /srv rw,relatime shared:20 master:1 - nfs4 host:/srv rw,vers=4.2
41 27 0:36 / /srv/own\\040disk rw,relatime - xfs /dev/sdb1 rw
42 27 0:37 / /share rw,relatime - cifs //host/share rw
43 27 0:38 / /cover rw,relatime - ext4 /dev/sdc1 rw
44 43 0:39 / /cover rw,relatime - fuse.sshfs me@host: rw
45 27 0:40 / /odd rw,relatime - fuse.something something rw
a line of nonsense
46 27 0:41
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """What is mounted on a machine that has shared folders."""
    (tmp_path / "mountinfo").write_text(_TABLE, encoding="ascii")
    return tmp_path / "mountinfo"


@pytest.mark.parametrize(
    ("path", "kind", "sharing"),
    [
        ("/var/lib/jiandu/jiandu.db", "ext4", Sharing.LOCAL),
        ("/srv/jiandu.db", "nfs4", Sharing.SHARED),
        ("/srv/own disk/not/made/yet.db", "xfs", Sharing.LOCAL),
        ("/srvs/jiandu.db", "ext4", Sharing.LOCAL),
        ("/share/jiandu.db", "cifs", Sharing.SHARED),
        ("/cover/jiandu.db", "fuse.sshfs", Sharing.SHARED),
        ("/odd/jiandu.db", "fuse.something", Sharing.UNKNOWN),
    ],
)
def test_the_kind_of_a_place(table: Path, path: str, kind: str, sharing: Sharing) -> None:
    assert kind_of(Path(path), table) == kind
    assert sharing_of(kind) is sharing


def test_where_the_system_tells_nothing_nothing_is_refused(tmp_path: Path) -> None:
    assert kind_of(tmp_path, tmp_path / "none") is None
    assert sharing_of(None) is Sharing.LOCAL


def test_this_machine_tells() -> None:
    assert kind_of(Path("/proc/self/status")) == "proc"


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "glusterfs", "afs", "lustre"])
def test_what_machines_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    _mounted(tmp_path, monkeypatch, kind)
    with failing("store.network"):
        require_local(tmp_path / "jiandu.db")


def _mounted(folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    table = folder / "mountinfo"
    table.write_text(f"27 1 259:2 / / rw - ext4 /dev/a rw\n28 27 0:1 / {folder.resolve()} rw - {kind} b rw\n")
    monkeypatch.setattr(mounts, "TABLE", table)


@pytest.mark.parametrize("backend", [SQLITE], indirect=True)
def test_no_store_is_opened_made_restored_or_upgraded_there_and_a_copy_leads_out(
    store_url: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Path(store_url).read_bytes()
    _mounted(tmp_path, monkeypatch, "nfs4")
    with failing("store.network"):
        open_engine(store_url)
    with failing("store.network"):
        upgrade(store_url, None, now=NOW)
    with failing("store.network"):
        create(str(tmp_path / "new.db"))
    assert Path(store_url).read_bytes() == before
    away = tmp_path_factory.mktemp("disk")
    backup(store_url, away / "copy.db", now=NOW)
    with failing("store.network"):
        restore(away / "copy.db", str(tmp_path / "again.db"))
    restore(away / "copy.db", str(away / "jiandu.db"))
    open_engine(str(away / "jiandu.db")).dispose()
    assert not [file for file in tmp_path.iterdir() if "new" in file.name or "again" in file.name]
