"""The console in a real terminal: how soon something stands there, and how many bytes go over the line.

Times against a Textual app of one Static, bytes against stock widgets showing the same (`benchmarks.stock`).
"""

import shutil
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.journal import scratch
from benchmarks.ratio import Figure
from sanctions.agency.founding import shipped_pack
from sanctions.sample import make_sample
from tests.terminals import Terminal

_ROOT = str(Path(__file__).parents[1])
_JIANDU = str(Path(sys.executable).with_name("jiandu"))
_ROUNDS = 9
_PEERS = ("mc", "htop")
_LONG = 1.0
"""Seconds of quiet after which a screen that loads something counts as drawn."""
_DOWN, _PAGE_DOWN = "\x1b[B", "\x1b[6~"


def figures() -> Iterator[Figure]:
    """Starting, then bytes act by act."""
    with scratch() as folder:
        database = folder / "sample.db"
        make_sample(str(database), shipped_pack("zibo-2023"))
        ours = (_JIANDU, "--database", str(database), "--as", "张某", "--lang", "en")
        environ = {"HOME": str(folder), "XDG_STATE_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        yield from _times(ours, environ)
        yield from _bytes(ours, environ)


def _stock(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "benchmarks.stock", name)


def _times(ours: Sequence[str], environ: dict[str, str]) -> Iterator[Figure]:
    def until(command: Sequence[str], mark: bytes) -> Callable[[], float]:
        def run() -> float:
            with Terminal(command, environ=environ, folder=_ROOT) as terminal:
                return terminal.until(mark)

        return run

    def whole(command: Sequence[str]) -> Callable[[], float]:
        def run() -> float:
            with Terminal(command, environ=environ, folder=_ROOT) as terminal:
                return terminal.until_end()

        return run

    pass_, static = whole((sys.executable, "-c", "pass")), until(_stock("bare"), b"READY")
    yield _alternating("console, something on the screen / python -c pass", until(ours, b"jiandu"), pass_, 1.5)
    yield _alternating("console, first frame / app of one Static", until(ours, b"1 Today"), static, 1.25)
    yield _alternating("console, table filled / app of one Static", until(ours, b"Overdue"), static, 2.2)


def _alternating(name: str, ours: Callable[[], float], floor: Callable[[], float], bar: float) -> Figure:
    mine, base = [], []
    for _ in range(_ROUNDS):
        mine.append(ours())
        base.append(floor())
    return Figure(name, statistics.median(mine), statistics.median(base), bar)


def _bytes(ours: Sequence[str], environ: dict[str, str]) -> Iterator[Figure]:
    mine, stock = _ours(ours, environ), _stocks(environ)
    for act, count in mine.items():
        if act == "idle for 2 s":
            # Nothing at all: a ratio to a blinking cursor would hide a byte or two.
            yield Figure(f"bytes, {act} / 1 byte", count, 1, 0.5, unit="B")
        else:
            yield Figure(f"bytes, {act} / stock widgets", count, stock[act], 0.5, unit="B")
    yield from _peers(mine, environ)


def _peers(ours: Mapping[str, int], environ: dict[str, str]) -> Iterator[Figure]:
    """Programs of C that people know, where they are installed; they send less by nature and set no bar of ours."""
    for name in _PEERS:
        if shutil.which(name) is None:
            print(f"bytes / {name}: it is not installed; skipped", file=sys.stderr)
            continue
        with Terminal((name,), environ=environ, folder="/usr/bin") as terminal:
            terminal.during(_LONG)
            first = len(terminal.sent)
            terminal.press(_DOWN)
            terminal.child.send(_DOWN)
            down = len(terminal.during(0.4))
        for act, theirs in (("first screen", first), ("cursor down", down)):
            yield Figure(f"bytes, {act} / {name}", ours[act], max(theirs, 1), 10, unit="B")


def _ours(command: Sequence[str], environ: dict[str, str]) -> dict[str, int]:
    found = {}
    with Terminal(command, environ=environ, folder=_ROOT) as terminal:
        terminal.until(b"Overdue")
        terminal.settle(_LONG)
        found["first screen"] = len(terminal.sent)
        terminal.press("2", _LONG)
        terminal.press("j")
        found["cursor down"] = len(terminal.press("j"))
        found["page down"] = len(terminal.press(_PAGE_DOWN))
        found["popup"] = len(terminal.press("a", _LONG))
        found["popup closed"] = len(terminal.press("\x1b", _LONG))
        terminal.press("a", _LONG)
        # An act with as many fields as the other form has.
        terminal.press("/record an assess", _LONG)
        found["form"] = len(terminal.press("\r", _LONG))
        found["next field"] = len(terminal.press("\t"))
        found["key in a field"] = len(terminal.press("x"))
        found["idle for 2 s"] = len(terminal.during(2))
    return found


def _stocks(environ: dict[str, str]) -> dict[str, int]:
    found = {}
    with Terminal(_stock("list"), environ=environ, folder=_ROOT) as terminal:
        terminal.until("淄测第".encode())
        terminal.settle(_LONG)
        found["first screen"] = len(terminal.sent)
        terminal.press(_DOWN)
        found["cursor down"] = len(terminal.press(_DOWN))
        found["page down"] = len(terminal.press(_PAGE_DOWN))
        found["popup"] = len(terminal.press("a", _LONG))
        found["popup closed"] = len(terminal.press("\x1b", _LONG))
        terminal.child.send("f")
        # Its cursor blinks, so it is never quiet for long.
        found["form"] = len(terminal.during(_LONG))
        terminal.child.send("\t")
        found["next field"] = len(terminal.during(0.4))
        terminal.child.send("x")
        found["key in a field"] = len(terminal.during(0.4))
    return found
