"""Every page as text, at two sizes and in both languages, full, empty, and in trouble."""

import threading
from pathlib import Path

import pytest
from rich.cells import cell_len

from console.tui.questions import Questions
from tests.console.tui.conftest import Start, compare

PICTURED, OTHERS = ((80, 24), (120, 36)), ((40, 10), (240, 60))

WALKS = {
    "today": ("zhang", ()),
    "institutions": ("zhang", ("2",)),
    "institution": ("zhang", ("2", "G", "enter")),
    "long-name": ("zhang", ("2", "g", "enter")),
    "cases": ("zhang", ("3",)),
    "case": ("zhang", ("3", "G", "enter")),
    "measure": ("zhao", ("3", "G", "enter", "j", "j", "j", "j", "enter")),
    "publications": ("qian", ("4",)),
    "publication": ("zhao", ("4", "G", "enter")),
    "records": ("zhang", ("5",)),
    "complaints": ("zhang", ("5", "g", "enter")),
    "complaint": ("zhang", ("5", "g", "enter", "enter")),
    "audit": ("zhang", ("5", "G", "enter")),
    "sheet": ("zhang", ("2", "g", "p")),
    "acts": ("zhang", ("3", "G", "enter", "a")),
    "help": ("zhang", ("question_mark",)),
    "explanation": ("zhang", ("4", "g", "e")),
    "standing": ("zhang", ("2", "G", "s", "enter")),
    "form": ("zhang", ("2", "G", "enter", "a", "slash", "=t.log", "enter")),
}


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("name", WALKS)
async def test_page_at_every_size(start: Start, name: str, lang: str) -> None:
    who, keys = WALKS[name]
    async with start(who, lang) as console:
        await console.press(*keys)
        for size in (*PICTURED, *OTHERS):
            await console.resize(*size)
            text = console.text
            if size in PICTURED:
                compare(f"{name}-{lang}-{size[0]}x{size[1]}", text)
            lines = text.splitlines()
            assert len(lines) == size[1]
            assert all(cell_len(line) <= size[0] for line in lines)
        await console.resize(80, 24)
        compare(f"{name}-{lang}-80x24", console.text)


@pytest.mark.parametrize("area", ["1", "2", "3", "4", "5"])
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_empty_lists_say_how_to_fill_them(start: Start, lang: str, area: str) -> None:
    async with start("zhang", lang, at="empty") as console:
        await console.press(area)
        compare(f"empty-{area}-{lang}", console.text)


async def test_a_store_that_cannot_be_opened_is_told_inside(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en", url=str(tmp_path / "nothing.db")) as console:
        assert "There is no database at this address yet" in console.text
        await console.press("2")
        assert "There is no database at this address yet" in console.text


async def test_an_operator_nobody_knows_is_told_inside(start: Start) -> None:
    async with start("nobody", "en") as console:
        assert "There is no operator nobody here" in console.text


async def test_keys_work_while_the_store_is_slow(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    answer = Questions.cases

    def slow(self: Questions, words: str, after: str | None) -> object:
        assert go_on.wait(30)
        return answer(self, words, after)

    monkeypatch.setattr(Questions, "cases", slow)
    async with start("zhang", "en") as console:
        await console.pilot.press("3")
        await console.pilot.pause()
        assert "Loading" in console.text
        await console.pilot.press("2")
        await console.pilot.pause()
        assert "[2 Institutions]" in console.text
        go_on.set()
        await console.press("3")
        assert "HC-2024-0001" in console.text


async def test_what_people_wrote_is_shown_as_written(start: Start) -> None:
    async with start("zhang", "zh_CN", (120, 36)) as console:
        await console.press("5", "g", "enter")
        assert "[red]床位[/] [@click=app.quit]" in console.text
