"""A line of progress on stderr, for people who watch: only on a terminal, only after a second."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from console.i18n import render
from console.output import Output
from domain.messages import msg

T = TypeVar("T")
_FIRST, _EVERY = 1.0, 0.2


class Progress:
    """Tells how far something is; silent where nobody watches."""

    def __init__(self, output: Output, total: int) -> None:
        self._output = output
        self._total = total
        self._shown = False
        self._next = time.monotonic() + _FIRST if output.stderr.isatty() else None

    def at(self, done: int, total: int | None = None) -> None:
        """So many are done."""
        if self._next is None or time.monotonic() < self._next:
            return
        whole = total or self._total
        if whole:
            told = msg("{done} of {total} ({share}%)", done=done, total=whole, share=done * 100 // whole)
        else:
            told = msg("{done} bytes written", done=done)
        self._write(f"\r\x1b[K{render(told, self._output.lang)}")
        self._shown = True
        self._next = time.monotonic() + _EVERY

    def over(self) -> None:
        """Take the line away."""
        if self._shown:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        try:
            self._output.stderr.write(text.encode())
            self._output.stderr.flush()
        except OSError:
            self._next = None


def counted(output: Output, items: Iterable[T], total: int) -> Iterator[T]:
    """The items, with progress told while they pass."""
    progress = Progress(output, total)
    try:
        for number, item in enumerate(items, 1):
            yield item
            progress.at(number)
    finally:
        progress.over()
