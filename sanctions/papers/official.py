"""Papers laid out as official documents of the Party and government are (GB/T 9704-2012), as Word files.

What a paper looks like stands in the XML beside this module: page, grid, styles, fonts and page numbers. The bytes are
made of the content alone: no clock, no random ids, and nothing of the compression library's either.
"""

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Final

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Twips
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from domain.text import visible

CHARACTER: Final = 314
"""Width of a character of the body in twips: 28 of them fill a line of 156 mm."""
LINE: Final = 8844
"""Width of the text area in twips: 156 mm."""

_LAYOUT: Final[Mapping[str, str]] = {
    "[Content_Types].xml": "types.xml",
    "_rels/.rels": "package.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "parts.xml",
    "word/document.xml": "document.xml",
    "word/fontTable.xml": "fonts.xml",
    "word/footer1.xml": "footer1.xml",
    "word/footer2.xml": "footer2.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def blank(*, title: str, author: str, day: date, identifier: str) -> Document:
    """An empty paper with the layout of an official document; `day` is when it was made, whatever the clock says."""
    document = docx.Document(io.BytesIO(_layout()))
    describe(document, title=title, author=author, day=day, identifier=identifier)
    return document


def describe(document: Document, *, title: str, author: str, day: date, identifier: str) -> None:
    """What a paper says of itself, whoever made the file it is made of."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = _short(title), _short(author), _short(author)
    properties.created = properties.modified = datetime.combine(day, time())
    properties.identifier, properties.language, properties.revision = _short(identifier), "zh-CN", 1


def sign(document: Document, agency: str, day: str) -> None:
    """The agency and the day below it, with room for the seal (GB/T 9704-2012, 7.3.5.1).

    The day ends four characters before the margin and the agency stands centred over it; a long name moves both.
    """
    middle = 4 + _width(day) / 2
    right = max(middle - _width(agency) / 2, 0)
    # So long a name takes more than the line, and there is no middle to keep.
    middle = max(middle, _width(agency) / 2) if _width(agency) <= LINE // CHARACTER else middle
    for text, indent in ((agency, right), (day, middle - _width(day) / 2)):
        if text:
            line = add(document, text, "Signature")
            line.paragraph_format.right_indent = Twips(round(indent * CHARACTER))
            # The seal needs both lines on the page of the text.
            line.paragraph_format.keep_with_next = text is agency


def table(document: Document, headings: tuple[str, ...], widths: tuple[int, ...], caption: str) -> Table:
    """A table of fixed columns, in twips, over the whole line; its headings come again on every page."""
    made: Table = document.add_table(rows=1, cols=len(headings), style="Table Grid")
    made.autofit = False
    settings = made._tbl.tblPr  # noqa: SLF001
    whole = settings.find(qn("w:tblW"))
    whole.set(qn("w:type"), "dxa")
    whole.set(qn("w:w"), str(sum(widths)))
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), visible(caption))
    settings.append(described)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Twips(width)
    head = made.rows[0]
    repeated = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001
    fill(document, head, tuple((heading,) for heading in headings), widths, "Table Heading")
    return made


def next_row(made: Table) -> _Row:
    """Another row below, to be filled."""
    row: _Row = made.add_row()  # type: ignore[no-untyped-call]
    # It goes to the next page whole.
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    return row


def fill(
    document: Document, row: _Row, cells: tuple[tuple[str, ...], ...], widths: tuple[int, ...], style: str
) -> None:
    """Put texts into the cells of a row, each a line of its cell."""
    kind = document.styles[style]
    for cell, lines, width in zip(row.cells, cells, widths, strict=True):
        cell.width = Twips(width)
        for number, line in enumerate(lines or ("",)):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.style = kind
            paragraph.add_run(visible(line))


def add(document: Document, text: str, style: str) -> Paragraph:
    """A paragraph of one line of text; what would hide in it becomes a visible mark."""
    return document.add_paragraph(visible(text), style=style)


def packed(document: Document) -> bytes:
    """The file: its parts in a fixed order, without times, and stored as they are."""
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})


@cache
def _layout() -> bytes:
    folder = files("sanctions.papers") / "official"
    return pack({name: (folder / file).read_bytes() for name, file in _LAYOUT.items()})


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A file of these parts, by name, without times."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return written.getvalue()


def _short(text: str) -> str:
    # Word takes no more than 255 characters in a property.
    return visible(text)[:255]


def _width(text: str) -> float:
    """Width in characters of the body: what is not wide takes half."""
    return sum(0.5 if char.isascii() else 1 for char in visible(text))
