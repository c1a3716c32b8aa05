"""Levels a request takes (审批层级): fixed when it is made, by the agency's setting of that day."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.entries import Entry
from domain.states import aggregate_of
from domain.states.core import State

if TYPE_CHECKING:
    from domain.rulebook.view import View

PREFIX = "approval.chain."
DEFAULT = "default"
_OWN = {"publication": "publication", "roster": "publication", "dispute": "dispute", "policy": "policy"}
"""Nouns whose requests share one chain, whatever is asked for."""


def asked_with(entry: Entry, standing: State | None, rules: Callable[[], "View"]) -> Entry:
    """The act with the levels of the request it makes, where it makes one and the agency has levels for it."""
    aggregate = aggregate_of(entry.subject)
    after: State = aggregate.apply(standing, entry)
    # Only a request made by this very act bears its number.
    if after.pending is None or after.pending.entry != entry.id:
        return entry
    chain = chain_for(rules(), aggregate.noun, after.pending.kind, getattr(after, "kind", None))
    return replace(entry, fields={**entry.fields, "chain": list(chain)}) if chain else entry


def chain_for(rules: "View", noun: str, asked: str, kind: str | None = None) -> tuple[str, ...]:
    """The levels for what is asked of a noun; `kind` is a measure's. Empty where one approver is enough.

    What has no chain of its own takes the agency's usual one; settings of policies do not, so that a chain nobody
    can walk to its end can still be set anew.
    """
    own = _OWN.get(noun) or (kind if noun == "measure" and asked == "decision" else asked)
    found = rules.chain(f"{PREFIX}{own}")
    if found is None and noun != "policy":
        found = rules.chain(f"{PREFIX}{DEFAULT}")
    return found or ()
