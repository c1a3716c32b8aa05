"""Templates of letters as plain text, and the Word templates made of them.

A letter (文书) is written as lines, so that a change of its wording can be read as a change of a text. One line is one
paragraph; its first character tells what kind:

    # a remark of ours, left out
    = 处理决定书                 title, centred; the first one names the paper
    ~ {{ number }}               line under the title, centred: the number (文号), a day, a remark in brackets
    - {{ institution.name }}：   begins at the margin: the addressee, a line of a form
    . 经查，你单位……             body, its first line indented by two characters
    + 一、事实                   heading of a part, in bold face
    > {{ agency.name }}          signature block on the right: one line each, kept together, never alone on a page
    ---                          a new page
                                 (an empty line) an empty line of the paper

Fields are ``{{ institution.name }}``; a newline in a value is a line break. What is there only sometimes, or once for
each of a list, stands between lines of their own, which leave no line in the paper:

    %if remedies                 %elif …   %else   %endif
    %for finding in findings     . {{ loop.index }}．{{ finding.what }}   %endfor

A condition is a field, ``not``, ``and``, ``or``, and comparisons with a text or a number; ``x|length`` counts a list
and ``x|join('、')`` puts one on a line. There is nothing else: no sums, no calls, nothing set.

A table begins with the widths of its columns in hundredths of the line, and goes on while lines begin with ``|``:

    |= 10 60 30                  its first row is a heading, repeated on every page
    |: 20 80                     no heading: a form of labels and what belongs there
    | 序号 | 事项 | 金额 |
    |%for bill in bills          rows between these come once for each; |%if … |%else |%endif likewise
    | {{ loop.index }} | {{ bill.what }} | > {{ bill.amount }} |
    |%endfor

In a row, a cell of ``<`` alone belongs to the one on its left; ``> `` in front sets a cell to the right, ``^ `` in its
middle; ``\\n`` in a cell begins another line of it (so ``\\n\\n\\n`` leaves room for a pen). Tables that follow each
other without a line between them form one.

What is made of it is a template of Word like those an agency makes itself, laid out as an official document.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Twips
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from sanctions.papers.official import CHARACTER, LINE, blank, packed

_STYLES: Final = {"=": "Title", "~": "Subtitle", "-": "Normal", ".": "Body Text", "+": "Body Text", ">": "Normal"}
_HEADING_FACE: Final = "黑体"
_NUMBER_FACE: Final = "仿宋_GB2312"
_SIGNATURE: Final = 11 * CHARACTER
"""Where the signature block begins: its middle is eight and a half characters before the margin, so a day of nine ends
four characters before it (GB/T 9704-2012, 7.3.5.1)."""
_MADE: Final = date(2000, 1, 1)
"""The day a template of ours bears; a paper made of it bears its own."""

_ALIGNED: Final = {">": WD_ALIGN_PARAGRAPH.RIGHT, "^": WD_ALIGN_PARAGRAPH.CENTER}


class SourceError(ValueError):
    """A line that is none of the kinds told above; `line` counts from 1."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"line {line}: {text}")
        self.line = line


def title_of(source: str) -> str:
    """The first title of a letter; empty where it has none."""
    return next((line[2:].strip() for line in source.splitlines() if line.startswith("= ")), "")


@lru_cache(maxsize=128)
def template_of(source: str) -> bytes:
    """The Word template made of a text: the same bytes for the same text. Raises SourceError at a line unknown here."""
    title = title_of(source)
    document = blank(title=title, author="", day=_MADE, identifier="")
    lines = list(enumerate(source.splitlines(), 1))
    # An editor ends a file with a newline; so many empty lines at the end say nothing.
    while lines and not lines[-1][1].strip():
        lines.pop()
    at = 0
    while at < len(lines):
        number, line = lines[at]
        if line.startswith("|"):
            end = next((n for n in range(at + 1, len(lines)) if not _continues(lines[n][1])), len(lines))
            _table(document, lines[at:end], title)
            at = end
        else:
            _line(document, number, line.rstrip(), after=lines[at + 1][1] if at + 1 < len(lines) else "")
            at += 1
    return packed(document)


def _continues(line: str) -> bool:
    return line.startswith("|") and not line.startswith(("|=", "|:"))


