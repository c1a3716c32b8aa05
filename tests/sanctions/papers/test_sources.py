"""Letters as plain text: each kind of line becomes the paragraph it says, and what is none of them is told."""

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from sanctions.papers.official import LINE
from sanctions.papers.sources import SourceError, template_of, title_of
from tests.sanctions.papers.documents import lines

TEXT = """\
# a remark
= 处理决定书
~ {{ number }}
- {{ name }}：
%if findings
+ 一、事实
%for f in findings
. {{ loop.index }}．{{ f.what }}
%endfor
%endif

|= 10 60 30
| 序号 | 事项 | 金额 |
|%for f in findings
| {{ loop.index }} | {{ f.what }}{{ words|join('|') }} | > {{ f.amount }} |
|%endfor
|: 20 30 20 30
| 单位 | {{ name }} | < | < |
| 意见 | 同意。\\n\\n签字 | 日期 | ^ 年 月 日 |
---
> {{ agency }}
> {{ day }}


"""
VALUES = {
    "number": "____",
    "name": "医院",
    "findings": [{"what": "甲", "amount": "1.00元"}, {"what": "乙", "amount": "2.00元"}],
    "words": ["x", "y"],
    "agency": "某经办机构",
    "day": "2024年9月6日",
}


def test_each_line_is_its_paragraph() -> None:
    assert lines(template_of(TEXT), VALUES) == [
        "处理决定书",
        "____",
        "医院：",
        "一、事实",
        "1．甲",
        "2．乙",
        "",
        "序号 | 事项 | 金额",
        "1 | 甲x|y | 1.00元",
        "2 | 乙x|y | 2.00元",
        "单位 | 医院",
        "意见 | 同意。 签字 | 日期 | 年 月 日",
        "",
        "",
        "某经办机构",
        "2024年9月6日",
    ]
    assert title_of(TEXT) == "处理决定书"
    assert template_of(TEXT) == template_of.__wrapped__(TEXT)


def test_it_is_laid_out_as_an_official_document() -> None:
    paper = docx.Document(io.BytesIO(template_of(TEXT)))
    by_text = {one.text: one for one in paper.paragraphs}
    assert by_text["处理决定书"].style is not None
    assert by_text["处理决定书"].style.name == "Title"
    agency, day = by_text["{{ agency }}"], by_text["{{ day }}"]
    assert agency.paragraph_format.keep_with_next is True
    assert day.paragraph_format.keep_with_next is False
    assert agency.alignment == WD_ALIGN_PARAGRAPH.CENTER
    listed, form = paper.tables
    assert [len(list(one.rows[0]._tr.iter(qn("w:tblHeader")))) for one in (listed, form)] == [1, 0]
    for table in (listed, form):
        assert sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid) == LINE
    # A cell of < belongs to the one on its left.
    assert [cell.text for cell in form.rows[0].cells] == ["单位", "{{ name }}", "{{ name }}", "{{ name }}"]
    assert [one.text for one in form.rows[1].cells[1].paragraphs] == ["同意。", "", "签字"]
    assert listed.rows[2].cells[2].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("= 甲\n? 乙", 2),
        ("无记号的一行", 1),
        (".无空格", 1),
        ("|= 50 50\n| 甲 | 乙 | 丙 |", 2),
        ("|= 50 x\n| 甲 | 乙 |", 1),
        ("| 甲 | 乙 |", 1),
        ("|: 50 50\n| < | 乙 |", 2),
    ],
)
def test_a_line_that_is_none_of_them_is_told(text: str, line: int) -> None:
    with pytest.raises(SourceError) as caught:
        template_of(text)
    assert caught.value.line == line
