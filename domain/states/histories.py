"""Hand-overs of the record of measures (处理措施记录): to whom, what of it, when."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.entries import Entry
from domain.states.core import Aggregate, State


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(State):
    """A record that was handed over (报送). `code`, `since` and `until` bound what it held; `rows` how much that was.

    `known_at` is the moment of it: what the record held is what was known then.
    """

    to: str
    sent_on: date
    form: str
    sha256: str
    rows: int
    known_at: datetime
    code: str | None = None
    since: date | None = None
    until: date | None = None
    note: str | None = None


HISTORY = Aggregate("history", "BS", HandOver)


@HISTORY.starts("history.send")
def _send(entry: Entry) -> HandOver:
    return HandOver(
        id=entry.subject,
        institution=entry.institution,
        to=entry.text("to"),
        sent_on=entry.on,
        form=entry.text("form"),
        sha256=entry.text("sha256"),
        rows=entry.the_number("rows"),
        known_at=entry.recorded_at,
        code=entry.maybe("code"),
        since=entry.day("since"),
        until=entry.day("until"),
        note=entry.maybe("note"),
    )
