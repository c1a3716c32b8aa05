"""JSON lines for programs: one object a line, every line by itself."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

_BLOCK = 1000


def json_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Rows as objects under their columns' names, in UTF-8, block by block.

    Characters that hide or that some readers take for the end of a line stand there by their number; reading a line
    gives what was in the row.
    """
    import msgspec

    encoder, remaining = msgspec.json.Encoder(), iter(rows)
    while block := [dict(zip(columns, row, strict=True)) for row in islice(remaining, _BLOCK)]:
        try:
            text = encoder.encode_lines(block).decode()
        except UnicodeEncodeError:
            text = "".join(f"{json.dumps(one, ensure_ascii=False, separators=(',', ':'))}\n" for one in block)
        # Looking at a block at once is cheaper than at every line, and most are clean.
        yield (text if text.replace("\n", "").isprintable() else "".join(map(_numbered, text))).encode()


def _numbered(char: str) -> str:
    if char == "\n" or char.isprintable():
        return char
    return json.dumps(char)[1:-1]
