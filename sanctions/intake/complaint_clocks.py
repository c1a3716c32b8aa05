"""The clocks of complaints (办理期限): when an answer is asked for, when a report or a petition must be dealt with."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.calendars import Calendar
from domain.calendars.due import Due, due
from domain.messages import Message, msg
from domain.reasons import Reason, SourceKind
from domain.refusals import Refused
from domain.rulebook.timeline import Rulebook
from domain.states.complaints import OPEN, Complaint

ANSWER_RULE = "complaint.answer."
"""What the policies begin with that give the time to answer, by channel."""

TO_TELL = (*OPEN, "declined", "transferred")
"""Statuses in which whoever reported is still to be told what became of it."""


class Clock(NamedTuple):
    """A clock that runs: what it is for, its last day (None where the working days are not known), and why."""

    what: Message
    day: date | None
    counted: Due | None
    reasons: tuple[Reason, ...]


def answer_due(
    rulebook: Rulebook, calendar: Calendar, channel: str, received: date, from_day: date
) -> tuple[date, str] | None:
    """The day an answer is due by the agency's rule for a channel, with its key; None without such a rule.

    The rule is the one in force on the day received; it is counted from `from_day`.
    """
    key = f"{ANSWER_RULE}{channel}"
    if key not in rulebook.on(received).pack.policies:
        return None
    counted = _counted(rulebook, calendar, key, received, from_day)
    return (counted.due, key) if counted is not None else None


def clocks(complaint: Complaint, rulebook: Rulebook, calendar: Calendar) -> Iterator[Clock]:
    """The clocks that run on a complaint as it stands."""
    if complaint.status in OPEN and complaint.reply_by is not None:
        yield _answer(complaint, rulebook, calendar)
    if complaint.nature == "report":
        yield from _report(complaint, rulebook, calendar)
    if complaint.nature == "petition":
        yield from _petition(complaint, rulebook, calendar)
    if complaint.awaits_telling:
        text = msg("Not told the end yet, and wanting an answer: {numbers}.", numbers=complaint.untold)
        yield Clock(
            msg("tell whoever reported"),
            complaint.reply_by,
            None,
            (Reason(None, None, SourceKind.AGENCY_POLICY, text),),
        )


def _answer(complaint: Complaint, rulebook: Rulebook, calendar: Calendar) -> Clock:
    assert complaint.reply_by is not None
    text = msg("An answer is asked for by {day}.", day=complaint.reply_by)
    reasons = [Reason(None, None, SourceKind.AGENCY_POLICY, text)]
    counted = None
    if complaint.reply_rule is not None:
        start = complaint.clock_from or complaint.received
        counted = _counted(rulebook, calendar, complaint.reply_rule, complaint.received, start)
        if counted is not None and counted.due != complaint.reply_by:
            counted = None
        reasons.append(rulebook.on(complaint.received).policy(complaint.reply_rule).reason)
    return Clock(msg("answer"), complaint.reply_by, counted, tuple(reasons))


def _report(complaint: Complaint, rulebook: Rulebook, calendar: Calendar) -> Iterator[Clock]:
    """The times for reports, where the agency keeps them."""
    view = rulebook.on(complaint.received)
    if view.text("complaint.clock") != "on":
        return
    if complaint.status == "received":
        yield from _clock(complaint, rulebook, calendar, "complaint.review", msg("review of a report"))
    if _named(complaint) and complaint.status in TO_TELL and complaint.outcome_told_on is None:
        yield from _clock(complaint, rulebook, calendar, "complaint.tell", msg("tell whoever reported"))


def _petition(complaint: Complaint, rulebook: Rulebook, calendar: Calendar) -> Iterator[Clock]:
    """The times of national law for petitions: to tell, and to finish."""
    if complaint.status in TO_TELL and complaint.outcome_told_on is None:
        yield from _clock(complaint, rulebook, calendar, "petition.tell", msg("tell whoever reported"))
    if complaint.status not in ("accepted", "in-case") or complaint.accepted_on is None:
        return
    if complaint.finish_by is not None:
        text = msg("Extended to {day}.", day=complaint.finish_by)
        reason = rulebook.on(complaint.received).policy("petition.extension").reason
        told = Reason(None, None, SourceKind.AGENCY_POLICY, text)
        yield Clock(msg("finish the petition"), complaint.finish_by, None, (told, reason))
        return
    for clock in _clock(
        complaint, rulebook, calendar, "petition.finish", msg("finish the petition"), complaint.accepted_on
    ):
        text = msg("Counted from acceptance on {day}.", day=complaint.accepted_on)
        yield clock._replace(reasons=(*clock.reasons, Reason(None, None, SourceKind.INFERRED, text)))


def finish_due(complaint: Complaint, rulebook: Rulebook, calendar: Calendar) -> Due | None:
    """When a petition must be finished without any extension; None before it is accepted."""
    if complaint.accepted_on is None:
        return None
    return _counted(rulebook, calendar, "petition.finish", complaint.received, complaint.accepted_on)


def _clock(
    complaint: Complaint,
    rulebook: Rulebook,
    calendar: Calendar,
    key: str,
    what: Message,
    start: date | None = None,
) -> Iterator[Clock]:
    view = rulebook.on(complaint.received)
    policy = view.policy(key)
    if policy.rule.holds_on(complaint.received) and view.period(key) is not None:
        begins = start or complaint.clock_from or complaint.received
        counted = _counted(rulebook, calendar, key, complaint.received, begins)
        yield Clock(what, counted.due if counted else None, counted, (policy.reason,))


def _named(complaint: Complaint) -> bool:
    """Whether there is a named reporter to tell: a file was sealed and nobody said it is no real name."""
    return any(one.known and one.real_name != "no" for one in complaint.informants)


def _counted(rulebook: Rulebook, calendar: Calendar, key: str, of_day: date, start: date) -> Due | None:
    """A period by the rules of a day, counted; None without one, or where the working days are not known."""
    period = rulebook.on(of_day).period(key)
    if period is None:
        return None
    try:
        return due(start, period, calendar)
    except Refused as refused:
        if refused.refusal.code != "calendar.unknown":
            raise
        return None
