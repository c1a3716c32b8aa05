"""Disputes (争议) over what the agency decided, and what came of them."""

from dataclasses import dataclass

from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute(State):
    """TODO."""

    target: str


DISPUTE = Aggregate("dispute", "ZY", Dispute)
