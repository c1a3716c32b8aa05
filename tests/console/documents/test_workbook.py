"""Workbooks: typed cells, sheets that go on, the same bytes again, nothing left of one that was given up."""

import csv
import io
import json
import re
import resource
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from console.documents import workbook
from console.documents.cell_text import plain
from console.documents.csv_table import csv_chunks
from console.documents.json_rows import json_document, json_lines
from console.documents.workbook import Book, Column, paced, workbook_chunks
from console.errors import Fault
from console.files import write_out
from domain.text import visible

COLUMNS = (
    Column("编号"),
    Column("事由", "long"),
    Column("决定日", "day"),
    Column("录入时间", "moment"),
    Column("金额", "money"),
    Column("迟延", "count"),
    Column("状态", words={"in-force": "生效中"}.__getitem__),
)
ROW = ("CL-1", "两行\n文字", "2025-03-05", "2025-03-05T17:30:01.900000Z", "1234567.05", 3, "in-force")
NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def chunks(scratch: Path, rows: Sequence[Sequence[Any]], columns: Sequence[Column] = COLUMNS) -> Iterator[bytes]:
    def fill(book: Book) -> Iterator[None]:
        yield from paced(rows, book.sheet("一", columns).write)

    return workbook_chunks(
        fill, title="记录 & 表", told="截至", made_on=date(2025, 6, 3), zone="Asia/Shanghai", scratch=scratch
    )


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def test_each_cell_has_its_type(tmp_path: Path) -> None:
    data = b"".join(chunks(tmp_path, [ROW, ("CL-2", None, "1899-12-31", None, "0.10", 0, None)]))
    sheet = opened(data).worksheets[0]
    heading, first, second = sheet.iter_rows()
    assert [cell.value for cell in heading] == [column.heading for column in COLUMNS]
    values = [cell.value for cell in first]
    assert values[:4] == ["CL-1", "两行\n文字", datetime(2025, 3, 5), datetime(2025, 3, 6, 1, 30, 1)]  # noqa: DTZ001
    assert values[4:] == [1234567.05, 3, "生效中"]
    assert [cell.data_type for cell in first] == list("ssddnns")
    # Workbooks count days wrongly before March 1900: such a day stays text.
    assert [cell.value for cell in second] == ["CL-2", None, "1899-12-31", None, 0.1, 0, None]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:G3")
    assert b"".join(chunks(tmp_path, [ROW] * 2)) == b"".join(chunks(tmp_path, [ROW] * 2))
    assert list(tmp_path.iterdir()) == []


def test_columns_are_as_wide_as_chinese_is(tmp_path: Path) -> None:
    text = "淄测第一人民医院新院区"
    sheet = opened(b"".join(chunks(tmp_path, [(text, "长" * 500)], COLUMNS[:2]))).worksheets[0]
    assert sum(2 if east_asian_width(char) == "W" else 1 for char in text) <= sheet.column_dimensions["A"].width
    assert 40 <= sheet.column_dimensions["B"].width <= 60


def test_what_is_too_long_for_a_sheet_goes_on_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 4)
    book = opened(b"".join(chunks(tmp_path, [(f"CL-{n}",) for n in range(7)], COLUMNS[:1])))
    told = {sheet.title: [cell for (cell,) in sheet.iter_rows(values_only=True)] for sheet in book}
    assert told == {
        "一": ["编号", "CL-0", "CL-1", "CL-2"],
        "一 2": ["编号", "CL-3", "CL-4", "CL-5"],
        "一 3": ["编号", "CL-6"],
    }
    assert [sheet.auto_filter.ref for sheet in book] == ["A1:A4", "A1:A4", "A1:A2"]


def test_a_cell_never_holds_more_than_it_can() -> None:
    for text in ("字" * 40_000, "😀" * 20_000, "<r>" + "&" * 32_000 + "</r>"):
        cut = plain(text)
        assert len(cut.encode("utf-16-le")) // 2 <= 32_767
        assert cut.endswith("[...]")


HOSTILE = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "=cmd|'/c calc'!A1",
            "@SUM(1)",
            "<r><t>x</t></r>",
            "<r></r>",
            "</t></is></c><c><f>1+1</f></c>",
            "&lt;f&gt;",
            "_x0041_",
            "_x005F_",
            "https://example.org",
            "mailto:a@b",
            "00012",
            "1e5",
            " 空 ",
            "\ud800",
            "\u202eabc",
            "a\u2028b\x85c",
            "]]>",
        ]
    ),
    st.builds("{}{}".format, st.sampled_from(list("=+-@\t\r＝＋－＠|;'\"")), st.text(max_size=10)),
)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@given(st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=20))
@example([("<r><t>&amp;</t></r>", "_x005F_x0041_")])
def test_nothing_written_becomes_a_formula_or_markup(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    data = b"".join(chunks(tmp_path_factory.getbasetemp(), rows, COLUMNS[:2]))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        root = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - written just here
        assert not [name for name in parts.namelist() if "rels/sheet" in name or "calcChain" in name]
    cells = {cell.get("r"): cell for cell in root.iterfind(".//s:c", NS)}
    assert not list(root.iterfind(".//s:f", NS))
    assert {cell.get("t") for cell in cells.values()} == {"inlineStr"}
    for at, row in enumerate(rows, 2):
        for letter, text in zip("AB", row, strict=True):
            runs = cells[f"{letter}{at}"].iterfind(".//s:t", NS) if f"{letter}{at}" in cells else ()
            found = [_ESCAPED.sub(lambda match: chr(int(match[1], 16)), run.text or "") for run in runs]
            assert "".join(found) == visible(text, keep_newlines=True)
    read = csv.reader(io.StringIO(b"".join(csv_chunks(["x", "y"], rows)).decode(), newline=""))
    for cell in (cell for row in list(read)[1:] for cell in row):
        assert not cell.startswith(tuple("=+-@\t\r＝＋－＠"))
        assert visible(cell, keep_newlines=True) == cell
    lines = b"".join(json_lines(["x", "y"], rows)).decode().splitlines()
    assert [tuple(json.loads(line).values()) for line in lines] == rows
    whole = b"".join(json_document("history", ["x", "y"], rows)).decode()
    assert [tuple(one.values()) for one in json.loads(whole)["history"]] == rows


@contextmanager
def most_written(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


ROWS = [(f"CL-{n}", "事由" * 20) for n in range(3000)]


@pytest.mark.parametrize("full_at", ["rows", "packing"])
def test_a_disk_that_takes_no_more_leaves_nothing(tmp_path: Path, full_at: str) -> None:
    data = b"".join(chunks(tmp_path, ROWS, COLUMNS[:2]))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        size = parts.getinfo("xl/worksheets/sheet1.xml").file_size
    with most_written(100_000 if full_at == "rows" else size - 10), pytest.raises(Fault) as caught:
        write_out(tmp_path / "h.xlsx", chunks(tmp_path, ROWS, COLUMNS[:2]))
    assert caught.value.code == "output.unwritable"
    assert list(tmp_path.iterdir()) == []


def test_one_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def watched(given: Iterator[bytes], stop: Callable[[int], bool]) -> Iterator[bytes]:
        for number, block in enumerate(given):
            if stop(number):
                raise Stopped
            yield block

    making = chunks(tmp_path, ROWS, COLUMNS[:2])
    with pytest.raises(Stopped):
        write_out(tmp_path / "h.xlsx", watched(making, lambda number: number == 3))
    making.close()  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []
