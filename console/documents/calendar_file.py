"""Days as a calendar file (iCalendar, RFC 5545) for Outlook, WPS and phones: all-day events, no clock, no zone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from console.output import encoded
from domain.text import visible

_LIMIT = 75
"""Octets of a line without its end, by the standard; what is longer goes on behind a line end and a blank."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something on one day. `uid` stays the same as long as it is the same thing, `sequence` grows when it changes.

    `modified` is an aware instant; `tentative` tells that the day may still change.
    """

    uid: str
    day: date
    summary: str
    description: str
    category: str
    sequence: int
    modified: datetime
    tentative: bool = False


def calendar_chunks(name: str, events: Iterable[Event], lang: str) -> Iterator[bytes]:
    """The file, event by event in the order given: UTF-8, CRLF, the same bytes for the same events.

    It names no method, so that the stamp of each event may be the instant of its last change (RFC 5545, 3.8.7.2).
    """
    head = [("VERSION", "2.0"), ("PRODID", "-//jiandu//deadlines//EN"), ("CALSCALE", "GREGORIAN")]
    yield _lines([("BEGIN", "VCALENDAR"), *head, ("NAME", _text(name)), ("X-WR-CALNAME", _text(name))])
    for event in events:
        yield _lines(_event(event, lang.partition("_")[0]))
    yield _lines([("END", "VCALENDAR")])


def _event(event: Event, language: str) -> Iterator[tuple[str, str]]:
    modified = event.modified.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    yield "BEGIN", "VEVENT"
    yield "UID", event.uid
    yield "DTSTAMP", modified
    yield "LAST-MODIFIED", modified
    yield "SEQUENCE", str(event.sequence)
    yield "DTSTART;VALUE=DATE", _day(event.day)
    # The day behind the last one; without it some programs show an event of no length.
    yield "DTEND;VALUE=DATE", _day(event.day + timedelta(days=1))
    yield f"SUMMARY;LANGUAGE={language}", _text(event.summary)
    yield f"DESCRIPTION;LANGUAGE={language}", _text(event.description)
    yield f"CATEGORIES;LANGUAGE={language}", _text(event.category)
    yield "STATUS", "TENTATIVE" if event.tentative else "CONFIRMED"
    # A deadline takes nobody's time, and what is kept on institutions is nobody else's business.
    yield "TRANSP", "TRANSPARENT"
    yield "CLASS", "PRIVATE"
    yield "END", "VEVENT"


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")


def _text(text: str) -> str:
    return visible(text, keep_newlines=True).translate(_ESCAPES)


def _lines(lines: Iterable[tuple[str, str]]) -> bytes:
    return b"".join(_folded(encoded(f"{name}:{value}")) for name, value in lines)


def _folded(line: bytes) -> bytes:
    """A line with its end, broken by octets and never inside of a character."""
    parts, start, room = [], 0, _LIMIT
    while len(line) - start > room:
        end = start + room
        # The bytes of a character behind its first begin with 10.
        while line[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(line[start:end])
        start, room = end, _LIMIT - 1
    parts.append(line[start:])
    return b"\r\n ".join(parts) + b"\r\n"
