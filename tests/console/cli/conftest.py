"""Runners without a database, and with one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.console.cli.runner import CODE, Runner

MakeRunner = Callable[[], Runner]


@pytest.fixture
def bare(tmp_path: Path) -> Runner:
    """Somebody new: no database, no settings."""
    return Runner(tmp_path)


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    runner = Runner(folder)
    runner.ok("init", "--rulebook", "zibo-2023", "--agency", "测试经办机构", "--operator", "zhang", "--person", "P1")
    for name, person, role in (("zhao", "P3", "approver"), ("wu", "P6", "auditor"), ("sun", "P5", "custodian")):
        runner.ok("--as", "zhang", "operator", "add", name, "--person", person, "--role", role)
    runner.ok("--as", "zhang", "institution", "add", "--code", CODE, "--name", "淄测中心医院", "--service", "medical")
    return folder


@pytest.fixture
def cli(tmp_path: Path, _made: Path) -> Runner:
    """An office at work: zhang (supervisor and administrator), zhao, wu, sun, and one institution."""
    runner = Runner(tmp_path)
    for name in ("office.db", "office.db.key"):
        shutil.copy(_made / name, tmp_path / name)
    runner.login = None
    return runner


@pytest.fixture
def zhang(cli: Runner) -> Runner:
    """The same, with zhang as the one who acts."""
    (cli.folder / "config" / "jiandu").mkdir(parents=True)
    (cli.folder / "config" / "jiandu" / "config.toml").write_text('operator = "zhang"\n', encoding="utf-8")
    return cli
