"""What waits for somebody (待审批): decisions level by level, what was returned, cases offered and not taken over."""

from collections.abc import Iterator

from domain.levels import level_word
from domain.messages import Message, Words, msg
from domain.reasons import Reason, SourceKind
from domain.roles import Role
from domain.states.agency import Operator, Policy
from domain.states.assessments import Assessment
from domain.states.cases import Case
from domain.states.complaints import Complaint
from domain.states.core import Pending, State
from domain.states.disputes import Dispute
from domain.states.measures import Measure
from domain.states.publications import Publication
from domain.states.recoveries import Recovery
from domain.states.rosters import Roster
from domain.words import WAITS
from sanctions.in_place import asker_now
from sanctions.reading import each
from sanctions.recusal import reason, ties
from sanctions.running.core import Running, Scene
from sanctions.turn import People, named, people_on

WAITING: tuple[type[State], ...] = (
    Measure,
    Case,
    Publication,
    Assessment,
    Policy,
    Dispute,
    Recovery,
    Roster,
    Complaint,
)
"""Every kind of subject on which a request can wait."""


def approval(scene: Scene) -> Iterator[Running]:
    """Whatever waits for another person: a decision, a change to what was returned, taking over a case."""
    people: People | None = None
    for kind in WAITING:
        table = scene.reader.table(kind)
        for one in each(scene.reader, kind, table.c.pending.is_not(None)):
            pending = one.pending
            if pending is None or pending.on > scene.on or not still_waits(one, scene):
                continue
            if people is None:
                people = people_on(scene.reader, scene.on)
            yield _returned(scene, one, pending) if pending.returned else _waits(scene, one, pending, people)
    yield from _offered(scene)
    yield from _recused(scene)


def still_waits(state: State, scene: Scene) -> bool:
    """Whether a decision is still to be made; there is none any more on what lapsed by itself."""
    return not isinstance(state, Measure) or state.awaits(scene.on)


def _waits(scene: Scene, one: State, pending: Pending, people: People) -> Running:
    asked = msg("{who} asked for it on {day}.", who=pending.by, day=pending.on)
    what: Words = WAITS.get(pending.kind, msg("waits for approval"))
    tied = any(one.institution in codes for codes in people.tied.values())
    looked_up = pending.chain or pending.also or people.delegated or tied
    deciding = people.deciding(pending, one.institution) if looked_up else []
    reasons = [_agency(asked)]
    if pending.level is not None:
        what = msg("{what}: {level}", what=what, level=level_word(pending.level))
        told = msg("It is the turn of: {level}. That is {who}.", level=level_word(pending.level), who=named(deciding))
        reasons += [_agency(told), scene.rulebook.on(scene.on).reason("provisions.approval-levels")]
    roles, persons = (str(Role.APPROVER),), tuple(capacity.actor.name for capacity in deciding)
    if (pending.chain or tied) and not persons:
        # Nobody holds the level: that is for whoever gives it.
        roles = (str(Role.ADMINISTRATOR),)
    return Running(
        kind="approval",
        subject=_shown(one),
        institution=one.institution,
        due=None,
        reasons=tuple(reasons),
        what=what,
        roles=roles,
        persons=persons,
        not_by=pending.person,
    )


def _returned(scene: Scene, one: State, pending: Pending) -> Running:
    last = pending.steps[-1]
    who = asker_now(scene.reader, one, pending.by)
    told = msg("{who} returned it on {day}: {reason}", who=last.by, day=last.on, reason=last.opinion or "")
    return Running(
        kind="approval",
        subject=_shown(one),
        institution=one.institution,
        due=None,
        reasons=(_agency(told),),
        what=msg("returned to be changed"),
        roles=(str(Role.SUPERVISOR),),
        persons=(who,) if who is not None else (),
    )


def _offered(scene: Scene) -> Iterator[Running]:
    table = scene.reader.table(Case)
    for case in each(scene.reader, Case, table.c.handover.is_not(None), table.c.closed_on.is_(None)):
        offer = case.handover
        if offer is None or offer.on > scene.on:
            continue
        told = msg("{giver} handed it over on {day}: {reason}", giver=offer.giver, day=offer.on, reason=offer.reason)
        yield Running(
            kind="approval",
            subject=case.id,
            institution=case.institution,
            due=None,
            reasons=(_agency(told),),
            what=msg("to be taken over by {name}", name=offer.to),
            persons=(offer.to, offer.to_person),
        )


def _recused(scene: Scene) -> Iterator[Running]:
    """Open cases in the hands of somebody tied to the institution: they may not even hand them over themselves."""
    tied = ties(scene.reader)
    if not tied:
        return
    operators, table = scene.reader.table(Operator), scene.reader.table(Case)
    persons = {one.name: one.person for one in each(scene.reader, Operator, operators.c.person.in_(tied))}
    codes = frozenset(code for of_one in tied.values() for code in of_one)
    for case in each(scene.reader, Case, table.c.institution.in_(codes), table.c.closed_on.is_(None)):
        names = (name for name in (case.lead, case.second) if name is not None)
        name = next((one for one in names if case.institution in tied.get(persons.get(one, ""), ())), None)
        if name is None:
            continue
        told = msg(
            "{name} has a tie to {code}: everything in {case} is shut to them.",
            name=name,
            code=case.institution or "",
            case=case.id,
        )
        yield Running(
            kind="approval",
            subject=case.id,
            institution=case.institution,
            due=None,
            reasons=(_agency(told), reason()),
            what=msg("to be handed over: {name} has a tie", name=name),
            roles=(str(Role.APPROVER), str(Role.ADMINISTRATOR)),
            not_by=persons[name],
        )


def _shown(one: State) -> str:
    return one.id.partition(":")[2] or one.id


def _agency(text: Message) -> Reason:
    return Reason(None, None, SourceKind.AGENCY_POLICY, text)
