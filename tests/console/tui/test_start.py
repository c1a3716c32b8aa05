"""How the console starts and ends: what is loaded before the first frame, foreign bytes, signals."""

import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from textual.events import Key

from console.tui.driver import REPLACED
from tests.console.tui.conftest import Start

ROOT = Path(__file__).resolve().parents[3]
RUN = """
import sys
from datetime import UTC, datetime
from console.tui import run
sys.exit(run(sys.argv[1], "zhang", "en", lambda: datetime(2024, 9, 30, 2, tzinfo=UTC)))
"""


def test_nothing_of_the_store_is_loaded_before_the_first_frame() -> None:
    script = "import sys, console.tui.app, console.tui.screens.areas; print('sqlalchemy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@pytest.fixture
def terminal(tmp_path: Path) -> "pexpect.spawn[str]":
    child = pexpect.spawn(
        sys.executable,
        ["-c", RUN, str(tmp_path / "none.db")],
        cwd=str(ROOT),
        env={**os.environ, "TERM": "xterm-256color", "XDG_STATE_HOME": str(tmp_path)},
        dimensions=(24, 80),
        encoding="utf-8",
        codec_errors="replace",
        timeout=60,
    )
    child.expect("There is no database")
    return child


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_it_ends_cleanly_when_told_to(terminal: "pexpect.spawn[str]", name: str) -> None:
    terminal.kill(getattr(signal, name))
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 128 + getattr(signal, name)


def test_bytes_that_are_not_utf8_do_not_end_it(terminal: "pexpect.spawn[str]") -> None:
    os.write(terminal.child_fd, b"\xc4\xe3\xc4\xe3")
    terminal.expect("does not send UTF-8")
    terminal.send("\x11")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0


def test_it_ends_with_its_terminal_though_nobody_tells_it(tmp_path: Path) -> None:
    # A terminal that is not its controlling one sends no hang-up; nor does a parent that keeps it to itself, as make.
    ours, theirs = pty.openpty()
    command, environ = [sys.executable, "-c", RUN, str(tmp_path / "none.db")], {**os.environ, "TERM": "xterm-256color"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        told = b""
        while b"There is no database" not in told:
            told += os.read(ours, 65536)
        os.close(ours)
        try:
            process.wait(20)
        finally:
            process.kill()


async def test_a_wrong_byte_is_told_once(start: Start) -> None:
    async with start("zhang", "en") as console:
        for _ in range(3):
            console.app.post_message(_typed(REPLACED))
        await console.settle()
        assert console.text.count("does not send UTF-8") == 1


def _typed(character: str) -> Key:
    return Key("replacement_character", character)


def test_without_colours_nothing_is_coloured(tmp_path: Path) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-c", RUN, str(tmp_path / "none.db")],
        cwd=str(ROOT),
        env={**os.environ, "TERM": "xterm-256color", "XDG_STATE_HOME": str(tmp_path), "NO_COLOR": "1"},
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=60,
    )
    child.expect("There is no database")
    drawn = child.before or ""
    child.sendcontrol("q")
    child.expect(pexpect.EOF)
    child.close()
    codes = {code for told in re.findall(r"\x1b\[([0-9;]*)m", drawn) for code in told.split(";")}
    assert "Today" in drawn
    # 39 and 49 are the terminal's own colours.
    assert not codes & {"38", "48", *(str(base + n) for base in (30, 40, 90, 100) for n in range(8))}


async def test_a_small_terminal_still_shows_list_and_form(start: Start) -> None:
    async with start("zhang", "zh_CN", (40, 10)) as console:
        await console.press("2", "G", "enter")
        assert "再次申请限制" in console.text
        await console.press("a", "slash", "=t.log", "enter")
        assert "52370300MJE000021L" in console.text
        assert "*收到日" in console.text
        assert "F8" in console.text.splitlines()[-1]
