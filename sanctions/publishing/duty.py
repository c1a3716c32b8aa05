"""The duty to publish a termination (公布义务), derived from the decision and the rules of its day."""

from dataclasses import dataclass
from datetime import date, timedelta

from db.store import Reader
from domain.calendars import Calendar, Period
from domain.calendars.due import Due, due, overdue_by, remaining
from domain.messages import Bilingual
from domain.reasons import Reason
from domain.refusals import Refused
from domain.rulebook.kinds import MeasureKind, Nature
from domain.rulebook.timeline import Rulebook
from domain.states.measures import Measure
from domain.states.stays import Stayed, stayed

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Duty:
    """A termination that must be made public.

    `due` is None where the decision lies in a year whose working days are not known, and while a stay without a last
    day holds it up (`held_up`). `label` tells whether the notice itself, national law or an inference says so.
    """

    termination: Measure
    decided_on: date
    due: Due | None
    label: Bilingual
    reasons: tuple[Reason, ...]
    held_up: bool = False

    def overdue(self, on: date, calendar: Calendar) -> int | None:
        """Working days past the due day on a day; None while there can be no verdict."""
        if self.due is None or self.due.provisional:
            return None
        try:
            return overdue_by(self.due.due, on, calendar)
        except Refused:
            return None

    def remaining(self, on: date, calendar: Calendar) -> int | None:
        """Working days left; None where they cannot be counted."""
        if self.due is None:
            return None
        try:
            return remaining(self.due.due, on, calendar)
        except Refused:
            return None


def duty_of(termination: Measure, rulebook: Rulebook, calendar: Calendar) -> Duty | None:
    """The duty a termination opened on its decision day, whether or not it is met; None where it opened none.

    A rejected or revoked decision opens none. The 20 working days and their source stand in the rulebook
    (TJ 五(二); 政府信息公开条例 26), as does the scope, both as in force on the decision day.
    """
    decided = termination.decided_on
    if termination.kind != MeasureKind.TERMINATION or decided is None:
        return None
    if termination.end in ("revoked", "rejected", "withdrawn"):
        return None
    view = rulebook.on(decided)
    rule = view.publication(Nature(termination.nature or Nature.BREACH))
    if rule is None:
        return None
    period, reasons = view.needed_period(rule.period), view.reasons(rule)
    if not termination.stays:
        return Duty(termination, decided, _count(decided, period, calendar), rule.label, reasons)
    counted, held_up = _beyond_stays(decided, period, termination.stays, calendar)
    reasons = (*reasons, view.reason("provisions.stay-publication"))
    return Duty(termination, decided, counted, rule.label, reasons, held_up)


def _beyond_stays(
    start: date, period: Period, stays: tuple[Stayed, ...], calendar: Calendar
) -> tuple[Due | None, bool]:
    """When the time ends if days of a stay do not count; None and True while a stay without a last day holds it up."""
    counted = _count(start, period, calendar)
    while counted is not None and period.unit in ("wd", "d"):
        due_day = counted.due
        if any(one.until is None and one.from_day <= due_day for one in stays):
            return None, True
        days = (start + _DAY * ahead for ahead in range(1, (due_day - start).days + 1))
        lost = sum(stayed(stays, day) and (period.unit == "d" or calendar.is_working(day)) for day in days)
        longer = _count(start, Period(period.n + lost, period.unit), calendar)
        if longer is None or longer.due == due_day:
            return longer, False
        counted = longer
    return counted, False


@dataclass(frozen=True, slots=True)
class WithdrawDuty:
    """A revoked termination that stood in public: the list must be taken back or corrected.

    The days are counted from the revocation as for a publication. `reasons` are the sources of that count.
    """

    termination: Measure
    revoked_on: date
    due: Due | None
    reasons: tuple[Reason, ...]


def withdraw_duty(reader: Reader, termination: Measure, rulebook: Rulebook, calendar: Calendar) -> WithdrawDuty | None:
    """The duty that taking back a termination opens where it is public; None for one that was not taken back."""
    if termination.end != "revoked":
        return None
    revoked_on = max(
        (
            entry.on
            for entry in reader.entries(subject=termination.id, kinds=("measure.approve", "measure.set-aside"))
            if entry.kind == "measure.set-aside" or entry.fields.get("decides") == "revoke"
        ),
        default=termination.last_on,
    )
    view = rulebook.on(revoked_on)
    rule = view.pack.publications[Nature(termination.nature or Nature.BREACH)]
    counted = _count(revoked_on, view.needed_period(rule.period), calendar)
    return WithdrawDuty(termination, revoked_on, counted, view.reasons(rule)[1:])


def _count(start: date, period: Period, calendar: Calendar) -> Due | None:
    try:
        return due(start, period, calendar)
    except Refused:
        return None
