"""The report of a time (统计表): every figure together."""

from datetime import date
from typing import Any

from db.store import Reader
from sanctions.ledgers.frame import since as first_day
from sanctions.rules import calendar_of, rulebook_of
from sanctions.running.core import Scene
from sanctions.statistics.complaints import complaints
from sanctions.statistics.figures import Frame, check_period
from sanctions.statistics.findings import findings
from sanctions.statistics.ladder import ladder
from sanctions.statistics.measures import by_kind, from_finding, recurrence, to_publication
from sanctions.statistics.money import money


def statistics(reader: Reader, *, on: date, since: date | None = None, until: date | None = None) -> dict[str, Any]:
    """Every figure from a day (the first of the year) to another (`on`), both included, as it stands on `on`.

    Sums are yuan, times calendar days, rates percent. Refused ``statistics.period``.
    """
    first, last = first_day(until or on, since), until or on
    check_period(first, last, on)
    frame = Frame(Scene(reader, on, rulebook_of(reader), calendar_of(reader)), first, last)
    return {
        "from": first,
        "to": last,
        "complaints": complaints(frame),
        "findings": findings(frame),
        "measures": by_kind(frame),
        "durations": {"finding_to_measure": from_finding(frame), "termination_to_publication": to_publication(frame)},
        "recurrence": recurrence(frame),
        "money": money(frame),
        "ladder": ladder(frame),
    }
