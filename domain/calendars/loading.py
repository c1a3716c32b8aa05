"""Reading one year's arrangement from a file someone brings: CSV, or the JSON shape of the holiday-cn data set.

Either reader turns the file into rows with the place each value stands at; one set of checks then serves both, so
that every bad row is told at once and nothing of a bad file is taken.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from domain.calendars.arrangements import Arrangement, Notice
from domain.messages import Message, msg
from domain.refusals import Refused, refuse
from domain.text import clean

LARGEST = 1 << 20
MOST_ROWS = 400
MOST_TOLD = 20
LONGEST_NAME = 40
LONGEST_TITLE = 200
LONGEST_URL = 500

_COLUMNS = ("date", "kind", "holiday", "notice_year")
_OPTIONAL = ("weekday", "notice_url")
_WEEKDAYS = "一二三四五六日"
_KINDS = {"OFF": True, "WORK": False}


class Row(NamedTuple):
    """One day as read: where it stands, and its values before any check; None for what is no text."""

    line: int
    date: str | None
    off: bool | None
    holiday: str | None
    weekday: str = ""


class _Read(NamedTuple):
    year: int
    url: str | None
    rows: list[Row]
    # What the fields are called in the file, for the sentences.
    kind: str
    holiday: str


def read_year(
    content: bytes,
    *,
    title: str | None = None,
    dated: date | None = None,
    url: str | None = None,
    version: int = 1,
) -> Arrangement:
    """One year's arrangement from the bytes of a file, CSV (UTF-8 or GB18030) or JSON.

    `url` stands over the link in the file. A file without days is refused with ``calendar.empty``: the year stays
    unknown. Refused ``calendar.file`` when the file as a whole cannot be read, ``calendar.rows`` with every bad row
    by line and column (JSON: by number of the day and field).
    """
    if len(content) > LARGEST:
        raise refuse("calendar.file", msg("The file is larger than a year's arrangement can be. Check the file."))
    text = _decoded(content)
    read = _read_json(text) if text.lstrip()[:1] in ("{", "[") else _read_csv(text)
    if len(read.rows) > MOST_ROWS:
        raise refuse("calendar.file", msg("The file has more than {most} days. Give one year.", most=MOST_ROWS))
    off, work = _days(read)
    if not off:
        raise _empty()
    notice = Notice(
        read.year,
        clean(title, LONGEST_TITLE, "title") if title is not None else None,
        dated,
        clean(url or read.url or "", LONGEST_URL, "url", required=False) or None,
    )
    return Arrangement(notice, off, work, version)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse("calendar.file", msg("The file is neither UTF-8 nor GB18030 text. Save it as UTF-8 CSV."))


# CSV


def _read_csv(text: str) -> _Read:
    import csv
    import io

    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    years: dict[str, int] = {}
    urls: list[str] = []
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        missing = [name for name in _COLUMNS if name not in header]
        if not any(header):
            raise _empty()
        if missing:
            raise refuse(
                "calendar.file",
                msg("The first line must name the columns; missing: {columns}.", columns=tuple(missing)),
            )
        if len(set(header)) < len(header):
            raise refuse("calendar.file", msg("Line 1 names a column twice. Remove one of them."))
        for values in reader:
            if not any(value.strip() for value in values):
                continue
            cells = dict.fromkeys(_COLUMNS + _OPTIONAL, "")
            cells |= {name: value.strip() for name, value in zip(header, values, strict=False)}
            rows.append(
                Row(
                    reader.line_num,
                    cells["date"],
                    _KINDS.get(cells["kind"].upper()),
                    cells["holiday"],
                    cells["weekday"],
                )
            )
            years.setdefault(cells["notice_year"], reader.line_num)
            urls.append(cells["notice_url"])
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        raise refuse(
            "calendar.file",
            msg("Line {line} is not CSV. Check its quotation marks.", line=reader.line_num),
        ) from None
    if not rows:
        raise _empty()
    return _Read(_one_year(years), urls[0] or None, rows, "kind", "holiday")


def _one_year(years: dict[str, int]) -> int:
    (first, first_line), *others = years.items()
    if others:
        raise refuse(
            "calendar.file",
            msg("Line {line}, column notice_year: a file holds one year only.", line=others[0][1]),
        )
    return _year(int(first) if first.isascii() and first.isdigit() and len(first) == 4 else None, first_line)


# JSON of holiday-cn: {"year": 2027, "papers": ["https://..."], "days": [{"name", "date", "isOffDay"}]}


def _read_json(text: str) -> _Read:
    import json

    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise refuse("calendar.file", msg("The file begins like JSON but is not. Fetch it again.")) from None
    if not isinstance(found, dict) or not isinstance(found.get("days"), list):
        raise refuse("calendar.file", msg("The JSON must hold `year` and a list `days`."))
    year = found.get("year")
    papers = found.get("papers")
    links = [link for link in papers if isinstance(link, str)] if isinstance(papers, list) else []
    rows = list(_json_rows(found["days"]))
    # A revised year lists several papers; one link is kept, and `url` says another where it matters.
    return _Read(
        _year(year if type(year) is int else None, None), links[-1] if links else None, rows, "isOffDay", "name"
    )


def _json_rows(days: list[Any]) -> Iterator[Row]:
    for number, day in enumerate(days, 1):
        values = day if isinstance(day, dict) else {}
        day_text, off, name = values.get("date"), values.get("isOffDay"), values.get("name")
        yield Row(
            number,
            day_text if isinstance(day_text, str) else None,
            off if isinstance(off, bool) else None,
            name if isinstance(name, str) else None,
        )


# Checks


def _year(year: int | None, line: int | None) -> int:
    if year is not None and 2000 <= year <= 2100:
        return year
    if line is None:
        raise refuse("calendar.file", msg("The field `year` must be a year such as 2027."))
    raise refuse("calendar.file", msg("Line {line}, column notice_year: write a year such as 2027.", line=line))


def _days(read: _Read) -> tuple[dict[date, str], dict[date, str]]:
    days: dict[bool, dict[date, str]] = {True: {}, False: {}}
    seen: dict[date, int] = {}
    faults: list[Message] = []
    for row in read.rows:
        found, problems = _checked(row, read, seen)
        faults += problems
        if found:
            day, off, holiday = found
            days[off][day] = holiday
            seen[day] = row.line
    if faults:
        raise refuse(
            "calendar.rows",
            msg(
                "Values that cannot be read: {count}; nothing was imported. {faults}",
                count=len(faults),
                faults=tuple(faults[:MOST_TOLD]),
            ),
        )
    return days[True], days[False]


def _checked(row: Row, read: _Read, seen: dict[date, int]) -> tuple[tuple[date, bool, str] | None, list[Message]]:
    """The day of a row, or what is wrong with it."""
    faults: list[Message] = []

    def fault(column: str, what: Message) -> None:
        faults.append(msg("line {line}, column {column}: {what}", line=row.line, column=column, what=what))

    day = _date(row.date)
    if day is None:
        fault("date", msg("write a day as 2027-01-01"))
    elif day.year != read.year and (day.year, day.month) != (read.year - 1, 12):
        fault("date", msg("the day must lie in {year} or in the December before", year=read.year))
    elif day in seen:
        fault("date", msg("the day is already in line {line}", line=seen[day]))
    elif row.weekday and row.weekday[-1] != _WEEKDAYS[day.weekday()]:
        fault("weekday", msg("the weekday does not fit the date"))
    if row.off is None:
        fault(read.kind, msg("write true or false") if read.kind == "isOffDay" else msg("write OFF or WORK"))
    holiday = _name(row.holiday)
    if holiday is None:
        fault(read.holiday, msg("write the holiday's name, at most {most} characters", most=LONGEST_NAME))
    if faults or day is None or row.off is None or holiday is None:
        return None, faults
    return (day, row.off, holiday), []


def _date(text: str | None) -> date | None:
    # fromisoformat alone also takes 20270101 and 2027-W01-1.
    if text is None or len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _name(text: str | None) -> str | None:
    try:
        return clean(text, LONGEST_NAME, "holiday") if text is not None else None
    except Refused:
        return None


def _empty() -> Refused:
    return refuse(
        "calendar.empty",
        msg("The file holds no days, so the year stays unknown. Wait for the State Council's notice of that year."),
    )
