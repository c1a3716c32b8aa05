"""A year as a picture: every day once, with the sign of what it is; counting from a day."""

from datetime import date, timedelta

import pytest
from rich.cells import cell_len

from console.i18n import render
from console.tui.modals.explanation import Explanation
from console.tui.screens.calendar import CalendarPage
from console.tui.speech import Speech
from console.tui.widgets.year_picture import (
    OFF,
    UNKNOWN,
    WEEKEND,
    WORKED,
    YearPicture,
    columns_in,
    year,
)
from domain.calendars import Calendar
from domain.calendars.model import DayKind
from domain.refusals import Refused
from tests.console.tui.conftest import Start
from tests.console.tui.town import TODAY

CALENDAR = Calendar.shipped()
FIRST, LAST = CALENDAR.first_year, max(one.year for one in CALENDAR.arrangements)


def expected(day: date, lang: str) -> str:
    try:
        kind = CALENDAR.day_kind(day).kind
    except Refused:
        return render(UNKNOWN, lang)
    signs = {DayKind.OFF: OFF, DayKind.MADE_UP_WORKING: WORKED, DayKind.WEEKEND: WEEKEND}
    return render(signs[kind], lang) if kind in signs else ""


@pytest.mark.parametrize(("width", "lang"), [(80, "zh_CN"), (120, "en"), (40, "zh_CN")])
@pytest.mark.parametrize("of", [FIRST - 1, FIRST, LAST, LAST + 1, LAST + 30])
def test_every_day_stands_once_with_its_sign(of: int, width: int, lang: str) -> None:
    today, ends = date(of, 3, 1), {date(of, 3, 1), date(of, 10, 2)}
    lines = year(of, CALENDAR, today, ends, Speech(lang), columns_in(width))
    assert all(1 + sum(cell_len(cell.text) for cell in line) <= width + 2 for line in lines)
    cells = [(cell.text, cell.day) for line in lines for cell in line if cell.day is not None]
    days = [date(of, 1, 1) + timedelta(days=n) for n in range(366 if of % 4 == 0 and of % 100 else 365)]
    assert sorted(day for _, day in cells) == days
    for text, day in cells:
        assert text[1:3].strip() == str(day.day)
        assert text[3:].strip() == expected(day, lang)
        assert text[0] == ("#" if day == today else "!" if day in ends else " ")


async def test_days_of_the_week_stand_under_their_names_and_a_day_is_counted_from(start: Start) -> None:
    async with start("zhang", "zh_CN") as console:
        await console.press("5", "g", "j", "j", "enter")
        page = console.app.screen
        assert isinstance(page, CalendarPage)
        picture = page.query_one(YearPicture)
        assert picture.day == TODAY
        assert "国务院办公厅" in console.text
        ending = min(day for day in page.ends if day > TODAY)
        await console.press(*["right"] * (ending - TODAY).days, "enter")
        assert page.here() is not None
        assert page.rows.has_focus
        await console.press("tab")
        picture.focus()
        await console.press("full_stop", "plus", "enter")
        assert isinstance(console.app.screen, Explanation)
        due = CALENDAR.add_working_days(TODAY, 20)
        assert due.isoformat() in console.text
        await console.press("escape")
        assert picture.day == due
        await console.press(*["right_square_bracket"] * (LAST + 1 - due.year))
        assert picture.day.year == LAST + 1
        assert page.speech(page._notice(LAST + 1))[:10] in console.text
        await console.press(*["right_square_bracket"] * 6, "plus", "enter")
        assert "calendar import" in console.text
