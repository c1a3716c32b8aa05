"""What bounds a record that is written from the console: the same fields as the command takes."""

from collections.abc import Mapping
from typing import Any, Final

from console.words import value_word
from domain.acts import Act, Field
from domain.acts.institutions import SERVICES
from domain.messages import Words, msg
from domain.rulebook.kinds import MeasureKind

DISTRICT: Final = Field("district", msg("District"), source="districts")
BOUNDS: Final = Act(
    "history.bounds",
    msg("Bound the record of measures"),
    DISTRICT,
    Field("service", msg("Service"), "choice", choices=SERVICES),
    Field("kind", msg("Kind"), "choice", choices=tuple(kind.value for kind in MeasureKind)),
    Field("since", msg("Decided on or after"), "day"),
    Field("until", msg("Decided on or before"), "day"),
)
"""No act of the journal: a form of its fields is all that is made of it."""


def told(values: Mapping[str, Any]) -> Words:
    """The bounds in words."""
    words = tuple(
        value_word(name, value) or value if isinstance(value, str) else value for name, value in values.items()
    )
    return msg("Of the record: {bounds}", bounds=words)
