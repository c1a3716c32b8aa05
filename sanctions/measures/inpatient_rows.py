"""In-patients handed in as a file (在院名单): number, initials, department; what is wrong is told by line alone.

No cell is ever repeated in a refusal: a name that was typed by mistake stays in the file.
"""

from dataclasses import dataclass, replace

from domain.acts import Upload
from domain.inpatients import parse_hospital_number, parse_initials
from domain.messages import msg
from domain.refusals import Refusal, Refused
from domain.text import clean
from sanctions.tables import Lossy, WrongCell, rows_of

COLUMNS = {
    "number": ("number", "hospital number", "住院号", "病案号"),
    "initials": ("initials", "姓名首字母", "姓名缩写", "首字母"),
    "department": ("department", "科室"),
}
"""Column -> the headers it may stand under; capitals and spaces around them do not matter."""

REQUIRED = ("number", "initials")

_HEADERS = {header: column for column, headers in COLUMNS.items() for header in headers}


@dataclass(frozen=True, slots=True)
class Row:
    """One in-patient of a list."""

    number: str
    initials: str
    department: str | None


def read_inpatients(file: Upload) -> tuple[Row, ...]:
    """The in-patients of a file; refused ``inpatients.rows`` with every bad row, and as `rows_of` without a table."""
    errors: list[WrongCell] = []
    rows: list[Row] = []
    try:
        _read(file, rows, errors)
    except Refused as refused:
        raise Refused(replace(refused.refusal, field="file")) from None
    if not rows and not errors:
        errors.append(WrongCell(1, "", msg("The file has no rows.")))
    if errors:
        raise Refused(_bad_rows(errors))
    return tuple(rows)


def _read(file: Upload, rows: list[Row], errors: list[WrongCell]) -> None:
    table = rows_of(file, label=msg("List of in-patients"))
    head = next(table, None)
    if head is None:
        return
    columns = {at: _HEADERS.get(text.strip().lower()) for at, text in enumerate(head[1]) if text.strip()}
    known = ", ".join(headers[0] for headers in COLUMNS.values())
    if None in columns.values() or not set(REQUIRED) <= set(columns.values()):
        # A further column would most often hold what must not be taken over.
        errors.append(WrongCell(head[0], "", msg("The columns are: {columns}. No others.", columns=known)))
        return
    for line, cells in table:
        row = {name: cells[at] if at < len(cells) else "" for at, name in columns.items() if name is not None}
        if any(cell.strip() for cell in cells[len(head[1]) :]):
            errors.append(WrongCell(line, "", msg("The row has more cells than the header. Check its commas.")))
        _take(line, row, rows, errors)


def _take(line: int, cells: dict[str, str], rows: list[Row], errors: list[WrongCell]) -> None:
    number = cells["number"]
    try:
        if isinstance(number, Lossy):
            number = str(number)
        department = cells.get("department", "").strip()
        rows.append(
            Row(
                parse_hospital_number(number, field="number"),
                parse_initials(cells["initials"], field="initials"),
                clean(department, 100, "department", label=msg("Department")) if department else None,
            )
        )
    except Refused as refused:
        errors.append(WrongCell(line, refused.refusal.field or "", refused.refusal.message))


def _bad_rows(errors: list[WrongCell]) -> Refusal:
    return Refusal(
        "inpatients.rows",
        msg(
            "Wrong cells: {count}, the first on line {line}: {first} Nothing was taken over; correct them and repeat.",
            count=len(errors),
            line=errors[0].line,
            first=errors[0].message,
        ),
        field="file",
        data={"errors": [error.record() for error in errors]},
    )
