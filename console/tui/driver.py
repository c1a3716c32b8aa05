"""Terminals that send what is not UTF-8 (GBK, above all), and terminals that go away.

Textual decodes keys in a thread of its own and strictly, so that one wrong byte ends the program: here it becomes a
mark. And it reads on from a terminal that is gone, for ever and at full speed: here the program ends.
"""

import codecs
import os
import signal
from collections.abc import Callable
from typing import Any

REPLACED = "\ufffd"
"""What stands for a byte that was no text."""


class _Decoder:
    """What Textual decodes with: forgiving, and awake when nothing comes because nobody is there."""

    def __init__(self, encoding: str) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text of some bytes; no bytes mean that the terminal is gone, which not every parent passes on."""
        if not data and not final:
            os.kill(os.getpid(), signal.SIGTERM)
        return self._decoder.decode(data, final)


def _forgiving(encoding: str) -> Callable[[], _Decoder]:
    return lambda: _Decoder(encoding)


def forgive_other_encodings() -> None:
    """Make the driver replace what it cannot decode; does nothing where there is no such driver (Windows)."""
    try:
        import textual.drivers.linux_driver as linux
    except ImportError:
        return
    # The driver looks the name up in its own module each time it starts to read.
    module: Any = linux
    module.getincrementaldecoder = _forgiving