def _line(document: Document, number: int, line: str, *, after: str) -> None:
    if line.startswith("#"):
        return
    if line == "---":
        document.add_paragraph(style="Normal").add_run().add_break(WD_BREAK.PAGE)
    elif not line.strip():
        document.add_paragraph(style="Normal")
    elif line.startswith("%"):
        document.add_paragraph(f"{{%p {line[1:].strip()} %}}", style="Normal")
    elif line[0] in _STYLES and line[1:2] == " ":
        _paragraph(document, line[0], line[2:].strip(), after)
    else:
        raise SourceError(number, line[:20])


def _paragraph(document: Document, sign: str, text: str, after: str) -> None:
    made = document.add_paragraph(style=_STYLES[sign])
    run = made.add_run(text)
    if sign == "+":
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _HEADING_FACE)  # noqa: SLF001
        made.paragraph_format.keep_with_next = True
    elif sign == "~":
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _NUMBER_FACE)  # noqa: SLF001
    elif sign == "-":
        made.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    elif sign == ">":
        made.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        made.paragraph_format.left_indent = Twips(_SIGNATURE)
        made.paragraph_format.keep_together = True
        # The seal needs all its lines on one page.
        made.paragraph_format.keep_with_next = after.startswith(">")


def _table(document: Document, lines: Sequence[tuple[int, str]], caption: str) -> None:
    number, first = lines[0]
    widths = _widths(number, first)
    made: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    made.autofit = False
    _whole(made, sum(widths), caption)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Twips(width)
    headed = first.startswith("|=")
    for place, line in lines[1:]:
        row: _Row = made.add_row()  # type: ignore[no-untyped-call]
        if line.startswith("|%"):
            row.cells[0].paragraphs[0].add_run(f"{{%tr {line[2:].strip()} %}}")
            continue
        _fill(document, row, _cells(place, line, len(widths)), widths, heading=headed)
        mark = "w:tblHeader" if headed else "w:cantSplit"
        row._tr.get_or_add_trPr().append(OxmlElement(mark))  # noqa: SLF001
        headed = False


def _whole(made: Table, width: int, caption: str) -> None:
    settings = made._tbl.tblPr  # noqa: SLF001
    whole = settings.find(qn("w:tblW"))
    whole.set(qn("w:type"), "dxa")
    whole.set(qn("w:w"), str(width))
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), caption)
    settings.append(described)


def _widths(number: int, line: str) -> tuple[int, ...]:
    shares = line[2:].split()
    if not line.startswith(("|=", "|:")) or not shares or not all(share.isdecimal() for share in shares):
        raise SourceError(number, line[:20])
    whole = sum(int(share) for share in shares)
    widths = [LINE * int(share) // whole for share in shares]
    widths[-1] += LINE - sum(widths)
    return tuple(widths)


def _cells(number: int, line: str, count: int) -> list[str]:
    cells = [found.strip() for found in _split(line)]
    if len(cells) != count or cells[0] == "<":
        raise SourceError(number, line[:20])
    return cells


def _split(line: str) -> Iterator[str]:
    """The cells of a row; a stroke within a field is a filter and not the end of its cell."""
    inner = line.strip().removeprefix("|").removesuffix("|")
    cell = ""
    for piece in re.findall(r"\{\{.*?\}\}|[^|]|\|", inner):
        if piece == "|":
            yield cell
            cell = ""
        else:
            cell += piece
    yield cell


def _fill(document: Document, row: _Row, cells: list[str], widths: Sequence[int], *, heading: bool) -> None:
    at = 0
    drawn = list(row.cells)
    while at < len(cells):
        end = next((n for n in range(at + 1, len(cells)) if cells[n] != "<"), len(cells))
        cell = drawn[at] if end == at + 1 else drawn[at].merge(drawn[end - 1])
        cell.width = Twips(sum(widths[at:end]))
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _write(document, cell, cells[at], heading=heading)
        at = end


def _write(document: Document, cell: _Cell, text: str, *, heading: bool) -> None:
    aligned = _ALIGNED.get(text[:1]) if text[1:2] == " " else None
    if aligned is not None:
        text = text[2:].strip()
    style = document.styles["Table Heading" if heading else "Table Text"]
    for number, line in enumerate(text.split("\\n")):
        paragraph: Paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.style = style
        if line.strip():
            paragraph.add_run(line.strip())
        if aligned is not None:
            paragraph.paragraph_format.alignment = aligned
