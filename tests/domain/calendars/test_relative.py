"""Days as people type them."""

import pytest

from domain.calendars.relative import parse_day
from domain.refusals import Refused
from tests.domain.calendars.years import SHIPPED, day

TODAY = day("2024-09-06")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024-10-11", "2024-10-11"),
        (" 2024-10-11 ", "2024-10-11"),
        ("２０２４－１０－１１", "2024-10-11"),
        ("today", "2024-09-06"),
        ("Today", "2024-09-06"),
        ("今天", "2024-09-06"),
        ("tomorrow", "2024-09-07"),
        ("明天", "2024-09-07"),
        ("yesterday", "2024-09-05"),
        ("昨天", "2024-09-05"),
        ("昨日", "2024-09-05"),
        ("后天", "2024-09-08"),
        ("day after tomorrow", "2024-09-08"),
        ("前天", "2024-09-04"),
        ("day before yesterday", "2024-09-04"),
        ("next monday", "2024-09-09"),
        ("Next  Friday", "2024-09-13"),
        ("this monday", "2024-09-02"),
        ("last friday", "2024-08-30"),
        ("下周一", "2024-09-09"),
        ("下周五", "2024-09-13"),
        ("下星期日", "2024-09-15"),
        ("下礼拜天", "2024-09-15"),
        ("下个星期三", "2024-09-11"),
        ("本周一", "2024-09-02"),
        ("这周日", "2024-09-08"),
        ("上周五", "2024-08-30"),
        ("+20wd", "2024-10-11"),
        ("-3d", "2024-09-03"),
        ("-1wd", "2024-09-05"),
        ("+1m", "2024-10-06"),
        ("+1y", "2025-09-06"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_what_is_read(text: str, found: str) -> None:
    assert parse_day(text, TODAY, SHIPPED) == day(found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "value.date"),
        ("2023-02-29", "value.date"),
        ("2024-13-01", "value.date"),
        ("0000-01-01", "value.date"),
        ("20241011", "value.date"),
        ("2024-W41-5", "value.date"),
        ("2024/10/11", "value.date"),
        ("2024-10-1", "value.date"),
        ("next week", "value.date"),
        ("nextmonday", "value.date"),
        ("下周", "value.date"),
        ("下周八", "value.date"),
        ("周一", "value.date"),
        ("20wd", "value.date"),
        ("2024-10-11" + " " * 50 + "x", "value.date"),
        ("+20", "value.period"),
        ("-", "value.period"),
        ("+900wd", "calendar.unknown"),
    ],
)
def test_what_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_day(text, TODAY, SHIPPED, field="received")
    assert caught.value.refusal.code == code
    assert caught.value.refusal.field == ("received" if code.startswith("value.") else None)
    assert text not in caught.value.refusal.message.params.values(), "a refusal does not repeat what was typed"


@pytest.mark.parametrize("today", ["2024-09-02", "2024-09-08"])
def test_a_week_begins_on_monday_and_next_is_the_one_after_this(today: str) -> None:
    assert parse_day("下周一", day(today), SHIPPED) == day("2024-09-09")
    assert parse_day("next sunday", day(today), SHIPPED) == day("2024-09-15")


def test_a_day_beyond_the_last_year_is_refused() -> None:
    for text in ("tomorrow", "下周一"):
        with pytest.raises(Refused) as caught:
            parse_day(text, day("9999-12-31"), SHIPPED)
        assert caught.value.refusal.code == "value.date"
