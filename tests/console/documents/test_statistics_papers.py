"""The figures of a time on paper: numbers that are numbers, charts of the tables, nothing hidden told."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from console.documents.statistics import statistics_chunks
from console.documents.statistics_chapters import NOT_SHOWN, chapters
from db.engine import normalise_url
from db.store import Store
from sanctions.statistics.report import statistics
from tests.console.cli.runner import Runner
from tests.samples import copy_sample

DAY, SINCE = date(2024, 9, 30), date(2022, 1, 1)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    runner = Runner(tmp_path_factory.mktemp("papers"), DAY)
    copy_sample(tmp_path_factory, "zibo-2023", runner.database)
    return runner


@pytest.fixture(scope="module")
def document(town: Runner) -> Iterator[dict[str, Any]]:
    store = Store.open(normalise_url(str(town.database)))
    with store.read() as reader:
        yield statistics(reader, on=DAY, since=SINCE)
    store.close()


def paper(document: dict[str, Any], form: str) -> bytes:
    return b"".join(statistics_chunks(document, form, "en"))


def test_a_sheet_a_chapter_with_its_numbers_and_its_chart(document: dict[str, Any]) -> None:
    data = paper(document, "xlsx")
    assert paper(document, "xlsx") == data
    book, told = load_workbook(io.BytesIO(data)), chapters(document, "en")
    assert book.sheetnames == [chapter.title for chapter in told]
    for sheet, chapter in zip(book, told, strict=True):
        lines = [tuple(cell.value for cell in row) for row in sheet.iter_rows(max_col=len(chapter.columns))]
        shapes = [column.shape for column in chapter.columns]
        expected = [*chapter.rows, *([chapter.total] if chapter.total and chapter.rows else [])]
        for row, line in zip(expected, lines[1:], strict=False):
            for value, cell, shape in zip(row, line, shapes, strict=True):
                assert cell == (float(value) if shape == "money" else value or (0 if shape == "count" else None))
        assert set(chapter.notes) <= {line[0] for line in lines}
    drawn = sum(1 for chapter in told if chapter.drawn and chapter.rows)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if "/charts/chart" in name]
    assert len(charts) == drawn
    # Bars are drawn of the cells, and of nothing kept beside them.
    assert all("<c:f>" in chart and "<c:v>" not in chart.replace("<c:v>0</c:v>", "") for chart in charts)


def test_a_page_of_tables_and_bars_that_says_what_it_is(document: dict[str, Any]) -> None:
    text = paper(document, "html").decode()
    assert text == paper(document, "html").decode()
    assert '<html lang="en">' in text
    for outside in ("<script", "http://", "https://", "url(", "@import", " on"):
        assert outside not in re.sub(r"<style>.*?</style>|>[^<]*<", "><", text, flags=re.DOTALL), outside
    body = ElementTree.fromstring(text[text.index("<main>") : text.index("</main>") + 7])  # noqa: S314 - our own
    told = [chapter for chapter in chapters(document, "en") if chapter.rows]
    assert len(body.findall(".//table")) == len(told)
    ids = {one.get("id") for one in body.iter()}
    for drawing in body.findall(".//svg"):
        assert set((drawing.get("aria-labelledby") or "").split()) <= ids
        assert drawing.find("title") is not None
    first = body.findall(".//svg")[0]
    rows = document["complaints"]["by_status"]["rows"]
    assert len(first.findall("rect")) == sum(1 for row in rows if row["total"])


def test_what_is_not_shown_is_in_no_format(document: dict[str, Any]) -> None:
    table = document["complaints"]["by_status"]
    assert table["hidden"] > 0
    (chapter,) = (one for one in chapters(document, "en") if one.title == "Complaints by channel")
    cells = [cell for row in (*chapter.rows, chapter.total or ()) for cell in row]
    assert cells.count(NOT_SHOWN) == table["hidden"]
    small = document["complaints"]["smallest_shown"]
    assert all(not isinstance(cell, int) or cell == 0 or cell >= small for cell in cells)
    sheet = load_workbook(io.BytesIO(paper(document, "xlsx")))[chapter.title]
    assert sum(cell.value == NOT_SHOWN for row in sheet.iter_rows() for cell in row) == table["hidden"]
    section = paper(document, "html").decode().split("<section")[1]
    assert section.count(f">{NOT_SHOWN}</td>") == table["hidden"]
    assert any("could be guessed" in note for note in chapter.notes)


def test_the_command_writes_each_of_them(town: Runner, document: dict[str, Any], tmp_path: Path) -> None:
    words = ("statistics", "show", "--since", str(SINCE))
    for form in ("xlsx", "html", "table", "json"):
        path = tmp_path / f"figures.{form}"
        assert town("--lang", "en", *words, "--format", form, "--output", path).status == 0
        assert path.read_bytes() == paper(document, form)
        assert path.stat().st_mode & 0o777 == 0o600
    assert town(*words, "--format", "xlsx").status == 2
    assert town("--lang", "en", *words, "--format", "html").out == (tmp_path / "figures.html").read_bytes()
    assert town(*words, "--format", "html", "--output", tmp_path / "figures.html").status == 1
