"""Offices of the agency (属地经办机构)."""

from dataclasses import dataclass

from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(State):
    """TODO."""

    name: str


OFFICE = Aggregate("office", "office", Office)
