"""Faults of a pack: each names file, table and key, so that an author can mend all of them in one go."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.messages import Message, msg
from domain.refusals import Refusal, Refused


@dataclass(frozen=True, slots=True)
class PackFault:
    """One fault: `table` as ``measures.payment-hold``, `key` the field in it, `what` is wrong with it."""

    file: str
    table: str
    key: str
    what: str

    @property
    def message(self) -> Message:
        """The fault as one sentence."""
        return msg(
            "{file}: table {table}, key {key}: {what}.",
            file=self.file,
            table=self.table or "-",
            key=self.key or "-",
            what=self.what,
        )


class PackError(Refused):
    """A pack that cannot be used; `faults` lists every bad rule, not only the first."""

    def __init__(self, faults: Sequence[PackFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            Refusal(
                "rulebook.invalid",
                msg(
                    "The rulebook cannot be used. Faults: {count}. {faults}",
                    count=len(self.faults),
                    faults=tuple(fault.message for fault in self.faults),
                ),
                field="rulebook",
            )
        )
