"""The termination announcement (终止名单公布) as a Word file: a letter of one page and the list as its attachment."""

from datetime import date

from docx.document import Document

from domain.announcements import Announcement, Row, chinese_day
from sanctions.papers.official import add, blank, fill, next_row, packed, sign, table

_WIDTHS = (660, 2664, 1620, 1620, 2280)
"""Columns of the list in twips: number, name, service, standing, day."""
_PLACED = (660, 4184, 2100, 1900)
"""Columns of a list that names and says where."""
_NAMING = (660, 5084, 3100)
"""Columns of a list that only names."""


def announcement_docx(told: Announcement, *, day: date, identifier: str) -> bytes:
    """The file, the same bytes for the same content; `day` is that of its approval (成文日期)."""
    document = blank(title=told.title, author=told.agency or "", day=day, identifier=identifier)
    add(document, told.title, "Title")
    if told.kind:
        add(document, f"（{told.kind}）", "Subtitle")
    add(document, "", "Normal")
    for text in _body(told):
        add(document, text, "Body Text")
    add(document, "", "Normal")
    add(document, "", "Normal")
    sign(document, told.agency or "", chinese_day(day))
    if told.telephone:
        # A note under the day stands in brackets (GB/T 9704-2012, 7.3.6).
        add(document, f"（{told.telephone_word}：{told.telephone}）", "Body Text")
    if told.rows:
        add(document, told.attachment or "", "Attachment")
        add(document, "", "Normal")
        add(document, told.title, "Attachment Title")
        add(document, "", "Normal")
        _list(document, told)
    return packed(document)


def _body(told: Announcement) -> list[str]:
    paragraphs = [text for text in (told.lead, told.pointer) if text]
    if told.remark:
        first = f"{told.remark_word}：" if told.remark_word else ""
        paragraphs += (first + told.remark).split("\n")
    if told.rows:
        paragraphs += ["", f"{told.attachment}：{told.title}"]
    return paragraphs


def _list(document: Document, told: Announcement) -> None:
    placed = any(row.place for row in told.rows)
    naming = all(row.standing is None for row in told.rows)
    widths = _PLACED if placed else _NAMING if naming else _WIDTHS
    made = table(document, told.headings[: len(widths)], widths, told.title)
    for number, row in enumerate(told.rows, 1):
        cells = _cells(number, row)
        fill(document, next_row(made), cells[: len(widths)], widths, "Table Text")


def _cells(number: int, row: Row) -> tuple[tuple[str, ...], ...]:
    day = (row.day_of, chinese_day(row.day)) if row.day_of and row.day else ()
    told = (row.place,) if row.place else (row.standing or "", *row.marks)
    return (str(number),), (row.name,), (row.services,), told, day
