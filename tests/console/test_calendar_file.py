"""Calendar files: read back by a library, folded by octets, nothing in them steers."""

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from console.documents.calendar_file import Event, calendar_chunks
from domain.text import visible

MOMENT = datetime(2025, 6, 3, 2, 30, tzinfo=UTC)
TEXTS = st.text(st.sampled_from("公布期限医院𠮷aZ ,;:\\\n\"'=BEGIN\r\x00\u202e"), max_size=120)


def _file(*events: Event, name: str = "期限") -> bytes:
    return b"".join(calendar_chunks(name, events, "zh_CN"))


def _event(uid: str = "u-1", summary: str = "公布", description: str = "") -> Event:
    return Event(
        uid=uid,
        day=date(2024, 12, 31),
        summary=summary,
        description=description,
        category="公布",
        sequence=7,
        modified=MOMENT,
    )


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_comes_back_and_no_line_is_longer_than_75_octets(name: str, summary: str, description: str) -> None:
    content = _file(_event(summary=summary, description=description), _event("u-2"), name=name)
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= 75
        line.decode()
        assert b"\n" not in line
        assert b"\r" not in line
    calendar = Calendar.from_ical(content)
    # The library does not know this property as text and leaves it escaped.
    assert re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), str(calendar["NAME"])) == visible(
        name, keep_newlines=True
    )
    first, second = calendar.walk("VEVENT")
    assert (first["SUMMARY"], first["DESCRIPTION"]) == tuple(
        visible(text, keep_newlines=True) for text in (summary, description)
    )
    assert second["UID"] == "u-2"


def test_an_event_is_all_day_and_as_new_as_its_last_change() -> None:
    (event,) = Calendar.from_ical(_file(_event())).walk("VEVENT")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2024, 12, 31), date(2025, 1, 1))
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == MOMENT
    assert (event["SEQUENCE"], event["STATUS"], event["CLASS"], event["TRANSP"]) == (
        7,
        "CONFIRMED",
        "PRIVATE",
        "TRANSPARENT",
    )
