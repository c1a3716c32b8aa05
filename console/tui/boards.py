"""What others do appears: the page in front is asked for again when somebody, anywhere, recorded something."""

import logging
from threading import Thread
from typing import TYPE_CHECKING

from console.log import where
from console.tui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.changes import Changes

logger = logging.getLogger("jiandu")


class Boards:
    """Listens in a thread of its own, which only waits; ends with the console."""

    def __init__(self, session: Session, told: "Callable[[], object]") -> None:
        """`told` is called in that thread each time something was recorded."""
        self._session, self._told = session, told
        self._changes: Changes | None = None
        self._begun = False

    def begin(self) -> None:
        """Listen from now on; once is enough."""
        if not self._begun:
            self._begun = True
            # No worker of the application: it is to be waited for by nobody.
            Thread(target=self._listen, name="boards", daemon=True).start()

    def _listen(self) -> None:
        try:
            self._changes = self._session.watch()
            for _ in self._changes:
                self._told()
        except Exception as error:  # noqa: BLE001 - r still loads a page again
            logger.error("Changes are no longer heard of: %s", where(error))

    def end(self) -> None:
        """Listen no more."""
        if self._changes is not None:
            self._changes.close()
