"""The termination announcement (终止名单公布) as one page for a website: nothing outside it, no script, printable."""

from collections.abc import Iterator
from datetime import date

from domain.announcements import Announcement, Row, chinese_day
from sanctions.papers.page import head, safe

_COLUMNS = ("number", "name", "service", "standing", "day")
_STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #111; line-height: 1.8;
  font: 1.125rem/1.8 "FangSong", "STFangsong", "Noto Serif CJK SC", "SimSun", serif; }
main { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.75rem; font-weight: bold; line-height: 1.4; text-align: center; margin: 0 0 1rem;
  font-family: "STZhongsong", "Noto Serif CJK SC", "SimSun", serif; }
.kind { text-align: center; font-family: "KaiTi", "STKaiti", "Noto Serif CJK SC", serif; }
.text { text-indent: 2em; margin: 0.5rem 0; }
.signed { text-align: right; margin: 0; }
h1, p, td, th, caption { overflow-wrap: anywhere; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; margin: 1.5rem 0; font-size: 1rem; }
caption { font-weight: bold; text-align: left; padding-bottom: 0.5rem; }
th, td { border: 1px solid #444; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
thead th { text-align: center; vertical-align: middle;
  font-family: "SimHei", "STHeiti", "Noto Sans CJK SC", sans-serif; }
tbody th { font-weight: normal; }
.number { width: 7%; }
.service { width: 16%; }
.standing { width: 20%; }
.day { width: 20%; }
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
@media print { body { font-size: 14pt; } main { max-width: none; margin: 0; padding: 0; }
  thead { display: table-header-group; } tr { break-inside: avoid; } }
"""


def announcement_html(told: Announcement, *, day: date, identifier: str) -> bytes:
    """The page in UTF-8, the same bytes for the same content; `day` is that of its approval."""
    return ("\n".join(_page(told, day, identifier)) + "\n").encode("utf-8", "backslashreplace")


def _page(told: Announcement, day: date, identifier: str) -> Iterator[str]:
    named = {"author": told.agency} if told.agency else {}
    named |= {"dcterms.identifier": identifier, "dcterms.date": day.isoformat()}
    kind = f"（{told.kind}）" if told.kind else ""
    yield from head("zh-CN", told.title + kind, _STYLE, named)
    yield "<body>\n<main>"
    yield f"<h1>{safe(told.title)}</h1>"
    if kind:
        yield f'<p class="kind">{safe(kind)}</p>'
    for text in (told.lead, told.pointer):
        if text:
            yield _paragraph(text)
    if told.rows:
        yield from _table(told)
    if told.remark:
        first = f"{told.remark_word}：" if told.remark_word else ""
        for text in (first + told.remark).split("\n"):
            yield _paragraph(text)
    if told.agency:
        yield f'<p class="signed">{safe(told.agency)}</p>'
    yield f'<p class="signed"><time datetime="{day.isoformat()}">{chinese_day(day)}</time></p>'
    if told.telephone:
        yield _paragraph(f"{told.telephone_word}：{told.telephone}")
    yield "</main>\n</body>\n</html>"


def _table(told: Announcement) -> Iterator[str]:
    placed = any(row.place for row in told.rows)
    naming = all(row.standing is None for row in told.rows)
    headings = told.headings[: 4 if placed else 3] if naming else told.headings
    yield f"<table>\n<caption>{safe(told.title)}</caption>"
    columns = zip(_COLUMNS[: len(headings)], headings, strict=True)
    yield "<thead>\n<tr>"
    yield "\n".join(f'<th scope="col" class="{column}">{safe(text)}</th>' for column, text in columns)
    yield "</tr>\n</thead>"
    yield "<tbody>"
    for number, row in enumerate(told.rows, 1):
        yield _row(number, row, naming, placed)
    yield "</tbody>\n</table>"


def _row(number: int, row: Row, naming: bool, placed: bool) -> str:
    cells = f'<td>{number}</td><th scope="row">{safe(row.name)}</th><td>{safe(row.services)}</td>'
    if naming:
        where = f"<td>{safe(row.place or '')}</td>" if placed else ""
        return f"<tr>{cells}{where}</tr>"
    said = "<br>".join(safe(text) for text in (row.standing or "", *row.marks))
    day = ""
    if row.day_of and row.day:
        day = f'{safe(row.day_of)}<br><time datetime="{row.day.isoformat()}">{chinese_day(row.day)}</time>'
    return f"<tr>{cells}<td>{said}</td><td>{day}</td></tr>"


def _paragraph(text: str) -> str:
    return f'<p class="text">{safe(text)}</p>'
