"""Recoveries (追回) of fees already paid."""

from dataclasses import dataclass

from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery(State):
    """TODO."""

    measure: str


RECOVERY = Aggregate("recovery", "ZH", Recovery)
