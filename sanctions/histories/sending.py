"""Handing over the record of measures (报送): kept, so that a later correction reaches whoever has it."""

import re
from datetime import date
from typing import Any

from db.store import Reader
from domain.acts.histories import SEND
from domain.messages import msg
from domain.refusals import refuse
from domain.states.histories import HandOver
from domain.states.measures import Measure
from sanctions.handlers import handles
from sanctions.histories.register import history
from sanctions.ordering import by_column
from sanctions.paging import LIMIT, newest
from sanctions.reading import each, need
from sanctions.results import FORWARD, Done, Listing, Way
from sanctions.work import Work

_SHA256 = re.compile(r"[0-9a-f]{64}")


@handles(SEND)
def send(
    work: Work,
    *,
    to: str,
    form: str,
    sha256: str,
    institution: str | None,
    since: date | None,
    until: date | None,
    note: str | None,
) -> Done:
    """Record that the record of measures was handed to somebody: with what filter, and the sum of its bytes."""
    digest = sha256.lower()
    if not _SHA256.fullmatch(digest):
        raise refuse("value.sha256", msg("The SHA-256 has 64 letters and digits (0-9, a-f)."), field="sha256")
    if institution is not None:
        work.institution(institution)
    rows = sum(1 for _ in history(work.tx, on=work.on, institution=institution, since=since, until=until))
    subject = work.new_id("BS")
    work.record(
        "history.send",
        subject,
        {
            "to": to,
            "form": form,
            "sha256": digest,
            "rows": rows,
            "code": institution,
            "since": since,
            "until": until,
            "note": note,
        },
        institution=institution,
    )
    return Done(
        id=subject,
        status="sent",
        data={"to": to, "sha256": digest, "rows": rows},
        effects=(
            msg("Kept as handed over; if a measure in it is set aside, a task says whom to send the correction."),
        ),
    )


def hand_overs_with(reader: Reader, measure: Measure) -> list[HandOver]:
    """The hand-overs whose record held a measure, oldest first."""
    table = reader.table(HandOver)
    since = each(reader, HandOver, table.c.code.is_(None) | (table.c.code == measure.institution))
    return [sent for sent in since if _held(reader, sent, measure)]


def _held(reader: Reader, sent: HandOver, measure: Measure) -> bool:
    stood = reader.as_of(Measure, measure.id, on=sent.sent_on, known_at=sent.known_at)
    if stood is None:
        return False
    dated = stood.decided_on or stood.proposed_on
    return (sent.since is None or dated >= sent.since) and (sent.until is None or dated <= sent.until)


_ORDERS = (*by_column("sent_on"),)


def hand_overs(reader: Reader, *, limit: int = LIMIT, after: str | None = None, way: Way = FORWARD) -> Listing:
    """Hand-overs of the record, newest first."""
    return newest(reader, HandOver, [], _told, orders=_ORDERS, limit=limit, after=after, way=way)


def hand_over(reader: Reader, id: str) -> dict[str, Any]:
    """One hand-over; refused ``not-found``."""
    return _told(reader, [need(reader, HandOver, id)])[0]


def _told(reader: Reader, page: list[HandOver]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "to": one.to,
            "sent_on": one.sent_on,
            "format": one.form,
            "rows": one.rows,
            "sha256": one.sha256,
            "institution": one.code,
            "since": one.since,
            "until": one.until,
            "note": one.note,
        }
        for one in page
    ]
