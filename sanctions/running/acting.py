"""What runs about measures and cases: must terminate, re-check, defence, in-patients, bills held."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, Table, and_, exists, func, select

from domain.messages import Message, msg
from domain.money import grouped
from domain.reasons import Reason, SourceKind
from domain.rulebook.kinds import Force, MeasureKind, ServiceType
from domain.states.cases import Case
from domain.states.inspections import Event
from domain.states.institutions import Agreement, Institution
from domain.states.measures import NEVER_BOUND, Measure
from sanctions.basis import basis_of
from sanctions.intake.agreement_lists import in_force, not_ended
from sanctions.intake.events import mandatory_grounds
from sanctions.measures.gates import defence_clock, gates_of
from sanctions.reading import as_stood, each
from sanctions.running.core import Running, Scene, known
from sanctions.running.hands import in_hand

_LEARNED = msg("when we learned of it")
_RECHECKED = msg("when the re-check failed")
_STOPS_PATIENTS = (MeasureKind.DEPARTMENT_SUSPENSION, MeasureKind.AGREEMENT_SUSPENSION, MeasureKind.TERMINATION)


def must_terminate(scene: Scene) -> Iterator[Running]:
    """Agreements that run on although their termination is a must."""
    yield from _after_events(scene)
    yield from _after_rechecks(scene)


def _after_events(scene: Scene) -> Iterator[Running]:
    reader, on = scene.reader, scene.on
    event, agreement = reader.table(Event), reader.table(Agreement)
    alive = exists(
        select(agreement.c.id).where(
            agreement.c.institution == event.c.institution,
            agreement.c.until >= on,
            agreement.c.from_day <= on,
            not_ended(agreement, on),
        )
    )
    for happened in each(reader, Event, event.c.learned <= on, alive):
        institution = reader.get(Institution, f"institution:{happened.institution}")
        if institution is None:
            continue
        decided = _decided_services(scene, institution.code)
        running = [a for a in in_force(reader, institution, on) if a.service not in decided]
        # An agreement signed after the event was signed with it known.
        running = [a for a in running if a.from_day <= happened.learned]
        view = scene.rulebook.on(happened.learned)
        must = mandatory_grounds(view, happened.kind, running, happened.authority)
        if not must:
            continue
        counted = scene.counted(happened.learned, view.period("publication.period"))
        grounds = {ground.key: ground for _, ground in must}
        yield Running(
            kind="must-terminate",
            subject=happened.id,
            institution=institution.code,
            due=counted.due if counted else None,
            counted=counted,
            reasons=(*(ground.reason for ground in grounds.values()), _early_warning(_LEARNED, happened.learned)),
            what=view.pack.events[next(iter(k for k in view.pack.events if k == happened.kind))],
        )


def _after_rechecks(scene: Scene) -> Iterator[Running]:
    """Measures in force during which a re-check failed, where the rulebook then leaves no choice."""
    table = scene.reader.table(Measure)
    failed = (table.c.recheck == "failed", table.c.recheck_on <= scene.on, table.c.in_force_from <= scene.on)
    for found in each(scene.reader, Measure, *failed):
        measure = as_stood(scene.reader, found, scene.on)
        if measure is None or measure.recheck != "failed" or measure.recheck_on is None:
            continue
        if measure.institution is None or not measure.bites(scene.on):
            continue
        view = scene.rulebook.on(measure.recheck_on)
        must = [g for g, trigger in view.grounds_of_recheck(measure.word) if trigger.force is Force.MANDATORY]
        services = set(measure.services or tuple(ServiceType))
        if not must or services <= _decided_services(scene, measure.institution):
            continue
        counted = scene.counted(measure.recheck_on, view.period("publication.period"))
        yield Running(
            kind="must-terminate",
            subject=measure.id,
            institution=measure.institution,
            due=counted.due if counted else None,
            counted=counted,
            reasons=(*(ground.reason for ground in must), _early_warning(_RECHECKED, measure.recheck_on)),
            what=msg("re-check failed: {word}", word=measure.word),
        )


def _early_warning(since: Message, day: date) -> Reason:
    return Reason(
        None,
        None,
        SourceKind.INFERRED,
        msg(
            "No rule sets a day for the decision. This is an early warning: the time for publishing, counted from "
            "{day}, {since}.",
            day=day,
            since=since,
        ),
    )


def _decided_services(scene: Scene, code: str) -> set[str]:
    table = scene.reader.table(Measure)
    found = scene.reader.find(
        Measure,
        table.c.institution == code,
        table.c.kind == MeasureKind.TERMINATION,
        table.c.decided_on.is_not(None),
        table.c.decided_on <= scene.on,
    )
    standing = [measure for measure in found if measure.end not in NEVER_BOUND]
    return {service for m in standing for service in (m.services or tuple(ServiceType))}


def recheck(scene: Scene) -> Iterator[Running]:
    """Orders in force whose day to put things right comes or has passed, not re-checked yet."""
    table = scene.reader.table(Measure)
    kinds = (MeasureKind.RECTIFICATION_ORDER, MeasureKind.SETTLEMENT_SUSPENSION, MeasureKind.AGREEMENT_SUSPENSION)
    found = each(
        scene.reader,
        Measure,
        table.c.kind.in_((*kinds, MeasureKind.DEPARTMENT_SUSPENSION)),
        table.c.rectify_by.is_not(None),
        table.c.decided_on <= scene.on,
        scene.now_or_then(table, table.c.end.is_(None) & table.c.recheck.is_(None)),
    )
    for one in found:
        measure = as_stood(scene.reader, one, scene.on)
        if (
            measure is None
            or one.end in NEVER_BOUND
            or measure.recheck is not None
            or measure.rectify_by is None
            or not measure.bites(scene.on)
        ):
            continue
        rule = scene.rulebook.on(measure.decided_on or scene.on).measure(measure.kind)
        yield Running(
            kind="recheck",
            subject=measure.id,
            institution=measure.institution,
            due=measure.rectify_by,
            reasons=(
                _told(measure, msg("To be put right by {day}, as the decision says.", day=measure.rectify_by)),
                *((rule.reason,) if rule else ()),
            ),
            what=_scope(measure),
            persons=in_hand(scene, measure),
        )


def defence_end(scene: Scene) -> Iterator[Running]:
    """Periods to state and defend: before the decision until it is recorded, after it only while they run."""
    table = scene.reader.table(Measure)
    found = each(
        scene.reader,
        Measure,
        scene.now_or_then(table, table.c.end.is_(None) & table.c.defence.is_(None)),
        scene.now_or_then(table, table.c.decided_on.is_(None) | (table.c.kind == MeasureKind.PAYMENT_HOLD)),
        table.c.notice_on.is_not(None) | table.c.served_on.is_not(None),
    )
    for one in found:
        measure = as_stood(scene.reader, one, scene.on)
        if measure is None or one.end == "revoked" or measure.end is not None or measure.defence is not None:
            continue
        if measure.lapsed(scene.on):
            continue
        if measure.decided_on is not None and measure.kind != MeasureKind.PAYMENT_HOLD:
            continue
        counted = known(lambda m=measure: defence_clock(m, scene.rulebook, scene.calendar))  # type: ignore[misc]
        if counted is None or (measure.decided_on is not None and counted.due < scene.on):
            continue
        yield Running(
            kind="defence-end",
            subject=measure.id,
            institution=measure.institution,
            due=counted.due,
            counted=counted,
            reasons=(
                _told(measure, msg("Time to state and defend, from service on {day}.", day=counted.start)),
                *_period_reason(scene, measure, counted.start),
            ),
            ours=measure.decided_on is None,
            what=_scope(measure),
            persons=in_hand(scene, measure),
        )


def _period_reason(scene: Scene, measure: Measure, start: date) -> tuple[Reason, ...]:
    view = scene.rulebook.on(start)
    steps = gates_of(measure, view)
    return (view.policy(steps.period).reason,) if steps is not None and steps.period is not None else ()


def decide_inpatients(scene: Scene) -> Iterator[Running]:
    """Measures that stop patients, until every in-patient is decided on or it ends.

    Where in-patients were only counted, not listed, it is shown until the case is closed.
    """
    table = scene.reader.table(Measure)
    found = each(
        scene.reader,
        Measure,
        table.c.kind.in_(_STOPS_PATIENTS),
        scene.now_or_then(table, table.c.undecided > 0),
        table.c.decided_on <= scene.on,
    )
    for one in found:
        measure = as_stood(scene.reader, one, scene.on)
        if measure is None or not measure.undecided:
            continue
        if measure.status(scene.on) not in ("approved", "served", "in-force"):
            continue
        if not measure.patients and _closed(scene, measure.case):
            continue
        view = scene.rulebook.on(measure.decided_on or scene.on)
        rule = view.measure(measure.kind)
        tasks = view.tasks_named(rule.follow_ups if rule else ())
        yield Running(
            kind="decide-inpatients",
            subject=measure.id,
            institution=measure.institution,
            due=None,
            reasons=(
                *(task.reason for task in tasks if task.runs_as == "decide-inpatients"),
                _told(measure, _in_house(measure)),
            ),
            what=_scope(measure),
            persons=in_hand(scene, measure),
        )


def _closed(scene: Scene, case: str) -> bool:
    found = scene.reader.get(Case, case)
    return found is not None and found.closed_on is not None and found.closed_on <= scene.on


def _in_house(measure: Measure) -> Message:
    if not measure.patients:
        return msg("In-patients on record: {count}.", count=measure.undecided)
    known = max(measure.inpatients or 0, len(measure.patients))
    return msg("In-patients to decide on: {count} of {known}.", count=measure.undecided, known=known)


def holds(scene: Scene) -> Iterator[Running]:
    """Payment holds with bills not disposed of, with the sum still held."""
    table = scene.reader.table(Case)
    for one in each(scene.reader, Case, scene.now_or_then(table, _holding(table))):
        case = as_stood(scene.reader, one, scene.on)
        if case is None or case.still_held <= 0:
            continue
        bills = sum(1 for bill in case.bills if bill.still_held)
        told = msg("{yuan} yuan still held, bills: {bills}.", bills=bills, yuan=grouped(case.still_held))
        yield Running(
            kind="hold",
            subject=case.id,
            institution=case.institution,
            due=None,
            reasons=(scene.rulebook.on(scene.on).reason("provisions.hold-release"),),
            what=told,
            persons=tuple(name for name in (case.lead, case.second) if name),
        )


def still_held(scene: Scene) -> int:
    """Fen still held on the day, over all cases."""
    table = scene.reader.table(Case)
    if not scene.past:
        total = select(func.coalesce(func.sum(table.c.still_held), 0)).where(_holding(table))
        return int(scene.reader.connection.execute(total).scalar_one())
    found = each(scene.reader, Case, scene.now_or_then(table, _holding(table)))
    stood = (as_stood(scene.reader, case, scene.on) for case in found)
    return sum(case.still_held for case in stood if case is not None)


def _holding(table: Table) -> ColumnElement[bool]:
    # A case cannot close over a bill not disposed of, so those with one are among the open ones.
    return and_(table.c.closed_on.is_(None), table.c.still_held > 0)


def _scope(measure: Measure) -> Message:
    if measure.departments:
        return msg("{word}: {departments}", word=measure.word, departments=measure.departments)
    return msg("{word}", word=measure.word)


def _told(measure: Measure, text: Message) -> Reason:
    clause, source = basis_of(measure)
    return Reason(clause, None, source, text)
