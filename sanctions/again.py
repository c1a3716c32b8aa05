"""Doing an act again that could not be kept, through no fault of whoever does it."""

from collections.abc import Iterator
from random import SystemRandom
from time import sleep

from db.errors import Collided, StoreError
from db.state import Changed

_CONTESTED = 12
"""How often an act is judged again because others were faster; each time at least one of them got on."""
_STEP = 0.004
"""Seconds by which the longest pause before that grows: those who met would otherwise meet again."""
_AWAY = (0.2, 0.5, 1, 2)
"""Seconds between tries while the server is away; a restart takes less in all."""

_chance = SystemRandom()


class Attempts:
    """How often an act was tried, and why it has to be tried again."""

    def __init__(self) -> None:
        self._contested = self._away = 0

    def __iter__(self) -> Iterator["Attempts"]:
        while self._contested < _CONTESTED:
            yield self

    def failed(self, error: Changed | StoreError) -> None:
        """Wait until it may be tried again; raises what trying again does not help against."""
        if isinstance(error, (Changed, Collided)):
            self._contested += 1
            sleep(_chance.uniform(0, _STEP * self._contested))
        elif error.code == "store.unreachable" and self._away < len(_AWAY):
            sleep(_AWAY[self._away])
            self._away += 1
        else:
            raise error


def attempts() -> Attempts:
    """Tries of one act, until it is kept, refused, or too often overtaken."""
    return Attempts()
