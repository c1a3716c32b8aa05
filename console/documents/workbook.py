"""Workbooks (xlsx) of any length in little memory: typed cells, no formula, the same bytes for the same rows.

Rows go to scratch files as they come and are packed at the end. Text is always text: nothing a person wrote is taken
for a formula, a link, a number or markup, and nothing in it hides.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MethodType
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

from console.documents.cell_text import plain
from console.lines import columns as columns_of
from console.lines import cut

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_048_576
"""Rows a sheet can have; what is more goes on another one."""

_PRINTED: Final = 160
"""Characters across a page, as small as print may get."""

_WIDEST, _SPARE, _MEASURED = 48, 3, 1000
"""Characters a column is wide at most, beyond its text for the filter's arrow, and rows it is measured by."""

_FIRST_DAY: Final = date(1899, 12, 30)
"""Day 0 of a workbook, as it counts from March 1900 on."""

_TRUE_FROM: Final = date(1900, 3, 1)
_EVERY: Final = 500
"""Rows between two chances to stop."""

_REMEMBERED: Final = 4096
"""Values of a column whose cells are remembered."""

_HEADER: Final = 80
"""Columns of each half of what is printed above a page."""

_BLOCK: Final = 1 << 16
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "text": {"num_format": "@"},
    "long": {"num_format": "@", "text_wrap": True},
    "day": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": r"yyyy-mm-dd\ hh:mm:ss"},
    "money": {"num_format": "#,##0.00"},
    "count": {"num_format": "0", "align": "right"},
}
_HEAD: Final = {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#E7E6E6"}
_TOP: Final = {"valign": "top"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and what its cells are.

    `shape` is text, long (broken over lines), day (ISO text), moment (ISO text, shown as the clocks of the place had
    it), money (decimal text of yuan) or count. `words` puts the few terms of a closed list into words.
    """

    heading: str
    shape: str = "text"
    words: Callable[[str], str] | None = None


Cell = str | int | Decimal
"""What stands in a cell: text, or a number that its format shows as a day, a moment, a sum or a count."""


R = TypeVar("R")
S = TypeVar("S", bound="Sheet")


class Sheet:
    """A table on a sheet, and on further ones behind it where it is too long for one."""

    def __init__(self, book: "Book", name: str, columns: Sequence[Column]) -> None:
        self._book, self._name, self._columns = book, name, columns
        self._formats = [book.formats[column.shape] for column in columns]
        self._known: list[dict[Any, Cell]] = [{} for _ in columns]
        self._sheets = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        self._sheet: Worksheet = self._book.add(name)
        self._put_text, self._put_number = _direct(self._sheet, "write_string"), _direct(self._sheet, "write_number")
        self._widths = [0] * len(self._columns)
        for n, column in enumerate(self._columns):
            self._sheet.write_string(0, n, column.heading, self._book.head)
            self._widths[n] = columns_of(column.heading)
        self._at = 1

    def write(self, row: Sequence[Any]) -> None:
        """Add a row of as many values as there are columns; None leaves its cell empty."""
        if self._at == ROWS:
            self.finish()
            self._begin()
        at, formats, known = self._at, self._formats, self._known
        for n, value in enumerate(row):
            if value is None or value == "":
                continue
            cell = known[n].get(value)
            if cell is None:
                cell = self._turned(n, value)
            if cell.__class__ is not str:
                self._put_number(at, n, cell, formats[n])
                continue
            self._put_text(at, n, cell, formats[n])
            if at <= _MEASURED:
                self._measure(n, cell)
        self._at += 1

    @property
    def rows(self) -> int:
        """Rows on the sheet so far, its heading among them."""
        return self._at

    def _turned(self, n: int, value: Any) -> Cell:
        """What stands in the cell; remembered, since most values come again, and never more than fits in little."""
        known = self._known[n]
        if len(known) >= _REMEMBERED:
            known.clear()
        known[value] = cell = self._cell(self._columns[n], value)
        return cell

    def _cell(self, column: Column, value: Any) -> Cell:
        number: int | Decimal | None = None
        match column.shape:
            case "day":
                number = self._book.day(value)
            case "moment":
                number = self._book.moment(value)
            case "money":
                # Exact where a float is not; the library only prints it.
                number = Decimal(value)
            case "count":
                number = int(value)
        if number is not None:
            return number
        return plain(column.words(value) if column.words is not None else str(value))

    def _measure(self, n: int, text: str) -> None:
        if 2 * len(text) > self._widths[n]:
            self._widths[n] = max(self._widths[n], max(map(columns_of, text.split("\n"))))

    def finish(self) -> None:
        """What is told of the whole sheet: widths that fit, a heading that stays, a filter, how it is printed."""
        sheet, last = self._sheet, len(self._columns) - 1
        whole = 0
        for n, column in enumerate(self._columns):
            least = {"day": 10, "moment": 19, "money": 14}.get(column.shape, 4)
            wide = min(max(self._widths[n], least), _WIDEST) + _SPARE
            sheet.set_column(n, n, wide)
            whole += wide
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(self._at - 1, 0), last)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        # Pages side by side, each still to be read, and on each what its rows are about.
        across = max(round(whole / _PRINTED), 1)
        sheet.fit_to_pages(across, 0)
        if across > 1:
            sheet.repeat_columns(0)
        told = (cut(text, _HEADER).replace("&", "&&") for text in (self._book.title, self._book.told))
        sheet.set_header("&L{}&R{}".format(*told))
        sheet.set_footer("&C&P / &N")


def _direct(sheet: "Worksheet", name: str) -> Callable[..., object]:
    """A method of the library by row and column alone: asking at each of millions of cells for names as A1 is dear."""
    whole = getattr(type(sheet), name)
    return MethodType(getattr(whole, "__wrapped__", whole), sheet)


class Book:
    """A workbook in the making. `told` is its subject line: the day, the moment, what was chosen."""

    def __init__(self, path: Path, *, title: str, told: str, made_on: date, zone: str) -> None:
        from xlsxwriter import Workbook

        self.title, self.told, self.zone = title, told, ZoneInfo(zone)
        options = {
            "constant_memory": True,
            "tmpdir": str(path.parent),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = Workbook(str(path), options)
        self._book.use_zip64()
        # The library would take the clock's time otherwise.
        self._book.set_properties({"title": title, "subject": told, "created": datetime.combine(made_on, time())})
        self.formats: dict[str, Format] = {
            shape: self._book.add_format(_TOP | told_of) for shape, told_of in _FORMATS.items()
        }
        self.head: Format = self._book.add_format(_HEAD)
        self._sheets: list[Sheet] = []

    def sheet(self, name: str, columns: Sequence[Column]) -> Sheet:
        """Another sheet; its rows may be written before or after those of others."""
        return self.take(Sheet(self, name, columns))

    def take(self, sheet: S) -> S:
        """A sheet of this book, to be finished when the book is."""
        self._sheets.append(sheet)
        return sheet

    def chart(self) -> "Chart":
        """A chart of bars that lie, one below the other; a sheet puts it somewhere."""
        return self._book.add_chart({"type": "bar"})

    def add(self, name: str) -> "Worksheet":
        """A bare sheet of the library."""
        return self._book.add_worksheet(name)

    def day(self, text: str) -> int | None:
        """A day as workbooks count it; None before March 1900, where they count wrongly."""
        day = date.fromisoformat(text)
        return (day - _FIRST_DAY).days if day >= _TRUE_FROM else None

    def moment(self, text: str) -> Decimal | None:
        """A moment as workbooks count it, by the clocks of the place; whole seconds."""
        local = datetime.fromisoformat(text).astimezone(self.zone)
        day = self.day(local.date().isoformat())
        return None if day is None else day + Decimal(local.hour * 3600 + local.minute * 60 + local.second) / 86400

    def close(self) -> None:
        """Pack it; raises OSError when the disk does not allow it."""
        from xlsxwriter.exceptions import FileCreateError

        for sheet in self._sheets:
            sheet.finish()
        try:
            self._book.close()
        except FileCreateError as error:
            raise error.args[0] from None

    def abandon(self) -> None:
        """Let go of the scratch files of a workbook nobody wants any more."""
        for sheet in self._book.worksheets():
            with suppress(OSError, ValueError):
                sheet.row_data_fh.close()


Fill = Callable[[Book], Iterable[None]]
"""Writes the sheets, and gives something after every few rows, where it may be stopped."""


def workbook_chunks(
    fill: Fill, *, title: str, told: str, made_on: date, zone: str, scratch: Path | None = None
) -> Iterator[bytes]:
    """A workbook as bytes; empty blocks while it is written, so that whoever takes them can stop it.

    Rows lie in a folder of their own below `scratch`, for this account alone and gone at the end, whatever comes.
    """
    with TemporaryDirectory(prefix=".jiandu-", dir=scratch) as folder:
        path = Path(folder, "book.xlsx")
        book = Book(path, title=title, told=told, made_on=made_on, zone=zone)
        try:
            for _ in fill(book):
                yield b""
            book.close()
        finally:
            book.abandon()
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block


def paced(rows: Iterable[R], write: Callable[[R], None]) -> Iterator[None]:
    """Write rows one by one, with a chance to stop after every few."""
    for number, row in enumerate(rows):
        write(row)
        if number % _EVERY == 0:
            yield
