"""Which keys of their records the store sorts lists by."""

from collections.abc import Mapping
from typing import Final

_NAME: Final = "institution_name"

SORTS: Final[Mapping[str, tuple[str, ...]]] = {
    "institutions": ("name", "district", "level", "code"),
    "cases": ("id", "opened_on", "lead", "still_held", "name"),
    "complaints": ("id", "received", "status", _NAME),
    "inspections": ("id", "on", "kind", _NAME),
    "findings": ("id", "found_on", "severity", _NAME),
    "events": ("id", "happened", "kind", _NAME),
    "assessments": ("id", "year_end", "verdict", _NAME),
    "applications": ("id", "filed_on", "status", _NAME),
    "disputes": ("id", "filed_on", "target", _NAME),
    "recoveries": ("id", "opened_on", _NAME),
    "tasks": ("id", "due", "person", _NAME),
    "rosters": ("id", "as_of", "institutions", "added", "removed", "published_on"),
    "hand-overs": ("id", "sent_on"),
    "surveys": ("id", "held_on", "among", "answered", "satisfied", _NAME),
    "delegations": ("id",),
}
"""By kind of record. A kind that is not here is read from its beginning only."""
