"""Institutions that leave while they are investigated (在查期间退出): agreements that end under an open case."""

from datetime import date, timedelta
from typing import Any

from db.store import Reader
from domain.states.cases import Case
from domain.states.institutions import Agreement
from sanctions.reading import as_stood

_DAY = timedelta(days=1)


def left_during(reader: Reader, case: Case, on: date) -> list[dict[str, Any]]:
    """The agreements that ended under a case while it was open, but for those the agency terminated."""
    table = reader.table(Agreement)
    found = reader.find(Agreement, table.c.institution == case.institution, order=(table.c.from_day, table.c.id))
    stood = [one for one in (as_stood(reader, agreement, on) for agreement in found) if one is not None]
    left = []
    for one in stood:
        gone = _gone_on(one, stood, on)
        if gone is not None and _open_on(case, gone):
            left.append(
                {"agreement": one.number, "service": one.service, "ended_on": gone, "end": one.end or "expired"}
            )
    return left


def cases_left(reader: Reader, agreement: Agreement, on: date) -> list[str]:
    """The cases that were open when an agreement ended otherwise than by a termination."""
    table = reader.table(Agreement)
    same = (table.c.institution == agreement.institution, table.c.service == agreement.service)
    gone = _gone_on(agreement, reader.find(Agreement, *same), on)
    if gone is None:
        return []
    cases = reader.table(Case)
    found = reader.find(Case, cases.c.institution == agreement.institution, order=(cases.c.ordinal,))
    return [case.id for case in found if _open_on(case, gone)]


def _gone_on(agreement: Agreement, all_: list[Agreement], on: date) -> date | None:
    """The first day without the agreement, up to a day; None while it stands, was terminated, or was carried on."""
    gone = agreement.ended_on or agreement.until + _DAY
    if gone > on or agreement.end == "terminated":
        return None
    carried_on = any(
        other.id != agreement.id
        and other.service == agreement.service
        and other.from_day <= gone <= other.until
        and (other.ended_on is None or other.ended_on > gone)
        for other in all_
    )
    return None if carried_on else gone


def _open_on(case: Case, day: date) -> bool:
    return case.opened_on <= day and (case.closed_on is None or day <= case.closed_on) and not case.waits_to_open
