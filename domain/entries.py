"""One act as the journal keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

Fields: TypeAlias = Mapping[str, Any]
"""An act's own fields as plain JSON values: text, integers, booleans, lists, objects; days as ISO text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An act (行为) on one subject, with its two times.

    `on` is the legal day the act was done, `effective_on` the day from which answers take it into account (earlier
    than `on` only for acts that reach back, such as a revocation), `recorded_at` the UTC moment it was entered.
    `corrects` names the entry it points back at. `seq` is 0 until the journal has numbered it.
    """

    id: str
    subject: str
    institution: str | None
    kind: str
    on: date
    effective_on: date
    recorded_at: datetime
    by: str
    person: str
    corrects: str | None
    fields: Fields
    seq: int = 0

    def text(self, name: str) -> str:
        """A text field that must be there; KeyError when it is not."""
        return str(self.fields[name])

    def maybe(self, name: str) -> str | None:
        """A text field that may be missing."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else None

    def the_day(self, name: str) -> date:
        """A day field that must be there; KeyError when it is not."""
        return date.fromisoformat(self.fields[name])

    def day(self, name: str) -> date | None:
        """A day field, None when missing."""
        value = self.maybe(name)
        return date.fromisoformat(value) if value else None

    def the_number(self, name: str) -> int:
        """An integer field that must be there; KeyError when it is not."""
        return int(self.fields[name])

    def number(self, name: str) -> int | None:
        """An integer field (a count, or money in fen), None when missing."""
        value = self.fields.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def many(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty when missing."""
        return tuple(self.fields.get(name) or ())
