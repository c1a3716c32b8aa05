"""Handing over a case (移交): what is offered to whom, until they take it or not."""

from dataclasses import dataclass
from datetime import date

from domain.entries import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What one handler offered another. `position` is lead or second; `office` is the receiver's."""

    position: str
    giver: str
    to: str
    to_person: str
    by: str
    on: date
    reason: str
    office: str | None = None


def offered(entry: Entry) -> Handover:
    """The offer this act makes."""
    return Handover(
        position=entry.text("position"),
        giver=entry.text("giver"),
        to=entry.text("to"),
        to_person=entry.text("to_person"),
        by=entry.by,
        on=entry.on,
        reason=entry.text("reason"),
        office=entry.maybe("office"),
    )
