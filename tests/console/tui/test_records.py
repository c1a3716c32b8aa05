"""The page of records: every kind and every ledger opens as a list, on a full and on an empty database."""

import pytest

from console.tui.kinds import KINDS
from console.tui.screens.case import CasePage
from console.tui.screens.kind import KindPage
from console.tui.screens.sheet import SheetPage
from console.tui.screens.subject import SubjectPage
from tests.console.tui.conftest import Start


@pytest.mark.parametrize("at", ["town", "empty"])
async def test_every_kind_answers_and_is_drawn(start: Start, at: str) -> None:
    async with start("zhang", "zh_CN", (120, 36), at=at) as console:
        await console.press("5", "g", "j", "j", "j", "j")
        for kind in KINDS:
            await console.press("enter")
            page = console.app.screen
            assert isinstance(page, KindPage)
            assert page.kind is kind
            assert page.speech(kind.label) in console.text
            if page.rows.lines:
                assert all(len(line.cells) == len(kind.cells) for line in page.rows.lines)
            else:
                assert page.speech(kind.empty) in console.text
            await console.press("escape", "j")


async def test_a_line_opens_what_it_is_about(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press("5", "g", "j", "j", "j", "j", "enter", "enter")
        assert isinstance(console.app.screen, SubjectPage)
        await console.press("escape", "escape", "2", "g", "p")
        assert isinstance(console.app.screen, SheetPage)
        assert console.app.screen.own_subject().noun == "institution"
        assert "Open cases (1)" in console.text


async def test_lists_go_on_where_a_page_ends(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start("zhang", "en", (120, 36)) as console:
        monkeypatch.setattr("console.tui.questions.PAGE", 2)
        await console.press("5", "G", "enter")
        page = console.app.screen
        assert isinstance(page, KindPage)
        first = [line.cells for line in page.rows.lines]
        assert len(first) == 2
        assert page.partial
        await console.press("G")
        both = [line.cells for line in page.rows.lines]
        assert len(both) == 4
        assert both[:2] == first


async def test_the_keys_of_a_list_do_nothing_where_it_is_empty(start: Start) -> None:
    async with start("zhang", "en", at="empty") as console:
        await console.press("5", "g", "j", "j", "j", "j", "enter", "G", "g", "j", "k", "pagedown", "enter", "e")
        assert isinstance(console.app.screen, KindPage)
        assert "No complaint yet" in console.text


async def test_the_page_asks_for_an_institution_first(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press("5", "p")
        assert not isinstance(console.app.screen, SheetPage | CasePage)
        assert "Choose a line that belongs to an institution first" in console.text
