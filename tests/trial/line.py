"""A real line: sshd on loopback with keys of its own, and a terminal of 80x24 in tmux that logs in over it."""

import os
import pwd
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("sshd", "ssh", "ssh-keygen", "tmux")
_FOLDERS = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
_CONFIG = """Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
"""
KEYS = {
    "enter": "Enter",
    "escape": "Escape",
    "tab": "Tab",
    "space": "Space",
    "slash": "/",
    "end": "End",
    "f2": "F2",
    "f8": "F8",
    "f9": "F9",
    "ctrl+q": "C-q",
}
"""Keys as the console calls them -> as tmux does; every other is sent as it is."""


def tool(name: str) -> str:
    """Where a program is; a test that needs one that is not there is skipped."""
    found = shutil.which(name, path=_FOLDERS)
    if found is None:
        pytest.skip(f"no {name} on this machine")
    return found


class Server:
    """A running sshd that lets only its own key in, as whoever runs the tests."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def options(self, key: str = "me") -> list[str]:
        """Options of ssh and its relatives that let this key in and say nothing of their own."""
        quiet = ("IdentitiesOnly=yes", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR")
        options = (*quiet, f"Port={self.port}", f"IdentityFile={self.folder / key}", "ControlPath=none")
        return ["-F", "/dev/null", *(word for option in options for word in ("-o", option))]

    @property
    def host(self) -> str:
        """Whom to log in as, and where."""
        return f"{pwd.getpwuid(os.geteuid()).pw_name}@127.0.0.1"

    def command(self, remote: str, key: str = "me") -> str:
        """What a terminal runs to log in and do something there; nothing opens the console."""
        asked = [remote] if remote else []
        return shlex.join(["exec", tool("ssh"), "-tt", *self.options(key), self.host, *asked])


@contextmanager
def serving(folder: Path, keys: Sequence[str] = ("me",), config: str = "") -> Iterator[Server]:
    """Start sshd with a configuration and keys of its own; end it whatever happens.

    Where `config` names no file of keys, whoever has one of them may do anything.
    """
    for name in NEEDED:
        _ = tool(name)
    if os.geteuid() == 0:
        # Its service makes it at every start; without one nobody did.
        with suppress(OSError):
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    for name in ("host", *keys):
        subprocess.run([tool("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = config or f"AuthorizedKeysFile {folder / 'me.pub'}\n"
    (folder / "config").write_text(_CONFIG.format(port=port, folder=folder) + config)
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([tool("sshd"), "-D", "-e", "-f", str(folder / "config")], stderr=log)
    try:
        until(lambda: "listening" in (folder / "log").read_text() or process.poll() is not None, "sshd to listen")
        if process.poll() is not None:
            pytest.skip(f"sshd does not run here: {(folder / 'log').read_text().strip()}")
        yield Server(folder, port)
    finally:
        process.kill()
        process.wait()


def until(holds: Callable[[], bool], what: str, seconds: float = 30, told: Callable[[], str] = str) -> None:
    """Look again and again until something holds; fails with what was to be seen, and what was."""
    end = monotonic() + seconds
    while not holds():
        if monotonic() > end:
            pytest.fail(f"waited for {what}\n{told()}")
        _ = Event().wait(0.03)


class Terminal:
    """A window of 80x24 in a tmux of its own, logged in."""

    def __init__(self, server: Server, remote: str, key: str = "me") -> None:
        self._tmux = [tool("tmux"), "-u", "-S", str(server.folder / f"tmux-{id(self)}"), "-f", "/dev/null"]
        self.run("new-session", "-d", "-x", "80", "-y", "24", server.command(remote, key))
        self.client = int(self.run("display-message", "-p", "#{pane_pid}"))

    def run(self, *words: str) -> str:
        """A command of tmux; what it prints."""
        environ = {**os.environ, "LC_ALL": "C.UTF-8"}
        environ.pop("TMUX", None)
        done = subprocess.run([*self._tmux, *words], capture_output=True, env=environ, check=False)
        return done.stdout.decode(errors="replace").rstrip("\n")

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return self.run("capture-pane", "-p")

    @property
    def reversed(self) -> str:
        """The lines that are drawn in reverse: where the cursor of a list is, or a button."""
        lines = self.run("capture-pane", "-p", "-e").split("\n")
        return "\n".join(_COLOURS.sub("", line) for line in lines if _REVERSE.search(line))

    @property
    def row(self) -> str:
        """The line the caret is on."""
        # In one go: between two looks the screen may change.
        at, _, text = self.run("display-message", "-p", "#{cursor_y}", ";", "capture-pane", "-p").partition("\n")
        lines = text.split("\n")
        return lines[int(at)] if at.isdigit() and int(at) < len(lines) else ""

    def press(self, *keys: str) -> None:
        """Press keys; ``=text`` types a text."""
        for key in keys:
            typed = len(key) > 1 and key[0] == "="
            self.run("send-keys", *(("-l", "--", key[1:]) if typed else (KEYS.get(key, key),)))

    def wait_for(self, *texts: str, seconds: float = 30) -> None:
        """Until all these texts are on the screen."""
        until(lambda: all(text in self.text for text in texts), " and ".join(texts), seconds, lambda: self.text)

    def rest(self) -> None:
        """Until nothing changed for a fifth of a second."""
        seen: list[str] = []

        def still() -> bool:
            seen.append(self.text)
            return len(seen) > _STILL and len(set(seen[-_STILL:])) == 1

        until(still, "the screen to come to rest", told=lambda: self.text)

    def cut(self) -> None:
        """The line drops: the program that holds it is killed."""
        os.kill(self.client, signal.SIGKILL)

    def close(self) -> None:
        """End the window and its tmux."""
        self.run("kill-server")


_STILL = 6
"""Looks at the screen that must be alike."""
_COLOURS = re.compile("\x1b\\[[0-9;]*m")
_REVERSE = re.compile("\x1b\\[(?:[0-9]+;)*7(?:;[0-9]+)*m")


@contextmanager
def logged_in(
    server: Server, database: Path, home: Path, who: str, lang: str = "zh_CN", *, pid: Path | None = None
) -> Iterator[Terminal]:
    """The console of one operator over the line; `pid` is where its process writes its number."""
    environ = {
        **{f"XDG_{what}_HOME": str(home / what.lower()) for what in ("CONFIG", "DATA", "STATE")},
        "JIANDU_LANG": lang,
        "TERM": "xterm-256color",
    }
    words = ["env", *(f"{name}={value}" for name, value in environ.items()), sys.executable, "-m", "console"]
    words += ["--database", str(database), "--as", who]
    told = f"echo $$ >{shlex.quote(str(pid))}; " if pid is not None else ""
    terminal = Terminal(server, f"cd {shlex.quote(str(ROOT))}; {told}exec {shlex.join(words)}")
    try:
        yield terminal
    finally:
        terminal.close()
