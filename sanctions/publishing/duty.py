"""The duty to publish a termination (公布义务), derived from the decision and the rules of its day."""

from dataclasses import dataclass
from datetime import date

from db.store import Reader
from domain.calendars import Calendar, Period
from domain.calendars.due import Due, due, overdue_by, remaining
from domain.messages import Bilingual
from domain.reasons import Reason
from domain.refusals import Refused
from domain.rulebook.kinds import MeasureKind, Nature
from domain.rulebook.timeline import Rulebook
from domain.states.measures import Measure


@dataclass(frozen=True, slots=True)
class Duty:
    """A termination that must be made public.

    `due` is None where the decision lies in a year whose working days are not known. `label` tells whether the
    notice itself, national law or an inference says so.
    """

    termination: Measure
    decided_on: date
    due: Due | None
    label: Bilingual
    reasons: tuple[Reason, ...]

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
    counted = _count(decided, view.needed_period(rule.period), calendar)
    return Duty(termination, decided, counted, rule.label, view.reasons(rule))


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
    """The duty that revoking a termination opens where it is public; None for one that was not revoked."""
    if termination.end != "revoked":
        return None
    revoked_on = max(
        (
            entry.on
            for entry in reader.entries(subject=termination.id, kinds=("measure.approve",))
            if entry.fields.get("decides") == "revoke"
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
