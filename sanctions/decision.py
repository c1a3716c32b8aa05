"""What whoever approves says besides yes (审批意见)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The choices an approver makes with the approval itself.

    `confirm` stands behind a measure without an agreement clause. `term` says what becomes of the rest of an
    agreement's term when its end was set aside (restored, extended, over), and `extended_to` until when.
    """

    confirm: bool = False
    term: str | None = None
    extended_to: date | None = None
