"""The log: what went wrong and where in the program, never with what; rotating, readable by its owner alone."""

import logging
import os
import traceback
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import BinaryIO

_BYTES, _KEPT = 1_000_000, 3
_NAME = "jiandu"


class _Private(RotatingFileHandler):
    """A rotating file that nobody else may read, from its first byte."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return TextIOWrapper(os.fdopen(handle, "ab"), encoding="utf-8", errors="backslashreplace")


class Narration:
    """A binary stream as the text stream a log line is written to."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Write a line."""
        self._stream.write(text.encode("utf-8", "backslashreplace"))

    def flush(self) -> None:
        """Let it out."""
        self._stream.flush()


def logger_to(path: Path | None, verbose_to: Narration | None = None) -> logging.Logger:
    """The program's logger, writing to a file and, where asked for, to a stream; a folder that cannot be made is
    no reason to fail."""
    logger = logging.getLogger(_NAME)
    logger.setLevel(logging.DEBUG if verbose_to else logging.INFO)
    logger.propagate = False
    close(logger)
    shape = logging.Formatter("%(asctime)s %(levelname)s %(message)s")
    if path is not None:
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = _Private(path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
            file.setFormatter(shape)
            logger.addHandler(file)
        except OSError:
            pass
    if verbose_to is not None:
        stream = logging.StreamHandler(verbose_to)
        stream.setFormatter(shape)
        logger.addHandler(stream)
    return logger


def close(logger: logging.Logger) -> None:
    """Let go of the log's files."""
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def where(error: BaseException) -> str:
    """The kinds of error and the lines they passed, innermost last. No texts: those hold what people told."""
    told = []
    current: BaseException | None = error
    while current is not None:
        frames = traceback.extract_tb(current.__traceback__, limit=-40)
        lines = (f"{_below_package(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
        told.append(f"{type(current).__name__} at " + " > ".join(lines))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return " | from ".join(told)


def _below_package(filename: str) -> str:
    return "/".join(Path(filename).parts[-3:])
