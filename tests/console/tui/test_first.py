"""The first minutes: no database, nobody of this name, an empty one; settings and a copy by keys."""

import re
import sqlite3
from functools import partial
from pathlib import Path

import pytest

from console.tui.first_page import FirstPage
from console.tui.kinds import KINDS
from console.tui.modals.act_form import ActForm
from console.tui.questions import Questions
from console.tui.screens.today import TodayPage
from console.tui.widgets.preview import Preview
from sanctions.results import Listing
from tests.console.tui.conftest import Console, Start


async def fill(console: Console, **texts: str) -> None:
    form = console.app.screen
    assert isinstance(form, ActForm)
    for name, text in texts.items():
        row = form.fields.named(name)
        assert row is not None
        row.put(text)
        await console.settle()


async def test_an_agency_is_founded_by_keys(start: Start, tmp_path: Path) -> None:
    place = tmp_path / "new.db"
    async with start("", "zh_CN", url=str(place)) as console:
        page = console.app.screen
        assert isinstance(page, FirstPage)
        assert "该地址还没有数据库" in console.text
        await console.press("enter")
        await fill(console, rulebook="淄博", agency="某某工伤保险中心", operator="王五", person="1001")
        await console.press("f8")
        assert not place.exists()
        assert "王五" in console.app.screen.query_one(Preview).text
        await console.press("f8")
        assert place.exists()
        assert console.app.screen is page
        assert console.app.session.operator == "王五"
        shown = console.text
        assert "[ ] 导入机构" in shown
        assert "[x]" in shown  # the year of the sample's day is shipped
        await console.press("escape")
        assert isinstance(console.app.screen, TodayPage)
        assert "王五" in console.text


async def test_somebody_unknown_is_told_what_to_do(start: Start) -> None:
    async with start("nobody", "en", at="empty") as console:
        assert isinstance(console.app.screen, FirstPage)
        assert "jiandu --as NAME" in console.text
        await console.press("enter", "escape")
        assert isinstance(console.app.screen, TodayPage)


async def test_the_copy_of_a_database_is_looked_at_then_written(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start("admin", "en", at="empty") as console:
        if not isinstance(console.app.screen, FirstPage):
            await console.press("i")
        page = console.app.screen
        assert isinstance(page, FirstPage)
        page.rows.cursor = next(n for n, line in enumerate(page.rows.lines) if line.record.get("deed") == "backup")
        await console.press("enter")
        await fill(console, output=str(tmp_path / "copy.db"))
        await console.press("f8")
        assert not (tmp_path / "copy.db").exists()
        await console.press("f8")
        assert sqlite3.connect(tmp_path / "copy.db").execute("SELECT count(*) FROM journal").fetchone()[0] > 0
        await console.press("enter")
        await fill(console, output=str(tmp_path / "copy.db"))
        await console.press("f8")
        assert "not there yet" in console.text
        monkeypatch.setenv("JIANDU_CONFINED", "1")
        await fill(console, output=str(tmp_path / "other.db"))
        await console.press("f8")
        assert "jiandu database backup" in console.app.screen.query_one(Preview).text


async def test_every_empty_list_says_how_it_is_filled(start: Start) -> None:
    async with start("admin", "en", at="empty") as console:
        session = console.app.session
        without = []
        for kind in KINDS:
            if session.ask(partial(records_of, kind.key)).items:
                continue
            if not re.search(r"\ba\b [a-z]+s\b|by itself|Nothing was entered", kind.empty.template):
                without.append((kind.key, kind.empty.template))
        assert without == []
        for area in ("2", "3", "4"):
            await console.press(area)
            assert re.search(r"\ba (logs|imports|opens)\b|by itself", console.text), area


def records_of(kind: str, questions: Questions) -> Listing:
    return questions.kind(kind, None)
