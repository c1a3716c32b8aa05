"""Checking a package with nothing but the package: its signature, its files, the entries behind it and their chain."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from db.signing import PublicKey, public_key
from domain.messages import Message, msg
from domain.refusals import Refused
from sanctions.agency.heads import Head, read_head
from sanctions.packages.chain import check_chain
from sanctions.packages.layout import (
    ENTRIES,
    HEAD,
    JOURNAL,
    MANIFEST,
    MANIFEST_SIGNATURE,
    PUBLIC_KEY,
    SIGNING,
    SUMS,
    SUMS_SIGNATURE,
    Manifest,
    Member,
    read_manifest,
    sums,
)
from sanctions.packages.opening import BROKEN, Opened, opened

_SMALL: Final = 1 << 24
MOST_PROBLEMS: Final = 100
"""Problems told at most: where everything is wrong, the first hundred say so."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold: its code, the file or entry it is about, and a sentence."""

    code: str
    name: str
    message: Message

    @property
    def document(self) -> dict[str, Any]:
        """The problem as told to the outside."""
        return {"code": self.code, "name": self.name, "message": self.message}


@dataclass(slots=True)
class Checked:
    """What came of it: what the package says of itself where that could be read, and what does not hold."""

    manifest: Manifest | None = None
    key: PublicKey | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def add(self, code: str, name: str, message: Message) -> None:
        """One more thing that does not hold."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(code, name, message))


def check(path: Path, trusted: str | None = None, watch: Callable[[int, int], None] | None = None) -> Checked:
    """Check a package; `trusted` is the fingerprint of the key it must be signed with, where that is known.

    `watch` is told how many bytes of how many were read. Refused as `opened` for what cannot be taken for a package.
    """
    with opened(path) as package:
        found = Checked()
        _missing(package, (*SIGNING, *JOURNAL), found)
        _signatures(package, trusted, found)
        if found.manifest is not None:
            _files(package, found.manifest, found, watch)
            _journal(package, found.manifest, found)
    return found


def _missing(package: Opened, wanted: Iterable[str], found: Checked) -> None:
    for name in wanted:
        if name not in package.names:
            found.add("package.missing", name, msg("{name} is missing.", name=name))


def _changed(found: Checked, name: str) -> None:
    found.add("package.changed", name, msg("{name} is not what was signed.", name=name))


def _content(package: Opened, name: str, found: Checked) -> bytes | None:
    """A small file whole; None where it is missing or damaged, which is told."""
    if name not in package.names:
        return None
    try:
        return package.small(name, _SMALL)
    except BROKEN:
        _changed(found, name)
        return None


def _signatures(package: Opened, trusted: str | None, found: Checked) -> None:
    """The key, and what it signed: the list, and the sums."""
    content = {name: _content(package, name, found) for name in SIGNING}
    listed = content[MANIFEST]
    if listed is not None:
        try:
            found.manifest = read_manifest(listed)
        except ValueError:
            _changed(found, MANIFEST)
    pem = content[PUBLIC_KEY]
    if pem is not None:
        try:
            found.key = public_key(pem)
        except Refused:
            _changed(found, PUBLIC_KEY)
        else:
            # A key can be written in more than one way; only one of them is ours.
            if pem != found.key.pem:
                _changed(found, PUBLIC_KEY)
    key = found.key
    if key is None:
        return
    if trusted is not None and key.fingerprint != trusted:
        found.add("package.key", PUBLIC_KEY, msg("The package is signed by another key than the one you trust."))
    if found.manifest is not None and found.manifest.key != key.fingerprint:
        found.add("package.key", PUBLIC_KEY, msg("The key in the package is not the one its list names."))
    for name, signature in ((MANIFEST, MANIFEST_SIGNATURE), (SUMS, SUMS_SIGNATURE)):
        told, sign = content[name], content[signature]
        if told is not None and sign is not None and not key.signed(sign, told):
            found.add("package.signature", name, msg("{name} is not signed by the key in the package.", name=name))
    sums_told = content[SUMS]
    if sums_told is not None and listed is not None and found.manifest is not None:
        itself = Member(MANIFEST, hashlib.sha256(listed).hexdigest(), len(listed))
        if sums_told != sums((*found.manifest.files, itself)):
            _changed(found, SUMS)


def _files(package: Opened, manifest: Manifest, found: Checked, watch: Callable[[int, int], None] | None) -> None:
    """Every file of the list is there as it was, and nothing beside them."""
    listed = {one.name for one in manifest.files}
    for name in package.names:
        if name not in listed and name not in SIGNING:
            found.add("package.added", name, msg("{name} was added: it is not in the signed list.", name=name))
    _missing(package, (one.name for one in manifest.files if one.name not in JOURNAL), found)
    done, total = 0, sum(package.size(name) for name in listed if name in package.names)
    for one in manifest.files:
        if one.name not in package.names:
            continue
        digest, size = hashlib.sha256(), 0
        try:
            for piece in package.chunks(one.name):
                digest.update(piece)
                size += len(piece)
                if watch is not None:
                    watch(done + size, total)
        except BROKEN:
            _changed(found, one.name)
            continue
        done += size
        if digest.hexdigest() != one.sha256 or size != one.size:
            _changed(found, one.name)


def _journal(package: Opened, manifest: Manifest, found: Checked) -> None:
    """The signed head, the hashes it speaks for, and each entry at its place among them."""
    if not all(name in package.names for name in JOURNAL):
        return
    head = _head(package, manifest, found)
    if head is None:
        return
    try:
        sums_of = {one.name: one.sha256 for one in manifest.files}
        for fault in check_chain(package, head, sums_of):
            found.add(fault.code, fault.name, fault.message)
    except BROKEN:
        found.add("package.entry", ENTRIES, msg("{name} cannot be read to its end.", name=ENTRIES))


def _head(package: Opened, manifest: Manifest, found: Checked) -> Head | None:
    content = _content(package, HEAD, found)
    try:
        head = read_head(content) if content is not None else None
    except Refused:
        head = None
    if head is None:
        found.add("package.head", HEAD, msg("The signed head of the journal cannot be read."))
        return None
    if found.key is not None and not head.signed_by(found.key):
        found.add("package.head", HEAD, msg("The head of the journal is not signed by the key in the package."))
    if (head.entries, head.head) != (manifest.entries, manifest.head):
        found.add("package.head", HEAD, msg("The head of the journal is not the one the list names."))
    return head


def told(found: Checked) -> dict[str, Any]:
    """The verdict as told to the outside."""
    manifest = found.manifest
    own: dict[str, Any] = {}
    if manifest is not None:
        own = {
            "about": manifest.about.get("case") or manifest.about["kind"],
            "agency": manifest.agency,
            "made_at": manifest.made_at,
            "files": len(manifest.files),
            "entries": manifest.entries,
            "head": manifest.head,
        }
    key = found.key.fingerprint if found.key is not None else None
    return {"ok": found.ok, **own, "key": key, "problems": [one.document for one in found.problems]}
