"""Bills handed in as a file (费用清单): its columns, and each cell checked by line, column and reason."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from domain.acts import Part, Upload
from domain.messages import Message, msg
from domain.money import parse_yuan
from domain.refusals import Refusal, Refused, refuse
from domain.states.bills import BillDetails
from domain.states.measures import BillAmount
from domain.text import clean
from sanctions.tables import Lossy, WrongCell, rows_of

T = TypeVar("T")

COLUMNS = {
    "bill": ("bill", "settlement number", "settlement no", "结算单号", "结算编号", "单据号", "票据号"),
    "department": ("department", "科室", "就诊科室"),
    "admitted": ("admission", "admitted", "入院日期", "就诊日期"),
    "discharged": ("discharge", "discharged", "出院日期"),
    "declared": ("declared", "declared amount", "申报金额", "申报费用"),
    "wrong": ("wrong", "wrong amount", "amount", "违规金额", "涉及金额", "扣减金额"),
    "item": ("item", "项目", "项目名称", "违规项目"),
}
"""Column -> the headers it may stand under; capitals and spaces around them do not matter."""

REQUIRED = ("bill", "wrong")

_HEADERS = {header: column for column, headers in COLUMNS.items() for header in headers}
_NAME, _ITEM, _SHOWN = 100, 200, 60
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|([0-9]{2})([0-9]{2}))")
# A spreadsheet that opens the list would take such a cell for something to compute.
_FORMULA = tuple("=+-@＝＋－＠\t")
_LABELS = {
    "bill": msg("Settlement number"),
    "department": msg("Department"),
    "admitted": msg("Admission"),
    "discharged": msg("Discharge"),
    "declared": msg("Declared"),
    "wrong": msg("Wrong amount"),
    "item": msg("Item"),
}


@dataclass(frozen=True, slots=True)
class BillLine(Part):
    """A bill with its amount, and what the file told of it."""

    details: BillDetails | None = None


def billed(bills: Sequence[Part], file: Upload | None) -> tuple[Part, ...]:
    """The bills named one by one, then those of the file.

    Refused ``bills.rows`` with every bad row in `data` (all or nothing), and as `rows_of` where there is no table.
    """
    return (*bills, *(read_bills(file) if file is not None else ()))


def bill_fields(part: Part | BillAmount) -> dict[str, Any]:
    """A bill as an act keeps it."""
    told: dict[str, Any] = {"bill": part.bill, "fen": part.fen or 0}
    details = part.details if isinstance(part, (BillLine, BillAmount)) else None
    if details is not None:
        kept = {
            "department": details.department,
            "admitted": details.admitted,
            "discharged": details.discharged,
            "declared": details.declared,
            "item": details.item,
        }
        told["details"] = {name: value for name, value in kept.items() if value is not None}
    return told


def read_bills(file: Upload) -> tuple[BillLine, ...]:
    """The bills of a file; refused as `billed`."""
    errors: list[WrongCell] = []
    lines: list[BillLine] = []
    try:
        _read(file, lines, errors)
    except Refused as refused:
        # The table itself is told about by the reader of tables, which knows no fields.
        raise Refused(replace(refused.refusal, field="bills_file")) from None
    if errors:
        raise Refused(_bad_rows(errors))
    return tuple(lines)


def _read(file: Upload, lines: list[BillLine], errors: list[WrongCell]) -> None:
    table = rows_of(file, label=msg("File of bills"))
    head = next(table, None)
    if head is None:
        errors.append(WrongCell(1, "", msg("The file is empty.")))
        return
    columns = _columns(head[0], head[1], errors)
    if errors:
        return
    names = {name: head[1][at].strip() for at, name in columns.items()}
    seen: dict[str, int] = {}
    for number, cells in table:
        row = _Row(number, {name: cells[at] if at < len(cells) else "" for at, name in columns.items()}, names, errors)
        if any(cell.strip() for cell in cells[len(head[1]) :]):
            errors.append(WrongCell(number, "", msg("The row has more cells than the header. Check its commas.")))
        line = row.read()
        if line is None:
            continue
        if line.bill in seen:
            row.wrong("bill", msg("It stands on line {line} already.", line=seen[line.bill]))
        seen.setdefault(line.bill, number)
        lines.append(line)
    if not lines and not errors:
        errors.append(WrongCell(head[0], "", msg("The file has a header and no rows.")))


def _columns(line: int, header: list[str], errors: list[WrongCell]) -> dict[int, str]:
    columns: dict[int, str] = {}
    for at, text in enumerate(header):
        name = _HEADERS.get(text.strip().lower())
        if name is None and text.strip():
            known = ", ".join(headers[0] for headers in COLUMNS.values())
            unknown = msg("This column is not known. Columns: {columns}.", columns=known)
            errors.append(WrongCell(line, text.strip()[:_SHOWN], unknown))
        elif name is not None and name in columns.values():
            errors.append(WrongCell(line, text.strip(), msg("This column stands there twice.")))
        elif name is not None:
            columns[at] = name
    for name in REQUIRED:
        if name not in columns.values():
            headers = " / ".join((COLUMNS[name][0], COLUMNS[name][3]))
            errors.append(WrongCell(line, name, msg("The column {headers} is missing.", headers=headers)))
    return columns


class _Row:
    """One row as it is read: the bill behind it, or what is wrong with its cells."""

    def __init__(self, line: int, cells: dict[str, str], names: dict[str, str], errors: list[WrongCell]) -> None:
        self.line = line
        self.cells = cells
        self.names = names
        self.errors = errors

    def wrong(self, column: str, message: Message) -> None:
        """Note what is wrong with a cell."""
        self.errors.append(WrongCell(self.line, self.names.get(column, column), message))

    def read(self) -> BillLine | None:
        """The bill of this row; None when a cell is wrong."""
        before = len(self.errors)
        bill = self._number()
        fen = self._money("wrong")
        details = BillDetails(
            department=self._text("department", _NAME),
            admitted=self._day("admitted"),
            discharged=self._day("discharged"),
            declared=self._money("declared"),
            item=self._text("item", _ITEM),
        )
        if fen is None and not self.cells["wrong"].strip():
            self.wrong("wrong", msg("The amount is missing."))
        elif fen == 0:
            self.wrong("wrong", msg("Each bill needs an amount above zero."))
        if fen is not None and details.declared is not None and fen > details.declared:
            self.wrong("wrong", msg("It is more than was declared."))
        if details.admitted and details.discharged and details.discharged < details.admitted:
            self.wrong("discharged", msg("It lies before the admission."))
        if len(self.errors) > before or bill is None:
            return None
        return BillLine(bill, fen, details if details != BillDetails() else None)

    def _number(self) -> str | None:
        raw = self.cells["bill"]
        if isinstance(raw, Lossy):
            lost = msg("The number is kept as a number, which loses digits. Format the column as text and retype it.")
            self.wrong("bill", lost)
            return None
        if not raw.strip():
            self.wrong("bill", msg("The settlement number is missing."))
            return None
        return self._text("bill", _NAME)

    def _text(self, column: str, limit: int) -> str | None:
        raw = self.cells.get(column, "")
        if not raw.strip():
            return None
        if raw.strip().startswith(_FORMULA):
            self.wrong(column, msg("A cell cannot begin with =, +, - or @."))
            return None
        return self._checked(column, lambda: clean(raw, limit, column, label=_LABELS[column]))

    def _money(self, column: str) -> int | None:
        raw = self.cells.get(column, "")
        if not raw.strip():
            return None
        return self._checked(column, lambda: parse_yuan(raw, field=column, label=_LABELS[column]))

    def _day(self, column: str) -> date | None:
        raw = self.cells.get(column, "").strip()
        # A day kept as a day comes out of a workbook with its midnight.
        found = _DAY.fullmatch(raw.removesuffix(" 00:00:00"))
        if not raw:
            return None
        try:
            if found is not None:
                year, *rest = (part for part in found.groups() if part is not None)
                return date(int(year), int(rest[0]), int(rest[1]))
        except ValueError:
            pass
        self.wrong(column, msg("A day is written like 2024-09-06."))
        return None

    def _checked(self, column: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except Refused as refused:
            self.wrong(column, refused.refusal.message)
            return None


def _bad_rows(errors: list[WrongCell]) -> Refusal:
    return Refusal(
        "bills.rows",
        msg(
            "Wrong cells: {count}, the first on line {line}: {first} Nothing was taken over; correct them, try again.",
            count=len(errors),
            line=errors[0].line,
            first=errors[0].message,
        ),
        field="bills_file",
        data={"errors": [error.record() for error in errors]},
    )


def require_amounts(bills: Sequence[Part]) -> None:
    """Refuse ``hold.bill`` without a bill or for one named twice, ``hold.amount`` for one without an amount."""
    if not bills:
        raise refuse("hold.bill", msg("Name the bills: --bill NO=YUAN, or --bills FILE."), field="bills")
    if len({part.bill for part in bills}) != len(bills):
        raise refuse("hold.bill", msg("A bill is named twice. Give each bill once."), field="bills")
    if any(not part.fen for part in bills):
        raise refuse("hold.amount", msg("Each bill needs an amount above zero."), field="bills")
