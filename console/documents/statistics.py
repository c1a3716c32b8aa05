"""The statistics of a time as bytes: a table to read, JSON as the command prints it, a workbook, a page."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from console.output import encoded, plain

FORMATS: Final = ("table", "json", "xlsx", "html")


def statistics_chunks(document: Mapping[str, Any], form: str, lang: str) -> Iterable[bytes]:
    """The report in one of the formats. Blocks of a workbook are empty while it is written."""
    if form == "xlsx":
        from console.documents.statistics_book import statistics_workbook

        return statistics_workbook(document, lang)
    if form == "html":
        from console.documents.statistics_page import statistics_page

        return [statistics_page(document, lang)]
    if form == "json":
        return [encoded(json.dumps(plain(document, lang), ensure_ascii=False) + "\n")]
    from console.statistics_lines import drawn_statistics

    return [encoded(drawn_statistics(document, lang) + "\n")]
