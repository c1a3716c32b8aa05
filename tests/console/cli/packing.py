"""Packages taken apart and put together again, as somebody with a zip program would."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from db.signing import SigningKey
from sanctions.agency.heads import _head, canonical, read_head
from sanctions.packages.layout import (
    HEAD,
    MANIFEST,
    MANIFEST_SIGNATURE,
    PUBLIC_KEY,
    SIGNING,
    SUMS,
    SUMS_SIGNATURE,
    Member,
    read_manifest,
    sums,
)

Files = dict[str, bytes]


def unpacked(package: Path | bytes) -> Files:
    """Every file of a package by its name."""
    source = io.BytesIO(package) if isinstance(package, bytes) else package
    with zipfile.ZipFile(source) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes], to: Path) -> Path:
    """A zip of these files, in this order."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return to


def signed_anew(files: Files, key: SigningKey, *, head: bool = False) -> Files:
    """The files with a list, sums and signatures that fit them; with `head` the journal's head signed anew too."""
    if head:
        told = json.loads(read_head(files[HEAD]).statement) | {"key": key.public.fingerprint}
        statement = canonical(told)
        files = files | {HEAD: _head(statement, key.sign(statement.encode())).line}
    members = [
        Member(name, hashlib.sha256(content).hexdigest(), len(content))
        for name, content in files.items()
        if name not in SIGNING
    ]
    manifest = replace(read_manifest(files[MANIFEST]), files=tuple(members), key=key.public.fingerprint)
    listed = manifest.written()
    summed = sums((*members, Member(MANIFEST, hashlib.sha256(listed).hexdigest(), len(listed))))
    return files | {
        MANIFEST: listed,
        MANIFEST_SIGNATURE: key.sign(listed),
        SUMS: summed,
        SUMS_SIGNATURE: key.sign(summed),
        PUBLIC_KEY: key.public.pem,
    }
