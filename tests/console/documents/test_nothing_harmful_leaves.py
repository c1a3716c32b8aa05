"""Whatever somebody wrote: no formula, no markup, nothing that hides, and nobody who reported, in any format."""

import csv
import html
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from domain.announcements import list_text
from sanctions.papers.announcement_docx import announcement_docx
from sanctions.papers.announcement_html import announcement_html
from tests.console.documents.leaving import EVERYTHING, Leaving, parts
from tests.console.documents.rough_town import SECRETS, STARTS, made
from tests.sanctions.office import Office
from tests.sanctions.papers.told import DAY
from tests.sanctions.papers.told import told as announced
from tests.texts import TEXTS

_SHAPES = {"svg", "desc", "text", "rect", "line"}
_FRAME = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "section",
    "div",
    "span",
    "h1",
    "h2",
    "p",
    "br",
    "time",
}
TAGS = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "time"} | _FRAME | _SHAPES
_PLACES = {"viewbox", "width", "height", "x", "y", "x1", "x2", "y1", "y2"}
_NAMES = {"lang", "charset", "http-equiv", "content", "name", "class", "scope", "datetime", "id", "role", "tabindex"}
ATTRIBUTES = _NAMES | _PLACES | {"aria-labelledby"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    rough = made(Office.in_folder(tmp_path_factory.mktemp("rough"), "zibo-2023"))
    yield rough
    rough.store.close()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        assert {name for name, _ in attrs} <= ATTRIBUTES, attrs

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


def plainly(text: str, *, also: str = "\n") -> None:
    """Nothing in it controls, hides or turns what stands beside it."""
    for char in set(text) - set(also):
        assert unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp"), (f"U+{ord(char):04X}", text[:200])


def harmless(form: str, data: bytes) -> None:
    """Hold a file to what its form must never do."""
    match form:
        case "csv":
            for line in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
                for text in line:
                    assert not text.startswith(STARTS), text
                    plainly(text)
        case "xlsx":
            for name, part in parts("xlsx", data):
                assert b"<f>" not in part, name
                assert b"<hyperlink" not in part, name
            for sheet in load_workbook(io.BytesIO(data)):
                for row in sheet.iter_rows():
                    for cell in row:
                        assert cell.data_type in "snd", cell.coordinate
                        plainly(str(cell.value))
        case "html":
            page = _Page()
            page.feed(data.decode())
            plainly("".join(page.shown))
            plainly(data.decode())
        case "docx":
            for name, part in parts("docx", data):
                if name.endswith(".xml"):
                    plainly(part.decode(), also="\n\r")
                    assert b"<w:instrText" not in part or name.startswith("word/footer"), name
                    assert b"<w:hyperlink" not in part, name
        case "ics":
            for folded in data.split(b"\r\n"):
                assert len(folded) <= 75
                plainly(folded.decode(), also="")
            events = Calendar.from_ical(data).walk("VEVENT")
            assert len(events) == data.count(b"BEGIN:VEVENT\r\n")
        case "json" | "jsonl":
            # What is written for programs is what was entered; a control character is told by its number.
            for entry in data.decode().split("\n")[:-1] if form == "jsonl" else [data.decode()]:
                json.loads(entry)
            assert not re.search(rb"[\x00-\x09\x0b-\x1f]", data)
        case "zip":
            for name, part in parts("zip", data):
                if name.endswith((".csv", ".json", ".jsonl")):
                    harmless(name.rpartition(".")[2], part)
        case _:
            plainly(data.decode())


def told(data: bytes) -> Iterator[str]:
    """What the bytes say, also to whoever takes their escapes away."""
    text = data.decode("utf-8", "ignore")
    yield text
    yield html.unescape(text)
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    # Folded lines, and names spelt with something between.
    yield re.sub(r"\r\n |\s|<[^>]*>", "", text)
    yield data.decode("utf-16-le", "ignore")


def silent(form: str, data: bytes) -> None:
    """Nobody who reported, nor anything of their words, stands in any byte of a file."""
    for name, part in parts(form, data):
        for said in told(part):
            for secret in SECRETS:
                assert secret not in said, (name, secret)


def test_rough_texts_get_in(office: Office) -> None:
    """Otherwise the rest tells nothing."""
    said = {
        one.name: next(told(b"".join(part for _, part in parts(one.form, one.written(office))))) for one in EVERYTHING
    }
    for name, text in (
        *(("publication.html", "&lt;script&gt;"), ("publication.docx", "&lt;script&gt;"), ("roster.html", "U+202E")),
        *(
            ("history.csv", "'=cmd"),
            ("history.csv", "'＠cmd"),
            ("history.xlsx", "=HYPERLINK"),
            ("history.json", "\u202e"),
        ),
        *(("deadlines.ics", "U+202E"), ("statistics.html", "&lt;script&gt;"), ("statistics.xlsx", "cmd|")),
        *(("package-case.zip", "'-"), ("journal.jsonl", "<script>"), ("listing.csv", "'@cmd")),
    ):
        assert text in said[name], (name, text)


@pytest.mark.parametrize("one", EVERYTHING, ids=lambda one: one.name)
def test_rough_texts_do_no_harm_and_tell_on_nobody(office: Office, one: Leaving) -> None:
    data = one.written(office)
    harmless(one.form, data)
    silent(one.form, data)


def test_the_checks_see_what_they_look_for() -> None:
    for form, bad in (
        ("csv", b"a,b\r\n=1+1,x\r\n"),
        ("html", b"<p onclick=x>a</p>"),
        ("html", b"<script>a</script>"),
        ("txt", "a\u202eb".encode()),
        ("mail", b"a\x1b[2J"),
        ("ics", b"BEGIN:VCALENDAR\r\n" + b"x" * 76 + b"\r\nEND:VCALENDAR\r\n"),
    ):
        with pytest.raises(AssertionError):
            harmless(form, bad)
    for bad in (SECRETS[0].encode(), json.dumps(SECRETS[0]).encode(), SECRETS[0].encode("utf-16-le")):
        with pytest.raises(AssertionError):
            silent("txt", bad)


def _sayable(text: str) -> bool:
    return "\x00" not in text and not re.search("[\ud800-\udfff]", text)


ROUGHLY = st.builds(
    "{}{}床{}".format, st.sampled_from(("", *STARTS)), TEXTS.filter(_sayable), TEXTS.filter(_sayable)
).map(lambda text: text[:300])


@settings(max_examples=12)
@given(st.lists(ROUGHLY, min_size=2, max_size=2))
def test_papers_of_any_texts_do_no_harm(texts: list[str]) -> None:
    told_of = announced(names=(texts[0], texts[1]), note=texts[1])
    page = announcement_html(told_of, day=DAY, identifier=texts[0])
    harmless("html", page)
    harmless("docx", announcement_docx(told_of, day=DAY, identifier=texts[0]))
    harmless("txt", list_text(told_of).encode())


@pytest.mark.trial
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(ROUGHLY, min_size=8, max_size=16, unique=True))
def test_any_texts_do_no_harm_and_tell_on_nobody(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder: Path = tmp_path_factory.mktemp("any")
    office = made(Office.in_folder(folder, "zibo-2023"), (*texts, "床位", "床位多计"))
    for one in EVERYTHING:
        data = one.written(office)
        harmless(one.form, data)
        silent(one.form, data)
        assert one.written(office) == data
    office.store.close()
