"""What others do appears on the page in front, and nothing is drawn where nothing is another."""

from queue import Queue

import pytest
from textual.widget import Widget

from console.tui.boards import Boards
from console.tui.screens.page import Page
from console.tui.widgets.row_list import RowList
from db import changes
from tests.console.tui.conftest import Console, Start
from tests.console.tui.town import TODAY
from tests.sanctions.office import HOSPITAL, Office

PATIENCE = 30


def elsewhere(console: Console) -> Office:
    """The same town, at another's desk."""
    return Office(console.app.session.url, "zibo-2023", today=TODAY)


def logged(office: Office, summary: str) -> str:
    """Somebody else logs a complaint."""
    told = {
        "received": "2024-09-30",
        "channel": "phone",
        "nature": "complaint",
        "summary": summary,
        "reply_by": "2024-10-08",
    }
    return office.do("complaint.log", who="li", raw={"institution": HOSPITAL, **told}).id


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Widget]:
    """Every widget that asked to be drawn."""
    asked: list[Widget] = []
    refresh = Widget.refresh

    def told(self: Widget, *given: object, **named: object) -> Widget:
        asked.append(self)
        return refresh(self, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Widget, "refresh", told)
    return asked


async def freshened(console: Console) -> None:
    """Somebody recorded something."""
    console.app.post_message(console.app.Recorded())
    await console.settle()


async def test_what_others_do_appears_where_one_is(start: Start, drawn: list[Widget]) -> None:
    async with start("zhang", "en") as console:
        office, page = elsewhere(console), console.app.screen
        assert isinstance(page, Page)
        await console.press("j", "space")
        current = page.rows.current
        marked, before = set(page.marks.lines), console.text
        # Somebody recorded what is nowhere here.
        office.do("operator.add", who="admin", name="neu", staff="N1", roles=["auditor"])
        for key in ("1", "2", "3", "4", "5"):
            await console.press(key)
            drawn.clear()
            await freshened(console)
            assert drawn == [], key
        await console.press("1")
        assert console.text == before
        # And what is: the line comes, and the cursor and the marks stay on theirs.
        drawn.clear()
        id = logged(office, "反映多收费")
        await freshened(console)
        assert any(id in line.record.get("subject", "") for line in page.rows.lines)
        assert page.rows.current == current
        assert set(page.marks.lines) == marked
        assert any(isinstance(widget, RowList) for widget in drawn)
        # Under a form nothing stirs; the page is asked for again when it comes to the front.
        await console.press("question_mark")
        rows, drawn[:] = len(page.rows.lines), []
        logged(office, "又一件")
        await freshened(console)
        assert drawn == []
        await console.press("escape")
        assert len(page.rows.lines) == rows + 1
        office.store.close()


async def test_a_long_list_stays_where_it_is(start: Start, drawn: list[Widget]) -> None:
    async with start("zhang", "en") as console:
        office = elsewhere(console)
        await console.press("5", "enter")
        for number in range(8):
            logged(office, f"第{number}件")
        await freshened(console)
        drawn.clear()
        await freshened(console)
        assert drawn == []
        office.store.close()


async def test_the_console_listens_to_the_store(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "POLL_SECONDS", 0.02)
    told: Queue[None] = Queue()
    async with start("zhang", "en") as console:
        boards = Boards(console.app.session, lambda: told.put(None))
        boards.begin()
        office = elsewhere(console)
        logged(office, "反映多收费")
        told.get(timeout=PATIENCE)
        boards.end()
        office.store.close()
