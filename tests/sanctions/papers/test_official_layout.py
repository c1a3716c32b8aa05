"""The announcement measured as GB/T 9704-2012 lays a paper out: page, lines, characters, sizes, fonts, numbers."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Length

from sanctions.papers.announcement_docx import announcement_docx
from sanctions.papers.official import CHARACTER
from tests.sanctions.papers.told import DAY, told


@pytest.fixture(scope="module")
def content() -> bytes:
    return announcement_docx(told("correction", note="名称有误\n另附"), day=DAY, identifier="GB-2025-0001/2")


@pytest.fixture(scope="module")
def paper(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def mm(length: Length | None) -> float:
    assert length is not None
    return float(length.mm)


def test_the_page_is_a4_with_its_margins(paper: Any) -> None:
    (section,) = paper.sections
    measured = [
        mm(one)
        for one in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ]
    assert measured == pytest.approx([210, 297, 37, 35, 28, 26], abs=0.05)
    assert measured[0] - measured[4] - measured[5] == pytest.approx(156, abs=0.05)
    assert measured[1] - measured[2] - measured[3] == pytest.approx(225, abs=0.05)


def test_22_lines_of_28_characters_fill_it(paper: Any) -> None:
    (section,) = paper.sections
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    body = paper.styles["Normal"]
    line = body.paragraph_format.line_spacing
    assert body.paragraph_format.line_spacing_rule is WD_LINE_SPACING.EXACTLY
    assert int(grid.get(qn("w:linePitch"))) / 20 == line.pt
    assert 225 / line.mm == pytest.approx(22, abs=0.05)
    assert 225 / line.mm >= 22
    size = body.font.size.pt
    line_width = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    # The grid that page setup shows, and the same made of the characters themselves.
    narrower = body.element.rPr.find(qn("w:spacing")).get(qn("w:val"))
    for character in (size + int(grid.get(qn("w:charSpace"))) / 4096, size + int(narrower) / 20):
        assert 28 <= line_width / character < 28.2


def test_sizes_and_fonts_are_the_standards_own(paper: Any, content: bytes) -> None:
    def font(style: str) -> tuple[str | None, float | None]:
        found, size = paper.styles[style], None
        while found is not None and (size := found.font.size) is None:
            found = found.base_style
        fonts = paper.styles[style].element.find(".//" + qn("w:rFonts"))
        return fonts.get(qn("w:eastAsia")) if fonts is not None else None, size.pt if size is not None else None

    fallback = paper.styles.element.find(".//" + qn("w:rFonts")).get(qn("w:eastAsia"))
    assert fallback == "仿宋_GB2312"
    # No. 2 is 22 pt, No. 3 16 pt, No. 4 14 pt.
    assert font("Title") == ("方正小标宋简体", 22)
    assert font("Subtitle") == ("楷体_GB2312", 16)
    assert font("Body Text") == (None, 16)
    assert font("Attachment") == ("黑体", 16)
    assert font("Table Heading") == ("黑体", 12)
    assert font("Footer") == ("宋体", 14)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
    for name, other in (("方正小标宋简体", "华文中宋"), ("仿宋_GB2312", "FangSong"), ("楷体_GB2312", "KaiTi")):
        assert other in fonts.split(f'w:name="{name}"')[1].split("</w:font>")[0]


def test_pages_are_numbered_on_their_outer_side(paper: Any) -> None:
    assert paper.settings.odd_and_even_pages_header_footer
    (section,) = paper.sections
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        (line,) = footer.paragraphs
        assert line.alignment is side
        assert [one.text for one in line.runs] == ["— ", " —"]
        assert line._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
    # The dashes stand 7 mm below the text: the middle of a line of 18 pt above the footer's own margin.
    middle = mm(section.footer_distance) + Length(18 * 12700 // 2).mm
    assert mm(section.bottom_margin) - middle == pytest.approx(7, abs=0.1)


def test_the_day_leaves_four_characters_and_the_agency_stands_over_it(paper: Any) -> None:
    agency, day = (p for p in paper.paragraphs if p.style.name == "Signature")
    character = CHARACTER / 20
    assert day.paragraph_format.right_indent.pt / character == pytest.approx(4, abs=0.05)

    def middle(line: Any, width: float) -> float:
        return float(line.paragraph_format.right_indent.pt / character + width / 2)

    # 2025年3月7日 is as wide as six characters.
    assert middle(agency, len(agency.text)) == pytest.approx(middle(day, 6), abs=0.05)
    assert agency.paragraph_format.keep_with_next
    body = next(p for p in paper.paragraphs if p.style.name == "Body Text")
    assert body.style.paragraph_format.first_line_indent.pt / character == pytest.approx(2, abs=0.01)


@pytest.mark.parametrize("length", [1, 14, 20, 28, 60])
def test_a_name_of_any_length_keeps_within_the_line(length: int) -> None:
    content = announcement_docx(replace(told(), agency="局" * length), day=DAY, identifier="x")
    agency, day = (p for p in docx.Document(io.BytesIO(content)).paragraphs if p.style and p.style.name == "Signature")
    indents = [one.paragraph_format.right_indent for one in (agency, day)]
    assert all(indent is not None and indent >= 0 for indent in indents)
    assert indents[1] is not None
    assert indents[1].pt >= 4 * CHARACTER / 20 - 0.1
    if length <= 28:
        assert indents[0] is not None
        assert indents[0].pt + length * CHARACTER / 20 <= 156 / 25.4 * 72 + 1


def test_the_list_is_an_attachment_whose_headings_come_again(paper: Any) -> None:
    (table,) = paper.tables
    head, *rows = table.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert sum(column.width.mm for column in table.columns) == pytest.approx(156, abs=0.05)
    (attachment,) = (p for p in paper.paragraphs if p.style.name == "Attachment")
    assert attachment.text == "附件"
    assert attachment.style.paragraph_format.page_break_before
