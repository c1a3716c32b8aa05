"""Versions of the published list of agreement institutions (协议机构名单)."""

from dataclasses import dataclass

from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster(State):
    """TODO."""

    status: str


ROSTER = Aggregate("roster", "MD", Roster)
