"""CSV that a spreadsheet opens without harm: no cell is taken for a formula, nothing in it hides."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

BOM = b"\xef\xbb\xbf"
"""What makes a spreadsheet read UTF-8; programs rather do without."""

_BLOCK = 200
"""Rows at a time: as many as stay in the processor's caches while they are written and looked through."""

# The wide forms too: a spreadsheet of an East Asian locale reads them as the plain ones.
_FORMULA = "=+-@\t\r＝＋－＠"
_SUSPECT = re.compile(f'(?:^|,)"?[{re.escape(_FORMULA)}]', re.MULTILINE)
# A minus stands in every day: it only matters where a cell begins.
_RARE = tuple("=+@＝＋－＠")
_END = "\r\n"


def csv_chunks(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, bom: bool = False) -> Iterator[bytes]:
    """A table as CSV in UTF-8 with CRLF line ends, block by block.

    Cells that would begin a formula get an apostrophe in front, hidden characters become visible marks.
    """
    if bom:
        yield BOM
    yield _written([columns])
    remaining = iter(rows)
    while block := list(islice(remaining, _BLOCK)):
        yield _safe(block)


def _safe(block: Sequence[Sequence[Any]]) -> bytes:
    lines = _Lines()
    csv.writer(lines, lineterminator="").writerows(block)
    # Looking at a block at once is far cheaper than at every cell, and most blocks are clean. A cell with a tab, or of
    # several lines, is not: none of them gets further than this.
    if "".join(lines).isprintable():
        text = _END.join(lines) + _END
        minus = ",-" in text or "-" in {line[:1] for line in lines} or ('"' in text and '"-' in text)
        if not (minus or any(mark in text for mark in _RARE)) or not _SUSPECT.search(text):
            return text.encode("utf-8", "backslashreplace")
    return _written([[_neutral(cell) for cell in row] for row in block])


class _Lines(list[str]):
    """Takes what a writer of the library writes, line by line."""

    write = list.append


def _neutral(cell: Any) -> Any:
    if not isinstance(cell, str) or not cell:
        return cell
    from domain.text import visible

    shown = visible(cell, keep_newlines=True)
    return f"'{shown}" if shown[0] in _FORMULA or cell[0] in _FORMULA else shown


def _written(rows: Iterable[Sequence[Any]]) -> bytes:
    return _text(rows).encode("utf-8", "backslashreplace")


def _text(rows: Iterable[Sequence[Any]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()
