"""What a publication says and by when it is due: the text of its terminations, their duties, the verdict."""

from collections.abc import Sequence
from typing import Any

from domain.announcements import Announcement, Listed, Replaced, Standing, announce, standing_of
from domain.calendars.due import Due, late_by
from domain.rulebook.kinds import MeasureKind
from domain.states.cases import Case
from domain.states.measures import Measure
from domain.states.publications import Version
from sanctions.measures.facts import gather
from sanctions.measures.footing import check_wording
from sanctions.publishing.duty import Duty, duty_of, withdraw_duty
from sanctions.publishing.screening import require_publishable
from sanctions.rules import agency_of
from sanctions.work import Work


def compose(
    work: Work, listed: Sequence[Measure], kind: str, note: str | None, public: Version | None = None
) -> Announcement:
    """What the public is told of these terminations as they stand on the day of the act.

    `public` is the version that a correction or a withdrawal replaces, None where none was made public.
    """
    agency = agency_of(work.tx)
    lines = []
    for measure in listed:
        institution = work.institution(measure.institution or "")
        standing = standing_of(measure.served_on, measure.in_force_from, work.on)
        day = measure.in_force_from if standing is Standing.IN_FORCE else measure.decided_on
        assert day is not None
        lines.append(
            Listed(
                institution.name_on(work.on),
                measure.services or institution.services,
                None if kind == "withdrawal" else standing,
                day,
                _marks(measure, work),
            )
        )
    words = work.rules.pack.publication_words
    replaces = None
    if public is not None and public.published_on is not None:
        replaces = Replaced(version=public.number, published_on=public.published_on)
    return announce(
        words,
        lines,
        kind=kind,
        agency=agency.name,
        telephone=agency.telephone,
        note=note,
        replaces=replaces,
    )


def _marks(measure: Measure, work: Work) -> tuple[str, ...]:
    """What a dispute makes the list say beside a termination: its words in the rulebook."""
    marks = (("stayed", measure.stayed(work.on)), ("unlawful", measure.unlawful is not None))
    return tuple(mark for mark, said in marks if said)


def screen(work: Work, text: str, listed: Sequence[Measure]) -> None:
    """Refuse a text that must not go out: see `require_publishable` and `check_wording`."""
    require_publishable(work, text, [m.institution for m in listed if m.institution], "note")
    if not work.rules.accuses(text):
        return
    for measure in listed:
        facts = gather(work.tx, work.rulebook, work.calendar, work.need(Case, measure.case), work.on)
        check_wording(facts, MeasureKind(measure.kind), text, "note")


def institution_of(listed: Sequence[Measure]) -> str | None:
    """The one institution they all concern, None when there are several."""
    codes = {m.institution for m in listed}
    return codes.pop() if len(codes) == 1 else None


def duties_of(work: Work, listed: Sequence[Measure]) -> list[Duty]:
    """The duties these terminations opened."""
    found = (duty_of(measure, work.rulebook, work.calendar) for measure in listed)
    return [duty for duty in found if duty is not None]


def first_due(duties: Sequence[Duty]) -> Duty | None:
    """The duty that is due first; one without a day counts only where none has one."""
    dated = [duty for duty in duties if duty.due is not None]
    return min(dated, key=lambda duty: duty.due.due if duty.due else duty.decided_on) if dated else None


def earliest(duties: Sequence[Duty]) -> dict[str, Any]:
    """The due day of a list: the earliest of its terminations' own."""
    first = first_due(duties)
    counted = first.due if first else None
    return {
        "due": counted.due.isoformat() if counted else None,
        "provisional": counted.provisional if counted else False,
    }


def verdict(work: Work, duties: Sequence[Duty]) -> dict[str, Any]:
    """Due day and lateness as judged today, with the calendar judged by: later arrangements never touch it."""
    first = first_due(duties)
    return _judged(work, first.due if first else None)


def verdict_of_withdrawal(work: Work, listed: Sequence[Measure]) -> dict[str, Any]:
    """As `verdict`, by the duty to take back what was revoked; without one nothing is late."""
    duties = (withdraw_duty(work.tx, measure, work.rulebook, work.calendar) for measure in listed)
    counted = [duty.due for duty in duties if duty is not None and duty.due is not None]
    return _judged(work, min(counted, key=lambda one: one.due, default=None))


def _judged(work: Work, counted: Due | None) -> dict[str, Any]:
    return {
        "due": counted.due.isoformat() if counted else None,
        "late_by": late_by(counted, work.on, work.calendar) if counted else None,
        "calendar": work.calendar.identity,
    }


def carried(before: Version | None) -> dict[str, Any]:
    """A correction is judged by the day the list first stood in public."""
    if before is None:
        return {"due": None, "late_by": None}
    return {
        "due": before.due.isoformat() if before.due else None,
        "late_by": before.late_by,
        "calendar": before.calendar,
    }
