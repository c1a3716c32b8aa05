"""The statistics of a time as a workbook: a sheet a chapter, numbers that are numbers, charts of the program's own."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from console.documents.charted_sheet import ChartedSheet
from console.documents.statistics_chapters import NOT_SHOWN, Chapter, chapters, period
from console.documents.workbook import Book, workbook_chunks
from console.i18n import render
from domain.messages import msg

_NO_MOMENTS: Final = "UTC"
"""A zone is asked for and never used: figures have days only."""


def statistics_workbook(document: Mapping[str, Any], lang: str) -> Iterator[bytes]:
    """The report as bytes of a workbook; the same report gives the same bytes."""
    return workbook_chunks(
        partial(_filled, chapters(document, lang), lang),
        title=render(msg("Statistics"), lang),
        told=period(document, lang),
        made_on=document["to"],
        zone=_NO_MOMENTS,
    )


def _filled(parts: tuple[Chapter, ...], lang: str, book: Book) -> Iterator[None]:
    for chapter in parts:
        sheet = book.take(ChartedSheet(book, chapter.title, chapter.columns, sign=NOT_SHOWN))
        for row in chapter.rows:
            sheet.write(row)
        if chapter.total is not None and chapter.rows:
            sheet.total(chapter.total)
        for note in chapter.notes:
            sheet.note(note)
        if not chapter.rows:
            sheet.note(render(msg("Nothing in this time."), lang))
        if chapter.drawn:
            sheet.draw(chapter.title, chapter.drawn)
        yield
