"""Outbox (发件箱): files made for one operator on this machine, to be fetched by `export get`; they go after some days.

One folder for each operator and database, which the account alone may look into. The names in it are ours: what an
export is and of which day, a number behind it where that is taken. A name somebody asks for is looked up among those
that are there, and never becomes a path.
"""

import hashlib
import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from console.files import write_out
from domain.messages import msg
from domain.refusals import Refused, refuse

DAYS = 14
"""How long a file is kept unless the settings say otherwise."""
MOST = 50
"""Files kept for one operator."""
LARGEST = 2 * 1024**3
"""Most bytes kept for one operator."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_OTHER = re.compile(r"[^A-Za-z0-9._-]+")
_PARTIAL = re.compile(rf"\.{_NAME.pattern}\.[0-9a-f]+\.partial")
_UNFINISHED = timedelta(days=1)
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Held:
    """A file that waits: its size in bytes, since when, and until when it is kept."""

    name: str
    size: int
    made_at: datetime
    kept_until: datetime


class Outbox:
    """The outbox of one operator at one database. Every method may be called from any thread."""

    def __init__(
        self, folder: Path, database: str, operator: str, clock: Callable[[], datetime], *, days: int = DAYS
    ) -> None:
        """`folder` holds everybody's and need not exist; `database` tells databases apart, without any password."""
        # Names of people have no place in the name of a folder.
        digest = hashlib.sha256(json.dumps((database, operator)).encode()).hexdigest()[:20]
        self.folder = folder / digest
        self.clock = clock
        self.days = days

    def put(self, name: str, chunks: Iterable[bytes]) -> Held:
        """Keep a file under a name like this; it is there when it is whole.

        Refused ``outbox.full`` where there is no room for it. Fault as `write_out`. What raises while the chunks are
        made comes through, and nothing is left.
        """
        with suppress(OSError):
            self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)
        self._sweep()
        held = self.held()
        room = LARGEST - sum(one.size for one in held)
        if len(held) >= MOST or room <= 0:
            raise _full()
        first = Path(_ours(name))
        final, number = first.name, 1
        while os.path.lexists(self.folder / final):
            number += 1
            final = f"{first.stem}-{number}{first.suffix}"
        now = self.clock()
        try:
            write_out(self.folder / final, _bounded(chunks, room))
        except Refused as refused:
            if refused.refusal.code == "file.exists":
                # Two exports of one kind at the same moment.
                raise refuse("busy", msg("Another export of the same kind was just written. Try again.")) from None
            raise
        # By the clock of the run, as its age is told.
        os.utime(self.folder / final, (now.timestamp(), now.timestamp()))
        return self._told(self.folder / final)

    def held(self) -> list[Held]:
        """What waits, newest first; what is too old is not told any more."""
        found = []
        now = self.clock()
        with suppress(OSError):
            for path in self.folder.iterdir():
                if _NAME.fullmatch(path.name) is None:
                    continue
                with suppress(OSError):
                    told = self._told(path)
                    if stat.S_ISREG(path.lstat().st_mode) and told.kept_until > now:
                        found.append(told)
        return sorted(found, key=lambda one: (one.made_at, one.name), reverse=True)

    def find(self, name: str) -> Held:
        """The file of exactly this name; refused ``not-found``."""
        for one in self.held():
            if one.name == name:
                return one
        raise _gone()

    def chunks(self, held: Held) -> Iterator[bytes]:
        """The bytes of a file that was found; refused ``not-found`` where it went in the meantime."""
        try:
            handle = os.open(self.folder / held.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            raise _gone() from None
        with os.fdopen(handle, "rb") as file:
            while piece := file.read(_PIECE):
                yield piece

    def remove(self, name: str) -> Held:
        """Throw a file away; refused ``not-found``."""
        held = self.find(name)
        with suppress(FileNotFoundError):
            (self.folder / held.name).unlink()
        return held

    def _told(self, path: Path) -> Held:
        found = path.lstat()
        made = datetime.fromtimestamp(found.st_mtime, UTC)
        return Held(path.name, found.st_size, made, made + timedelta(days=self.days))

    def _sweep(self) -> None:
        """Remove what is too old, and what was never finished."""
        now = self.clock()
        with suppress(OSError):
            for path in self.folder.iterdir():
                if _NAME.fullmatch(path.name):
                    age = timedelta(days=self.days)
                elif _PARTIAL.fullmatch(path.name):
                    age = _UNFINISHED
                else:
                    continue
                with suppress(OSError):
                    if datetime.fromtimestamp(path.lstat().st_mtime, UTC) + age <= now:
                        path.unlink()


def _ours(name: str) -> str:
    """The name without what a shell, a terminal or another system might take for something else."""
    cleaned = _OTHER.sub("-", name).strip("-._")[:100]
    return cleaned if _NAME.fullmatch(cleaned) else "export"


def _bounded(chunks: Iterable[bytes], room: int) -> Iterator[bytes]:
    for chunk in chunks:
        room -= len(chunk)
        if room < 0:
            raise _full()
        yield chunk


def _gone() -> Refused:
    return refuse("not-found", msg("There is no such file in your outbox. What there is: export list"), field="name")


def _full() -> Refused:
    return refuse(
        "outbox.full", msg("Your outbox is full. Fetch what is in it, then remove it with: export remove NAME")
    )
