"""Exit status and document for every way a database can be of no use, and for refusals."""

import sqlite3
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from db.identify import open_engine
from db.store import Store
from sanctions.agency.founding import PackText
from tests.console.cli.runner import CODE, Runner
from tests.samples import copy_sample


def test_no_database_yet(bare: Runner) -> None:
    assert bare.error(4, "deadlines") == "store.unreachable"


def test_not_ours(bare: Runner) -> None:
    bare.database.write_bytes(b"not a database" * 20)
    assert bare.error(4, "deadlines") == "store.not_ours"
    with sqlite3.connect(bare.folder / "other.db") as other:
        other.execute("create table t (x)")
    assert bare.error(4, "--database", bare.folder / "other.db", "deadlines") == "store.not_ours"


def test_newer_than_the_program(cli: Runner) -> None:
    with sqlite3.connect(cli.database) as connection:
        (table,) = connection.execute(
            "select name from sqlite_schema where sql like '%version_num%' and type = 'table'"
        ).fetchone()
        connection.execute(f"update {table} set version_num = '9999'")
    assert cli.error(4, "deadlines") == "store.newer"


def test_not_an_address(bare: Runner) -> None:
    assert bare.error(4, "--database", "mysql://host/x", "deadlines") == "store.unreachable"


def test_busy(cli: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Store,
        "open",
        classmethod(lambda cls, url, key_path=None, **_: cls(open_engine(url, busy_seconds=0.05), key_path)),
    )
    other = sqlite3.connect(cli.database, isolation_level=None)
    other.execute("begin immediate")
    try:
        line = ("--as", "zhang", "institution", "rename", CODE, "--name", "淄测新院")
        assert cli.error(5, *line) == "store.busy"
        assert cli.ok("institution", "show", CODE)["name"] == "淄测中心医院"
    finally:
        other.close()
    assert cli.ok(*line)["name"] == "淄测新院"


