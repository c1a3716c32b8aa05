"""Histories, journals and copies: bytes for others."""

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from console.documents.csv_table import BOM, csv_chunks
from console.output import Output
from console.progress import counted
from tests.console.cli.runner import CODE, Runner, Screen

COLUMNS = [
    "measure",
    "case",
    "institution_code",
    "institution_name",
    "service",
    "kind",
    "word",
    "departments",
    "ground",
    "clause",
    "source_kind",
    "reason",
    "amount",
    "decided_on",
    "served_on",
    "in_force_from",
    "ended_on",
    "status",
    "end_reason",
    "published_on",
    "link",
    "late_by",
    "bar_until",
    "recorded_at",
]


def test_the_columns_of_the_history(cli: Runner) -> None:
    out = cli("--as", "wu", "history", "export", "--format", "csv")
    assert out.status == 0
    assert out.text == ",".join(COLUMNS) + "\r\n"
    target = cli.folder / "h.csv"
    assert cli("--as", "wu", "history", "export", "--format", "csv", "--output", target).status == 0
    assert target.read_bytes() == BOM + out.out
    assert (
        cli("--as", "wu", "history", "export", "--format", "csv", "--output", target, "--replace", "--no-bom").status
        == 0
    )
    assert target.read_bytes() == out.out
    assert cli("--as", "wu", "history", "export", "--format", "json").json == {"history": []}
    assert cli.refused("--as", "zhao", "history", "export", "--format", "csv")["code"] == "role.denied"


def test_the_history_as_a_workbook_and_its_bounds(cli: Runner) -> None:
    export = ("--as", "wu", "--lang", "en", "history", "export")
    target = cli.folder / "h.xlsx"
    assert cli(*export, "--format", "xlsx", "--output", target).status == 0
    assert target.stat().st_mode & 0o777 == 0o600
    book = load_workbook(target)
    assert book.sheetnames == ["institutions", "measures", "publications", "bars"]
    assert [sheet.max_row for sheet in book] == [1] * 4
    assert cli(*export, "--format", "xlsx", "--output", "-").out == target.read_bytes()
    assert cli(*export, "--format", "jsonl").out == b""
    cli.ok("--as", "zhang", "institution", "change", CODE, "--district", "张店区")
    assert cli.refused(*export, "--format", "csv", "--district", "高新区")["code"] == "district.unknown"
    bounded = ("--district", "张店区", "--service", "medical", "--kind", "termination")
    assert cli(*export, "--format", "json", *bounded).json == {"history": []}
    before = {one.name for one in cli.folder.iterdir()}
    for wrong in (
        ("--format", "xlsx"),
        ("--format", "csv", "--to", "省厅", "--kind", "termination"),
        ("--format", "csv", "--kind", "fine"),
        ("--format", "csv", "--output", cli.folder / "none" / "h.csv"),
    ):
        assert cli(*export, *wrong).status != 0
    assert {one.name for one in cli.folder.iterdir()} == before


@pytest.mark.parametrize("start", list("=+-@\t\r＝＋－＠"))
def test_no_cell_begins_a_formula(start: str) -> None:
    cell = f"{start}HYPERLINK(1,2)"
    rows: list[list[object]] = [["a", cell, 3], [cell, 'quoted, "text"', None]]
    (_, content) = csv_chunks(["x", "y", "z"], rows)
    read = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert read[0][0] == "a"
    assert read[0][2] == "3"
    for found in (read[0][1], read[1][0]):
        assert found.startswith("'")
    assert read[1][1] == 'quoted, "text"'


def test_clean_rows_pass_unchanged_in_blocks() -> None:
    rows = [[f"CL-{n}", "正常, 文本", "a=b", "两行\n文字", -1] for n in range(2500)]
    chunks = list(csv_chunks(["a", "b", "c", "d", "e"], rows, bom=True))
    assert chunks[0] == BOM
    read = list(csv.reader(io.StringIO(b"".join(chunks[1:]).decode(), newline="")))
    assert len(read) == 2501
    assert read[1][:4] == ["CL-0", "正常, 文本", "a=b", "两行\n文字"]


def test_hidden_characters_are_marked_in_csv() -> None:
    (_, content) = csv_chunks(["x"], [["a\u202eb"]])
    assert content.decode() == "a<U+202E>b\r\n"


def _export(cli: Runner) -> Path:
    target = cli.folder / "journal.jsonl"
    assert cli("--as", "wu", "journal", "export", "--output", target).status == 0
    return target


