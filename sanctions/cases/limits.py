"""How long a case may take (办理期限): its limit, more time with approval, and its file once it is closed."""

from datetime import date

from domain.acts.cases import ARCHIVE, EXTEND
from domain.calendars.due import due
from domain.messages import Message, msg
from domain.refusals import refuse
from domain.states.cases import Case
from sanctions.cases.turns import require_free, require_opened
from sanctions.decision import Decision
from sanctions.handlers import decides, handles
from sanctions.results import Done
from sanctions.work import Work


def usual_limit(work: Work) -> date | None:
    """The handling limit of a case opened on the day of the act, by the agency's rule; None without one."""
    period = work.rules.period("case.limit")
    return due(work.on, period, work.calendar).due if period is not None else None


def require_limit(work: Work, limit: date | None, field: str) -> None:
    """Refuse ``case.days`` for a limit before the day of the act."""
    if limit is not None and limit < work.on:
        raise refuse("case.days", msg("{day} lies before {on}.", day=limit, on=work.on), field=field)


@handles(EXTEND)
def extend(work: Work, *, case: str, until: date, reason: str) -> Done:
    """Ask for more time for a case (延期); refused ``case.closed``, ``case.days`` for a day that is no extension."""
    found = work.need(Case, case, "case")
    if found.closed_on is not None:
        raise refuse("case.closed", msg("{case} was closed on {day}.", case=case, day=found.closed_on), field="case")
    require_free(found)
    require_opened(found)
    _require_longer(work, found, until)
    work.record("case.extend", case, {"until": until, "reason": reason}, institution=found.institution)
    return Done(
        id=case,
        status="pending",
        effects=(msg("It waits for another person's approval."), _told(found, until)),
    )


@decides("case", "extend")
def decide_extend(work: Work, case: Case, *, decision: Decision) -> Done:
    """Give the case more time."""
    assert case.pending is not None
    until = date.fromisoformat(case.pending.fields["until"])
    _require_longer(work, case, until)
    work.record(
        "case.approve",
        case.id,
        {"decides": "extend", "until": until, "reason": case.pending.fields["reason"]},
        institution=case.institution,
        corrects=case.pending.entry,
    )
    return Done(id=case.id, status="investigating", effects=(_told(case, until),))


def _require_longer(work: Work, case: Case, until: date) -> None:
    require_limit(work, until, "until")
    if case.limit_on is not None and until <= case.limit_on:
        raise refuse(
            "case.days",
            msg("It may take until {day} already. Give a later day.", day=case.limit_on),
            field="until",
        )


def _told(case: Case, until: date) -> Message:
    if case.limit_on is None:
        return msg("{case} is to be handled by {day}.", case=case.id, day=until)
    return msg("{case} is to be handled by {day}; before, by {before}.", case=case.id, day=until, before=case.limit_on)


@handles(ARCHIVE)
def archive(work: Work, *, case: str, number: str) -> Done:
    """Record the archive number of a closed case (归档); another one later takes its place.

    Refused ``case.open`` before it is closed, ``already`` for the same number.
    """
    found = work.need(Case, case, "case")
    if found.closed_on is None:
        raise refuse("case.open", msg("{case} is not closed yet.", case=case), field="case")
    if found.archive_no == number:
        raise refuse("already", msg("{case} is archived under {number}.", case=case, number=number), field="number")
    work.record("case.archive", case, {"number": number}, institution=found.institution)
    warnings: tuple[Message, ...] = ()
    if found.archive_no is not None:
        warnings = (msg("It was archived under {number} before.", number=found.archive_no),)
    return Done(
        id=case,
        status="closed",
        effects=(msg("{case} is archived under {number}.", case=case, number=number),),
        warnings=warnings,
    )
