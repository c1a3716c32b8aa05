"""The dates of SCENARIOS 8, 11, 12, 19, 21 through `calendar due`, with and without a database."""

from pathlib import Path

import pytest

from tests.scenarios.desk import Desk


@pytest.mark.parametrize(
    ("start", "period", "due"),
    [
        ("2024-07-01", "20wd", "2024-07-29"),
        ("2024-09-06", "20wd", "2024-10-11"),
        ("2024-10-03", "20wd", "2024-11-01"),
        ("2024-09-11", "5wd", "2024-09-19"),
        ("2024-09-19", "60wd", "2024-12-17"),
        ("2025-12-26", "7d", "2026-01-04"),
        ("2025-12-26", "7wd", "2026-01-07"),
        ("2025-01-03", "30d", "2025-02-05"),
        ("2026-12-03", "20wd", "2026-12-31"),
        ("2024-11-15", "20wd", "2024-12-13"),
    ],
)
def test_dates(zibo: Desk, start: str, period: str, due: str) -> None:
    assert zibo.ok("calendar", "due", start, period)["due"] == due


def test_8_unknown_year(zibo: Desk) -> None:
    answer = zibo.ok("calendar", "due", "2026-12-07", "20wd")
    assert answer["due"] == "2027-01-05"
    assert answer["provisional"] is True
    assert answer["safe_due"] == "2026-12-29"


def test_8_an_empty_year_is_refused_and_a_loaded_one_moves_open_dates(tianjin: Desk, tmp_path: Path) -> None:
    code = "12120000401350001W"
    desk = tianjin
    desk.on("2026-11-02").hospital(code, "津测综合医院", until="2028-12-31")
    event = desk.ok("event", "record", code, "--kind", "dissolved", "--body", "津测卫生健康部门",
                    "--happened", "2026-11-02", "--learned", "2026-11-02")["id"]  # fmt: skip
    case = desk.ok("case", "open", "--institution", code, "--lead", "zhang", "--event", event)["id"]
    measure = desk.propose(case, "termination", "--ground", "TJ 五(二)")
    desk.ok("measure", "defence", measure, "--outcome", "not-required", "--text", "机构已不存在")
    desk.approve(measure, "2026-12-07")
    row = next(r for r in desk.ok("deadlines")["deadlines"] if r["kind"] == "publication")
    assert (row["due"], row["provisional"]) == ("2027-01-05", True)

    empty = tmp_path / "2027-empty.json"
    empty.write_text('{"year": 2027, "papers": [], "days": []}')
    assert desk.refused("calendar", "import", empty, who="admin")["code"] == "calendar.empty"

    year = tmp_path / "2027.csv"
    year.write_text(
        "date,weekday,kind,holiday,notice_year,notice_url\n"
        "2027-01-01,周五,OFF,元旦,2027,http://www.gov.cn/test\n"
        "2027-01-02,周六,OFF,元旦,2027,http://www.gov.cn/test\n"
        "2027-01-03,周日,WORK,元旦,2027,http://www.gov.cn/test\n"
    )
    moved = desk.ok("calendar", "import", year, "--title", "测试安排", "--dated", "2026-12-08", who="admin")["moved"]
    assert [(m["subject"], m["from"], m["to"]) for m in moved] == [(measure, "2027-01-05", "2027-01-04")]
    row = next(r for r in desk.ok("deadlines")["deadlines"] if r["kind"] == "publication")
    assert (row["due"], row["provisional"]) == ("2027-01-04", False)


def test_bad_periods_and_unknown_years(zibo: Desk) -> None:
    assert zibo.refused("calendar", "due", "2024-09-06", "20")["code"] == "value.period"
    assert zibo.refused("calendar", "due", "2019-09-06", "20wd")["code"] == "calendar.unknown"
