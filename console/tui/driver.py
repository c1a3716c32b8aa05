"""Terminals that send what is not UTF-8 (GBK, above all): marks instead of a dead program.

Textual decodes keys in a thread of its own and strictly, so that one wrong byte ends the program.
"""

import codecs
from collections.abc import Callable
from typing import Any

REPLACED = "\ufffd"
"""What stands for a byte that was no text."""


def _forgiving(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    decoder = codecs.getincrementaldecoder(encoding)
    return lambda: decoder(errors="replace")


def forgive_other_encodings() -> None:
    """Make the driver replace what it cannot decode; does nothing where there is no such driver (Windows)."""
    try:
        import textual.drivers.linux_driver as linux
    except ImportError:
        return
    # The driver looks the name up in its own module each time it starts to read.
    module: Any = linux
    module.getincrementaldecoder = _forgiving
