"""The real program in real terminals: every kind starts, draws, takes keys, keeps what is typed, and ends."""

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.console.tui import town
from tests.console.tui.conftest import Start
from tests.terminals import Terminal

ROOT = str(Path(__file__).resolve().parents[3])
RUN = """
import sys
from datetime import UTC, datetime
from console.tui import run
options = dict(word.split("=") for word in sys.argv[2:])
sys.exit(run(sys.argv[1], "zhang", "en", lambda: datetime(2024, 9, 30, 2, tzinfo=UTC),
    plain=options.get("plain") == "yes", theme=options.get("theme", "dark"), keymap=options.get("keymap")))
"""


def _styles(sent: bytes) -> set[bytes]:
    return {code for told in re.findall(rb"\x1b\[([0-9;]*)m", sent) for code in told.split(b";")}


@pytest.fixture(scope="module")
def office(_made: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One town for all that only look at it."""
    folder = tmp_path_factory.mktemp("terminals") / "town"
    shutil.copytree(_made("town"), folder)
    return folder


def _run(office: Path, *options: str, size: tuple[int, int] = (80, 24), **environ: str) -> Terminal:
    command = (sys.executable, "-c", RUN, str(office / "office.db"), *options)
    home = {"HOME": str(office), "XDG_STATE_HOME": str(office), **environ}
    return Terminal(command, columns=size[0], lines=size[1], environ=home, folder=ROOT)


def _walk(terminal: Terminal) -> None:
    """Start, look at two areas, open a box, leave."""
    terminal.until(b"Overdue")
    terminal.settle()
    assert terminal.during(0.3) == b"", "it talks while nothing happens"
    terminal.child.send("2")
    terminal.until("淄测中心医院".encode())
    terminal.press("?")
    terminal.press("\x1b")
    terminal.child.send("\x11")
    assert terminal.ended() == 0


def test_over_ssh_nothing_is_sent_while_nothing_happens(office: Path) -> None:
    with _run(office, SSH_CONNECTION="10.0.0.2 50000 10.0.0.1 22") as terminal:
        _walk(terminal)


def test_plain_on_the_least_of_terminals(office: Path, tmp_path: Path) -> None:
    """No colour, no reversed text, ASCII frames, a sign for the cursor; and a key of one's own."""
    keymap = tmp_path / "keys.toml"
    keymap.write_text('"list.down" = "n"\nsearch = "Ctrl+H"\n', encoding="utf-8")
    with _run(office, "plain=yes", f"keymap={keymap}", TERM="dumb", LANG="C", NO_COLOR="1") as terminal:
        terminal.until(b"line 2")
        terminal.settle()
        moved = terminal.press("n")
        assert b">" in moved
        # Only the terminal's own colours, and bold.
        assert _styles(terminal.sent) <= {b"", b"0", b"1", b"39", b"49"}
        assert not re.search("[\u2500-\u259f]", terminal.sent.decode("utf-8", "replace"))
        terminal.child.send("\x11")
        assert terminal.ended() == 0


@pytest.mark.trial
@pytest.mark.parametrize("size", [(40, 10), (80, 24), (132, 43), (240, 60)], ids=str)
@pytest.mark.parametrize(
    ("term", "environ"),
    [
        ("linux", {}),
        ("vt100", {}),
        ("dumb", {}),
        ("xterm", {"NO_COLOR": "1"}),
        ("screen-256color", {"LANG": "POSIX"}),
        ("tmux-256color", {"COLORTERM": "truecolor"}),
        ("xterm-256color", {"LC_ALL": "C", "LANG": "C"}),
        ("xterm-256color", {"LANG": "zh_CN.GBK"}),
    ],
    ids=str,
)
def test_every_terminal_at_every_size(office: Path, term: str, environ: dict[str, str], size: tuple[int, int]) -> None:
    theme = {40: "light", 80: "dark", 132: "contrast", 240: "light"}[size[0]]
    with _run(office, f"theme={theme}", size=size, **{"TERM": term, **environ}) as terminal:
        terminal.until(b"\x1b[?1049h")
        terminal.settle(1)
        for columns, lines in ((40, 10), size):
            terminal.resize(columns, lines)
        _ = terminal.press("2")
        terminal.until("淄测中心医院".encode())
        terminal.child.send("\x11")
        assert terminal.ended() == 0


async def test_resizing_in_the_middle_of_a_form_keeps_text_and_cursor(start: Start) -> None:
    async with start("zhang", "en") as console:
        await console.press("2", "G", "enter", "a", "slash", "=complaint.log", "enter")
        await console.press("tab", "tab")
        focused = console.app.screen.focused
        await console.press("=1“—①〇", "left")
        assert focused is not None
        typed = focused.value  # type: ignore[attr-defined]
        caret = focused.cursor_position  # type: ignore[attr-defined]
        for size in ((40, 10), (240, 60), (80, 24)):
            await console.resize(*size)
            assert console.app.screen.focused is focused
            assert (focused.value, focused.cursor_position) == (typed, caret)  # type: ignore[attr-defined]
            assert focused.region.y < size[1]
            assert all(len(line) <= size[0] for line in console.text.splitlines())
        assert town.LONG[:2] in console.text
