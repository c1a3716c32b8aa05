"""What a command line loads, told by a fresh interpreter: help and completion stay light."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
HEAVY = {"sqlalchemy", "sqlite3", "msgspec", "textual", "rich", "pendulum", "tabulate", "openpyxl", "cryptography"}
SCRIPT = """
import sys
from console.main import main, os, run
def told(status=0):
    print("\\nLOADED", *sorted({name.partition(".")[0] for name in sys.modules}), flush=True)
    ended(status)
ended, os._exit = os._exit, told
if sys.argv[1:] == ["--version"]:
    main()
try:
    run(sys.argv[1:])
finally:
    told()
"""


def _loaded(*words: str, **environment: str) -> tuple[str, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words],
        cwd=ROOT,
        env={"HOME": "/nonexistent", "PATH": os.environ["PATH"], "LANG": "C.UTF-8", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    text, _, modules = done.stdout.rpartition("LOADED")
    return text, set(modules.split())


def test_the_version_loads_nothing() -> None:
    text, modules = _loaded("--version")
    assert text.startswith("jiandu ")
    assert not modules & (HEAVY | {"typer", "domain", "json", "dataclasses"})


@pytest.mark.parametrize("line", ["--help", "measure --help", "measure propose --help", "standing -h"])
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_help_loads_no_parser_and_no_store(line: str, lang: str) -> None:
    text, modules = _loaded("--lang", lang, *line.split())
    assert "--help" in text
    assert not modules & (HEAVY | {"typer", "db", "sanctions", "pathlib"})


def test_a_command_loads_nothing_that_draws() -> None:
    _, modules = _loaded("calendar", "due", "2024-09-06", "20wd")
    assert "typer" in modules
    assert not modules & {"textual", "rich", "sqlalchemy", "alembic", "pydantic"}


@pytest.mark.parametrize(
    ("words", "offered"),
    [("jiandu ", "measure"), ("jiandu measure ", "propose"), ("jiandu complaint log --channel ", "12345"),
     ("jiandu --database x case ", "open"), ("jiandu rulebook show ", "zibo-2023")],
)  # fmt: skip
def test_completion_offers_words_and_loads_no_store(words: str, offered: str) -> None:
    environment = {"_JIANDU_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()))}
    text, modules = _loaded(**environment)
    assert offered in text.split()
    assert not modules & {"sqlalchemy", "rich", "textual", "sanctions", "db"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_names_the_program(shell: str) -> None:
    text, modules = _loaded("completion", shell)
    assert "_JIANDU_COMPLETE" in text
    assert "sqlalchemy" not in modules


def _ended(*words: str, closed: bool = False) -> subprocess.CompletedProcess[bytes]:
    reading, writing = os.pipe()
    if closed:
        os.close(reading)
    try:
        return subprocess.run(
            [sys.executable, "-m", "console", *words],
            cwd=ROOT,
            env={"HOME": "/nonexistent", "PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
        if not closed:
            os.close(reading)


def test_the_process_ends_with_the_status_of_the_command() -> None:
    assert _ended("calendar", "due", "2024-09-06", "20wd").returncode == 0
    assert _ended("calendar", "due", "2024-09-06", "20").returncode == 1
    assert _ended("calendar", "due").returncode == 2
    assert _ended().returncode == 2


def test_nobody_reading_is_no_reason_to_complain() -> None:
    done = _ended("calendar", "due", "2024-09-06", "20wd", closed=True)
    assert done.returncode == 141
    assert done.stderr == b""
