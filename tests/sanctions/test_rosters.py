"""Importing a roster: all rows or none, every bad cell told, whatever encoding and however hostile the file."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from domain.acts import Upload
from domain.messages import Message
from sanctions import tables
from sanctions.intake.register import institution, institutions
from tests.codes import credit_code
from tests.sanctions.office import Office

HEADER = "统一社会信用代码,无代码原因,机构名称,服务类型,科室,等级,区县,执业许可证号"
SAMPLE = Path(__file__).parents[2] / "docs" / "roster.csv"


def csv_of(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join((header, *rows, "")).encode()


def load(office: Office, data: bytes, **more: Any) -> dict[str, Any]:
    return dict(office.do("institution.import", file=Upload("名册.csv", data), **more).data)


def errors_of(office: Office, data: bytes) -> list[tuple[int, str, str]]:
    refusal = office.refused("institution.import", file=Upload("名册.csv", data))
    assert refusal.code == "import.rows"
    assert {refusal.data[key] for key in ("added", "updated", "unchanged")} == {0}
    return [(e["line"], e["column"], e["message"].template) for e in refusal.data["errors"]]


def count(office: Office) -> int:
    with office.store.read() as reader:
        return len(institutions(reader, on=office.today).items)


def row(number: int, name: str, rest: str = "医疗,骨科；神经外科,三级,张店区,") -> str:
    return f"{credit_code(number)},,{name},{rest}"


def test_a_roster_in_gb18030_with_a_mark_is_read(office: Office) -> None:
    data = ("\ufeff" + csv_of(row(1, "淄测中心医院")).decode()).encode("gb18030")
    assert data.startswith(b"\x84\x31\x95\x33")
    assert load(office, data)["added"] == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_roster_is_read_in_the_encodings_people_have(office: Office, encoding: str) -> None:
    data = csv_of(row(1, "淄测中心医院"), row(2, "淄测辅具公司", "辅具,,,,")).decode().encode(encoding)
    assert load(office, data) == {"added": 2, "updated": 0, "unchanged": 0, "errors": []}
    with office.store.read() as reader:
        told = institution(reader, credit_code(1), on=office.today)
    assert (told["name"], told["departments"], told["services"]) == ("淄测中心医院", ["骨科", "神经外科"], ["medical"])


def test_again_changes_only_what_changed_and_an_empty_cell_changes_nothing(office: Office) -> None:
    load(office, csv_of(row(1, "甲院"), row(2, "乙院"), row(3, "丙院")))
    again = csv_of(row(1, "甲院", "医疗、康复,,,,"), row(2, "乙院"), row(3, "丙医院"), row(4, "丁院"))
    dry = load(office, again, dry_run=True)
    assert dry == {"added": 1, "updated": 2, "unchanged": 1, "errors": []}
    assert count(office) == 3
    assert load(office, again) == dry
    with office.store.read() as reader:
        first, third = (institution(reader, credit_code(n), on=office.today) for n in (1, 3))
    assert (first["services"], first["departments"], first["level"]) == (
        ["medical", "rehabilitation"],
        ["骨科", "神经外科"],
        "三级",
    )
    assert [named["name"] for named in third["names"]] == ["丙院", "丙医院"]
    assert load(office, again) == {"added": 0, "updated": 0, "unchanged": 4, "errors": []}


def test_each_new_institution_has_its_own_entry(office: Office) -> None:
    load(office, csv_of(row(1, "甲院"), row(2, "乙院")))
    with office.store.read() as reader:
        entries = list(reader.entries(kinds=("institution.add",)))
    assert [(e.id, e.institution, e.by) for e in entries] == [
        (f"institution:{credit_code(n)}#1", credit_code(n), "zhang") for n in (1, 2)
    ]


def test_without_a_code_the_name_finds_it_again(office: Office) -> None:
    data = csv_of(",登记中,淄测门诊部,医疗,,,,", row(1, "甲院"))
    assert load(office, data)["added"] == 2
    assert load(office, data)["unchanged"] == 2
    assert load(office, csv_of("L-0001,,淄测门诊部,医疗,,,张店区,"))["updated"] == 1
    assert errors_of(office, csv_of("L-0002,,淄测诊所,医疗,,,,"))[0][:2] == (2, "code")


def test_every_bad_cell_is_told_and_nothing_is_imported(office: Office) -> None:
    bad = credit_code(3)[:-1] + ("0" if credit_code(3)[-1] != "0" else "1")
    data = csv_of(
        row(1, "甲院"),
        f"{bad},,乙院,医疗,,,,",
        f'{credit_code(4)},,"丙\n院",牙科,,,,',
        f"{credit_code(5)},,,医疗,,,,",
        ",,戊院,医疗,,,,",
        row(1, "又是甲院"),
        f"{credit_code(6)},,己院,,{'科' * 101},,,,余",
    )
    errors = errors_of(office, data)
    assert [(line, column) for line, column, _ in errors] == [
        (3, "统一社会信用代码"),
        (4, "服务类型"),
        (6, "机构名称"),
        (7, "统一社会信用代码"),
        (8, "统一社会信用代码"),
        (9, "服务类型"),
        (9, "科室"),
        (9, ""),
    ]
    assert count(office) == 0
    assert not any(bad in text for _, _, text in errors)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"", 1, ""),
        ((HEADER + "\n").encode(), 1, ""),
        (csv_of("x", header="机构名称,服务类型"), 1, "code"),
        (csv_of("x", header="code,name,services,colour"), 1, "colour"),
        (csv_of("x", header="code,name,services,名称"), 1, "名称"),
    ],
)
def test_a_table_without_the_right_head(office: Office, data: bytes, line: int, column: str) -> None:
    assert errors_of(office, data)[0][:2] == (line, column)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'code,name,services\n"a,b,c\n', "table.unreadable"),
        (b"\xff\xfec\x00o\x00", "file.not_text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "table.unreadable"),
        (b"PK\x03\x04not an archive", "table.unreadable"),
        (b"code,name,services\n\x81", "file.not_text"),
        (b"a" * 30 + b",b" * 60, "table.unreadable"),
    ],
)
def test_files_that_are_no_table(office: Office, data: bytes, code: str) -> None:
    refusal = office.refused("institution.import", file=Upload("x", data))
    assert (refusal.code, refusal.field) == (code, "file")


def test_more_rows_than_fit(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 2)
    assert load(office, csv_of(row(1, "甲院"), "", row(2, "乙院")))["added"] == 2
    refusal = office.refused("institution.import", file=Upload("x", csv_of(*(row(n, f"{n}院") for n in range(3)))))
    assert refusal.code == "table.too_large"


def workbook_of(*rows: tuple[str | int | None, ...]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for cells in rows:
        sheet.append(cells)
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def rebuilt(data: bytes, **changes: bytes) -> bytes:
    """The same archive with some of its parts replaced, by the end of their names."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = next((change for end, change in changes.items() if name.endswith(end + ".xml")), old.read(name))
            new.writestr(name, part)
    return kept.getvalue()


