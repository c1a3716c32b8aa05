"""What a source of choices may look at, and what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.tui.session import Opened
from console.tui.subjects import noun_of
from db.store import Reader
from domain.acts import Act, Field
from domain.messages import Words
from domain.states.institutions import Institution
from domain.states.measures import Measure

MOST = 200
"""Choices offered at once; typing more of it narrows them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: what is handed in, what is shown for it, and what tells more."""

    value: str
    label: Words | str
    more: Words | str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a source may look at: the act, the field, and what the other fields hold."""

    reader: Reader
    opened: Opened
    act: Act
    field: Field
    raw: Mapping[str, Any]

    def text(self, *names: str) -> str:
        """The first of these fields that holds something."""
        for name in names:
            value = self.raw.get(name)
            if isinstance(value, str) and value.strip():
                return value.strip()
        return ""

    @property
    def case(self) -> str:
        """The case it is about, by the case's or a measure's id."""
        for name in ("case", "source", "id", "subject"):
            value = self.text(name)
            if value and noun_of(value) == "case":
                return value
            if value and noun_of(value) == "measure":
                measure = self.reader.get(Measure, value)
                return measure.case if measure is not None else ""
        return ""

    @property
    def institution(self) -> Institution | None:
        """The institution it is about: named itself, or behind the subject."""
        code = self.text("institution", "code")
        if not code:
            from domain.states import aggregate_of

            for name in ("case", "source", "id", "subject", "number"):
                value = self.text(name)
                try:
                    state = self.reader.get(aggregate_of(value).state, value) if value else None
                except KeyError:
                    state = None
                if state is not None and state.institution:
                    code = state.institution
                    break
        return self.reader.get(Institution, f"institution:{code}") if code else None
