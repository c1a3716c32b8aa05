"""Every page and box as text, at two sizes and in both languages: full, empty, loading, refused and in trouble.

One running console opens them all in turn. A page or box that no picture shows fails the test that follows the walk.
"""

import importlib
import pkgutil
import threading
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from console.tui import flows, modals, screens
from console.tui.actions import AREAS
from console.tui.modals.act_form import ActForm
from console.tui.modals.dialog import Dialog
from console.tui.questions import Questions
from console.tui.screens.listed import ListPage
from console.tui.screens.page import Page
from console.tui.subjects import Subject
from console.tui.widgets.columns import Line
from domain.acts import act
from tests.console.tui.album import Album, subjects
from tests.console.tui.conftest import UPDATE, Console, Start
from tests.samples import copy_sample
from tests.sanctions.office import HOSPITAL

SUPERVISOR = "张某"
WIDE, NORMAL = (120, 36), (80, 24)
OTHERS = ((40, 10), (60, 20), (240, 60))
"""Sizes where nothing may break; nobody keeps pictures of them."""

BOXES = {
    "acts": ("3", "enter", "a"),
    "help": ("question_mark",),
    "help of a form": ("5", "a", "slash", "=roster.draft", "enter", "f1"),
    "why": ("1", "g", "e"),
    "how counted": ("4", "g", "e"),
    "which day": ("2", "s"),
    "standing": ("2", "s", "enter"),
    "search for": ("f",),
    "found": ("f", "=虚报", "enter"),
    "nothing found": ("f", "=没有这个词", "enter"),
    "filter": ("3", "slash"),
    "filtered": ("3", "slash", "=2023", "enter"),
    "act as": ("1", "o"),
    "sheet": ("2", "p"),
    "an entry of the journal": ("5", "g", "enter", "enter"),
    "a clause of the rulebook": ("5", "g", "j", "enter", "enter"),
    "export": ("2", "x"),
    "letters": ("3", "enter", "w"),
    "a letter": ("3", "enter", "w", "enter"),
    "choices": ("2", "a", "slash", "=complaint.log", "enter", "tab", "f4"),
    "quit": ("1", "escape"),
    "commands": ("colon", "=he"),
}
"""What opens by keys, each from Today."""
ELSEWHERE = frozenset({"DraftOffer", "CarryingPage", "ClausePage", "NoticePage", "OutboxForm"})
"""What other tests open: it takes a draft, a confined account, or a line that is hard to find by keys."""


@pytest.mark.parametrize(
    ("lang", "size", "every"),
    [
        ("zh_CN", NORMAL, 1),
        ("en", WIDE, 5),
        *(pytest.param("en", size, 1, marks=pytest.mark.trial) for size in (NORMAL, WIDE)),
        pytest.param("zh_CN", WIDE, 1, marks=pytest.mark.trial),
    ],
)
async def test_every_page_and_box(
    start: Start, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, lang: str, size: tuple[int, int], every: int
) -> None:
    copy_sample(tmp_path_factory, "zibo-2023", tmp_path / "sample.db")
    async with start(SUPERVISOR, lang, size, url=str(tmp_path / "sample.db")) as console:
        album, others = Album(console), cycle(OTHERS)
        await console.press("5")
        for number, (name, opened) in enumerate(list(every_page(console))[:: 1 if UPDATE else every]):
            await opened()
            await console.settle()
            _ = album.take(name)
            if number % 3 == 0:
                # Another size costs as much as another page: every third page gets one.
                await console.resize(*next(others))
                album.look(name)
                await console.resize(*size)
            while len(console.app.screen_stack) > 1:
                _ = console.app.pop_screen()
        album.compare(f"pages-{lang}-{size[0]}x{size[1]}", whole=every == 1)
        unseen = {one.__name__ for one in (written(screens, Page) | written(modals, Dialog)) - album.seen} - ELSEWHERE
        assert every > 1 or unseen == set(), "open them in every_page or name their keys in BOXES"


def written(package: object, base: type) -> set[type]:
    """The classes of a package that stand on a base, without those that others stand on."""
    found = set()
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):  # type: ignore[attr-defined]
        found |= {one for one in vars(importlib.import_module(module.name)).values() if isinstance(one, type)}
    kinds = {one for one in found if issubclass(one, base) and one is not base}
    return {one for one in kinds if one is not ListPage}