WORKBOOK_HEAD = ("code", "name", "services", "departments")


def test_a_workbook_is_read_like_a_csv(office: Office) -> None:
    data = workbook_of(
        WORKBOOK_HEAD,
        (credit_code(1), "甲院", "医疗", "骨科"),
        (None, None, None, None),
        (credit_code(2), 2024, "device", None),
    )
    assert load(office, data)["added"] == 2
    with office.store.read() as reader:
        assert institution(reader, credit_code(2), on=office.today)["name"] == "2024"


def test_a_code_kept_as_a_number_is_refused(office: Office) -> None:
    data = workbook_of(WORKBOOK_HEAD, (credit_code(1), "甲院", "医疗"), (523703000000000010, "乙院", "医疗"))
    assert [error[:2] for error in errors_of(office, data)] == [(3, "code")]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
FAR = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>
<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c></row>
<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>"""


def test_hostile_workbooks_are_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    good = workbook_of(WORKBOOK_HEAD, (credit_code(1), "甲院", "医疗"))
    for hostile in (
        rebuilt(good, sheet1=BOMB),
        rebuilt(good, workbook=BOMB),
        rebuilt(good, sheet1=b"<worksheet>"),
        good[: len(good) // 2],
    ):
        refusal = office.refused("institution.import", file=Upload("x.xlsx", hostile))
        assert (refusal.code, refusal.field) == ("table.unreadable", "file")
    # A sheet that claims a million rows and columns is read as far as it has any, and no further.
    assert errors_of(office, rebuilt(good, sheet1=FAR))[0][:2] == (1, "name")
    monkeypatch.setattr(tables, "_MAX_SHEET", 1000)
    refusal = office.refused("institution.import", file=Upload("x.xlsx", rebuilt(good, sheet1=b" " * 100_000)))
    assert refusal.code == "table.unreadable"
    assert isinstance(refusal.message, Message)
    assert "unpacks" in refusal.message.template


def test_the_sample_in_the_docs_is_a_roster(office: Office) -> None:
    done = load(office, SAMPLE.read_bytes())
    assert done["added"] >= 5
    assert load(office, SAMPLE.read_bytes())["unchanged"] == done["added"]


def test_only_supervisors_import(office: Office) -> None:
    refusal = office.refused("institution.import", who="wu", file=Upload("x", csv_of(row(1, "甲院"))))
    assert refusal.code == "role.denied"


def test_text_that_hides_is_kept_as_written(office: Office) -> None:
    name = "津测[b]医院\u202e"
    load(office, csv_of(row(1, name)))
    with office.store.read() as reader:
        assert institution(reader, credit_code(1), on=office.today)["name"] == name
