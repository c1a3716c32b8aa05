"""The page of statistics: a year as bars, turned by keys, written into a file."""

from console.tui.screens.statistics import StatisticsPage
from tests.console.tui.conftest import Start


async def test_the_years_are_turned_and_the_bars_fit(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press("5", "g", "j", "j", "j", "enter")
        page = console.app.screen
        assert isinstance(page, StatisticsPage)
        year = page.opened.today.year
        assert f"From {year}-01-01 to {page.opened.today}" in console.text
        assert "Complaints by channel" in console.text
        await console.press("left_square_bracket")
        assert f"From {year - 1}-01-01 to {year - 1}-12-31" in console.text
        await console.press("right_square_bracket", "right_square_bracket")
        assert f"From {year}-01-01" in console.text
        lines = [line.cells[0] for line in page.rows.lines]
        assert any("#" in line for line in lines)
        assert max(len(line) for line in lines if line.isascii()) <= 79
        (export,) = page.exports()
        written = page.desk.session.ask(lambda questions: b"".join(export.chunks(questions, "table", "en")))
        assert b"Measures by kind" in written
