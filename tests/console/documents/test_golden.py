"""Everything that leaves the house, byte by byte; ``JIANDU_UPDATE_SNAPSHOTS=1`` writes the files anew."""

import hashlib
import io
import os
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.console.documents.leaving import EVERYTHING, Leaving, parts, trusting
from tests.sanctions.matter import Matter
from tests.sanctions.office import Office
from tests.sanctions.test_histories import OTHER, settled

GOLDEN = Path(__file__).parent / "golden"
UPDATE = os.environ.get("JIANDU_UPDATE_SNAPSHOTS") == "1"
DAY = date(2025, 7, 15)
_SUM = re.compile(rb"\b[0-9a-f]{64}\b")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = Office.in_folder(tmp_path_factory.mktemp("golden"), "zibo-2023")
    settled(made)
    roster = made.do("roster.draft", on="2025-07-10", note="以实际签约为准").id
    made.do("approve", who="zhao", on="2025-07-10", id=roster)
    told = {"nature": "complaint", "summary": "床位与计费不符", "department": "骨科", "received": "2025-07-01"}
    for channel, count in (("phone", 7), ("web", 2), ("visit", 6)):
        for _ in range(count):
            made.do("complaint.log", on="2025-07-01", institution=OTHER, channel=channel, **told)
    Matter(made, on="2025-07-02").hold("2025-07-03", "B-7=100.00", "B-8=50.00")
    trusting(made)
    made.today = DAY
    yield made
    made.store.close()


def _workbook(data: bytes) -> bytes:
    """A workbook as text: its parts with their days, its sheets with widths, its cells with types and formats."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        lines = [f"{one.filename} {one.date_time[:3]}" for one in archive.infolist()]
        charts = [archive.read(name).decode() for name in sorted(archive.namelist()) if "/charts/chart" in name]
    book = load_workbook(io.BytesIO(data))
    lines.append(f"{book.properties.title} | {book.properties.subject} | {book.properties.created}")
    for sheet in book.worksheets:
        widths = [round(one.width, 1) for one in sheet.column_dimensions.values()]
        lines.append(f"== {sheet.title} {sheet.dimensions} {sheet.auto_filter.ref} {sheet.freeze_panes} {widths}")
        for row in sheet.iter_rows():
            lines += [f"{cell.coordinate} {cell.data_type} {cell.number_format}: {cell.value}" for cell in row]
    for chart in charts:
        lines.append("chart " + " ".join(re.findall("<(?:c:f|a:t)>(.*?)</", chart)))
    return ("\n".join(lines) + "\n").encode()


def _paper(data: bytes) -> bytes:
    """A Word file as text: its parts with their sums, and the body with each tag on a line."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        lines = [
            f"{one.filename} {one.date_time[:3]} {hashlib.sha256(archive.read(one)).hexdigest()}".encode()
            for one in archive.infolist()
        ]
        body = archive.read("word/document.xml")
    return b"\n".join(lines) + b"\n" + body.replace(b"><", b">\n<") + b"\n"


def _package(data: bytes) -> bytes:
    """A package as text: its parts, and those that are text; sums and signatures only as that they are there."""
    lines = []
    for name, content in parts("zip", data):
        if name:
            lines.append(f"== {name}".encode())
        if name.startswith(("contents", "data", "manifest.json", "journal/entries")) and not name.endswith(".sig"):
            lines.append(_SUM.sub(b"#", content))
    return b"\n".join(lines) + b"\n"


SHOWN = {"xlsx": _workbook, "docx": _paper, "zip": _package}


@pytest.mark.parametrize("one", EVERYTHING, ids=lambda one: one.name)
def test_it_is_the_same_byte_by_byte(office: Office, one: Leaving) -> None:
    data = one.written(office)
    assert one.written(office) == data
    path = GOLDEN / f"{one.name}.txt"
    shown = SHOWN.get(one.form, lambda content: content)(data)
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(shown)
    assert shown == path.read_bytes()
