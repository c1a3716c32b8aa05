"""Opening a Word template from outside: bounded, and seen to be nothing but a paper, before it is read as one.

Whoever made the file may mean harm, or not know what their word processor put into it: a few bytes that swell to
gigabytes, macros, objects of other programs, pictures and templates fetched from elsewhere when the paper is opened.
"""

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from domain.messages import Message, Words, msg
from domain.refusals import Refused, refuse
from sanctions.papers.official import pack

LARGEST: Final = 8 << 20
"""Most bytes of a template as a file."""
MOST_FILES: Final = 400
MOST_XML: Final = 1 << 20
"""Most bytes of a part that is read as XML."""
MOST_BYTES: Final = 16 << 20
"""Most bytes of all its parts together, counted while they are inflated."""

_END, _END_SIZE = b"PK\x05\x06", 22
_NAME = re.compile(r"(?!.*\.\.)[\w\-. \[\]()]{1,100}(/[\w\-. \[\]()]{1,100}){0,6}")
_XML = (".xml", ".rels")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".odttf")
"""What else may lie in it: pictures, and fonts kept with a paper."""
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FOREIGN = re.compile(
    "macro|vba|oleobject|activex|embedded|altchunk|afchunk|attachedtemplate|subdocument|/package$|frame"
)
"""Words in the kinds of parts and of ties between them that a paper to be printed has no need of."""
_FIELDS: Final = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "SEQ", "STYLEREF", "EQ", "SYMBOL"})
"""Fields of Word that show what stands in the paper itself; others fetch a file or ask the clock when it is opened."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHANGES = msg("tracked changes")
_REMARKS: Final[Mapping[str, Message]] = {
    f"{_W}comment": msg("comments"),
    **{f"{_W}{name}": _CHANGES for name in ("ins", "del", "moveFrom", "moveTo")},
}
"""What people said to each other about the template: it would leave the house with every letter."""

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error)


def read_template(path: Path, name: str) -> bytes:
    """The bytes of a template's file. Refused ``template.unreadable``, ``template.bounds``."""
    try:
        # A pipe would never end; opened without waiting, it can be looked at first.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            content = file.read(LARGEST + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else None
    except OSError:
        content = None
    if content is None:
        raise refuse(
            "template.unreadable",
            msg("The template {name} cannot be read. Check that it is a file and that you may read it.", name=name),
            field="file",
        )
    if len(content) > LARGEST:
        raise _too_much(name)
    return content


def opened_template(content: bytes, name: str) -> bytes:
    """The template with exactly the parts that were looked at, packed anew; `name` is what it is called in a refusal.

    Refused: ``template.not_docx``, ``template.bounds``, ``template.outside``, ``template.holds``.
    """
    parts = _parts(content, name)
    if "[Content_Types].xml" not in parts:
        raise not_docx(name)
    for part, data in parts.items():
        if not part.lower().endswith(_XML):
            continue
        root = _read(data, name)
        if part == "[Content_Types].xml":
            _check_types(root, parts, name)
        elif part.lower().endswith(".rels"):
            _check_ties(root, name)
        remark = next((_REMARKS[one.tag] for one in root.iter() if one.tag in _REMARKS), None)
        if remark is not None:
            raise _holds(name, remark)
        for field in _fields(root):
            if field not in _FIELDS:
                raise _holds(name, msg("the field {field}", field=field[:20]))
    return pack(parts)


def _parts(content: bytes, name: str) -> dict[str, bytes]:
    if len(content) > LARGEST:
        raise _too_much(name)
    end = content[-_END_SIZE:]
    # How many names it holds stands at its end, and is known before the list is read.
    if len(end) < _END_SIZE or not end.startswith(_END):
        raise not_docx(name)
    if struct.unpack("<4s4H2LH", end)[4] > MOST_FILES:
        raise _too_much(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _inflated(archive, name)
    except _BROKEN:
        raise not_docx(name) from None


def _inflated(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    members = [one for one in archive.infolist() if not one.is_dir()]
    if len(members) > MOST_FILES:
        raise _too_much(name)
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    left = MOST_BYTES
    for one in members:
        part = one.filename
        lower = part.lower()
        plain = one.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not one.flag_bits & 0x1
        if not plain or not _NAME.fullmatch(part) or part != one.orig_filename or lower in seen:
            raise not_docx(name)
        if not lower.endswith(_XML + _PICTURES):
            raise _holds(name, part[:80])
        seen.add(lower)
        limit = min(left, MOST_XML) if lower.endswith(_XML) else left
        # What it says its size is counts for nothing: no more is inflated than may be.
        with archive.open(one) as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            raise _too_much(name)
        parts[part] = data
        left -= len(data)
    return parts


def _read(data: bytes, name: str) -> Element:
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise _holds(name, msg("entities of XML")) from None
    except (ParseError, ValueError, LookupError):
        raise not_docx(name) from None
    return root


def _check_types(root: Element, parts: Collection[str], name: str) -> None:
    kinds: Mapping[str, str] = {
        one.get("PartName", one.get("Extension", "")).lower(): one.get("ContentType", "") for one in root
    }
    mains = [part for part, kind in kinds.items() if kind == _MAIN]
    if len(mains) != 1 or mains[0].removeprefix("/") not in {part.lower() for part in parts}:
        raise not_docx(name)
    for part, kind in kinds.items():
        if _FOREIGN.search(kind.lower()) or (part.endswith(_PICTURES) and "xml" in kind.rpartition("+")[2]):
            raise _holds(name, kind.rpartition(".")[2][:80])


def _check_ties(root: Element, name: str) -> None:
    for one in root:
        kind, target = one.get("Type", "").lower(), one.get("Target", "")
        if one.get("TargetMode", "").lower() == "external" or ":" in target or target.startswith(("//", "\\")):
            raise refuse(
                "template.outside",
                msg(
                    "The template {name} points outside itself ({kind}). Remove the link, or the template it is "
                    "attached to, and save it again.",
                    name=name,
                    kind=kind.rpartition("/")[2][:40],
                ),
                field="file",
            )
        if _FOREIGN.search(kind):
            raise _holds(name, kind.rpartition("/")[2][:40])


def _fields(root: Element) -> Iterator[str]:
    """The first words of the fields of Word in a part, wherever their text was cut apart."""
    open_ones: list[str] = []
    for one in root.iter():
        if one.tag == f"{_W}fldSimple":
            yield _first(one.get(f"{_W}instr", ""))
        elif one.tag == f"{_W}fldChar":
            kind = one.get(f"{_W}fldCharType")
            if kind == "begin":
                open_ones.append("")
            elif kind == "end" and open_ones:
                yield _first(open_ones.pop())
        elif one.tag in (f"{_W}instrText", f"{_W}delInstrText"):
            if not open_ones:
                open_ones.append("")
            open_ones[-1] += one.text or ""
    yield from (_first(text) for text in open_ones)


def _first(text: str) -> str:
    return next(iter(text.upper().split()), "PAGE")


def not_docx(name: str) -> Refused:
    """What was given cannot be read as a paper of Word."""
    return refuse(
        "template.not_docx",
        msg("The template {name} is no Word file (.docx). Save it as one from Word or WPS.", name=name),
        field="file",
    )


def _holds(name: str, what: Words | str) -> Refused:
    return refuse(
        "template.holds",
        msg(
            "The template {name} holds {what}, which no paper of ours may. Remove it and save the template again.",
            name=name,
            what=what,
        ),
        field="file",
    )


def _too_much(name: str) -> Refused:
    return refuse(
        "template.bounds",
        msg("The template {name} is larger, or swells to more, than a template may. It is not opened.", name=name),
        field="file",
    )
