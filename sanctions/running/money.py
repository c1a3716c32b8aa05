"""What runs about money: holds to be looked at again, and the clocks of recoveries."""

from collections.abc import Iterator
from datetime import date

from domain.messages import msg
from domain.money import grouped
from domain.reasons import Reason, SourceKind
from domain.states.cases import Case
from domain.states.recoveries import Recovery
from sanctions.money.clocks import enforceable
from sanctions.money.reviews import RunningHold, running_holds
from sanctions.reading import as_stood, each
from sanctions.running.core import Running, Scene, known


def hold_review(scene: Scene) -> Iterator[Running]:
    """Payment holds that still hold bills, until the day they are to be looked at again (暂停拨付复核)."""
    for one in running_holds(scene.reader, scene.rulebook, scene.calendar, scene.on, past=scene.past):
        view = scene.rulebook.on(one.since)
        held = msg("{yuan} yuan still held, bills: {bills}.", bills=one.bills, yuan=grouped(one.fen))
        over = msg("The hold no longer binds, and bills are held: release or refuse each.")
        yield Running(
            kind="hold-review",
            subject=one.measure.id,
            institution=one.case.institution,
            due=_look_by(one, scene.on),
            counted=None if one.over else one.review,
            reasons=(
                view.policy("hold.review").reason,
                *((Reason(None, None, SourceKind.INFERRED, over),) if one.over else ()),
                view.reason("provisions.hold-release"),
            ),
            what=held,
            persons=tuple(name for name in (one.case.lead, one.case.second) if name),
        )


def _look_by(hold: RunningHold, on: date) -> date | None:
    if hold.over:
        return hold.measure.over_on(on) or on
    return hold.review.due if hold.review is not None else None


def recovery(scene: Scene) -> Iterator[Running]:
    """The next day of every recovery with something open: to pay by, to contest by, to apply for enforcement by."""
    table = scene.reader.table(Recovery)
    for found in each(scene.reader, Recovery, scene.now_or_then(table, table.c.open > 0)):
        one = as_stood(scene.reader, found, scene.on)
        if one is not None and one.open > 0 and one.opened_on <= scene.on:
            yield from _next(scene, one)


def _next(scene: Scene, one: Recovery) -> Iterator[Running]:
    case = scene.reader.get(Case, one.case)
    persons = tuple(name for name in (case.lead, case.second) if name) if case is not None else ()
    rest = grouped(one.open)
    view = scene.rulebook.on(scene.on)
    if one.decision_served_on is not None and not one.enforcement:
        served = one.decision_served_on
        when = known(lambda: enforceable(scene.rulebook, served, scene.calendar).remedies)
        if when is None:
            return
        full = enforceable(scene.rulebook, served, scene.calendar)
        waits = scene.on <= full.remedies.due
        counted = full.remedies if waits else full.latest
        yield Running(
            kind="task",
            subject=one.id,
            institution=one.institution,
            due=counted.due if counted is not None else None,
            counted=counted,
            reasons=full.reasons,
            ours=not waits,
            what=msg("the decision may still be contested; {yuan} yuan open", yuan=rest)
            if waits
            else msg("apply for enforcement; {yuan} yuan open", yuan=rest),
            persons=persons,
        )
    elif one.demands and one.decided_on is None and one.pending is None:
        last = max(demand.pay_by for demand in one.demands)
        over = scene.on > last
        told = msg("Demanded; to be paid by {day}.", day=last)
        yield Running(
            kind="task",
            subject=one.id,
            institution=one.institution,
            due=None if over else last,
            reasons=(
                Reason(None, None, SourceKind.AGENCY_POLICY, told),
                view.reason("provisions.enforcement-road"),
            ),
            ours=False,
            what=msg("demand not met: decide in writing; {yuan} yuan open", yuan=rest)
            if over
            else msg("demand runs; {yuan} yuan open", yuan=rest),
            persons=persons,
        )
    elif one.decided_on is not None and one.decision_served_on is None:
        yield Running(
            kind="task",
            subject=one.id,
            institution=one.institution,
            due=None,
            reasons=(view.reason("provisions.enforcement-road"),),
            what=msg("serve the written decision; {yuan} yuan open", yuan=rest),
            persons=persons,
        )
