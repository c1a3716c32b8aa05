"""Drafts (草稿): what somebody typed into a form and did not hand in, kept in their own folder for some days.

One file for each operator, database and form, readable by its owner alone. A draft is words and nothing else: files
are not in it, neither their contents nor where they lie.
"""

import hashlib
import json
import os
import re
import shutil
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from console import __version__
from console.files import write_out
from domain.messages import msg
from domain.refusals import refuse

DAYS = 14
"""How long a draft is kept."""
MOST = 40
"""Drafts kept for one operator at one database; the oldest gives way."""
LARGEST = 512 * 1024
"""Most bytes of one draft."""
EDITING = "edit-"
"""What folders of an editor's texts begin with; one that was left behind goes with the old drafts."""

_OURS = re.compile(r"[0-9a-f]{20}-[0-9a-f]{20}\.json")
_LEFT_BEHIND = re.compile(rf"\.{_OURS.pattern}\.[0-9a-f]+\.partial|{EDITING}.+")
_UNFINISHED = timedelta(days=1)
_CONTROLS = {n: None for n in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)) if chr(n) not in "\n\t"}


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A form as it was left: which act on what, what was typed by field, on which legal day, and when.

    `seen` is the journal's last entry when the page was read that it was typed on.
    """

    act: str
    noun: str
    id: str
    institution: str | None
    name: str
    fields: Mapping[str, str | bool]
    today: date
    saved_at: datetime
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The drafts of an operator, latest first, and how many files were passed over."""

    drafts: tuple[KeptDraft, ...]
    skipped: int


class Unusable(Exception):
    """A file that is no draft this program can take up."""


class Drafts:
    """The drafts of one operator at one database. Every method may be called from any thread."""

    def __init__(self, folder: Path, database: str, operator: str, clock: Callable[[], datetime]) -> None:
        """`folder` need not exist; `database` is what tells databases apart, without any password."""
        self.folder, self.database, self.operator, self.clock = folder, database, operator, clock

    def save(self, draft: KeptDraft) -> None:
        """Keep a draft in the place of the one before: beside it first, then renamed.

        Refused ``draft.too_large``; Fault where the disk or the folder does not allow it.
        """
        data = json.dumps(self._told(draft)).encode()
        if len(data) > LARGEST:
            raise refuse("draft.too_large", msg("This is too much text to keep as a draft."))
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(draft.act, draft.noun, draft.id)
        new = not path.exists()
        write_out(path, [data], replace=True)
        if new:
            self._sweep()

    def find(self, act: str, noun: str, id: str) -> KeptDraft | None:
        """The draft of a form; None without one that can be taken up."""
        with suppress(OSError, Unusable):
            return self._read(self._path(act, noun, id))
        return None

    def all(self) -> Found:
        """Every draft that can be taken up; those of another version of the program and damaged ones are counted."""
        self._sweep()
        drafts, skipped = [], 0
        for path in self._files():
            try:
                drafts.append(self._read(path))
            except Unusable:
                skipped += 1
            except OSError:
                continue
        return Found(tuple(sorted(drafts, key=lambda one: one.saved_at, reverse=True)), skipped)

    def remove(self, act: str, noun: str, id: str) -> None:
        """Throw a draft away; one that is gone already is no trouble."""
        with suppress(OSError):
            self._path(act, noun, id).unlink()

    # Files

    def _path(self, act: str, noun: str, id: str) -> Path:
        # Names of people and institutions have no place in the name of a file.
        return self.folder / f"{_digest(self.database, self.operator)}-{_digest(act, noun, id)}.json"

    def _files(self) -> list[Path]:
        with suppress(OSError):
            return sorted(self.folder.glob(f"{_digest(self.database, self.operator)}-*.json"))
        return []

    def _told(self, draft: KeptDraft) -> dict[str, Any]:
        return {
            "version": __version__,
            "database": self.database,
            "operator": self.operator,
            "act": draft.act,
            "noun": draft.noun,
            "id": draft.id,
            "institution": draft.institution,
            "name": draft.name,
            "fields": dict(draft.fields),
            "today": draft.today.isoformat(),
            "saved_at": draft.saved_at.astimezone(UTC).isoformat(),
            "seen": draft.seen,
        }

    def _read(self, path: Path) -> KeptDraft:
        told = _content(path)
        if told.get("version") != __version__:
            raise Unusable
        if (told.get("database"), told.get("operator")) != (self.database, self.operator):
            raise Unusable
        try:
            draft = KeptDraft(
                act=_text(told["act"]),
                noun=_text(told["noun"]),
                id=_text(told["id"]),
                institution=None if told["institution"] is None else _text(told["institution"]),
                name=_text(told["name"]),
                fields={_text(name): _value(value) for name, value in told["fields"].items()},
                today=date.fromisoformat(told["today"]),
                saved_at=datetime.fromisoformat(told["saved_at"]),
                seen=told["seen"] if type(told.get("seen")) is int else None,
            )
        except (KeyError, ValueError, TypeError, AttributeError):
            raise Unusable from None
        if draft.saved_at.tzinfo is None or self._path(draft.act, draft.noun, draft.id) != path:
            raise Unusable
        return draft

    def _sweep(self) -> None:
        """Remove what is too old, whosever it is, and of one's own what is too much."""
        now = self.clock().timestamp()
        with suppress(OSError):
            for path in self.folder.iterdir():
                if _OURS.fullmatch(path.name):
                    age = timedelta(days=DAYS)
                elif _LEFT_BEHIND.fullmatch(path.name):
                    age = _UNFINISHED
                else:
                    continue
                if _changed(path) < now - age.total_seconds():
                    _discard(path)
        for path in sorted(self._files(), key=_changed)[:-MOST]:
            _discard(path)


def _discard(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _changed(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0.0


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:20]


def _content(path: Path) -> dict[str, Any]:
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Unusable
        data = file.read(LARGEST + 1)
    try:
        told = json.loads(data) if len(data) <= LARGEST else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Unusable
    return told


def database_named(address: str) -> str:
    """What tells databases apart in the names of a person's own files: the file, or the address without a password."""
    from db.engine import normalise_url, sqlite_path

    url = normalise_url(address)
    path = sqlite_path(url)
    return str(path.resolve()) if path is not None else url.set(password=None).render_as_string()


def typeable(text: str) -> str:
    """The text without what nobody can type: control characters, which steer a terminal, and halves of pairs."""
    return text.translate(_CONTROLS)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return typeable(value)


def _value(value: object) -> str | bool:
    return value if isinstance(value, bool) else _text(value)
