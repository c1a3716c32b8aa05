"""Files with a year's arrangement: what is read, and what bad ones get."""

import json
from datetime import date
from typing import Any

import pytest

from domain.calendars import Arrangement
from domain.calendars.loading import read_year
from domain.messages import Message
from domain.refusals import Refusal, Refused
from tests.domain.calendars.years import MADE_UP_2027, SHIPPED, day

HEADER = "date,weekday,kind,holiday,notice_year,notice_url\n"
ROWS = (
    "2027-01-01,周五,OFF,元旦,2027,https://example.org/2027\n"
    "2027-01-02,周六,OFF,元旦,2027,https://example.org/2027\n"
    "2027-01-03,周日,WORK,元旦,2027,https://example.org/2027\n"
)
DAYS = [
    {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
    {"name": "元旦", "date": "2027-01-02", "isOffDay": True},
    {"name": "元旦", "date": "2027-01-03", "isOffDay": False},
]


def as_json(**changes: Any) -> bytes:
    return json.dumps({"year": 2027, "papers": ["https://example.org/2027"], "days": DAYS} | changes).encode()


def refusal_of(content: bytes, **told: Any) -> Refusal:
    with pytest.raises(Refused) as caught:
        read_year(content, **told)
    return caught.value.refusal


def places(refusal: Refusal) -> list[tuple[object, object]]:
    faults = refusal.message.params["faults"]
    assert isinstance(faults, tuple)
    return [(f.params["line"], f.params["column"]) for f in faults if isinstance(f, Message)]


@pytest.mark.parametrize(
    "content",
    [
        (HEADER + ROWS).encode(),
        (HEADER + ROWS).encode("utf-8-sig"),
        (HEADER + ROWS).encode("gb18030"),
        (HEADER + ROWS).replace("\n", "\r\n").encode("gbk"),
        (HEADER + "\n" + ROWS + ",,,,,\n").encode(),
        as_json(),
        b"\xef\xbb\xbf" + as_json(),
    ],
)
def test_csv_and_json_give_the_same_year(content: bytes) -> None:
    found = read_year(content)
    assert (found.off, found.work) == (MADE_UP_2027.off, MADE_UP_2027.work)
    assert found.notice.url == "https://example.org/2027"
    assert found.digest == read_year(as_json()).digest != MADE_UP_2027.digest


def test_what_the_caller_tells_of_the_notice_is_kept() -> None:
    found = read_year(as_json(), title=" 通知 ", dated=date(2026, 11, 30), url="https://example.org/n", version=2)
    assert found.notice == (2027, "通知", date(2026, 11, 30), "https://example.org/n")
    assert found.version == 2
    assert Arrangement.from_fields(json.loads(json.dumps(found.to_fields()))) == found


def test_columns_may_stand_in_any_order_and_extra_ones_be_left_out() -> None:
    content = "holiday,notice_year,kind,date\n元旦,2027,off,2027-01-01\n".encode()
    assert read_year(content).off == {day("2027-01-01"): "元旦"}


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_the_shipped_years_come_back_from_both_shapes(year: int) -> None:
    shipped = next(a for a in SHIPPED.arrangements if a.year == year)
    days = [(d, "OFF", n) for d, n in shipped.off.items()] + [(d, "WORK", n) for d, n in shipped.work.items()]
    csv = HEADER + "".join(f"{d},,{kind},{name},{year},\n" for d, kind, name in days)
    holiday_cn = [{"name": n, "date": d.isoformat(), "isOffDay": kind == "OFF"} for d, kind, n in days]
    for content in (csv.encode(), as_json(year=year, days=holiday_cn)):
        found = read_year(content)
        assert (found.off, found.work) == (shipped.off, shipped.work)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n \n",
        HEADER.encode(),
        (HEADER + ",,,,,\n").encode(),
        as_json(days=[]),
        as_json(papers=[], days=[]),
        as_json(days=DAYS[2:]),
    ],
)
def test_a_year_without_days_off_is_refused_as_empty(content: bytes) -> None:
    assert refusal_of(content).code == "calendar.empty"


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xff\xff",
        b"x" * (1 << 20) + b"y",
        b"{",
        b"[" * 100_000,
        b"[]",
        b'{"year": 2027}',
        b"\x00\x01\x02",
        b"a,b,c\n1,2,3\n",
        as_json(year="2027"),
        as_json(year=True),
        as_json(year=20270),
        as_json(days={}),
        as_json(days=DAYS * 200),
        (HEADER + ROWS * 200).encode(),
        (HEADER + ROWS + "2028-01-01,周六,OFF,元旦,2028,\n").encode(),
        (HEADER + ROWS.replace(",2027,", ",27,")).encode(),
        ("date," + HEADER + ROWS).encode(),
        (HEADER + '2027-01-01,周五,"OFF"x,元旦,2027,\n').encode(),
        (HEADER + '"2027-01-01').encode(),
    ],
)
def test_a_file_that_is_no_arrangement_is_refused(content: bytes) -> None:
    assert refusal_of(content).code == "calendar.file"


def test_every_bad_row_is_told_by_line_and_column() -> None:
    refusal = refusal_of(
        (
            HEADER
            + "2027-01-01,周五,OFF,元旦,2027,\n"
            + "2027-02-30,周五,OFF,春节,2027,\n"
            + "2027-01-01,周五,OFF,元旦,2027,\n"
            + "2026-11-30,周一,OFF,元旦,2027,\n"
            + "2028-01-01,周六,OFF,元旦,2027,\n"
            + "2027-01-02,周五,OFF,元旦,2027,\n"
            + "2027-01-03,周日,FREE,,2027,\n"
            + "20270104,周一,OFF,元旦,2027,\n"
            + "2026-12-31,周四,OFF,元旦,2027,\n"
        ).encode()
    )
    assert refusal.code == "calendar.rows"
    assert places(refusal) == [
        (3, "date"),
        (4, "date"),
        (5, "date"),
        (6, "date"),
        (7, "weekday"),
        (8, "kind"),
        (8, "holiday"),
        (9, "date"),
    ]
    assert refusal.message.params["count"] == 8


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"date": "2027-1-1"}, "date"),
        ({"date": 20270101}, "date"),
        ({"date": None}, "date"),
        ({"isOffDay": 1}, "isOffDay"),
        ({"isOffDay": "true"}, "isOffDay"),
        ({"name": ""}, "name"),
        ({"name": "春" * 41}, "name"),
        ({"name": "\x00"}, "name"),
        ({"name": ["元旦"]}, "name"),
    ],
)
def test_a_bad_value_in_json_is_told_by_day_and_field(change: dict[str, Any], column: str) -> None:
    refusal = refusal_of(as_json(days=[DAYS[0], DAYS[1] | change]))
    assert refusal.code == "calendar.rows"
    assert places(refusal) == [(2, column)]


def test_a_day_that_is_no_object_is_told() -> None:
    assert places(refusal_of(as_json(days=[DAYS[0], 5]))) == [(2, "date"), (2, "isOffDay"), (2, "name")]


def test_a_long_list_of_faults_is_cut_but_counted() -> None:
    refusal = refusal_of(as_json(days=[None] * 50))
    assert refusal.message.params["count"] == 150
    assert len(places(refusal)) == 20


def test_an_overlong_title_is_refused() -> None:
    assert refusal_of(as_json(), title="通" * 201).field == "title"
