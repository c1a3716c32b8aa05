"""A small record in every format, byte by byte; ``JIANDU_UPDATE_SNAPSHOTS=1`` writes the files anew."""

import io
import os
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from console.documents.histories import FORMATS, history_chunks
from tests.sanctions.office import Office
from tests.sanctions.test_histories import settled

GOLDEN = Path(__file__).parent / "golden"
UPDATE = os.environ.get("JIANDU_UPDATE_SNAPSHOTS") == "1"
DAY = date(2025, 7, 15)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = Office.in_folder(tmp_path_factory.mktemp("golden"), "zibo-2023")
    settled(made)
    yield made
    made.store.close()


def told(data: bytes) -> bytes:
    """A workbook as text: its parts with their days, its sheets with widths, its cells with types and formats."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        lines = [f"{one.filename} {one.date_time[:3]}" for one in parts.infolist()]
    book = load_workbook(io.BytesIO(data))
    lines.append(f"{book.properties.title} | {book.properties.subject} | {book.properties.created}")
    for sheet in book.worksheets:
        widths = [round(one.width, 1) for one in sheet.column_dimensions.values()]
        lines.append(f"== {sheet.title} {sheet.dimensions} {sheet.auto_filter.ref} {sheet.freeze_panes} {widths}")
        for row in sheet.iter_rows():
            lines += [f"{cell.coordinate} {cell.data_type} {cell.number_format}: {cell.value}" for cell in row]
    return ("\n".join(lines) + "\n").encode()


@pytest.mark.parametrize("form", FORMATS)
def test_a_small_record(office: Office, form: str) -> None:
    def exported() -> bytes:
        with office.store.read() as reader:
            return b"".join(history_chunks(reader, form, "zh_CN", on=DAY, bom=form == "csv"))

    data = exported()
    assert exported() == data
    path = GOLDEN / f"history.{form}.txt"
    shown = told(data) if form == "xlsx" else data
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(shown)
    assert shown == path.read_bytes()
