"""A program in a real terminal (pty): what it sends, byte by byte, and how long until it does."""

import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self, cast

import pexpect

QUIET = 0.4
"""Seconds without a byte after which a screen counts as drawn."""
_PATIENCE = 60.0


class Terminal:
    """A program started in a terminal of its own; use it in a ``with`` block."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environ: Mapping[str, str] | None = None,
        folder: str | None = None,
    ) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLORTERM", "LC_ALL")}
        self.began = time.perf_counter()
        self.child: Any = pexpect.spawn(
            command[0],
            list(command[1:]),
            cwd=folder,
            env={**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", **(environ or {})},
            dimensions=(lines, columns),
            timeout=_PATIENCE,
        )
        self.child.delaybeforesend = None
        self.sent = b""
        """Everything the program sent so far."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.child.close(force=True)

    def _read(self, timeout: float) -> bytes:
        # Without an encoding pexpect gives bytes, whatever its hints say.
        return cast(bytes, self.child.read_nonblocking(65536, timeout))

    def _more(self, timeout: float) -> bytes:
        try:
            more = self._read(timeout)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return b""
        self.sent += more
        return more

    def until(self, mark: bytes) -> float:
        """Read until something was sent since the start; seconds since then. TimeoutError when it never is."""
        while mark not in self.sent:
            if not self._more(0.05) and (time.perf_counter() - self.began > _PATIENCE or not self.child.isalive()):
                raise TimeoutError(f"{mark!r} did not come; last: {self.sent[-300:]!r}")
        return time.perf_counter() - self.began

    def settle(self, quiet: float = QUIET) -> bytes:
        """What is sent until nothing comes for so many seconds."""
        found = b""
        while more := self._more(quiet):
            found += more
        return found

    def during(self, seconds: float) -> bytes:
        """What is sent within so many seconds, whatever comes."""
        found, end = b"", time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            found += self._more(left)
        return found

    def press(self, keys: str | bytes, quiet: float = QUIET) -> bytes:
        """Type, and what the program sends for it."""
        self.child.send(keys)
        return self.settle(quiet)

    def resize(self, columns: int, lines: int) -> bytes:
        """Another size, and what the program sends for it."""
        self.child.setwinsize(lines, columns)
        return self.settle()

    def until_end(self) -> float:
        """Read until it has ended by itself; seconds since the start."""
        with suppress(pexpect.EOF):
            while True:
                self.sent += self._read(_PATIENCE)
        return time.perf_counter() - self.began

    def ended(self) -> int | None:
        """The exit status once it has ended by itself."""
        with suppress(pexpect.EOF):
            self.child.expect(pexpect.EOF)
        self.child.close()
        status: int | None = self.child.exitstatus
        return status
