"""What the files hold: every value reads back, what was written is only ever text, the bytes are the same."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.announcements import Announcement, of_text
from domain.text import visible
from sanctions.papers.announcement_docx import announcement_docx
from sanctions.papers.announcement_html import announcement_html
from tests.sanctions.papers.told import AGENCY, DAY, FIRST, SECOND, told
from tests.texts import TEXTS

GOLDEN = Path(__file__).parent / "golden"
KINDS = ("draft", "correction", "withdrawal")
HOSTILE = ("<script>alert(1)</script>", "=cmd|' /C calc'!A0", "医\x07院\u202e院\x1b[31m", "&amp;]]>", "很" * 300)


def docx_of(one: Announcement) -> bytes:
    return announcement_docx(one, day=DAY, identifier="GB-2025-0001/2")


def html_of(one: Announcement) -> bytes:
    return announcement_html(one, day=DAY, identifier="GB-2025-0001/2")


def body_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode().replace("><", ">\n<")


@pytest.mark.parametrize("kind", KINDS)
def test_the_files_are_as_they_were(kind: str) -> None:
    one = told(kind, note="名称有误" if kind != "draft" else None)
    assert html_of(one).decode() == (GOLDEN / f"{kind}.html").read_text("utf-8")
    assert body_of(docx_of(one)) == (GOLDEN / f"{kind}.xml").read_text("utf-8")


def test_every_value_reads_back() -> None:
    paper = docx.Document(io.BytesIO(docx_of(told("correction", note="名称有误\n另附"))))
    assert [p.text for p in paper.paragraphs if p.text] == [
        "终止工伤保险服务协议机构名单",
        "（更正）",
        "本名单更正2025年3月1日公布的名单（第1版）。",
        "说明：名称有误",
        "另附",
        "附件：终止工伤保险服务协议机构名单",
        AGENCY,
        "2025年3月7日",
        "（联系电话：0533-1234567）",
        "附件",
        "终止工伤保险服务协议机构名单",
    ]
    assert [[cell.text for cell in row.cells] for row in paper.tables[0].rows] == [
        ["序号", "机构名称", "服务类型", "办理情况", "日期"],
        ["1", FIRST, "医疗、康复", "决定已作出，送达中", "决定日期\n2025年3月5日"],
        ["2", SECOND, "辅助器具配置", "已生效\n该决定已被确认违法", "协议终止日期\n2025年2月28日"],
    ]
    properties = paper.core_properties
    assert (properties.title, properties.author) == ("终止工伤保险服务协议机构名单", AGENCY)
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.isoformat().startswith("2025-03-07T00:00:00")
    assert properties.identifier == "GB-2025-0001/2"


def test_what_is_withdrawn_is_only_named() -> None:
    one = told("withdrawal")
    (table,) = docx.Document(io.BytesIO(docx_of(one))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "机构名称", "服务类型"],
        ["1", FIRST, "医疗、康复"],
        ["2", SECOND, "辅助器具配置"],
    ]
    page = html_of(one).decode()
    assert "现撤回2025年3月1日公布的名单（第1版）。" in page
    assert "生效" not in page


def test_a_text_alone_is_laid_out_line_by_line() -> None:
    one = of_text("标题\n\n1. 一院  医疗\n\n机构\n联系电话: 1\n")
    assert [p.text for p in docx.Document(io.BytesIO(docx_of(one))).paragraphs if p.text] == [
        "标题",
        "1. 一院  医疗",
        "机构",
        "联系电话: 1",
        "2025年3月7日",
    ]
    assert "<table>" not in html_of(one).decode()


_SAME = """
import hashlib
from tests.sanctions.papers.test_announcement_files import docx_of, html_of
from tests.sanctions.papers.told import told
print(*(hashlib.sha256(made(told("correction"))).hexdigest() for made in (docx_of, html_of)))
"""


def test_bytes_depend_on_no_process_no_clock_and_no_zone() -> None:
    one = told("correction")
    content = docx_of(one)
    sums = [hashlib.sha256(found).hexdigest() for found in (content, html_of(one))]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    done = subprocess.run([sys.executable, "-c", _SAME], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == sums
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    # What a compression library makes of the same parts may change with its version.
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert entries[0].filename == "[Content_Types].xml"


class Read(HTMLParser):
    """Tags and texts of a page; RuntimeError for what no announcement may hold."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


ALLOWED = frozenset(
    "html head meta title style body main h1 p table caption thead tbody tr th td br time".split()  # noqa: SIM905
)


def _holds(one: Announcement, name: str) -> None:
    (table,) = docx.Document(io.BytesIO(docx_of(one))).tables
    assert table.rows[1].cells[1].text == visible(name)
    page = Read(html_of(one))
    assert {tag for tag, _ in page.tags} <= ALLOWED
    assert not any(key.startswith("on") or key in ("src", "href") for _, attrs in page.tags for key in attrs)
    assert visible(name) in page.texts


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_only_ever_text(name: str) -> None:
    _holds(told(names=(name, SECOND)), name)


@settings(max_examples=25, deadline=None)
@given(TEXTS, st.booleans())
def test_any_text_is_only_ever_text(text: str, in_note: bool) -> None:
    name = f"院{text}院"
    one = told(names=(name, SECOND), note=name if in_note else None)
    _holds(replace(one, agency=name), name)


def test_the_page_is_one_that_anybody_can_read() -> None:
    page = Read(html_of(told("correction")))
    tags = dict(reversed(page.tags))
    assert tags["html"] == {"lang": "zh-CN"}
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.tags if tag == "th")
    assert [tag for tag, _ in page.tags].count("h1") == 1
    assert {"title", "caption", "main"} <= tags.keys()
    policy = next(attrs["content"] for _, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    for told_once in ("url(", "@import", "http:", "https:"):
        assert told_once not in html_of(told("correction")).decode()
