"""The statistics of a time as one page (html): tables with charts of them, nothing outside it, no script, printable."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from console.documents.bars import Bar, bars_svg
from console.documents.charted_sheet import MOST_BARS
from console.documents.statistics_chapters import NOT_SHOWN, Chapter, chapters, period
from console.documents.workbook import Column
from console.i18n import CHINESE, render
from console.output import encoded
from console.views import grouped_amount
from domain.messages import msg
from sanctions.papers.page import head, safe

_LANGUAGES: Final = {CHINESE: "zh-CN"}
"""Languages as pages name them, where that is another name."""

_STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #111;
  font: 1rem/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "SimHei", sans-serif; }
main { max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.75rem; margin: 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.5rem; }
p { margin: 0.5rem 0; }
h1, h2, p, td, th { overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 0.75rem 0; font-size: 0.9375rem; }
caption { text-align: left; padding-bottom: 0.25rem; }
th, td { border: 1px solid #666; padding: 0.2rem 0.6rem; text-align: left; vertical-align: top; }
thead th { background: #eee; }
tbody th { font-weight: normal; min-width: 7rem; }
tfoot th, tfoot td { border-top: 2px solid #111; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
svg.bars { max-width: 100%; height: auto; display: block; }
svg.bars text { font-size: 14px; fill: #111; }
svg.bars .label { text-anchor: end; }
svg.bars .first, .key.first { fill: #1f5f8b; background: #1f5f8b; }
svg.bars .second, .key.second { fill: #b5651d; background: #b5651d; }
svg.bars line { stroke: #666; stroke-width: 1; }
.key { display: inline-block; width: 0.9rem; height: 0.9rem; margin: 0 0.3rem 0 0.8rem; }
@page { size: A4; margin: 20mm; }
@media print { main { max-width: none; margin: 0; padding: 0; } .wide { overflow: visible; }
  body { font-size: 10pt; } h2 { break-after: avoid; } svg.bars, tr { break-inside: avoid; }
  svg.bars .first, svg.bars .second, .key { print-color-adjust: exact; } }
"""


def statistics_page(document: Mapping[str, Any], lang: str) -> bytes:
    """The page in UTF-8; the same report gives the same bytes."""
    return encoded("\n".join(_page(chapters(document, lang), document, lang)) + "\n")


def _page(parts: Sequence[Chapter], document: Mapping[str, Any], lang: str) -> Iterator[str]:
    title = render(msg("Statistics"), lang)
    when = period(document, lang)
    yield from head(_LANGUAGES.get(lang, lang), f"{title} {when}", _STYLE)
    yield "<body>\n<main>"
    yield f"<h1>{safe(title)}</h1>\n<p>{safe(when)}</p>"
    for number, chapter in enumerate(parts, 1):
        yield from _chapter(f"c{number}", chapter, lang)
    yield "</main>\n</body>\n</html>"


def _chapter(key: str, chapter: Chapter, lang: str) -> Iterator[str]:
    yield f'<section aria-labelledby="{key}">\n<h2 id="{key}">{safe(chapter.title)}</h2>'
    if chapter.rows:
        if chapter.drawn:
            yield from _drawing(key, chapter, lang)
        yield from _table(key, chapter)
    else:
        yield f"<p>{safe(render(msg('Nothing in this time.'), lang))}</p>"
    for note in chapter.notes:
        yield f"<p>{safe(note)}</p>"
    yield "</section>"


def _drawing(key: str, chapter: Chapter, lang: str) -> Iterator[str]:
    several = len(chapter.drawn) > 1
    bars = [
        Bar(str(row[0]) if series == 0 else "", _size(row[at]), _written(chapter.columns[at], row[at]), series)
        for row in chapter.rows[:MOST_BARS]
        for series, at in enumerate(chapter.drawn)
    ]
    told = render(msg("Bars; the numbers stand in the table below."), lang)
    yield from bars_svg(key, chapter.title, told, bars)
    if several:
        names = ("first", "second")
        keys = (
            f'<span class="key {names[series]}"></span>{safe(chapter.columns[at].heading)}'
            for series, at in enumerate(chapter.drawn)
        )
        yield f"<p>{''.join(keys)}</p>"


def _table(key: str, chapter: Chapter) -> Iterator[str]:
    # What may be wider than a small screen is scrolled by keys too.
    yield f'<div class="wide" role="group" tabindex="0" aria-labelledby="{key}">\n<table>'
    headings = (f'<th scope="col"{_class(column)}>{safe(column.heading)}</th>' for column in chapter.columns)
    yield f"<thead>\n<tr>{''.join(headings)}</tr>\n</thead>\n<tbody>"
    for row in chapter.rows:
        yield _row(chapter.columns, row)
    yield "</tbody>"
    if chapter.total is not None:
        yield f"<tfoot>\n{_row(chapter.columns, chapter.total)}\n</tfoot>"
    yield "</table>\n</div>"


def _row(columns: Sequence[Column], row: Sequence[Any]) -> str:
    first, *rest = row
    cells = (
        f"<td{_class(column)}>{safe(_written(column, value))}</td>"
        for column, value in zip(columns[1:], rest, strict=True)
    )
    return f'<tr><th scope="row">{safe(str(first))}</th>{"".join(cells)}</tr>'


def _class(column: Column) -> str:
    return ' class="number"' if column.shape in ("count", "money") else ""


def _written(column: Column, value: Any) -> str:
    if column.shape == "money":
        return grouped_amount(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def _size(value: Any) -> Decimal | None:
    return None if value == NOT_SHOWN else Decimal(value)
