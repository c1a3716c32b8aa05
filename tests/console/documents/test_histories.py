"""The record of measures in every format: what stands in the files is what the register holds."""

import io
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from console.documents import histories
from console.documents.histories import history_chunks
from console.views import cell, heading
from db.engine import normalise_url
from db.store import Reader, Store
from domain.reasons import SourceKind
from domain.refusals import Refused
from domain.rulebook.kinds import MeasureKind
from sanctions.histories.beside import BAR_COLUMNS, INSTITUTION_COLUMNS, PUBLICATION_COLUMNS
from sanctions.histories.register import COLUMNS, history, record
from sanctions.measures.lists import STATUSES
from sanctions.sample.world import TODAY
from tests.samples import sample_file

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/schemas/history.schema.json").read_text(encoding="utf-8"))
DAYS = ("decided_on", "served_on", "in_force_from", "ended_on", "published_on", "bar_until")
WORDED = ("service", "kind", "source_kind", "status")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    store = Store.open(normalise_url(str(sample_file(tmp_path_factory, "zibo-2023"))))
    with store.read() as look:
        yield look
    store.close()


def exported(reader: Reader, form: str, lang: str = "zh_CN", **chosen: Any) -> bytes:
    return b"".join(history_chunks(reader, form, lang, on=TODAY, **chosen))


def opened(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data))


def expected(key: str, value: Any) -> Any:
    """What openpyxl is to read of a value."""
    if value is None or value == "":
        return None
    if key in DAYS:
        return datetime.combine(date.fromisoformat(value), time())
    if key == "recorded_at":
        local = datetime.fromisoformat(value).astimezone(ZoneInfo("Asia/Shanghai"))
        return local.replace(tzinfo=None, microsecond=0)
    if key == "amount":
        return Decimal(value)
    return cell(key, value, "zh_CN") if key in WORDED else value


def test_every_value_is_in_the_workbook_with_its_type(reader: Reader) -> None:
    data = exported(reader, "xlsx")
    book = opened(data)
    assert [sheet.title for sheet in book] == ["服务机构", "处理措施", "终止公布", "再次申请限制"]
    rows = [record(row) for row in history(reader, on=TODAY)]
    assert len(rows) > 50
    sheet = book["处理措施"]
    assert sheet.max_row == len(rows) + 1
    for row, cells in zip(rows, sheet.iter_rows(min_row=2), strict=True):
        for (key, value), found in zip(row.items(), cells, strict=True):
            told = Decimal(str(found.value)) if key == "amount" and found.value is not None else found.value
            assert told == expected(key, value), (row["measure"], key)
            assert found.data_type == ("d" if key in (*DAYS, "recorded_at") and value else found.data_type)
    assert {found.data_type for sheet in book for line in sheet.iter_rows() for found in line} == {"s", "n", "d"}
    barred = {row["measure"]: row["bar_until"] for row in rows if row["bar_until"]}
    told_bars = {line[0]: line[6].date().isoformat() for line in book["再次申请限制"].iter_rows(2, values_only=True)}
    assert barred.items() <= told_bars.items()
    published = {row["measure"] for row in rows if row["published_on"]}
    assert {line[3] for line in book["终止公布"].iter_rows(2, values_only=True)} >= published
    counts = {line[0]: line[8] for line in book["服务机构"].iter_rows(2, values_only=True)}
    assert sum(counts.values()) == len(rows)
    assert set(counts) >= {row["institution_code"] for row in rows}
    assert exported(reader, "xlsx") == data


def test_nobody_calls_a_measure_under_the_agreement_a_penalty(reader: Reader) -> None:
    headings = [heading(key, "zh_CN", "measure") for key in (*COLUMNS, *INSTITUTION_COLUMNS, *BAR_COLUMNS)]
    words = [cell("kind", kind.value, "zh_CN") for kind in MeasureKind]
    sheets = [line for sheet in opened(exported(reader, "xlsx")) for line in sheet.iter_rows(max_row=1)]
    for text in (*headings, *words, *(found.value for line in sheets for found in line)):
        assert not re.search("处罚|制裁|违法", text)


def test_the_lines_are_what_the_schema_says(reader: Reader) -> None:
    told = SCHEMA["properties"]
    assert tuple(told) == tuple(SCHEMA["required"]) == COLUMNS
    assert told["kind"]["enum"] == [kind.value for kind in MeasureKind]
    assert told["status"]["enum"] == list(STATUSES)
    assert told["source_kind"]["enum"] == [*(kind.value for kind in SourceKind), None]
    lines: list[dict[str, Any]] = [json.loads(line) for line in exported(reader, "jsonl").splitlines()]
    assert lines == json.loads(exported(reader, "json"))["history"]
    assert lines == [record(row) for row in history(reader, on=TODAY)]
    kinds: dict[str, type] = {"string": str, "integer": int, "null": type(None)}
    for line in lines:
        assert tuple(line) == COLUMNS
        for key, value in line.items():
            rule = told[key]
            if "enum" in rule:
                assert value in rule["enum"], (key, value)
                continue
            types = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
            assert isinstance(value, tuple(kinds[name] for name in types)), (key, value)
            if isinstance(value, str) and "pattern" in rule:
                assert re.search(rule["pattern"], value), (key, value)
            if isinstance(value, str) and rule.get("format") == "date":
                assert date.fromisoformat(value).isoformat() == value


def test_a_table_is_held_whole_and_so_is_bounded(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(histories, "MOST_IN_TABLE", 3)
    with pytest.raises(Refused) as refused:
        exported(reader, "table")
    assert refused.value.refusal.code == "history.table"
    assert exported(reader, "csv").count(b"\r\n") > 4


def test_a_filter_bounds_every_sheet(reader: Reader) -> None:
    rows = [record(row) for row in history(reader, on=TODAY)]
    ended = [row for row in rows if row["kind"] == "termination" and row["published_on"]]
    code = ended[0]["institution_code"]
    book = opened(exported(reader, "xlsx", institution=code))
    for sheet, column in zip(book, (0, 2, 4, 1), strict=True):
        assert {line[column] for line in sheet.iter_rows(2, values_only=True)} == {code}
    assert book["处理措施"].max_row == sum(row["institution_code"] == code for row in rows) + 1
    nothing = opened(exported(reader, "xlsx", since=date(2090, 1, 1)))
    assert [sheet.max_row for sheet in nothing] == [1, 1, 1, 1]
    widths = (len(INSTITUTION_COLUMNS), len(COLUMNS), len(PUBLICATION_COLUMNS), len(BAR_COLUMNS))
    assert tuple(sheet.max_column for sheet in nothing) == widths
