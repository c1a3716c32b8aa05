"""How the console looks and what it lets one do: colours, plain signs, read-only."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from console.tui.actions import ACTIONS
from console.tui.session import Session
from console.tui.themes import THEMES
from domain.acts import act, acts
from domain.refusals import Refusal
from tests.console.tui import town
from tests.console.tui.conftest import Start
from tests.sanctions.office import HOSPITAL, Office


@pytest.fixture
def reading(_made: Callable[[str], Path]) -> Iterator[Session]:
    """Zhang at the town, who may only look."""
    path = _made("town") / "office.db"
    session = Session(str(path), "zhang", "en", Office.clock_at(town.TODAY), read_only=True)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    yield session
    session.close()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_read_only_the_store_sees_no_writer(reading: Session) -> None:
    reading.open()
    for rehearse in (True, False):
        for one in acts():
            answer = reading.act(one, {}, on=None, late_reason=None, rehearse=rehearse)
            assert isinstance(answer, Refusal)
            # Opening what is sealed is an act, so it is among them.
            assert answer.code == "read-only", one.kind
    assert act("complaint.reveal") in acts()


async def test_read_only_no_act_is_offered(start: Start) -> None:
    async with start("zhang", "en") as console:
        console.app.session.read_only = True
        await console.press("2")
        lines = console.text.splitlines()
        assert "read-only" in lines[0]
        assert " Act " not in lines[-1]
        await console.press("question_mark")
        assert [
            action.label.template for action in ACTIONS if action.acts and action.label.template in console.text
        ] == []
        await console.press("escape", "a")
        assert "Read-only: no act is done here." in console.text
        from console.tui import flows

        flows.do_act(console.app.screen, act("complaint.log"), None)  # type: ignore[arg-type]
        await console.settle()
        assert "Act:" not in console.text


async def test_colours_are_chosen_while_it_runs_and_change_no_word(start: Start) -> None:
    async with start("zhang", "en") as console:
        before = console.text
        for name, (theme, label) in THEMES.items():
            await console.press("question_mark", "slash", "=colours", "enter")
            await console.press("slash", f"={label.template}", "enter")
            assert console.app.theme == theme
            assert f'theme = "{name}"' in console.text
            console.app.clear_notifications()
            await console.settle()
            assert console.text == before


async def test_plain_the_cursor_is_a_sign(start: Start) -> None:
    async with start("zhang", "en") as console:
        console.app.plain = True
        await console.press("2")
        at = [n for n, line in enumerate(console.text.splitlines()) if line.startswith(">")]
        assert len(at) == 1
        await console.press("j")
        moved = [n for n, line in enumerate(console.text.splitlines()) if line.startswith(">")]
        assert moved == [at[0] + 1]
        await console.press("1", "q")
        assert "[> Back ]" in console.text.replace("[>Back", "[> Back")
        assert HOSPITAL not in console.text.splitlines()[0]
