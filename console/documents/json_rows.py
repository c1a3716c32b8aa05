"""Rows as JSON for programs: one document, or one object a line; quickly, for very many of them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, starmap
from typing import Any

_BLOCK = 200
"""Rows at a time: as many as stay in the processor's caches while they are written and looked through."""


def json_document(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], besides: Mapping[str, Any] | None = None
) -> Iterator[bytes]:
    """Rows as the list of that name in one document, as `json.dumps` would write it, in UTF-8, block by block.

    `besides` are further members of the document, behind the list.
    """
    import msgspec

    structure, encode = msgspec.defstruct("Row", columns), msgspec.json.Encoder().encode
    between = b""
    yield f'{{"{name}": ['.encode()
    for block in _blocks(rows):
        try:
            # A structure is written far quicker than a mapping.
            text = msgspec.json.format(encode(list(starmap(structure, block))), indent=0)[1:-1]
        except UnicodeEncodeError:
            text = ", ".join(json.dumps(one, ensure_ascii=False) for one in _mapped(columns, block)).encode(
                "utf-8", "backslashreplace"
            )
        yield between + text
        between = b", "
    more = json.dumps(besides, ensure_ascii=False)[1:-1] if besides else ""
    yield b"]" + (f", {more}" if more else "").encode() + b"}\n"


def json_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Rows as objects under their columns' names, one a line, in UTF-8, block by block.

    Characters that hide or that some readers take for the end of a line stand there by their number; reading a line
    gives what was in the row.
    """
    import msgspec

    structure, encode = msgspec.defstruct("Row", columns), msgspec.json.Encoder().encode_lines
    for block in _blocks(rows):
        # Looking at a block at once is cheaper than at every line, and most are clean.
        if "".join([cell for row in block for cell in row if cell.__class__ is str]).isprintable():
            yield encode(list(starmap(structure, block)))
            continue
        for one in _mapped(columns, block):
            text = json.dumps(one, ensure_ascii=False, separators=(",", ":"))
            yield (text if text.isprintable() else "".join(map(_numbered, text))).encode() + b"\n"


def _blocks(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    remaining = iter(rows)
    while block := list(islice(remaining, _BLOCK)):
        yield block


def _mapped(columns: Sequence[str], block: Iterable[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    return (dict(zip(columns, row, strict=True)) for row in block)


def _numbered(char: str) -> str:
    return char if char.isprintable() else json.dumps(char)[1:-1]
