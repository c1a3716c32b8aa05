"""On which kind of file system a path lies (文件系统): SQLite loses data where several machines share one.

Its locks and its shared memory hold among the programs of one machine. On a network file system two machines may both
believe that they hold the lock, and the file is destroyed without a word.
"""

import re
from enum import StrEnum
from pathlib import Path
from typing import Final

from db.errors import StoreError
from domain.messages import msg

TABLE = Path("/proc/self/mountinfo")
"""What is mounted here, as Linux tells it (proc_pid_mountinfo(5)); other systems have none."""

_LARGEST: Final = 4 * 1024 * 1024
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")

_SHARED: Final = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "ncp", "9p", "afs", "auristorfs", "coda", "davfs"),
        *("ceph", "glusterfs", "lustre", "beegfs", "gpfs", "gfs", "gfs2", "ocfs2", "orangefs", "pvfs2", "panfs"),
        *("vboxsf", "vmhgfs", "prl_fs", "drvfs", "shfs"),
        *("fuse.sshfs", "fuse.ceph", "fuse.ceph-fuse", "fuse.glusterfs", "fuse.nfs", "fuse.smbnetfs", "fuse.curlftpfs"),
        *("fuse.davfs", "fuse.rclone", "fuse.s3fs", "fuse.gcsfuse", "fuse.goofys", "fuse.juicefs", "fuse.beegfs"),
        *(
            "fuse.vmhgfs-fuse",
            "fuse.prl_fsd",
            "fuse.lizardfs",
            "fuse.mfs",
            "fuse.moosefs",
            "fuse.afs",
            "fuse.gvfsd-fuse",
        ),
    }
)
"""Kinds that other machines share."""

_UNKNOWN: Final = ("fuse", "fuseblk", "virtiofs")
"""Kinds behind which anything may lie; those that begin with ``fuse.`` too."""


class Sharing(StrEnum):
    """Whether other machines may write the same file."""

    LOCAL = "local"
    SHARED = "shared"
    UNKNOWN = "unknown"


def kind_of(path: Path, table: Path | None = None) -> str | None:
    """The kind of file system the path lies on, or will: ``ext4``, ``nfs4``; None where the system does not tell."""
    try:
        with (TABLE if table is None else table).open("rb") as file:
            lines = file.read(_LARGEST).decode("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    place = path.resolve()
    kind, deepest = None, -1
    for line in lines:
        mounted, separator, device = line.partition(" - ")
        before, after = mounted.split(" "), device.split(" ")
        if not separator or len(before) < 5 or not after[0]:
            continue
        point = Path(_ESCAPED.sub(lambda told: chr(int(told[1], 8)), before[4]))
        # Of two mounted on one place, the later one covers the other.
        if place.is_relative_to(point) and len(point.parts) >= deepest:
            kind, deepest = after[0], len(point.parts)
    return kind


def sharing_of(kind: str | None) -> Sharing:
    """Whether other machines may write a file on this kind of file system."""
    if kind is None:
        return Sharing.LOCAL
    if kind in _SHARED:
        return Sharing.SHARED
    return Sharing.UNKNOWN if kind in _UNKNOWN or kind.startswith("fuse.") else Sharing.LOCAL


def require_local(path: Path) -> None:
    """Pass a place where an SQLite database is safe; StoreError ``store.network`` elsewhere."""
    kind = kind_of(path)
    if sharing_of(kind) is Sharing.SHARED:
        raise StoreError(
            "store.network",
            msg(
                "This place is on a network file system ({kind}), where a database file can be destroyed without a "
                "word. Keep it on a disk of this machine, or use PostgreSQL.",
                kind=kind or "",
            ),
        )
