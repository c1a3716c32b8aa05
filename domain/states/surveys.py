"""Satisfaction surveys (满意度调查)."""

from dataclasses import dataclass

from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey(State):
    """TODO."""

    among: str


SURVEY = Aggregate("survey", "MY", Survey)
