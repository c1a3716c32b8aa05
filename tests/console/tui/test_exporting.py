"""Files written by keys: the same bytes as the command's, for nobody else to read, never over another by mistake."""

import asyncio
import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from console.outbox import Outbox
from console.tui.flows import open_subject
from console.tui.modals.act_form import ActForm
from console.tui.modals.bounds_form import BoundsForm
from console.tui.modals.export_form import ExportForm
from console.tui.modals.outbox_form import OutboxForm
from console.tui.screens.case import CasePage
from console.tui.screens.journal import JournalPage
from console.tui.screens.page import Page
from console.tui.subjects import Subject
from console.tui.widgets.preview import Preview
from tests.console.cli.runner import Runner
from tests.console.tui.conftest import Console, Start
from tests.console.tui.town import TODAY

WAIT = 20
NOW = datetime(2025, 12, 1, 2, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "written"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


async def export(console: Console, number: int, *answers: str) -> None:
    await console.press("x")
    await console.pilot.press(*["j"] * number, "enter", "enter")
    await console.settle()
    await console.press(*answers)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


async def test_files_are_those_of_the_commands(start: Start, folder: Path, tmp_path: Path) -> None:
    async with start("wu", "zh_CN") as console:
        await console.press("2")
        for number in (1, 2, 3, 4, 5, 6):
            await export(console, number)
        await console.press("5", "g", "enter")
        await export(console, 0)
        await console.press("escape", "g", *["j"] * 4, "enter")
        await export(console, 0)
        await export(console, 1)
    office = Runner(tmp_path / "town", TODAY)
    told = {
        "history.csv": ("history", "export", "--format", "csv", "--output"),
        "history.json": ("history", "export", "--format", "json", "--output"),
        "history.txt": ("history", "export", "--format", "table", "--output"),
        "history.xlsx": ("history", "export", "--format", "xlsx", "--output"),
        "history.jsonl": ("history", "export", "--format", "jsonl", "--output"),
        "journal.jsonl": ("journal", "export", "--output"),
    }
    for name, words in told.items():
        path = folder / f"{Path(name).stem}-{TODAY}{Path(name).suffix}"
        answer = office("--lang", "zh_CN", "--as", "wu", *words, folder / name)
        assert answer.status == 0, answer
        assert path.read_bytes() == (folder / name).read_bytes(), name
        assert path.stat().st_mode & 0o777 == 0o600
    for plural, words in {"institutions": ("institution", "list"), "complaints": ("complaint", "list")}.items():
        answer = office("--lang", "zh_CN", "--as", "wu", *words, "--json")
        assert (folder / f"{plural}-{TODAY}.json").read_bytes() == answer.out
    rows = list(csv.reader(io.StringIO((folder / f"complaints-{TODAY}.csv").read_text("utf-8-sig"))))
    assert len(rows) == 2
    assert "[red]床位[/] [@click=app.quit]多计[/b] [/]" in rows[1]


async def test_nothing_is_replaced_unasked_and_words_filter(start: Start, folder: Path, tmp_path: Path) -> None:
    path = folder / f"institutions-{TODAY}.json"
    path.write_text("mine")
    async with start("zhang", "en") as console:
        await console.press("2", "slash", "=中心", "enter")
        await export(console, 1, "enter")
        assert path.read_text() == "mine"
        await console.press("enter", "right", "enter")
        assert [one["name"] for one in json.loads(path.read_text())["institutions"]] == ["淄测中心医院"]
        # The database itself is no place to write to.
        database = tmp_path / "town" / "office.db"
        before = database.read_bytes()[:16]
        await console.press("x", "enter")
        console.app.screen.query_one(Input).value = str(database)
        await console.press("enter")
        assert "in use here" in console.text
        assert database.read_bytes()[:16] == before
        # Who may not have the record is told whose it is.
        await console.press("escape", "x", "j", "j", "enter")
        assert isinstance(console.app.screen, ExportForm)
        assert "auditor" in console.text
    assert names(folder) == [path.name]


async def test_the_record_is_bounded_as_the_command_bounds_it(start: Start, folder: Path, tmp_path: Path) -> None:
    async with start("wu", "en") as console:
        await console.press("2", "x", "slash")
        # A list is written as it is shown; there is nothing to bound.
        assert isinstance(console.app.screen, ExportForm)
        await console.press("j", "j", "slash")
        form = console.app.screen
        assert isinstance(form, BoundsForm)
        await console.press("tab", "tab", "=rectif", "tab", "=2020-13-01", "f8")
        assert console.app.screen is form
        form.fields.rows[3].put("2020-01-02")
        await console.press("f8")
        assert "rectification order, 2020-01-02" in console.text
        await console.press("enter", "enter")
        # Once more, and taken back.
        await console.press("x", "j", "j", "slash", "f8", "enter", "enter")
    office = Runner(tmp_path / "town", TODAY)
    words = ("history", "export", "--format", "csv", "--output", folder / "part.csv")
    office.ok("--as", "wu", *words, "--kind", "rectification-order", "--since", "2020-01-02")
    part, whole = ((folder / f"{name}-{TODAY}.csv").read_bytes() for name in ("history-part", "history"))
    assert part == (folder / "part.csv").read_bytes()
    assert 1 < part.count(b"\r\n") < whole.count(b"\r\n")


async def test_a_long_one_can_be_stopped_and_leaves_nothing(
    start: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, stopped = Event(), Event()

    def slow(*_: object, **__: object) -> Iterator[bytes]:
        yield b"the first of many"
        begun.set()
        assert stopped.wait(WAIT)
        yield b"one too many"

    monkeypatch.setattr("console.documents.histories.history_chunks", slow)
    async with start("wu", "en") as console:
        await console.press("2", "x", "j", "j", "enter")
        await console.pilot.press("enter")
        assert await asyncio.to_thread(begun.wait, WAIT)
        assert "Esc stops" in console.text
        await console.pilot.press("escape")
        stopped.set()
        await console.settle()
        assert "No file was written" in console.text
        assert isinstance(console.app.screen, ExportForm)
    assert names(folder) == []


async def test_a_confined_account_writes_no_file(
    start: Start, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIANDU_CONFINED", "1")
    async with start("wu", "en") as console:
        await console.press("5", "g", "enter", "x")
        assert isinstance(console.app.screen, JournalPage)
        assert "writes no files" in console.text
        # What is made for somebody waits in their outbox, under a name nobody typed.
        boxes = {who: Outbox(tmp_path / "outbox", "it", who, lambda: NOW) for who in ("wu", "zhang")}
        console.app.session.outbox = boxes.__getitem__
        await console.press("x", "enter")
        name = f"journal-{TODAY}.jsonl"
        assert "export get" in console.text
        assert name in console.text
        assert [one.name for one in boxes["wu"].held()] == [name]
        await console.press("2", "x", "enter")
        assert [one.name for one in boxes["wu"].held()] == [name, f"institutions-{TODAY}.csv"]
        assert boxes["zhang"].held() == []
    async with start("zhang", "en") as console:
        console.app.session.outbox = boxes.__getitem__
        await console.press("2", "x", "j", "j", "enter")
        assert isinstance(console.app.screen, OutboxForm)
        assert "auditor" in console.text
    assert boxes["zhang"].held() == []
    assert names(folder) == []


async def test_what_runs_is_written_as_its_command_does(start: Start, folder: Path, tmp_path: Path) -> None:
    async with start("zhang", "zh_CN") as console:
        await export(console, 0)
        await export(console, 1)
        await console.press("m")
        await export(console, 1)
    office = Runner(tmp_path / "town", TODAY)
    told = {
        "deadlines.ics": ("--format", "ics"),
        "deadlines.txt": ("--format", "mail"),
        "deadlines-mine.txt": ("--format", "mail", "--mine"),
    }
    for name, words in told.items():
        answer = office("--lang", "zh_CN", "--as", "zhang", "deadlines", *words)
        path = folder / f"{Path(name).stem}-{TODAY}{Path(name).suffix}"
        assert path.read_bytes() == answer.out
        assert answer.out


async def test_a_case_is_handed_over_as_a_signed_package(
    start: Start, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start("wu", "en") as console:
        office, target = Runner(tmp_path / "town", TODAY), folder / "case.zip"
        case, page = office.ok("case", "list")["cases"][0]["id"], console.app.screen
        assert isinstance(page, Page)
        open_subject(page, Subject("case", case))
        await console.settle()
        assert isinstance(console.app.screen, CasePage)
        await console.press("x")
        form = console.app.screen
        assert isinstance(form, ActForm)
        for name, text in {"to": "市人民法院", "output": str(target)}.items():
            row = form.fields.named(name)
            assert row is not None
            row.put(text)
            await console.settle()
        # Without the agency's key it says so before anything is written.
        await console.press("f8")
        assert "key create" in console.text
        made = office.ok("--as", "admin", "key", "create")
        await console.press("f8")
        assert "is written to" in console.app.screen.query_one(Preview).text
        assert not target.exists()
        await console.press("f8")
        assert isinstance(console.app.screen, CasePage)
        assert "Written" in console.text
        # An account that names no files has it in its outbox, whatever folder is typed.
        monkeypatch.setenv("JIANDU_CONFINED", "1")
        box = Outbox(tmp_path / "outbox", "it", "wu", lambda: NOW)
        console.app.session.outbox = {"wu": box}.__getitem__
        await console.press("x")
        form = console.app.screen
        assert isinstance(form, ActForm)
        for name, text in {"to": "市人社局", "output": f"{folder}/../other.zip"}.items():
            row = form.fields.named(name)
            assert row is not None
            row.put(text)
            await console.settle()
        await console.press("f8", "f8")
        assert "export get other.zip" in console.text
        assert [one.name for one in box.held()] == ["other.zip"]
    assert names(folder) == ["case.zip"]
    told = office.ok("package", "verify", target, "--key", made["fingerprint"])
    assert (told["ok"], told["about"]) == (True, case)
    handed = [one["to"] for one in office.ok("--as", "wu", "package", "list")["packages"]]
    assert sorted(handed) == ["市人民法院", "市人社局"]
