"""How long who reported is kept (保存期限): the agency's own rule, counted from the end of the matter."""

from datetime import date

from db.store import Reader
from domain.calendars.periods import Period, last_day
from domain.rulebook.view import View
from domain.states.cases import Case
from domain.states.complaints import Complaint

POLICY = "identity.keep"


def keeping_period(rules: View) -> Period | None:
    """The agency's rule in days, months or years; None without one, and where the rulebook is older than the question.

    Working days are no measure for years of keeping: nobody knows them so far ahead.
    """
    period = rules.period(POLICY) if POLICY in rules.pack.policies else None
    return None if period is None or period.unit == "wd" or period.n <= 0 else period


def kept_until(reader: Reader, rules: View, complaint: Complaint) -> date | None:
    """The last day on which what is sealed is kept, counted from the end of the complaint and of its case.

    None while either goes on, and where the agency set no such time (in days, months or years).
    """
    period = keeping_period(rules)
    if period is None or complaint.ended_on is None:
        return None
    ended = complaint.ended_on
    if complaint.case is not None:
        case = reader.get(Case, complaint.case)
        if case is not None and case.closed_on is None:
            return None
        ended = max(ended, case.closed_on) if case is not None and case.closed_on is not None else ended
    return last_day(ended, period)
