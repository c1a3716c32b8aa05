"""The page of search: by key and palette, with other words, page by page, whatever is typed."""

import pytest
from textual.widgets import Input

from console.tui.screens.institution import InstitutionPage
from console.tui.screens.search import SearchPage
from console.tui.screens.subject import SubjectPage
from tests.console.tui.conftest import Start


async def test_the_words_are_asked_for_and_a_line_opens_its_page(start: Start) -> None:
    async with start("zhang", "zh_CN") as console:
        await console.press("f", "=CL-20", "enter")
        page = console.app.screen
        assert isinstance(page, SearchPage)
        assert "检索: CL-20" in console.text
        assert page.rows.lines
        assert all(line.key.startswith("CL-20") for line in page.rows.lines)
        await console.press("enter")
        assert isinstance(console.app.screen, SubjectPage)
        await console.press("escape", "escape")
        assert not isinstance(console.app.screen, SearchPage)


async def test_other_words_on_the_same_page(start: Start) -> None:
    async with start("zhang", "en", (120, 36)) as console:
        await console.press("2", "f", "=没有这个", "enter")
        page = console.app.screen
        assert isinstance(page, SearchPage)
        assert page.area == "institutions"
        assert "No line has the words" in console.text
        page.words = ""
        await console.press("r")
        assert "Type the words to search for." in console.text
        await console.press("slash", "=医院", "enter")
        assert page.rows.lines
        await console.press("g", "enter")
        assert isinstance(console.app.screen, InstitutionPage)


async def test_it_goes_on_where_a_page_ends(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start("zhang", "en", (120, 36)) as console:
        monkeypatch.setattr("console.tui.questions.PAGE", 2)
        await console.press("f", "=2", "enter")
        page = console.app.screen
        assert isinstance(page, SearchPage)
        assert len(page.rows.lines) == 2
        assert page.partial
        await console.press("G")
        assert len({line.key for line in page.rows.lines}) == 4


async def test_nothing_typed_searches_nothing(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press("f", "enter")
        assert not isinstance(console.app.screen, SearchPage)


@pytest.mark.parametrize("typed", ["[/]", "[red]x", "[@click=app.quit]", "%_\\", "甲" * 201])
async def test_whatever_is_typed_is_shown_as_typed(start: Start, typed: str) -> None:
    async with start("zhang", "en", (120, 36)) as console:
        await console.press("f")
        console.app.screen.query_one(Input).value = typed
        await console.press("enter")
        page = console.app.screen
        assert isinstance(page, SearchPage)
        assert f"Search: {typed[:40]}" in console.text
        if page.rows.lines:
            # The town has a complaint like that.
            assert all(any(typed in cell for cell in line.cells) for line in page.rows.lines)
        else:
            assert ("The words have 201 characters" if len(typed) > 200 else "No line has the words") in console.text
