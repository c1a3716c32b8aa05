"""Lists longer than what is loaded: a window on the store, its edges, orders, and a store that does not answer."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import insert, select

from console.sorts import SORTS
from console.tui.kinds import KINDS
from console.tui.questions import PAGE, Questions
from console.tui.screens.listed import ListPage
from console.tui.session import Trouble
from console.tui.window import PAGES
from db.engine import make_engine, write_connection
from db.tables.state import state_table
from domain.states.cases import Case
from domain.states.institutions import Institution
from sanctions.results import Listing, Way
from tests.console.tui.conftest import Console, Start

PUT_IN = 1_450
MANY = PUT_IN + 2
"""More than the window holds: the two of the town come first, newest first."""
NEWEST, OLDEST = "HC-2024-0002", "HC-2019-0001"


@pytest.fixture(scope="module")
def long_town(_made: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The town with many more cases, put in as state alone; only looked at."""
    folder = tmp_path_factory.mktemp("long") / "town"
    shutil.copytree(_made("town"), folder)
    engine, kind = make_engine(str(folder / "office.db")), state_table(Case)
    with write_connection(engine) as connection:
        code = connection.execute(select(state_table(Institution).table.c.code)).scalars().first()
        made = [
            Case(
                id=f"HC-2019-{number:04d}",
                ordinal=20_190_000_000 + number,
                version=1,
                institution=code,
                lead=("张某", "李某", "赵某")[number % 3],
                second=None,
                opened_on=date(2019, 1, 1) + timedelta(days=number % 7),
            )
            for number in range(1, PUT_IN + 1)
        ]
        connection.execute(insert(kind.table), [kind.row(one) for one in made])
    engine.dispose()
    return str(folder / "office.db")


def foot(console: Console) -> str:
    return console.text.splitlines()[-1].split()[-1]


def here(console: Console) -> str:
    page = console.app.screen
    assert isinstance(page, ListPage)
    assert page.rows.current is not None
    return page.rows.current.key


def shown(console: Console) -> str:
    """The lines of the list alone: without header and key line."""
    return "\n".join(console.text.splitlines()[3:-1])


def page_of(console: Console) -> ListPage:
    page = console.app.screen
    assert isinstance(page, ListPage)
    return page


async def test_a_window_goes_along_with_the_cursor(start: Start, long_town: str) -> None:
    async with start("zhang", "en", (80, 90), url=long_town) as console:
        await console.press("3")
        page = page_of(console)
        assert (here(console), foot(console)) == (NEWEST, f"1/{MANY:,}")
        seen = [line.key for line in page.rows.lines]
        while not foot(console).startswith(f"{MANY:,}/"):
            await console.press(*["pagedown"] * 2)
            keys = [line.key for line in page.rows.lines]
            assert len(keys) <= PAGE * PAGES
            assert keys == sorted(keys, reverse=True)
            seen += [key for key in keys if key not in seen]
        assert (here(console), len(seen)) == (OLDEST, MANY)
        assert page.window.before == MANY - len(page.rows.lines)
        # And back over what was let go, without the end in sight.
        while not foot(console).startswith("1/"):
            await console.press(*["pageup"] * 2)
            assert len(page.rows.lines) <= PAGE * PAGES
        assert (here(console), page.rows.lines[0].key) == (NEWEST, NEWEST)


async def test_the_edges_are_asked_for_and_the_place_is_kept(start: Start, long_town: str) -> None:
    async with start("zhang", "en", url=long_town) as console:
        await console.press("3", "G")
        assert (here(console), foot(console)) == (OLDEST, f"{MANY:,}/{MANY:,}")
        assert len(page_of(console).rows.lines) == PAGE
        await console.press(*["k"] * 30)
        stood, lines, at = here(console), shown(console), foot(console)
        await console.press("r")
        assert (here(console), shown(console), foot(console)) == (stood, lines, at)
        await console.resize(120, 12)
        await console.resize(80, 24)
        assert (here(console), foot(console)) == (stood, at)
        # Sorted, the record under the cursor stays there, and its place is counted anew.
        await console.press("right", "right", "right", "right", "t")
        assert "Opened^" in console.text.replace(" ", "")
        assert here(console) == stood
        await console.press("g")
        assert (here(console), foot(console)) == ("HC-2019-0007", f"1/{MANY:,}")
        await console.press("t")
        assert "Openedv" in console.text.replace(" ", "")
        assert (here(console), foot(console)) == ("HC-2019-0007", f"{MANY:,}/{MANY:,}")
        await console.press("G", "r", "3")
        assert (here(console), foot(console)) == ("HC-2019-0007", f"{MANY:,}/{MANY:,}")
        # What the store cannot sort says so, and nothing changes.
        await console.press("left", "left", "t")
        assert "too long to be sorted by Status" in console.text
        assert here(console) == "HC-2019-0007"
        await console.press("slash", *"HC-2024", "enter", "t")
        assert "Status^" in console.text.replace(" ", "")
        assert foot(console).endswith("/2")


async def test_no_key_waits_for_the_store(start: Start, long_town: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start("zhang", "en", (80, 60), url=long_town) as console:
        await console.press("3")
        page, free = page_of(console), Event()
        answer = console.app.session.ask

        def slow(question: Callable[[Any], Any]) -> Any:
            free.wait()
            return answer(question)

        monkeypatch.setattr(console.app.session, "ask", slow)
        try:
            # Asked for, but long in coming; meanwhile every key does what it does.
            await console.pilot.press("r", *["j"] * 40)
            assert (here(console), foot(console)) == ("HC-2019-1412", f"41/{MANY:,}")
            await console.pilot.press("G", "k", "right")
            assert here(console) == "HC-2019-1413"
            assert ">Case" in console.text
            await console.pilot.press(*["pagedown"] * 5)
            assert page.rows.cursor == PAGE - 1
            await console.pilot.press("g", "g")
        finally:
            free.set()
        await console.settle()
        # Only what was asked for last is heard.
        assert (here(console), foot(console)) == (NEWEST, f"1/{MANY:,}")


async def test_every_column_said_to_be_sorted_is(start: Start) -> None:
    async with start("zhang", "en", at="sample") as console:
        kinds, ask = {kind.key: kind for kind in KINDS}, console.app.session.ask
        for key in kinds.keys() & SORTS.keys():
            names = frozenset(SORTS[key])
            cells = {cell.key for cell in kinds[key].cells}
            assert names <= cells | {"institution_name"}, key
            for name in sorted(names):
                for way in (Way(name), Way(name, reverse=True, last=True)):
                    answer = ask(partial(_asked, key, way))
                    assert not isinstance(answer, Trouble), (key, name)


def _asked(key: str, way: Way, questions: Questions) -> Listing:
    return questions.kind(key, None, way)
