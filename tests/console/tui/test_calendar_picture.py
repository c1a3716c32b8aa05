"""How a date was counted, as a picture."""

from datetime import date

import pytest

from console.i18n import render
from console.tui.widgets.calendar_picture import draw, legend, plain_weeks
from domain.calendars import Calendar
from domain.calendars.due import Due, due
from domain.calendars.periods import Period
from domain.messages import Words

CALENDAR = Calendar.shipped()


def chinese(words: Words) -> str:
    return render(words, "zh_CN")


def counted(start: date, period: str) -> Due:
    return due(start, Period.parse(period), CALENDAR)


def test_the_picture_of_the_design() -> None:
    one = counted(date(2024, 9, 6), "20wd")
    assert draw(one, CALENDAR, chinese) == [
        "        一    二    三    四    五    六    日",
        " 09-02                          起    .     .",
        " 09-09  1     2     3     4     5     6*    休",
        " 09-16  休    休    7     8     9     .     .",
        " 09-23  10    11    12    13    14    .     15*",
        " 09-30  16    休    休    休    休    休    休",
        " 10-07  休    17    18    19    20<",
    ]
    assert legend(one, chinese)[1] == "按周一至周五计会误为 2024-10-04。"


def test_every_counted_day_bears_its_number_once() -> None:
    one = counted(date(2024, 12, 20), "20wd")
    text = " ".join(draw(one, CALENDAR, chinese, height=40))
    numbers = [word.rstrip("*<") for word in text.split()]
    assert all(numbers.count(str(n)) == 1 for n in range(1, 21))


def test_a_long_period_keeps_its_first_and_last_weeks() -> None:
    lines = draw(counted(date(2024, 9, 6), "1y"), CALENDAR, chinese, height=9)
    assert len(lines) == 10
    assert any("..." in line for line in lines)
    assert "起" in lines[1]
    assert lines[-1].rstrip().endswith("<")


@pytest.mark.parametrize(
    ("start", "period", "sentence"),
    [
        (date(2024, 9, 6), "30d", "末日 2024-10-06 为休息日，顺延至下一工作日。"),
        (date(2026, 12, 10), "20wd", "暂定：下一年放假安排未公布，请按 2026-12-31 办理。"),
        (date(2026, 12, 1), "20wd", "下一年放假安排公布后可能变动。"),
    ],
)
def test_the_legend_tells_what_is_special(start: date, period: str, sentence: str) -> None:
    assert sentence in legend(counted(start, period), chinese)


def test_periods_reaching_back_count_back() -> None:
    lines = draw(counted(date(2024, 9, 6), "-5wd"), CALENDAR, chinese)
    assert "5<" in lines[1]
    assert lines[2].split() == ["09-02", "4", "3", "2", "1", "起"]


def test_plain_weeks_are_only_for_working_days() -> None:
    assert plain_weeks(counted(date(2024, 9, 6), "20wd")) == date(2024, 10, 4)
    assert plain_weeks(counted(date(2024, 9, 6), "1m")) is None
