"""Tables handed in as files (CSV, XLSX): bounded, read row by row, nothing in them trusted."""

import csv
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from domain.acts import Upload
from domain.messages import Message, Words, msg
from domain.refusals import Refused, refuse
from sanctions.uploads import text_of

MAX_ROWS, MAX_COLUMNS = 50_000, 40
"""A table has at most this many rows below its header, and columns."""

MAX_BYTES = 20 * 1024 * 1024
_MAX_ENTRIES = 1_000
_MAX_INFLATED = 256 * 1024 * 1024
_MAX_SHEET = 64 * 1024 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LABEL = msg("Roster file")

# What reading a damaged or hostile workbook is known to raise; defusedxml's refusals are ValueErrors.
_UNREADABLE = (
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


class Lossy(str):
    """A cell that was kept as a number: long codes lose their last digits that way."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class WrongCell:
    """What is wrong with one cell: the line it stands on, its column as the file calls it, the reason."""

    line: int
    column: str
    message: Message

    def record(self) -> dict[str, object]:
        """As a refusal tells it."""
        return {"line": self.line, "column": self.column, "message": self.message}


def rows_of(upload: Upload, *, label: Words = _LABEL) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with the line each begins on; rows without any text are left out.

    `label` is what the file is called in a refusal.

    Refused: ``table.unreadable`` with the line where there is one, ``table.too_large``, ``file.not_text``.
    """
    if upload.data.startswith(_OLE):
        raise _unreadable(
            msg("This is an old or protected Excel file. Save it as .xlsx without a password, or as CSV.")
        )
    rows = _workbook(upload.data) if upload.data.startswith(_ZIP) else _csv(upload, label)
    count = 0
    for line, row in rows:
        if len(row) > MAX_COLUMNS:
            raise _unreadable(msg("Line {line} has more than {most} columns.", line=line, most=MAX_COLUMNS))
        if any(cell.strip() for cell in row):
            count += 1
            # The first row is the header.
            if count > MAX_ROWS + 1:
                raise too_large()
            yield line, row


def too_large() -> Refused:
    """More rows than one file may have."""
    return refuse("table.too_large", msg("The file has more than {most} rows. Split it.", most=MAX_ROWS), field="file")


def _unreadable(message: Message) -> Refused:
    return refuse("table.unreadable", message, field="file")


def _csv(upload: Upload, label: Words) -> Iterator[tuple[int, list[str]]]:
    text = text_of(upload, MAX_BYTES, "file", label=label)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error:
        raise _unreadable(
            msg("The row that begins on line {line} is no CSV: check its quotation marks.", line=line)
        ) from None


def _workbook(data: bytes) -> Iterator[tuple[int, list[str]]]:
    if len(data) > MAX_BYTES:
        raise _unreadable(msg("The workbook is larger than {limit} MiB.", limit=MAX_BYTES // 1024 // 1024))
    try:
        _check_archive(data)
        yield from _first_sheet(data)
    except _UNREADABLE:
        raise _unreadable(msg("The workbook is damaged. Save it again as .xlsx, or as CSV.")) from None


def _check_archive(data: bytes) -> None:
    """Refuse an archive that would grow out of all bounds; zipfile never reads past the sizes told here."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    if len(entries) > _MAX_ENTRIES or sum(entry.file_size for entry in entries) > _MAX_INFLATED:
        raise _unreadable(msg("The workbook unpacks to far more than a roster needs. Save the table as CSV."))
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise _unreadable(msg("The workbook is encrypted. Save it without a password."))
        if entry.file_size > _MAX_SHEET:
            raise _unreadable(msg("The workbook unpacks to far more than a roster needs. Save the table as CSV."))


def _first_sheet(data: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # Remarks on styles and extensions of the workbook are nothing to the reader of a roster.
        warnings.simplefilter("ignore")
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = workbook.worksheets[0]
            # The size a sheet claims to have may be anything.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
            blank = 0
            for line, row in enumerate(rows, start=1):
                cells = [_cell(value) for value in row]
                while cells and not cells[-1]:
                    cells.pop()
                blank = 0 if cells else blank + 1
                if blank > MAX_ROWS:
                    return
                yield line, cells
        finally:
            workbook.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return Lossy(int(value))
    return Lossy(value)
