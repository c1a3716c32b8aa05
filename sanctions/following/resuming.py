"""What a decision brings to be carried out, and what has to be turned back when it ends (恢复)."""

from dataclasses import replace
from datetime import date, timedelta

from domain.messages import Words
from domain.rulebook.model import MeasureRule
from domain.states.cases import Case
from domain.states.measures import Measure
from sanctions.following.opening import lapse_tasks, open_tasks
from sanctions.work import Work


def open_follow_ups(work: Work, measure: Measure, rule: MeasureRule) -> tuple[Words, ...]:
    """Open what the decision on a measure brings to be carried out, and, for the day after its last, what its end does.

    Tells each task. The lead handler of the case carries them out unless somebody else is named. What may
    still lapse by itself (urgent, its defence not heard) is turned back on the day it would.
    """
    told = _open(work, measure, rule.follow_ups)
    lapses, over = replace(measure, decided_on=work.on).lapse, _day_after(measure)
    begins = min((day for day in (lapses, over) if day is not None), default=None)
    ahead = _open(work, measure, rule.resume, starts=begins) if begins is not None else ()
    return (*told, *ahead)


def keep_up(work: Work, measure: Measure, reason: str) -> None:
    """Drop what waited for the lapse of an urgent measure that no longer lapses; what waits for its last day stays."""
    lapse_tasks(work, measure.id, reason, ahead=True)
    restore_ahead(work, measure)


def open_resumption(work: Work, measure: Measure, reason: str) -> tuple[Words, ...]:
    """Open what has to be turned back because a measure in force ends or never stood; what waited for it lapses."""
    rule = work.rulebook.on(measure.decided_on or work.on).measure(measure.kind)
    lapse_tasks(work, measure.id, reason, ahead=True)
    return _open(work, measure, rule.resume) if rule is not None else ()


def restore_ahead(work: Work, measure: Measure) -> None:
    """Open again what waits for the end of a measure that stands again."""
    rule = work.rulebook.on(measure.decided_on or work.on).measure(measure.kind)
    if rule is not None and measure.until is not None and measure.until >= work.on:
        _open(work, measure, rule.resume, starts=_day_after(measure))


def _day_after(measure: Measure) -> date | None:
    return measure.until + timedelta(days=1) if measure.until is not None else None


def _open(work: Work, measure: Measure, keys: tuple[str, ...], *, starts: date | None = None) -> tuple[Words, ...]:
    if not keys:
        return ()
    return open_tasks(
        work,
        keys,
        about=measure.id,
        institution=measure.institution,
        person=work.need(Case, measure.case).lead,
        services=measure.services,
        starts=starts,
    )
