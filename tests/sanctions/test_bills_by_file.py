"""Bills handed in as a file: all of them or none, each bad cell told by line and column."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from domain.acts import Upload
from domain.refusals import Refusal, Refused
from sanctions.money.bill_rows import read_bills
from sanctions.money.holds import holds_of
from tests.sanctions.matter import Matter, institution
from tests.sanctions.office import Office

CHINESE = """结算单号,科室,入院日期,出院日期,申报金额,违规金额,项目
B-1,骨科,2025-01-03,2025-01-20,"1,200.00",100,重复收费
B-2,影像科,2025/1/5,20250120,800,200.5,
"""
ENGLISH = "Settlement number,Department,Admission,Discharge,Declared,Wrong,Item\nB-9,骨科,,,,7,\n"


def told(text: str, encoding: str = "utf-8") -> Upload:
    return Upload("bills.csv", text.encode(encoding))


def errors(file: Upload) -> list[dict[str, Any]]:
    with pytest.raises(Refused) as refused:
        read_bills(file)
    assert (refused.value.refusal.code, refused.value.refusal.field) == ("bills.rows", "bills_file")
    found: list[dict[str, Any]] = refused.value.refusal.data["errors"]
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_in_chinese_is_read(encoding: str) -> None:
    first, second = read_bills(told(CHINESE, encoding))
    assert (first.bill, first.fen, second.bill, second.fen) == ("B-1", 10_000, "B-2", 20_050)
    assert first.details is not None
    assert first.details.department == "骨科"
    assert first.details.admitted == date(2025, 1, 3)
    assert first.details.discharged == date(2025, 1, 20)
    assert (first.details.declared, first.details.item) == (120_000, "重复收费")
    assert second.details is not None
    assert (second.details.admitted, second.details.discharged) == (date(2025, 1, 5), date(2025, 1, 20))


def test_headings_in_english_and_workbooks_are_read() -> None:
    assert [line.bill for line in read_bills(told(ENGLISH))] == ["B-9"]
    book, buffer = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["结算单号", "入院日期", "违规金额"])
    sheet.append(["B-7", date(2025, 2, 1), 12.5])
    book.save(buffer)
    (line,) = read_bills(Upload("bills.xlsx", buffer.getvalue()))
    assert (line.bill, line.fen) == ("B-7", 1_250)
    assert line.details is not None
    assert line.details.admitted == date(2025, 2, 1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",骨科,,,100,50,", "结算单号"),
        ("=1+1,骨科,,,100,50,", "结算单号"),
        ("B-1,@骨科,,,100,50,", "科室"),
        ("B-1,骨科,2025-02-30,,100,50,", "入院日期"),
        ("B-1,骨科,soon,,100,50,", "入院日期"),
        ("B-1,骨科,2025-02-03,2025-02-01,100,50,", "出院日期"),
        ("B-1,骨科,,,-100,50,", "申报金额"),
        ("B-1,骨科,,,100,,", "违规金额"),
        ("B-1,骨科,,,100,0,", "违规金额"),
        ("B-1,骨科,,,100,1.005,", "违规金额"),
        ("B-1,骨科,,,100,100.01,", "违规金额"),
        ("B-1,骨科,,,100,50,+cmd", "项目"),
        ("B-1,骨科,,,100,50,x,y", ""),
    ],
)
def test_a_bad_cell_is_told_by_line_and_column(row: str, column: str) -> None:
    head = CHINESE.splitlines()[0]
    found = errors(told(f"{head}\nB-0,骨科,,,100,50,\n{row}\n"))
    assert [(one["line"], one["column"]) for one in found] == [(3, column)]


def test_numbers_kept_as_numbers_and_rows_told_twice_are_refused() -> None:
    book, buffer = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["结算单号", "违规金额"])
    sheet.append([2025010100000001, 1])
    book.save(buffer)
    assert [one["column"] for one in errors(Upload("bills.xlsx", buffer.getvalue()))] == ["结算单号"]
    assert [one["line"] for one in errors(told("bill,wrong\nB-1,1\nB-2,1\nB-1,2\n"))] == [4]


@pytest.mark.parametrize("text", ["", "bill,wrong\n", "bill\nB-1\n", "bill,wrong,colour\nB-1,1,red\n", "bill,bill\n"])
def test_a_file_without_its_columns_or_rows_is_refused(text: str) -> None:
    assert errors(told(text))


def test_a_hold_by_file_keeps_what_the_file_told(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    raw = {"case": matter.case, "kind": "payment-hold", "reason": "违反服务协议", "bills_file": told(CHINESE)}
    id = office.do("measure.propose", on="2025-03-05", raw={**raw, "bills": ["B-3=1"]}).id
    shown = matter.shown(id, "2025-03-05")
    assert [bill["bill"] for bill in shown["bills"]] == ["B-3", "B-1", "B-2"]
    assert shown["bills"][1]["department"] == "骨科"
    assert shown["amount_capitals"] == "叁佰零壹元伍角整"
    matter.approve(id, "2025-03-05")
    with office.store.read() as reader:
        bill = holds_of(reader, matter.case)["bills"][1]
    assert (bill["held"], bill["declared"], bill["item"]) == ("100.00", "1200.00", "重复收费")


def test_one_bad_row_keeps_everything_out(office: Office) -> None:
    institution(office)
    matter = Matter(office)
    raw = {"case": matter.case, "kind": "payment-hold", "reason": "违反服务协议"}
    bad = office.attempt(
        "measure.propose", on="2025-03-05", raw={**raw, "bills_file": told("bill,wrong\nB-1,1\nB-2,x\n")}
    )
    assert isinstance(bad, Refusal)
    assert bad.code == "bills.rows"
    twice = office.attempt(
        "measure.propose", on="2025-03-05", raw={**raw, "bills": ["B-1=1"], "bills_file": told("bill,wrong\nB-1,1\n")}
    )
    assert isinstance(twice, Refusal)
    assert (twice.code, twice.field) == ("measure.bills", "bills")
