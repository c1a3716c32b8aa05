"""Everything that runs on a day (待办期限), most urgent first, each with how long is left and why."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from db.store import PAGE, Reader
from domain.calendars import Calendar
from domain.calendars.due import overdue_by, remaining
from domain.refusals import Refused
from domain.rulebook.timeline import Rulebook
from domain.states.agency import Operator
from sanctions.names import names_on
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key
from sanctions.results import Listing
from sanctions.rules import calendar_of, rulebook_of
from sanctions.running import acting, admitting, complaints, money, publishing, rosters, tasks, urgent, waiting
from sanctions.running.core import Running, Scene

KINDS: dict[str, Callable[[Scene], Iterator[Running]]] = {
    "publication": publishing.publication,
    "withdraw-publication": publishing.withdraw_publication,
    "list-update": rosters.list_update,
    "must-terminate": acting.must_terminate,
    "recheck": acting.recheck,
    "defence-end": acting.defence_end,
    "urgent-review": urgent.urgent_review,
    "approval": waiting.approval,
    "hold-review": money.hold_review,
    "bar-end": admitting.bar_end,
    "complaint-clock": complaints.complaint_clock,
    "renewal": admitting.renewal,
    "agreement-expiry": admitting.agreement_expiry,
    "decide-inpatients": acting.decide_inpatients,
    "task": tasks.task,
}
"""Kind of deadline -> what finds those that run."""


def running(
    reader: Reader, on: date, *, rulebook: Rulebook, calendar: Calendar, kinds: Iterable[str] = KINDS
) -> list[Running]:
    """Everything that runs on a day by these rules and this calendar, most urgent first."""
    scene = Scene(reader, on, rulebook, calendar)
    return sorted((one for kind in kinds for one in KINDS[kind](scene)), key=_key)


def _key(one: Running) -> tuple[str, str, str]:
    return (one.due.isoformat() if one.due else "9999", one.kind, one.subject)


def deadlines(
    reader: Reader,
    *,
    on: date,
    within: int | None = None,
    mine: Operator | None = None,
    kinds: Iterable[str] = KINDS,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """What runs on a day: `within` so many working days, or `mine` only.

    `remaining` and `overdue_by` are working days; `overdue_by` is None where there can be no verdict (a provisional
    day) and 0 where nobody here must act by then.
    """
    check_limit(limit)
    calendar = calendar_of(reader)
    found = _wanted(reader, on, calendar, within, mine, kinds)
    if after is not None:
        last = cursor_key(after, str, str, str)
        found = [one for one in found if _key(one) > last]
    page = found[:limit]
    names = names_on(reader, (one.institution for one in page), on)
    items = [_record(one, names, on, calendar) for one in page]
    return Listing(items, cursor(*_key(page[-1])) if len(found) > limit else None)


def every_deadline(
    reader: Reader, *, on: date, within: int | None = None, mine: Operator | None = None
) -> list[dict[str, Any]]:
    """The same records, all of them at once: for a calendar file or a mail, which have no pages."""
    calendar = calendar_of(reader)
    found = _wanted(reader, on, calendar, within, mine, KINDS)
    codes = sorted({one.institution for one in found if one.institution})
    names: dict[str, str] = {}
    for start in range(0, len(codes), PAGE):
        names |= names_on(reader, codes[start : start + PAGE], on)
    return [_record(one, names, on, calendar) for one in found]


def _wanted(
    reader: Reader, on: date, calendar: Calendar, within: int | None, mine: Operator | None, kinds: Iterable[str]
) -> list[Running]:
    found = running(reader, on, rulebook=rulebook_of(reader), calendar=calendar, kinds=kinds)
    if mine is not None:
        found = [one for one in found if is_for(one, mine)]
    if within is not None:
        found = [one for one in found if _near(one, on, calendar, within)]
    return found


def board(
    reader: Reader, *, on: date, limit: int = LIMIT, me: Operator | None = None, mine: bool = False
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The Today page: sums (late, due today, soon, provisional, fen still held), and rows with the holds that run.

    What waits for `me` to decide stands first among what is due on the day, and is told as `yours`; `mine` leaves
    only what it is their turn for, also in the sums, but for what is held.
    """
    rulebook, calendar = rulebook_of(reader), calendar_of(reader)
    found = running(reader, on, rulebook=rulebook, calendar=calendar)
    scene = Scene(reader, on, rulebook, calendar)
    held = list(acting.holds(scene))
    if me is not None and mine:
        found, held = [[one for one in some if is_for(one, me)] for some in (found, held)]
    if me is not None:
        found.sort(key=lambda one: (on.isoformat(), "", one.subject) if _decides(one, me) else _key(one))
    rows = [*found, *held][:limit]
    names = names_on(reader, (one.institution for one in rows), on)
    items = [_record(one, names, on, calendar) | {"yours": me is not None and _decides(one, me)} for one in rows]
    counted = [_record(one, {}, on, calendar) for one in found]
    sums = {
        "overdue": sum(1 for row in counted if row["overdue_by"]),
        "today": sum(1 for row in counted if row["due"] == on),
        "soon": sum(1 for row in counted if row["due"] and row["due"] > on and (row["remaining"] or 0) <= SOON),
        "provisional": sum(1 for row in counted if row["provisional"]),
        "still_held": acting.still_held(scene),
    }
    return sums, items


def _decides(one: Running, me: Operator) -> bool:
    """Whether a request without a day of its own waits for this person."""
    return one.kind == "approval" and one.due is None and is_for(one, me)


SOON = 5
"""Working days that count as soon on the Today page; a matter of display, no rule."""


def attention(items: Iterable[dict[str, Any]]) -> bool:
    """Whether anything of ours is overdue (exit status 3 of ``deadlines --check``)."""
    return any(item["overdue_by"] for item in items)


def is_for(one: Running, operator: Operator) -> bool:
    """Whether it is this person's turn: named in it, or nobody is and the role fits; never to decide on oneself."""
    if one.not_by is not None and one.not_by == operator.person:
        return False
    if one.persons:
        return operator.name in one.persons or operator.person in one.persons
    return any(role in one.roles for role in operator.roles)


def _near(one: Running, on: date, calendar: Calendar, within: int) -> bool:
    if one.due is None:
        return False
    left = _safely(lambda: remaining(one.due, on, calendar)) if one.due > on else 0  # type: ignore[arg-type]
    return left is not None and left <= within


def _safely(count: Callable[[], int]) -> int | None:
    """A count of working days; None where a year's are not known."""
    try:
        return count()
    except Refused:
        return None


def _record(one: Running, names: dict[str, str], on: date, calendar: Calendar) -> dict[str, Any]:
    due = one.due
    left = None if due is None else _safely(lambda: remaining(due, on, calendar))
    over: int | None = 0
    if due is not None and one.ours:
        over = None if one.provisional else _safely(lambda: overdue_by(due, on, calendar))
    counted = one.counted
    return {
        "kind": one.kind,
        "subject": one.subject,
        "institution": one.institution,
        "name": names.get(one.institution or ""),
        "what": one.what,
        "due": due,
        "provisional": one.provisional,
        "may_move": one.may_move,
        "safe_due": counted.safe_due if counted else None,
        "last_working_day": counted.last_working_day if counted else None,
        "start": counted.start if counted else None,
        "period": str(counted.period) if counted else None,
        "remaining": left,
        "overdue_by": over,
        "reasons": list(one.reasons),
    }
