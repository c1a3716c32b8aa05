"""Long texts in somebody's own editor (外部编辑器): where there is one, and nobody fixed what this account may run."""

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from console.drafts import EDITING, typeable
from console.settings import confined
from domain.acts import Field
from domain.messages import msg
from domain.refusals import Refused, refuse
from domain.text import clean

_LARGEST = 1024 * 1024
"""Most bytes read back; far more than any field takes."""


def editor_words(environ: Mapping[str, str]) -> list[str] | None:
    """The command of the editor; None without one, and where an account is confined: an editor opens a shell."""
    if confined(environ):
        return None
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(name, ""))
        except ValueError:
            continue
        if words:
            return words
    return None


def edited(text: str, words: list[str], folder: Path | None) -> str | None:
    """The text as it was saved in the editor; None where nothing was changed.

    The file lies in a folder of its own that nobody else may look into, under `folder` where one is given, and goes
    with everything the editor left beside it. Refused ``editor.failed``, ``editor.too_large``, ``editor.not_text``.
    """
    try:
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=EDITING, dir=folder, ignore_cleanup_errors=True) as place:
            path = Path(place, "text.txt")
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb") as file:
                file.write(text.encode("utf-8", "replace"))
            status = _run([*words, str(path)])
            with path.open("rb") as file:
                data = file.read(_LARGEST + 1)
    except (OSError, ValueError):
        raise _failed() from None
    if len(data) > _LARGEST:
        raise refuse("editor.too_large", msg("The text is far too long. It stays as it was before."))
    try:
        saved = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refuse(
            "editor.not_text", msg("The editor did not save UTF-8. The text stays as it was before.")
        ) from None
    # Editors end the last line; nobody typed that.
    saved = saved.replace("\r\n", "\n").removesuffix("\n")
    if saved != text:
        # Whatever ended the editor, a dropped line above all: what was saved in it is not lost.
        return saved
    if status != 0:
        raise _failed()
    return None


def cleaned(text: str, field: Field) -> str:
    """A text from outside as the field keeps it; refused as typing it would be: too long, or not text."""
    return clean(typeable(text), field.limit, field.name, label=field.label, required=False, long=True)


def _run(command: list[str]) -> int:
    """Run the editor to its end. An interrupt meant for it does not end the console."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.run(command, check=False).returncode
    finally:
        _ = signal.signal(signal.SIGINT, before)


def _failed() -> Refused:
    return refuse(
        "editor.failed", msg("The editor could not be run or ended with an error. The text stays as it was before.")
    )
