"""Telling whoever reported (告知) and asking afterwards (回访): by number alone, each on their own."""

from collections.abc import Sequence

from domain.acts.complaints import CALL_BACK, TELL
from domain.messages import Message, Words, msg
from domain.states.complaints import OPEN, Complaint
from domain.words import TOLD
from sanctions.handlers import handles
from sanctions.intake.complaint_moves import require_status
from sanctions.intake.complaints import informant
from sanctions.intake.identities import looks_personal
from sanctions.results import Done
from sanctions.work import Work

_WHEN = {
    "accepted": ("accepted", "in-case", "answered"),
    "declined": ("declined", "answered"),
    "progress": (*OPEN, "declined", "transferred", "returned", "answered"),
    "done": ("declined", "transferred", "returned", "answered"),
}
"""What is told -> the statuses in which it is so."""


@handles(TELL)
def tell(
    work: Work,
    *,
    id: str,
    what: str,
    how: str,
    reporters: Sequence[int],
    number: str | None,
    note: str | None,
) -> Done:
    """Record that whoever reported was told (告知); the clock for telling stops with the first outcome told.

    Refused ``complaint.status`` where it is not so, ``complaint.reporter`` for a number nobody has.
    """
    complaint = work.need(Complaint, id)
    require_status(complaint, _WHEN[what])
    chosen = tuple(dict.fromkeys(informant(complaint, no, "reporters").no for no in reporters))
    to = chosen or tuple(one.no for one in complaint.informants)
    stops = what != "progress" and complaint.outcome_told_on is None
    before = complaint.untold
    after = work.record(
        "complaint.tell",
        id,
        {"what": what, "how": how, "to": list(to), "number": number, "note": note},
        institution=complaint.institution,
    )
    assert isinstance(after, Complaint)
    effects: list[Words] = [msg("Told: {what}. To reporter {numbers}.", what=TOLD[what], numbers=to)]
    if stops and complaint.nature in ("report", "petition"):
        effects.append(msg("The time for telling is met."))
    if before and after.untold and what in ("done", "declined"):
        effects.append(msg("Still to be told on their own: reporters {numbers}.", numbers=after.untold))
    warnings: tuple[Message, ...] = looks_personal(note)
    if not any(one.reachable for one in complaint.informants if one.no in to):
        warnings += (msg("Nobody is on record behind {id} who could be told.", id=id),)
    return Done(id=id, status=complaint.status, effects=tuple(effects), warnings=warnings)


@handles(CALL_BACK)
def call_back(work: Work, *, id: str, result: str, reporter: int | None, note: str | None) -> Done:
    """Record a call-back (回访) after the answer; one that reached nobody leaves it awaited.

    Refused ``complaint.status`` before the answer, ``complaint.reporter`` for a number nobody has.
    """
    complaint = work.need(Complaint, id)
    require_status(complaint, ("answered",))
    called = informant(complaint, reporter)
    work.record(
        "complaint.call-back",
        id,
        {"result": result, "reporter": called.no, "note": note},
        institution=complaint.institution,
    )
    warnings: tuple[Message, ...] = looks_personal(note)
    if result == "not-satisfied":
        warnings += (msg("Weigh whether something is left to be done."),)
    effect = (
        msg("Nobody was reached: the call-back of {id} stays awaited.", id=id)
        if result == "not-reached"
        else msg("The call-back of {id} is done.", id=id)
    )
    return Done(id=id, status=complaint.status, effects=(effect,), warnings=warnings)
