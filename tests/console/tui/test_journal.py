"""The journal: found by words, read entry by entry, verified in place while the console goes on."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from console.tui.answers.journal import SEALED, fields_of
from console.tui.screens.entry import EntryPage
from console.tui.screens.journal import JournalPage
from console.tui.screens.subject import SubjectPage
from db.store import Store
from tests.console.tui.conftest import Start

WAIT = 20
OPEN = ("5", "g", "enter")


async def test_acts_are_listed_found_and_opened(start: Start) -> None:
    async with start("zhang", "zh_CN", (120, 36)) as console:
        await console.press(*OPEN)
        page = console.app.screen
        assert isinstance(page, JournalPage)
        numbers = [int(line.cells[0]) for line in page.rows.lines]
        assert numbers == sorted(numbers, reverse=True)
        assert numbers[-1] == 1
        found = {}
        for words in ("TS-2024-0001", "淄测中心医院 立项", "床位与计费不符", "王五"):
            page.words = words
            page.load()
            await console.settle()
            found[words] = [line.key for line in page.rows.lines]
        assert found["TS-2024-0001"] == ["TS-2024-0001"] * 2
        assert found["淄测中心医院 立项"] == ["HC-2024-0001"]
        assert "FX-2024-0001" in found["床位与计费不符"]
        # Who reported is sealed: no word of it finds anything.
        assert found["王五"] == []
        page.words = "complaint.log"
        page.load()
        await console.settle()
        await console.press("enter")
        assert isinstance(console.app.screen, EntryPage)
        assert console.app.screen.speech(SEALED) in console.text
        assert "commitment" not in console.text
        at = next(n for n, line in enumerate(console.app.screen.rows.lines) if line.key)
        await console.press("g", *["j"] * at, "enter")
        assert isinstance(console.app.screen, SubjectPage)


async def test_verification_says_what_holds_and_what_it_proves(start: Start, tmp_path: Path) -> None:
    async with start("wu", "en") as console:
        await console.press(*OPEN, "c")
        assert "Holds: 39 entries" in console.text
        assert "noted elsewhere" in console.text
        await console.press("escape")
        _change(tmp_path / "town" / "office.db", 20)
        await console.press("c")
        assert "Does not hold at entry 20" in console.text
        assert "as evidence" in console.text


def _change(database: Path, seq: int) -> None:
    """What somebody with the file and without the program could do."""
    with sqlite3.connect(database) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='journal'")
        for (name,) in names.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        done = connection.execute(
            "UPDATE journal SET body = replace(body, '调查期间', '调查之外') WHERE seq = ?", (seq,)
        )
        assert done.rowcount == 1
    connection.close()


async def test_a_check_can_be_stopped_and_the_console_goes_on_meanwhile(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, stopped = Event(), Event()

    def slow(reader: object, watch: Callable[[int, int], None]) -> dict[str, Any]:
        begun.set()
        assert stopped.wait(WAIT)
        watch(1, 2)
        raise AssertionError("it should have stopped")

    monkeypatch.setattr("sanctions.agency.journals.journal_verify", slow)
    async with start("wu", "en") as console:
        await console.press(*OPEN)
        page = console.app.screen
        assert isinstance(page, JournalPage)
        await console.pilot.press("c")
        await console.pilot.pause()
        assert begun.wait(WAIT)
        await console.pilot.press("j")
        assert page.rows.cursor == 1
        await console.pilot.press("c")
        stopped.set()
        await console.settle()
        assert "Stopped" in console.text


async def test_only_those_who_may_verify(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press(*OPEN, "c")
        assert "auditor" in console.text
        assert "Holds" not in console.text


async def test_no_entry_tells_what_is_sealed(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en"):
        pass
    store = Store.open(str(tmp_path / "town" / "office.db"))
    try:
        with store.read() as reader:
            sealed = 0
            for entry in reader.entries():
                told = str(fields_of(entry))
                for piece in entry.fields.get("sealed") or ():
                    sealed += 1
                    assert piece["commitment"] not in told
                    assert piece["id"] not in told
            assert sealed
    finally:
        store.close()
