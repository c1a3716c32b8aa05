"""The lives of things: per kind of subject, one frozen state and what each act does to it."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from domain.states.core import Aggregate, Pending, State

__all__ = ["Aggregate", "Pending", "State", "aggregate", "aggregate_of", "aggregates", "prefix_of"]

_MODULES = {
    "agency": "agency",
    "operator": "agency",
    "calendar": "agency",
    "policy": "agency",
    "institution": "institutions",
    "agreement": "institutions",
    "template": "templates",
    "TS": "complaints",
    "JC": "inspections",
    "FX": "inspections",
    "SJ": "inspections",
    "FJ": "attachments",
    "HC": "cases",
    "CL": "measures",
    "GB": "publications",
    "KH": "assessments",
    "SQ": "applications",
    "ZY": "disputes",
    "ZH": "recoveries",
    "LS": "tasks",
    "MD": "rosters",
    "MY": "surveys",
    "WT": "delegations",
    "BS": "histories",
    "office": "offices",
}
"""Prefix of a subject's id -> the module of its aggregate, imported when first met."""

_FOUND: dict[str, Aggregate[Any]] = {}


def prefix_of(subject: str) -> str:
    """``CL`` of ``CL-2024-0003``, ``operator`` of ``operator:zhang``."""
    head = subject.partition(":")[0]
    return head if head != subject else subject.partition("-")[0]


def aggregate_of(subject: str) -> Aggregate[Any]:
    """The aggregate a subject belongs to, by the prefix of its id; KeyError for no such prefix."""
    return aggregate(prefix_of(subject))


def aggregate(prefix: str) -> Aggregate[Any]:
    """The aggregate with this id prefix."""
    found = _FOUND.get(prefix)
    if found is None:
        module = import_module(f"domain.states.{_MODULES[prefix]}")
        for value in vars(module).values():
            if isinstance(value, Aggregate):
                _FOUND[value.prefix] = value
        found = _FOUND[prefix]
    return found


def aggregates() -> Iterator[Aggregate[Any]]:
    """Every aggregate."""
    for prefix in _MODULES:
        yield aggregate(prefix)
