"""A console killed in the middle of a form: the next one offers what was typed."""

import json
import os
import signal
import sys
from pathlib import Path
from time import monotonic
from typing import Any

import pexpect
import pytest

from tests.console.tui import town

ROOT = Path(__file__).resolve().parents[2]
RUN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from console.tui import run
at = datetime(2024, 9, 30, 2, tzinfo=UTC)
sys.exit(run(sys.argv[1], sys.argv[2], "en", lambda: at, drafts_in=Path(sys.argv[3])))
"""
TYPED = "beds counted twice [/] [@click=app.quit]"
ESC, F2 = "\x1b", "\x1bOQ"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    folder.mkdir()
    town.build(folder).store.close()
    return folder


def console(office: Path, who: str = "zhang", **environ: str) -> "pexpect.spawn[str]":
    kept = {name: value for name, value in os.environ.items() if name not in ("EDITOR", "VISUAL", "JIANDU_CONFINED")}
    return pexpect.spawn(
        sys.executable,
        ["-c", RUN, str(office / "office.db"), who, str(office / "drafts")],
        cwd=str(ROOT),
        env={**kept, "TERM": "xterm-256color", **environ},
        dimensions=(24, 80),
        encoding="utf-8",
        codec_errors="replace",
        timeout=60,
    )


def log_form(child: "pexpect.spawn[str]") -> None:
    """From the first page to the summary of a new complaint."""
    child.expect("Overdue")
    child.send("2")
    child.expect("52370300MJE000013R")
    child.send("\r")
    child.expect("Enter Open")
    child.send("a")
    child.expect("to search")
    child.send("/")
    child.send("t.log")
    child.send("\r")
    child.expect("Day received")


def kept(office: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_bytes()) for path in (office / "drafts").glob("*.json")]


def wait_for(child: "pexpect.spawn[str]", office: Path, text: str) -> float:
    """Until a draft holds a text, reading on what the console draws; the seconds it took."""
    begun = monotonic()
    while monotonic() < begun + 30:
        if any(text in one["fields"].values() for one in kept(office)):
            return monotonic() - begun
        try:
            child.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            continue
    pytest.fail("nothing was kept")


def end(child: "pexpect.spawn[str]", with_: int) -> None:
    child.kill(with_)
    child.expect(pexpect.EOF)
    child.close()


@pytest.mark.parametrize(
    "name", ["SIGKILL", *(pytest.param(name, marks=pytest.mark.trial) for name in ("SIGHUP", "SIGTERM"))]
)
def test_what_was_typed_is_offered_by_the_next_console(office: Path, name: str) -> None:
    first = console(office)
    log_form(first)
    first.send(TYPED)
    if name == "SIGKILL":
        assert wait_for(first, office, TYPED) < 5, "a second, and what this machine is busy with"
    else:
        first.expect("quit")
    end(first, getattr(signal, name))
    assert [one["operator"] for one in kept(office)] == ["zhang"]
    second = console(office)
    second.expect("Typed until")
    second.send("\r")
    second.expect("Act: Log a complaint")
    second.expect("counted twice")
    end(second, signal.SIGTERM)
    third = console(office, "li")
    third.expect("Overdue")
    third.send("d")
    third.expect("There are no drafts")
    end(third, signal.SIGTERM)


def test_an_editor_gets_the_terminal_and_gives_it_back(office: Path, tmp_path: Path) -> None:
    program = tmp_path / "editor.py"
    program.write_text(
        "import sys\nfrom pathlib import Path\n"
        "line = input('EDITING NOW ')\nPath(sys.argv[1]).write_text(line + '\\nsecond line')\n"
    )
    child = console(office, EDITOR=f"{sys.executable} {program}")
    log_form(child)
    # Received, channel, nature; then the summary.
    child.send("\t\t\t" + F2)
    child.expect("EDITING NOW")
    child.send("床位重复计费\r")
    child.expect("second line")
    wait_for(child, office, "床位重复计费\nsecond line")
    child.send(ESC)
    child.expect("Kept as a draft")
    end(child, signal.SIGTERM)
    assert list((office / "drafts").glob("edit-*")) == []
