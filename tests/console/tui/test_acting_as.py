"""Acting as somebody else: one person walks a chain that takes two, in a sample and nowhere else."""

from pathlib import Path

import pytest

from console.tui.actions import ACTIONS
from console.tui.modals.palette import Palette
from console.tui.modals.pick import Pick
from console.tui.screens.page import Page
from console.tui.session import Session, Trouble, tried
from domain.states.measures import Measure
from tests.console.tui import town
from tests.console.tui.conftest import Console, Start
from tests.sanctions.office import Office


def offered(console: Console) -> set[str]:
    page = console.app.screen
    assert isinstance(page, Page)
    return {line.cells[1] for line in Palette(page).all}


async def test_a_sample_lists_its_people_with_their_roles(start: Start) -> None:
    async with start("zhang", "en", at="sample") as console:
        await console.press("o")
        assert isinstance(console.app.screen, Pick)
        line = next(line for line in console.text.splitlines() if "zhao" in line)
        assert "approver" in line
        assert "P3" in line


async def test_what_one_asked_for_the_same_hands_approve_as_another(start: Start) -> None:
    async with start("zhang", "en", at="sample") as console:
        await console.press("o", "slash", "=zhao", "enter")
        assert "zhao approver" in console.text.splitlines()[0]
        await console.press("3", "G", "enter", "j", "j", "j", "j", "a", "enter", "space", "f8", "f8")
        session = console.app.session
        assert session.opened is not None
        assert session.opened.person == "P3"
        measure = session.ask(lambda questions: questions.reader.get(Measure, "CL-2024-0002"))
        assert measure is not None
        assert measure.decided_by == "zhao"


async def test_another_page_shows_the_other_person_too(start: Start) -> None:
    async with start("zhang", "en", at="sample") as console:
        await console.press("2", "1", "o", "slash", "=qian", "enter", "2")
        assert "qian publisher" in console.text.splitlines()[0]


async def test_a_database_in_use_does_not_know_the_key(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press("o")
        assert not isinstance(console.app.screen, Pick)
        assert console.app.session.operator == "zhang"
        assert "Act as somebody else" not in offered(console)
        await console.press("question_mark")
        assert "Act as" not in console.text


async def test_palette_and_help_of_a_sample_know_it(start: Start) -> None:
    async with start("zhang", "en", at="sample") as console:
        assert "Act as somebody else" in offered(console)
        await console.press("question_mark", "slash", "=somebody")
        assert "Act as somebody else" in console.text


@pytest.mark.parametrize("name", ["zhao", "zhang", "nobody"])
def test_a_session_refuses_it_on_a_database_in_use(tmp_path: Path, name: str) -> None:
    office = Office.in_folder(tmp_path, "zibo-2023", today=town.TODAY)
    office.store.close()
    session = Session(str(tmp_path / "office.db"), "zhang", "en", Office.clock_at(town.TODAY))
    answer = tried(lambda: session.act_as(name))
    session.close()
    assert isinstance(answer, Trouble)
    assert session.operator == "zhang"


def test_the_key_stands_in_the_registry_for_samples_alone() -> None:
    assert [action.id for action in ACTIONS if action.sample] == ["act-as"]


async def test_a_confined_account_stays_who_it_is(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANDU_CONFINED", "1")
    async with start("zhang", "en", at="sample") as console:
        assert "Act as somebody else" not in offered(console)
        answer = tried(lambda: console.app.session.act_as("zhao"))
        assert isinstance(answer, Trouble)
        assert console.app.session.operator == "zhang"