def test_a_full_disk(cli: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite3.connect(cli.database) as connection:
        (pages,) = connection.execute("pragma page_count").fetchone()
    connection.close()
    before = cli.ok("journal", "head")
    with monkeypatch.context() as patch:
        patch.setattr("db.engine._PRAGMAS", (*_pragmas(), f"PRAGMA max_page_count={pages}"))
        large = cli.folder / "large.bin"
        large.write_bytes(b"x" * 1_000_000)
        line = ("--as", "zhang", "attach", "add", CODE, large, "--kind", "scan")
        assert cli.error(4, *line) == "store.full"
    assert cli.ok("journal", "head") == before
    assert cli.ok("database", "check")["problems"] == []


def _pragmas() -> tuple[str, ...]:
    from db.engine import _PRAGMAS

    return _PRAGMAS


def test_a_clock_that_was_set_back(cli: Runner) -> None:
    before = cli.ok("journal", "head")
    cli.today = date(2025, 6, 1)
    hire = ("--as", "zhang", "operator", "add", "x", "--person", "P9", "--role", "auditor")
    assert cli.refused(*hire)["code"] == "clock.back"
    answer = cli("deadlines", "--json")
    assert answer.status == 0
    assert "clock" in answer.err
    assert [one["code"] for one in cli("doctor", "--json").json["problems"]] == ["clock.back"]
    assert cli.ok("journal", "head") == before
    cli.ok("--as", "zhang", "database", "clock", "--reason", "ran ahead")
    cli.ok(*hire)
    assert cli("deadlines", "--json").err == ""


def test_init_never_touches_what_stands(cli: Runner) -> None:
    before = cli.database.read_bytes()
    refusal = cli.refused("init", "--rulebook", "zibo-2023", "--agency", "x", "--operator", "x")
    assert refusal["code"] == "store.exists"
    assert cli.database.read_bytes() == before


def test_init_makes_the_default_folder_and_private_files(bare: Runner) -> None:
    del bare.environment["JIANDU_DATABASE"]
    bare.login = "alice"
    made = bare.ok("init", "--rulebook", "tianjin-2024", "--agency", "测试经办机构")
    assert made["rulebook"] == "tianjin-2024"
    place = Path(made["database"])
    assert made["key"] == f"{place}.key"
    assert place == bare.folder / "data" / "jiandu" / "jiandu.db"
    for path in (place, place.with_name(place.name + ".key")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    # Whoever made it is its first operator, known by the system login.
    assert bare.ok("operator", "list")["operators"][0]["name"] == "alice"
    assert bare.ok("institution", "add", "--code", CODE, "--name", "津测医院", "--service", "medical")["code"] == CODE


def test_a_refusal_names_code_message_and_reasons(cli: Runner) -> None:
    answer = cli(
        "--as",
        "zhang",
        "--lang",
        "en",
        "institution",
        "add",
        "--code",
        "X",
        "--name",
        "x",
        "--service",
        "medical",
        "--json",
    )
    assert answer.status == 1
    assert set(answer.json["refused"]) == {"code", "message", "reasons"}
    assert answer.json["refused"]["code"] == "value.credit_code"
    assert answer.err == answer.json["refused"]["message"] + "\n"


def test_what_nobody_foresaw(cli: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("王保密 13800138000")

    monkeypatch.setattr("sanctions.running.deadlines.deadlines", broken)
    answer = cli("deadlines", "--json")
    assert answer.status == 70
    assert answer.json["error"]["code"] == "program.fault"
    log = cli.folder / "state" / "jiandu" / "jiandu.log"
    told = log.read_text(encoding="utf-8")
    number = answer.err.rstrip(".\n").rpartition(" ")[2]
    assert number in told
    assert "RuntimeError" in told
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    for secret in ("王保密", "13800138000"):
        assert secret not in told + answer.err + answer.text
    assert "Traceback" not in answer.err


def test_bad_rows_are_listed_beside_the_refusal(zhang: Runner) -> None:
    roster = zhang.folder / "roster.csv"
    roster.write_text("code,name,services\nX,津测一院,medical\n,,\n", encoding="utf-8")
    answer = zhang("institution", "import", roster, "--json")
    assert answer.status == 1
    assert answer.json["refused"]["code"]
    if answer.json["refused"]["code"] == "import.rows":
        assert {"line", "column", "message"} <= set(answer.json["errors"][0])
    assert len(zhang.ok("institution", "list")["institutions"]) == 1


def test_verbose_tells_what_ran_and_never_what_was_typed(cli: Runner) -> None:
    answer = cli("--verbose", "--as", "zhang", "institution", "rename", CODE, "--name", "秘密名称", "--json")
    assert answer.status == 0
    assert "institution rename: 0" in answer.err
    assert "秘密名称" not in answer.err
    refused = cli("--verbose", "--as", "wu", "institution", "rename", CODE, "--name", "秘密名称")
    assert refused.status == 1
    assert "Refused at" in refused.err
    assert "秘密名称" not in refused.err


def test_the_sample_is_made_where_it_is_wanted(
    bare: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def make(url: URL, pack: PackText, *, key_path: Path | None) -> None:
        assert key_path is None
        copy_sample(tmp_path_factory, pack.name, Path(url.database or ""))

    # Making one takes its time, and is tried by tests of its own.
    monkeypatch.setattr("sanctions.sample.make_sample", make)
    made = bare.ok("--database", bare.folder / "sample.db", "demo", "--no-open", "--rulebook", "tianjin-2024")
    assert made == {"database": str(bare.folder / "sample.db"), "rulebook": "tianjin-2024"}
    assert bare.ok("--database", made["database"], "deadlines")["deadlines"]
    seen: list[str] = []

    def opens(session: Any) -> int:
        seen.append(session.who())
        return 0

    bare.opens = opens
    folder = bare.folder / "not" / "yet"
    assert bare("demo", "--at", folder).status == 0
    assert (folder / "sample.db").exists()
    assert len(seen) == 1
