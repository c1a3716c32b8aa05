"""What a decision brings to be carried out, and what has to be turned back when it ends (恢复)."""

from datetime import timedelta

from domain.messages import Words
from domain.rulebook.model import MeasureRule
from domain.states.cases import Case
from domain.states.measures import Measure
from sanctions.following.opening import lapse_tasks, open_tasks
from sanctions.work import Work


def open_follow_ups(work: Work, measure: Measure, rule: MeasureRule) -> tuple[Words, ...]:
    """Open what the decision on a measure brings to be carried out, and, for the day after its last, what its end does.

    Tells each task for now. The lead handler of the case carries them out unless somebody else is named.
    """
    told = _open(work, measure, rule.follow_ups)
    if measure.until is not None:
        _open(work, measure, rule.resume, ahead=True)
    return told


def open_resumption(work: Work, measure: Measure, reason: str) -> tuple[Words, ...]:
    """Open what has to be turned back because a measure in force ends or never stood; what waited for it lapses."""
    rule = work.rulebook.on(measure.decided_on or work.on).measure(measure.kind)
    lapse_tasks(work, measure.id, reason, ahead=True)
    return _open(work, measure, rule.resume) if rule is not None else ()


def restore_ahead(work: Work, measure: Measure) -> None:
    """Open again what waits for the end of a measure that stands again."""
    rule = work.rulebook.on(measure.decided_on or work.on).measure(measure.kind)
    if rule is not None and measure.until is not None and measure.until >= work.on:
        _open(work, measure, rule.resume, ahead=True)


def _open(work: Work, measure: Measure, keys: tuple[str, ...], *, ahead: bool = False) -> tuple[Words, ...]:
    if not keys:
        return ()
    return open_tasks(
        work,
        keys,
        about=measure.id,
        institution=measure.institution,
        person=work.need(Case, measure.case).lead,
        services=measure.services,
        starts=measure.until + timedelta(days=1) if ahead and measure.until is not None else None,
    )