def test_a_journal_verifies_here_and_in_a_copy(cli: Runner) -> None:
    here = cli.ok("--as", "wu", "journal", "verify")
    assert here["ok"] is True
    assert cli.ok("journal", "verify", _export(cli)) == here
    assert cli.ok("journal", "verify", cli.database) == here
    assert cli.ok("journal", "head") == {"entries": here["entries"], "head": here["head"]}
    assert cli.refused("--as", "zhao", "journal", "export", "--output", cli.folder / "x")["code"] == "role.denied"


def _changed(lines: list[bytes], what: str) -> tuple[list[bytes], int]:
    if what == "byte":
        lines[2] = lines[2].replace(b"P", b"Q", 1)
        return lines, 3
    if what == "gone":
        return lines[:1] + lines[2:], 2
    if what == "last":
        return lines[:-2] + lines[-1:], len(lines) - 1
    return lines[:-1], len(lines)


@pytest.mark.parametrize("what", ["byte", "gone", "last", "head"])
def test_a_changed_copy_is_found_and_named(cli: Runner, what: str) -> None:
    target = _export(cli)
    lines, first = _changed(target.read_bytes().splitlines(keepends=True), what)
    target.write_bytes(b"".join(lines))
    answer = cli("journal", "verify", target, "--json")
    assert answer.status == 3
    assert (answer.json["ok"], answer.json["first_bad"]) == (False, first)
    assert str(first) in answer.err


@pytest.mark.parametrize("content", [b"", b"x", b"[]\n", b'{"head": 1}\n{"head": 2}\n'])
def test_what_is_no_copy(cli: Runner, content: bytes) -> None:
    target = cli.folder / "x"
    target.write_bytes(content)
    answer = cli("journal", "verify", target, "--json")
    assert answer.status in (1, 3)
    assert cli("journal", "verify", cli.folder / "gone").status == 1


def test_a_copy_comes_back_whole(cli: Runner) -> None:
    copy = cli.folder / "copy.db"
    answer = cli("database", "backup", copy, "--json")
    assert answer.status == 0
    assert "key" in answer.err
    assert cli.refused("database", "backup", copy)["code"] == "store.exists"
    again = cli.folder / "again.db"
    cli.ok("--database", again, "database", "restore", copy)
    assert cli.ok("--database", again, "journal", "head") == cli.ok("journal", "head")
    assert cli.ok("--database", again, "database", "check") == {"problems": []}


def test_doctor_names_what_is_wrong(cli: Runner) -> None:
    assert cli.ok("doctor")["problems"] == []
    (cli.folder / "office.db.key").unlink()
    cli.database.chmod(0o644)
    answer = cli("doctor", "--json")
    assert answer.status == 3
    codes = {one["code"] for one in answer.json["problems"]}
    assert codes == {"store.key_missing", "store.open"}
    nothing = cli("--database", cli.folder / "none.db", "doctor", "--json")
    assert nothing.status == 3
    assert nothing.json["problems"][0]["code"] == "store.unreachable"


def test_progress_is_told_on_a_terminal_only_and_not_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("console.progress.time.monotonic", lambda: now[0])

    def pass_by(stream: io.BytesIO) -> str:
        now[0] = 0.0
        for _ in counted(Output(io.BytesIO(), stream, "en"), range(4), 4):
            now[0] += 0.6
        return stream.getvalue().decode()

    shown = pass_by(Screen())
    assert "50%" in shown
    assert "25%" not in shown
    assert shown.endswith("\r\x1b[K")
    assert pass_by(io.BytesIO()) == ""


def test_a_rulebook_is_read_with_clause_words_and_source(cli: Runner) -> None:
    shown = cli.ok("rulebook", "show", "zibo-2023", "--table", "grounds")
    rule = next(one for one in shown["rules"] if one["quote"])
    assert rule["source_kind"] == "notice_literal"
    # Joined again where the terminal's width broke them.
    text = cli("--lang", "zh_CN", "rulebook", "show", "zibo-2023").text.replace("\n  ", "")
    assert rule["quote"] in text
    assert cli.ok("rulebook", "show", "zibo-2023", "--clause", rule["clause"].replace("(", "（").replace(")", "）"))[
        "rules"
    ]
    assert {one["id"] for one in cli.ok("rulebook", "list")["packs"]} >= {"zibo-2023", "tianjin-2024"}
    assert cli.refused("rulebook", "show", "nowhere")["code"] == "rulebook.unknown"
    assert json.dumps(cli.ok("rulebook", "show"))
    assert CODE
