"""A clock set back is told on the first page, once, and reading goes on."""

from datetime import timedelta

import pytest

from tests.console.tui import town
from tests.console.tui.conftest import Start


async def test_a_clock_that_is_behind_is_told_at_once(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start("zhang", "en", (120, 36)) as console:
        assert "The clock of this machine" not in console.text
        before = console.app.session.open()
    assert before.behind is None
    monkeypatch.setattr(town, "TODAY", town.TODAY - timedelta(days=30))
    async with start("zhang", "en", (120, 36)) as console:
        assert "The clock of this machine is behind" in console.text
        await console.press("2")
        assert console.app.opened is not None
        assert console.app.opened.behind is not None
        # Told once, not at every page.
        assert console.text.count("The clock of this machine is behind") == 1
