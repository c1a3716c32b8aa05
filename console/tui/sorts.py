"""Which columns of lists the store sorts by; the other ones are sorted where the whole list is loaded."""

from collections.abc import Mapping
from typing import Final

_NAME: Final = "institution_name"

SORTS: Final[Mapping[str, frozenset[str]]] = {
    "complaints": frozenset({"id", "received", "status", _NAME}),
    "inspections": frozenset({"id", "on", "kind", _NAME}),
    "findings": frozenset({"id", "found_on", "severity", _NAME}),
    "events": frozenset({"id", "happened", "kind", _NAME}),
    "assessments": frozenset({"id", "year_end", "verdict", _NAME}),
    "applications": frozenset({"id", "filed_on", "status", _NAME}),
    "disputes": frozenset({"id", "filed_on", "target", _NAME}),
    "recoveries": frozenset({"id", "opened_on", _NAME}),
    "tasks": frozenset({"id", "due", "person", _NAME}),
    "rosters": frozenset({"id", "as_of", "institutions", "added", "removed", "published_on"}),
    "hand-overs": frozenset({"id", "sent_on"}),
    "surveys": frozenset({"id", "held_on", "among", "answered", "satisfied", _NAME}),
    "delegations": frozenset({"id"}),
}
"""By kind of record, the keys of its records. A kind that is not here is read from its beginning only."""
