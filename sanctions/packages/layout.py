"""What a package looks like inside: the names in it, its list of files, and what is signed."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

FORMAT: Final = "jiandu-package-1"

MANIFEST: Final = "manifest.json"
MANIFEST_SIGNATURE: Final = "manifest.sig"
SUMS: Final = "SHA256SUMS"
SUMS_SIGNATURE: Final = "SHA256SUMS.sig"
PUBLIC_KEY: Final = "public.pem"
SIGNING: Final = (MANIFEST, MANIFEST_SIGNATURE, SUMS, SUMS_SIGNATURE, PUBLIC_KEY)
"""What stands beside the files of the list: these cannot tell their own sums."""

ENTRIES: Final = "journal/entries.jsonl"
HASHES: Final = "journal/hashes.txt"
HEAD: Final = "journal/head.json"
JOURNAL: Final = (ENTRIES, HASHES, HEAD)

NAME: Final = re.compile(r"(?:(?:data|attachments|journal)/)?[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)
"""A name in a package: plain, in one of three folders or in none; no other path can be written like this."""

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a package by its name: its SHA-256 and its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The list of a package: what it is about, where the journal stood, every file, and who signs.

    `about` has its ``kind``, ``case`` or ``history``, and what bounds it.
    """

    about: Mapping[str, Any]
    agency: str
    made_at: str
    key: str
    entries: int
    head: str
    files: tuple[Member, ...]

    def written(self) -> bytes:
        """The manifest's bytes: what is signed."""
        told = {
            "format": FORMAT,
            "about": dict(self.about),
            "agency": self.agency,
            "made_at": self.made_at,
            "key": self.key,
            "journal": {"entries": self.entries, "head": self.head},
            "files": [{"name": one.name, "sha256": one.sha256, "size": one.size} for one in self.files],
        }
        return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def read_manifest(content: bytes) -> Manifest:
    """The manifest behind its bytes; ValueError where it is none."""
    try:
        told = json.loads(content)
        if told["format"] != FORMAT:
            raise ValueError("format")
        about, place = told["about"], told["journal"]
        files = tuple(_member(one) for one in told["files"])
        texts = (told["agency"], told["made_at"], told["key"], place["head"], about["kind"], about.get("case", ""))
        if not all(isinstance(text, str) for text in texts) or type(place["entries"]) is not int:
            raise ValueError("value")
        return Manifest(about, told["agency"], told["made_at"], told["key"], place["entries"], place["head"], files)
    except (KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError("shape") from None


def _member(told: Any) -> Member:
    name, sha256, size = told["name"], told["sha256"], told["size"]
    if not NAME.fullmatch(name) or name in SIGNING or not _SHA256.fullmatch(sha256) or type(size) is not int:
        raise ValueError("file")
    return Member(name, sha256, size)


def sums(files: Iterable[Member]) -> bytes:
    """The list as ``sha256sum -c`` reads it."""
    return "".join(f"{one.sha256}  {one.name}\n" for one in files).encode()


def attachment_name(id: str, name: str) -> str:
    """What an attachment is called in a package: its own number, and the ending of its name where that is plain."""
    ending = name[name.rfind(".") :] if "." in name else ""
    return f"attachments/{id}{ending.lower() if _SUFFIX.fullmatch(ending) else ''}"
