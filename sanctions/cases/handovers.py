"""Handing over a case (移交): offered with a reason, the other's once acknowledged."""

from domain.acts.cases import ACKNOWLEDGE, DECLINE_HANDOVER, HANDOVER
from domain.messages import msg
from domain.refusals import refuse
from domain.roles import Role
from domain.states.agency import Operator
from domain.states.cases import Case
from domain.states.handover import Handover
from sanctions.cases.turns import open_one
from sanctions.handlers import handles
from sanctions.recusal import shut_to
from sanctions.results import Done
from sanctions.work import Work


@handles(HANDOVER)
def hand_over(work: Work, *, case: str, to: str, position: str | None, reason: str) -> Done:
    """Offer what one handles in a case to another supervisor.

    Refused: ``case.closed``, ``handover.giver`` for somebody who does not handle it (an approver or administrator may
    for a handler who left or has a tie), ``handover.receiver`` for somebody who may not handle cases,
    ``case.handlers`` when lead and second would be one person.
    """
    found = open_one(work, case)
    place = position or ("second" if _is(work, found.second) and not _is(work, found.lead) else "lead")
    giver = found.second if place == "second" else found.lead
    if giver is None:
        raise refuse("handover.giver", msg("{case} has no second handler.", case=case), field="position")
    _require_giver(work, giver, found.institution)
    receiver = _receiver(work, to)
    _require_two(work, found, place, receiver)
    work.record(
        "case.handover",
        case,
        {
            "position": place,
            "giver": giver,
            "to": receiver.name,
            "to_person": receiver.person,
            "office": receiver.office,
            "reason": reason,
        },
        institution=found.institution,
    )
    return Done(
        id=case,
        data={"to": receiver.name, "position": place},
        effects=(
            msg("{to} is asked to take it over; until then it stays with {giver}.", to=receiver.name, giver=giver),
        ),
    )


def _is(work: Work, name: str | None) -> bool:
    """Whether a handler is the actor, by whatever account."""
    if name is None:
        return False
    operator = work.tx.get(Operator, f"operator:{name}")
    return name == work.actor.name or (operator is not None and operator.person == work.actor.person)


def _require_giver(work: Work, giver: str, institution: str | None) -> None:
    if _is(work, giver) and Role.SUPERVISOR in work.actor.roles:
        return
    operator = work.tx.get(Operator, f"operator:{giver}")
    gone = operator is None or not operator.active or institution in shut_to(work.tx, operator.person)
    if gone and any(role in (Role.APPROVER, Role.ADMINISTRATOR) for role in work.actor.roles):
        return
    raise refuse(
        "handover.giver",
        msg(
            "{giver} handles this. Only {giver} hands it over; an approver or administrator does once {giver} left, or "
            "has a tie.",
            giver=giver,
        ),
        field="case",
    )


def _receiver(work: Work, to: str) -> Operator:
    receiver = work.need(Operator, f"operator:{to}", "to")
    if not receiver.active or Role.SUPERVISOR not in receiver.roles:
        raise refuse("handover.receiver", msg("{name} handles no cases here.", name=to), field="to")
    return receiver


def _require_two(work: Work, found: Case, place: str, receiver: Operator) -> None:
    """Refuse ``already`` for who has the place, ``case.handlers`` when both places would be one person's."""
    own, other = (found.second, found.lead) if place == "second" else (found.lead, found.second)
    if own == receiver.name:
        raise refuse("already", msg("{name} handles {case} already.", name=own, case=found.id), field="to")
    known = work.tx.get(Operator, f"operator:{other}") if other is not None else None
    if other is not None and receiver.person == (known.person if known is not None else other):
        raise refuse("case.handlers", msg("Lead and second handler must be two people."), field="to")


def _offered(work: Work, case: str) -> tuple[Case, Handover]:
    found = open_one(work, case)
    offer = found.handover
    if offer is None:
        raise refuse("already", msg("Nothing of {case} waits to be taken over.", case=case), field="case")
    if offer.to_person != work.actor.person:
        raise refuse(
            "handover.receiver",
            msg("{case} was handed over to {to}. Only {to} takes it over or declines.", case=case, to=offer.to),
            field="case",
        )
    return found, offer


@handles(ACKNOWLEDGE)
def acknowledge(work: Work, *, case: str) -> Done:
    """Take over what was offered; from now on it is the actor's."""
    found, offer = _offered(work, case)
    _require_two(work, found, offer.position, work.actor)
    work.record(
        "case.acknowledge",
        case,
        {"position": offer.position, "giver": offer.giver, "to": work.actor.name, "office": offer.office},
        institution=found.institution,
    )
    return Done(
        id=case,
        data={"lead": work.actor.name if offer.position == "lead" else found.lead},
        effects=(msg("{case} is handled by {name} from now on.", case=case, name=work.actor.name),),
    )


@handles(DECLINE_HANDOVER)
def decline(work: Work, *, case: str, reason: str) -> Done:
    """Decline what was offered; it stays with who offered it."""
    found, offer = _offered(work, case)
    work.record(
        "case.decline-handover",
        case,
        {"position": offer.position, "giver": offer.giver, "reason": reason},
        institution=found.institution,
    )
    return Done(id=case, effects=(msg("It stays with {giver}.", giver=offer.giver),))
