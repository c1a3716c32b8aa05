"""Outside events (外部事件), and what they oblige the agency to do."""

from datetime import date
from typing import Any

from db.store import Reader
from domain.acts import Upload
from domain.acts.institutions import EVENT
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.rulebook.kinds import EventKind, Force, MeasureKind
from domain.rulebook.model import Ground
from domain.rulebook.view import View
from domain.states.inspections import Event
from domain.states.institutions import Agreement
from sanctions.handlers import handles
from sanctions.intake.agreement_lists import in_force
from sanctions.intake.attachments import add as attach
from sanctions.names import names_on
from sanctions.ordering import by_column, by_institution
from sanctions.paging import LIMIT, equal, newest
from sanctions.reading import need
from sanctions.results import FORWARD, Done, Listing, Way
from sanctions.work import Work


@handles(EVENT)
def record(
    work: Work,
    *,
    code: str,
    kind: str,
    body: str,
    happened: date,
    learned: date,
    authority: str | None,
    doc_no: str | None,
    penalty: str | None,
    note: str | None,
    proof: Upload | None,
) -> Done:
    """Record an event and tell which grounds it brings up.

    Refused: ``event.kind`` where the rulebook does not know it, ``event.days`` when learned before it happened or
    after the day of the act, ``event.penalty`` for the words of a penalty on what is none, ``already`` for the same
    event again.
    """
    institution = work.institution(code)
    view = work.rules
    if EventKind(kind) not in view.pack.events:
        raise refuse("event.kind", msg("The rulebook does not know this kind of event."), field="kind")
    if learned < happened:
        raise refuse("event.days", msg("It was learned of before it happened. Check both days."), field="learned")
    if learned > work.on:
        raise refuse(
            "event.days", msg("It cannot be learned of after {day}, the day of this act.", day=work.on), field="learned"
        )
    if penalty is not None and kind != EventKind.OUTSIDE_PENALTY:
        raise refuse("event.penalty", msg("Only an outside penalty has the words of a penalty."), field="penalty")
    table = work.tx.table(Event)
    same = work.tx.find(
        Event, table.c.institution == code, table.c.kind == kind, table.c.happened == happened, table.c.body == body
    )
    if same:
        raise refuse("already", msg("This event is already recorded as {id}.", id=same[0].id), field="kind")
    subject = work.new_id("SJ")
    fields = {"kind": kind, "body": body, "happened": happened, "learned": learned, "note": note}
    fields |= {"authority": authority, "doc_no": doc_no, "penalty": penalty}
    work.record("event.record", subject, fields, institution=code)
    if proof is not None:
        attach(work, subject=subject, file=proof, kind="proof")
    running = in_force(work.tx, institution, work.on)
    must = mandatory_grounds(view, kind, running, authority)
    return Done(
        id=subject,
        data={
            "kind": kind,
            "must_terminate": [{"agreement": agreement.number, "clause": ground.clause} for agreement, ground in must],
        },
        effects=_effects(view, kind, institution.name, running, must),
        warnings=_unclear(view, kind, authority),
    )


def _unclear(view: View, kind: str, authority: str | None) -> tuple[Words, ...]:
    """Without the authority a penalty cannot be placed in the record of entry, and a must cannot be narrowed."""
    narrowed = any(trigger.authorities for _, trigger in view.grounds_of_event(kind))
    if authority is not None or not (narrowed or (kind == EventKind.OUTSIDE_PENALTY and view.pack.records)):
        return ()
    return (msg("It is not said whose decision it is; give --authority where it is known."),)


def mandatory_grounds(
    view: View, kind: str, running: list[Agreement], authority: str | None = None
) -> list[tuple[Agreement, Ground]]:
    """The agreements that must be terminated because of such an event, each with its first mandatory ground.

    `authority` is whose decision the event is; where that is not on record, a ground narrowed to some counts.
    """
    must = []
    for agreement in running:
        for ground, trigger in view.grounds_of_event(kind):
            if (
                trigger.force is Force.MANDATORY
                and trigger.is_of(authority)
                and MeasureKind.TERMINATION in ground.measures
                and agreement.service in ground.services
            ):
                must.append((agreement, ground))
                break
    return must


def _effects(
    view: View, kind: str, name: str, running: list[Agreement], must: list[tuple[Agreement, Ground]]
) -> tuple[Words, ...]:
    what = view.pack.events[EventKind(kind)]
    if must:
        return tuple(
            msg(
                "{event}: agreement {number} must be terminated ({clause}). It stays on the to-do list until that "
                "is decided.",
                event=what,
                number=agreement.number,
                clause=ground.clause or ground.text,
            )
            for agreement, ground in must
        )
    if not running:
        return (msg("{name} has no agreement in force, so nothing has to be terminated.", name=name),)
    weighed = [ground for ground, _ in view.grounds_of_event(kind) if MeasureKind.TERMINATION in ground.measures]
    if weighed:
        clauses = tuple(dict.fromkeys(ground.clause or ground.key for ground in weighed))
        return (msg("{event}: whether to terminate is for you to weigh ({clauses}).", event=what, clauses=clauses),)
    return (msg("{event}: the rulebook ties no termination to it.", event=what),)


_ORDERS = (*by_column("happened", "kind"), by_institution("institution_name"))


def events(
    reader: Reader,
    *,
    institution: str | None = None,
    kind: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Events, newest first."""
    wanted = equal(reader.table(Event), institution=institution, kind=kind)
    return newest(reader, Event, wanted, _told, orders=_ORDERS, limit=limit, after=after, way=way)


def event(reader: Reader, id: str) -> dict[str, Any]:
    """One event; refused ``not-found``."""
    return _told(reader, [need(reader, Event, id)])[0]


def _told(reader: Reader, page: list[Event]) -> list[dict[str, Any]]:
    names = names_on(reader, (one.institution for one in page))
    return [
        {
            "id": one.id,
            "institution": one.institution,
            "institution_name": names.get(str(one.institution)),
            "kind": one.kind,
            "body": one.body,
            "happened": one.happened,
            "learned": one.learned,
            "authority": one.authority,
            "doc_no": one.doc_no,
            "penalty": one.penalty,
            "note": one.note,
            "case": one.case,
        }
        for one in page
    ]
