"""The rows of a roster (机构名册) file: its columns, and each cell checked by line, column and reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain.acts import Upload
from domain.acts.institutions import NAME, NUMBER
from domain.identifiers import parse_institution_code, parse_licence
from domain.messages import Message, msg
from domain.refusals import Refused, refuse
from domain.text import clean
from sanctions.tables import Lossy, WrongCell, rows_of

COLUMNS = {
    "code": ("code", "credit code", "统一社会信用代码", "社会信用代码", "机构代码"),
    "no_code": ("no_code", "why no code", "无代码原因"),
    "name": ("name", "机构名称", "名称"),
    "services": ("services", "service", "服务类型"),
    "departments": ("departments", "department", "科室"),
    "level": ("level", "等级", "机构等级"),
    "district": ("district", "区县", "所在区县"),
    "licence": ("licence", "license", "执业许可证号", "许可证号"),
}
"""Column -> the headers it may stand under; capitals and spaces around them do not matter."""

REQUIRED = ("code", "name", "services")
"""Columns every roster has; `code` may be empty in a row that says why there is none."""

SERVICE_WORDS = {
    "medical": "medical",
    "医疗": "medical",
    "医疗机构": "medical",
    "rehabilitation": "rehabilitation",
    "康复": "rehabilitation",
    "康复机构": "rehabilitation",
    "device": "device",
    "辅具": "device",
    "辅助器具": "device",
    "辅助器具配置": "device",
    "辅助器具配置机构": "device",
}
"""How a service may be written in a roster -> its name here."""

_SEPARATORS = str.maketrans(";；|", "\n\n\n")
_HEADERS = {header: column for column, headers in COLUMNS.items() for header in headers}
_LABELS = {
    "no_code": msg("Why it has no credit code"),
    "name": msg("Name"),
    "departments": msg("Department"),
    "level": msg("Level"),
    "district": msg("District"),
    "licence": msg("Licence number"),
}


@dataclass(slots=True)
class Row:
    """A row that was read; `code` is None for an institution without a credit code."""

    line: int
    code: str | None
    no_code: str | None
    name: str
    services: list[str]
    departments: list[str]
    level: str | None
    district: str | None
    licence: str | None


def read_roster(file: Upload) -> tuple[list[Row], list[WrongCell]]:
    """Every row that is right, and everything that is wrong.

    Refused as `rows_of` where there is no table at all.
    """
    table = rows_of(file)
    errors: list[WrongCell] = []
    head = next(table, None)
    if head is None:
        return [], [WrongCell(1, "", msg("The file is empty."))]
    columns = _columns(head[0], head[1], errors)
    if errors:
        return [], errors
    headers = {name: head[1][at].strip() for at, name in columns.items()}
    sheet = _Sheet(headers, errors)
    rows: list[Row] = []
    lines: dict[str, int] = {}
    for line, cells in table:
        row = sheet.row(line, {name: cells[at] if at < len(cells) else "" for at, name in columns.items()})
        if len(cells) > len(head[1]) and any(cell.strip() for cell in cells[len(head[1]) :]):
            errors.append(WrongCell(line, "", msg("The row has more cells than the header. Check its commas.")))
        if row is None:
            continue
        key = row.code or row.name
        if key in lines:
            where = headers["code" if row.code else "name"]
            errors.append(WrongCell(line, where, msg("It stands on line {line} already.", line=lines[key])))
        lines.setdefault(key, line)
        rows.append(row)
    if not rows and not errors:
        errors.append(WrongCell(head[0], "", msg("The file has a header and no rows.")))
    return rows, errors


def _columns(line: int, header: list[str], errors: list[WrongCell]) -> dict[int, str]:
    columns: dict[int, str] = {}
    for at, text in enumerate(header):
        name = _HEADERS.get(text.strip().lower())
        if name is None and text.strip():
            errors.append(
                WrongCell(line, text.strip()[:NUMBER], msg("This column is not known. See the roster sample."))
            )
        elif name is not None and name in columns.values():
            errors.append(WrongCell(line, text.strip(), msg("This column stands there twice.")))
        elif name is not None:
            columns[at] = name
    for name in REQUIRED:
        if name not in columns.values():
            headers = " / ".join((COLUMNS[name][0], COLUMNS[name][2 if name == "code" else 1]))
            errors.append(WrongCell(line, name, msg("The column {headers} is missing.", headers=headers)))
    return columns


class _Sheet:
    """The rows of one file as they are read: what they become, and what is wrong with them."""

    def __init__(self, headers: dict[str, str], errors: list[WrongCell]) -> None:
        self.headers = headers
        self.errors = errors
        # Services, departments and districts repeat from row to row; read once they are not read again.
        self._read: dict[tuple[str, str], list[str]] = {}

    def wrong(self, line: int, column: str, message: Message) -> None:
        """Note what is wrong with a cell."""
        self.errors.append(WrongCell(line, self.headers.get(column, column), message))

    def row(self, line: int, cells: dict[str, str]) -> Row | None:
        """The row behind these cells; None when one of them is wrong."""
        before = len(self.errors)
        no_code = self.text(line, cells, "no_code", NAME * 2)
        code = self.code(line, cells["code"], no_code)
        name = self.text(line, cells, "name", NAME)
        if name is None and not cells["name"].strip():
            self.wrong(line, "name", msg("{field} is missing.", field=_LABELS["name"]))
        services = self.many(line, cells, "services", _services)
        if not services and not cells["services"].strip():
            self.wrong(line, "services", msg("Name at least one service."))
        departments = self.many(line, cells, "departments", _departments)
        level = self.many(line, cells, "level", _single)
        district = self.many(line, cells, "district", _single)
        licence = self.text(line, cells, "licence", NUMBER)
        if len(self.errors) > before:
            return None
        return Row(
            line=line,
            code=code,
            no_code=no_code,
            name=name or "",
            services=services,
            departments=departments,
            level=level[0] if level else None,
            district=district[0] if district else None,
            licence=parse_licence(licence)[0] if licence else None,
        )

    def text(self, line: int, cells: dict[str, str], column: str, limit: int) -> str | None:
        """The text of a cell, None when it is empty or wrong."""
        raw = cells.get(column, "")
        if not raw.strip():
            return None
        try:
            return clean(raw, limit, column, label=_LABELS[column])
        except Refused as refused:
            self.wrong(line, column, refused.refusal.message)
            return None

    def many(self, line: int, cells: dict[str, str], column: str, read: Callable[[str, str], list[str]]) -> list[str]:
        """What a cell lists, nothing when it is empty or wrong."""
        raw = cells.get(column, "")
        if not raw:
            return []
        known = self._read.get((column, raw))
        if known is None:
            try:
                known = self._read[column, raw] = read(raw, column)
            except Refused as refused:
                self.wrong(line, column, refused.refusal.message)
                return []
        return known

    def code(self, line: int, raw: str, no_code: str | None) -> str | None:
        """The code of a row, None when there is none or it is wrong."""
        if isinstance(raw, Lossy):
            lossy = msg("The code is kept as a number, which loses digits. Format the column as text and retype it.")
            self.wrong(line, "code", lossy)
            return None
        if not raw.strip():
            if no_code is None:
                missing = msg("The credit code is missing. Give it, or say in column no_code why there is none.")
                self.wrong(line, "code", missing)
            return None
        try:
            return parse_institution_code(raw)
        except Refused as refused:
            self.wrong(line, "code", refused.refusal.message)
            return None


def _services(raw: str, column: str) -> list[str]:
    services = []
    for word in _words(raw.replace("、", "\n").replace("，", "\n").replace(",", "\n")):
        service = SERVICE_WORDS.get(word.lower())
        if service is None:
            known = ", ".join(SERVICE_WORDS)
            raise refuse("value.choice", msg("A service is one of: {services}.", services=known), field=column)
        services.append(service)
    return list(dict.fromkeys(services))


def _departments(raw: str, column: str) -> list[str]:
    return list(dict.fromkeys(clean(word, NAME, column, label=_LABELS[column]) for word in _words(raw)))


def _single(raw: str, column: str) -> list[str]:
    return [clean(raw, NUMBER, column, label=_LABELS[column])] if raw.strip() else []


def _words(raw: str) -> Iterator[str]:
    return (word.strip() for word in raw.translate(_SEPARATORS).split("\n") if word.strip())
