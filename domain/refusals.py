"""A refusal (拒绝办理) as a value: a stable code, one sentence, and the reasons behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from domain.messages import Message
from domain.reasons import Reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not done.

    `code` is stable (``measure.gate``), `message` names the field and the way out, `field` is the name of the
    field at fault where there is one, `subject` the id under which a refused attempt was kept. `data` holds further
    JSON keys beside the refusal (the bad rows of a roster); its values are plain or Words.
    """

    code: str
    message: Message
    reasons: tuple[Reason, ...] = ()
    field: str | None = None
    subject: str | None = None
    data: Mapping[str, Any] = dataclass_field(default_factory=dict)


class Refused(Exception):
    """Carries a refusal to the edge of a use case; its own text is only the code, never a value."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def refuse(code: str, message: Message, *reasons: Reason, field: str | None = None) -> Refused:
    """Short form for ``raise refuse(...)``."""
    return Refused(Refusal(code, message, tuple(reasons), field))
