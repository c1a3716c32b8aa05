"""Delegations (代理审批)."""

from dataclasses import dataclass

from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation(State):
    """TODO."""

    by: str


DELEGATION = Aggregate("delegation", "WT", Delegation)