Step = tuple[str, Callable[[], Awaitable[None]]]


def every_page(console: Console) -> Iterator[Step]:
    """From the records: every list of them and a page of everything; then the areas and what opens by keys."""
    page = console.app.screen
    assert isinstance(page, Page)

    async def line(line: Line) -> None:
        page.open_line(line)

    async def subject(subject: Subject) -> None:
        flows.open_subject(page, subject)

    for one in page.rows.lines:
        if not one.heading:
            yield f"records: {one.cells[0].strip() or one.key}", partial(line, one)
    for noun, found in subjects(console).items():
        yield noun, partial(subject, found)
    for number, (area, _) in enumerate(AREAS, 1):
        yield area, partial(console.press, str(number))
    for name, keys in BOXES.items():
        yield name, partial(console.press, "1", *keys)


async def back(console: Console) -> None:
    """To the first page of the area."""
    while len(console.app.screen_stack) > 1:
        _ = console.app.pop_screen()
    await console.settle()


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_empty_lists_say_how_to_fill_them(start: Start, lang: str) -> None:
    async with start("zhang", lang, at="empty") as console:
        album = Album(console)
        for number, (area, _) in enumerate(AREAS, 1):
            await console.press(str(number))
            _ = album.take(area)
        album.compare(f"empty-{lang}")


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_long_names_markup_and_refusals(start: Start, lang: str) -> None:
    async with start("zhang", lang) as console:
        album = Album(console)
        for name, keys in {
            "long name": ("2", "G", "enter"),
            "long name in a list": ("escape",),
            "markup in a list": ("5", "g"),
        }.items():
            await console.press(*keys)
            _ = album.take(name)
        page = console.app.screen
        assert isinstance(page, Page)
        flows.open_subject(page, Subject("complaint", "TS-2024-0001", HOSPITAL))
        await console.settle()
        assert "[red]床位[/] [@click=app.quit]" in album.take("markup on a page")
        await back(console)
        given = {"received": "2024-02-30", "channel": "phone", "nature": "lead", "summary": "床位" * 80}
        flows.do_act(page, act("complaint.log"), Subject("institution", HOSPITAL, HOSPITAL), given)
        await console.press("f8")
        _ = album.take("a field is wrong")
        await back(console)
        flows.do_act(page, act("case.close"), Subject("case", "HC-2024-0001", HOSPITAL), {"reason": "查清"})
        await console.press("f8")
        _ = album.take("refused")
        await back(console)
        flows.do_act(page, act("complaint.log"), Subject("institution", HOSPITAL), {**given, "received": "2024-09-30"})
        await console.press("f8")
        _ = album.take("preview")
        await console.press("f8")
        _ = album.take("done")
        album.compare(f"states-{lang}")


async def test_a_store_that_cannot_be_opened_is_told_inside(start: Start, tmp_path: Path) -> None:
    async with start("zhang", "en", url=str(tmp_path / "nothing.db")) as console:
        for number, _ in enumerate(AREAS, 1):
            await console.press(str(number))
            assert "There is no database at this address yet" in console.text


async def test_an_operator_nobody_knows_is_told_inside(start: Start) -> None:
    async with start("nobody", "en") as console:
        assert "There is no operator nobody here" in console.text


async def test_keys_work_while_the_store_is_slow(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    answer = Questions.cases

    def slow(*given: Any, **named: Any) -> object:
        assert go_on.wait(30)
        return answer(*given, **named)

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


async def test_a_form_keeps_its_texts_and_the_field_in_sight_at_every_size(start: Start) -> None:
    async with start("zhang", "zh_CN") as console:
        await console.press("2", "G", "enter")
        page = console.app.screen
        assert isinstance(page, Page)
        flows.do_act(page, act("complaint.log"), Subject("institution", HOSPITAL, HOSPITAL))
        await console.settle()
        form, album = console.app.screen, Album(console)
        assert isinstance(form, ActForm)
        row = form.fields.named("source_no")
        assert row is not None
        assert isinstance(row.control, Input)
        row.control.focus()
        await console.press("=GD-2024-77")
        for size in (*OTHERS, WIDE, NORMAL):
            await console.resize(*size)
            album.look("form")
            assert "GD-2024-77" in console.text, size
            assert "Esc" in console.text, size
            assert console.app.cursor_position == row.control.cursor_screen_offset, size
        album.sound()
