"""Every act there is, by noun, loaded when first asked for; commands and forms are made from these."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from domain.acts.core import Act
from domain.acts.fields import Context, Field, Pair, Part, Promised, Upload

__all__ = ["GROUPS", "Act", "Context", "Field", "Pair", "Part", "Promised", "Upload", "act", "acts", "acts_of"]

GROUPS = {
    "operator": "agency",
    "calendar": "agency",
    "policy": "agency",
    "rulebook": "agency",
    "institution": "institutions",
    "agreement": "institutions",
    "event": "institutions",
    "complaint": "complaints",
    "inspection": "inspections",
    "finding": "inspections",
    "attach": "inspections",
    "case": "cases",
    "hold": "holds",
    "measure": "measures",
    "approve": "approvals",
    "reject": "approvals",
    "publication": "publications",
    "assessment": "admissions",
    "renewal": "admissions",
    "application": "admissions",
    "dispute": "disputes",
    "history": "histories",
    "recovery": "recoveries",
    "task": "tasks",
    "roster": "rosters",
    "survey": "surveys",
    "delegation": "delegations",
    "office": "offices",
    "key": "keys",
    "clock": "clocks",
    "package": "packages",
    "return": "approvals",
    "resubmit": "approvals",
}
"""Noun of an act's kind -> the module here it stands in."""

_FURTHER = {"agency": ("operator_keys",), "measures": ("carrying",)}
"""Modules that go on with the acts of another."""


@cache
def _module(name: str) -> dict[str, Act]:
    modules = (import_module(f"domain.acts.{one}") for one in (name, *_FURTHER.get(name, ())))
    return {value.kind: value for module in modules for value in vars(module).values() if isinstance(value, Act)}


def act(kind: str) -> Act:
    """The act of this kind; KeyError when there is none."""
    return _module(GROUPS[kind.partition(".")[0]])[kind]


def acts_of(noun: str) -> list[Act]:
    """The acts of a noun, in the order they are written down."""
    return [a for a in _module(GROUPS[noun]).values() if a.kind.partition(".")[0] == noun]


def acts() -> Iterator[Act]:
    """Every act."""
    for module in dict.fromkeys(GROUPS.values()):
        yield from _module(module).values()
