"""The page on an institution as text: its width, its length, both languages."""

from datetime import date
from pathlib import Path

import pytest

from console.institution_sheets import drawn_sheet
from console.lines import columns, cut
from domain.acts import Upload
from sanctions.ledgers.sheet import sheet
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import HOSPITAL, Office


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_it_fits_two_screens_of_eighty_columns(tmp_path: Path, lang: str) -> None:
    office = Office.in_folder(tmp_path, "zibo-2023")
    institution(office)
    matter = Matter(office, on="2025-03-03")
    matter.finding()
    matter.hold("2025-03-11", "B-1=100.00")
    reporter = Upload("r.json", '{"name": "王五"}'.encode())
    told = {"channel": "letter", "nature": "report", "received": "2025-03-03", "summary": "床位与计费不符"}
    office.do("complaint.log", on="2025-03-03", institution=HOSPITAL, reporter_file=reporter, **told)
    for number in range(12):
        text = f"第{number}件" * 30
        office.do("task.add", on="2025-03-12", about=HOSPITAL, text=text, kind="instruction", due="2025-04-01")
    with office.store.read() as reader:
        found = sheet(reader, HOSPITAL, on=date(2025, 3, 25), proposal="继续监督。" * 60)
    office.store.close()
    lines = drawn_sheet(found, lang).splitlines()
    assert max(map(columns, lines)) <= 80
    assert 20 < len(lines) <= 48
    text = "\n".join(lines)
    assert HOSPITAL in text
    assert "100.00" in text
    assert "继续监督" in text
    assert "王五" not in text
    assert ("and 7 more" in text) == (lang == "en")


def test_a_text_is_cut_at_a_column() -> None:
    assert cut("骨科住院", 8) == "骨科住院"
    assert cut("骨科住院费", 8) == "骨科..."
    assert cut("骨科 beds", 8) == "骨科..."
    assert cut("short", 80) == "short"
