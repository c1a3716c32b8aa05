"""Starting the console: the user's keys and colours first, because classes bind their keys when they are loaded."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from console import log, places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.tui.session import Session
    from domain.messages import Message

SPLASH = b"jiandu ..."
"""What `console.main` wrote before anything was loaded."""


def wiped(descriptor: int) -> None:
    """Take it away again, by blanks: some terminals know no more than that."""
    _ = os.write(descriptor, b" " * len(SPLASH) + b"\r")


def start(
    session: "Session", *, theme: str = "dark", plain: bool = False, keymap: str | None = None, splashed: bool = False
) -> int:
    """Run the console until the user leaves; the exit status. `keymap` is the file of the user's own keys."""
    from console.tui import actions

    troubles: Sequence[Message] = ()
    if keymap is not None and Path(keymap).exists():
        from console.tui.keymap import read

        found = read(Path(keymap))
        actions.use(found.keys)
        troubles = found.troubles
    from console.tui.app import Jiandu
    from console.tui.driver import forgive_other_encodings
    from console.tui.session import tried
    from console.tui.themes import Look

    forgive_other_encodings()
    # Without a place of its own a log line would be written over the screen.
    log.logger_to(Path(places.log_file()))
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    app = Jiandu(session, Look(theme, plain), troubles, live=True)
    if splashed:
        wiped(1)
    try:
        status = app.run()
    finally:
        tried(session.close)
    return status if isinstance(status, int) else (app.return_code or 0)
