"""Deciding what waits (审批): one place for every subject, level by level, always by other persons."""

from datetime import date
from typing import Any

from domain.acts import Upload
from domain.acts.approvals import APPROVE, REJECT, RESUBMIT, RETURN
from domain.levels import Level, level_word
from domain.messages import Message, Words, msg
from domain.refusals import Refused, refuse
from domain.states import aggregate_of
from domain.states.core import Pending, State, Step
from sanctions.agency.stand_ins import Capacity, capacities, untied
from sanctions.competence import check_ending
from sanctions.decision import Decision
from sanctions.handlers import decider_of, handles, readiness_of
from sanctions.in_place import require_asker
from sanctions.permissions import conflict, require_other_person
from sanctions.results import Done
from sanctions.turn import named, whose
from sanctions.work import Work


def waiting(work: Work, subject: str) -> tuple[State, Pending]:
    """A subject with the request on it; refused ``not-found``, or ``already`` where nothing waits."""
    state: State | None = None
    for candidate in (subject, f"policy:{subject}"):
        try:
            state = work.tx.get(aggregate_of(candidate).state, candidate)
        except KeyError:
            continue
        if state is not None:
            break
    if state is None:
        raise refuse("not-found", msg("There is no {subject} here.", subject=subject), field="id")
    if state.pending is None:
        raise refuse("already", msg("Nothing waits for approval on {subject}.", subject=subject), field="id")
    return state, state.pending


def _acting(work: Work, state: State, pending: Pending, behalf: str | None, level: str | None) -> Capacity:
    """In what capacity the actor decides now; their own comes first. Nobody decides in the name of somebody tied.

    Refused ``approve.own``, ``approve.twice`` by four eyes, ``recused`` where only a tied principal would be left,
    ``approve.level`` where it is another level's turn, ``approve.behalf`` where it is not clear in whose name.
    """
    every = capacities(work.tx, work.actor, work.on)
    principals = [one.principal for one in every if one.principal is not None]
    require_other_person(work.actor, pending, principals)
    own_or_other = untied(work.tx, state, every, behalf)
    if level is not None and level != pending.level:
        raise _not_your_turn(work, state, pending)
    if behalf is not None:
        own_or_other = [one for one in own_or_other if one.principal is not None and one.principal.name == behalf]
        if not own_or_other:
            raise refuse(
                "approve.behalf",
                msg("{actor} does not stand in for {name} on {day}.", actor=work.actor.name, name=behalf, day=work.on),
                field="behalf",
            )
    able = [one for one in own_or_other if one.reaches(pending)]
    if not able:
        raise _not_your_turn(work, state, pending)
    free = [one for one in able if conflict(work.actor, pending, principals, one.principal) is None]
    if not free:
        require_other_person(work.actor, pending, principals, able[0].principal)
    if free[0].principal is not None and len(free) > 1:
        raise refuse(
            "approve.behalf",
            msg("In whose name? Give one of {names}.", names=tuple(one.holder.name for one in free)),
            field="behalf",
        )
    return free[0]


def _not_your_turn(work: Work, state: State, pending: Pending) -> Refused:
    if pending.level is None:
        return refuse(
            "approve.level",
            msg("This takes no levels: one approver decides it."),
            field="level",
        )
    return refuse(
        "approve.level",
        msg(
            "It is the turn of: {level}. That is {who}.",
            level=level_word(pending.level),
            who=named(whose(work.tx, pending, work.on, state.institution)),
        ),
        work.rules.reason("provisions.approval-levels"),
        field="level",
    )


def _require_sent(pending: Pending, subject: str) -> None:
    """Refuse ``approve.returned`` for what went back to whoever asked for it."""
    if pending.returned:
        raise refuse(
            "approve.returned",
            msg(
                "{subject} was returned to {who} on {day}, to be changed. It waits until it is submitted again.",
                subject=subject,
                who=pending.by,
                day=pending.steps[-1].on,
            ),
            field="id",
        )


@handles(APPROVE)
def approve(
    work: Work,
    *,
    id: str,
    confirm: bool,
    opinion: str | None,
    level: str | None,
    behalf: str | None,
    minutes: str | None,
    minutes_file: Upload | None,
    attendees: tuple[str, ...],
    term: str | None,
    extended_to: date | None,
) -> Done:
    """Agree to whatever is pending on a subject; the last level decides it.

    Refused as `_acting` says, ``approve.returned``, and for what the level needs and was not given:
    ``approve.opinion``, ``approve.minutes``, ``approve.attendees``.
    """
    state, pending = waiting(work, id)
    _require_sent(pending, id)
    capacity = _acting(work, state, pending, behalf, level)
    _require_said(pending, opinion, minutes or minutes_file, attendees)
    noun = aggregate_of(state.id).noun
    said = _said(pending, capacity, opinion=opinion, minutes=minutes, attendees=attendees)
    if not pending.last:
        done = _endorse(work, state, pending, noun, said, id)
    else:
        check_ending(work, state, capacity.holder)
        sheet = _sheet(pending, said)
        if sheet:
            work.decide_with(f"{noun}.approve", state.id, sheet)
        decision = Decision(confirm=confirm, term=term, extended_to=extended_to)
        done = decider_of(noun, pending.kind)(work, state, decision=decision)
    if minutes_file is not None:
        from sanctions.intake.attachments import add as attach

        attach(work, subject=state.id, file=minutes_file, kind="minutes")
    return done


def _require_said(pending: Pending, opinion: str | None, minutes: object, attendees: tuple[str, ...]) -> None:
    if pending.level == Level.LEGAL and opinion is None:
        raise refuse("approve.opinion", msg("The legal review says what it found. Give its opinion."), field="opinion")
    if pending.level == Level.DISCUSSION and minutes is None:
        raise refuse(
            "approve.minutes",
            msg("A collective discussion is minuted. Give the number of the minutes, or the file."),
            field="minutes",
        )
    if pending.level == Level.DISCUSSION and not attendees:
        raise refuse("approve.attendees", msg("Say who took part in the discussion."), field="attendees")


def _said(pending: Pending, capacity: Capacity, **words: Any) -> dict[str, Any]:
    """What is kept of one level's word: plain values, nothing that was not said."""
    principal = capacity.principal
    told = {
        "level": pending.level,
        "behalf": principal.name if principal is not None else None,
        "behalf_person": principal.person if principal is not None else None,
        "delegation": capacity.delegation.id if capacity.delegation is not None else None,
        **words,
    }
    return {name: value for name, value in told.items() if value not in (None, (), "")}


def _endorse(work: Work, state: State, pending: Pending, noun: str, said: dict[str, Any], id: str) -> Done:
    ready = readiness_of(noun, pending.kind)
    if ready is not None:
        ready(work, state)
    after = work.record(
        f"{noun}.endorse",
        state.id,
        {"decides": pending.kind, **said},
        institution=state.institution,
        corrects=pending.entry,
    )
    assert after.pending is not None
    coming = after.pending.level or ""
    people = whose(work.tx, after.pending, work.on, state.institution)
    return Done(
        id=id,
        status="pending",
        data={"level": pending.level, "turn": coming},
        effects=(
            msg("{level} agrees; nothing is decided yet.", level=level_word(pending.level or "")),
            msg("Next: {level}, {who}.", level=level_word(coming), who=named(people)),
        ),
        warnings=() if people else (_nobody(coming),),
    )


def _nobody(level: str) -> Message:
    return msg(
        "Nobody who may decide this holds the level {level}. An administrator gives it: operator change.",
        level=level_word(level),
    )


def _sheet(pending: Pending, said: dict[str, Any]) -> dict[str, Any]:
    """The whole approval sheet, for the act that decides; empty where one approver simply said yes."""
    told: dict[str, Any] = dict(said)
    if pending.chain:
        told["chain"] = list(pending.chain)
        told["steps"] = [_plain(step) for step in pending.steps]
    return told


def _plain(step: Step) -> dict[str, Any]:
    told: dict[str, Any] = {
        "level": step.level,
        "outcome": step.outcome,
        "by": step.by,
        "person": step.person,
        "on": step.on,
        "opinion": step.opinion,
        "behalf": step.behalf,
        "behalf_person": step.behalf_person,
        "minutes": step.minutes,
        "attendees": list(step.attendees),
    }
    return {name: value for name, value in told.items() if value not in (None, [], "")}


@handles(REJECT)
def reject(work: Work, *, id: str, reason: str, level: str | None, behalf: str | None) -> Done:
    """Turn down whatever is pending on a subject, at whichever level it stands; what was asked for is not done."""
    state, pending = waiting(work, id)
    capacity = _acting(work, state, pending, behalf, level)
    noun = aggregate_of(state.id).noun
    sheet = _sheet(pending, _said(pending, capacity))
    work.record(
        f"{noun}.reject",
        state.id,
        {"decides": pending.kind, "reason": reason, "sheet": sheet},
        institution=state.institution,
        corrects=pending.entry,
    )
    return Done(id=id, status="rejected")


@handles(RETURN)
def send_back(work: Work, *, id: str, reason: str, level: str | None, behalf: str | None) -> Done:
    """Send back whatever is pending, to be changed; it stays with whoever asked for it."""
    state, pending = waiting(work, id)
    _require_sent(pending, id)
    capacity = _acting(work, state, pending, behalf, level)
    noun = aggregate_of(state.id).noun
    work.record(
        f"{noun}.send-back",
        state.id,
        {"decides": pending.kind, "reason": reason, **_said(pending, capacity)},
        institution=state.institution,
        corrects=pending.entry,
    )
    effects: list[Words] = [msg("It goes back to {who}, who changes it and submits it again.", who=pending.by)]
    if pending.steps:
        effects.append(msg("Every level then looks at it anew."))
    return Done(id=id, status="returned", effects=tuple(effects))


@handles(RESUBMIT)
def resubmit(work: Work, *, id: str, note: str | None) -> Done:
    """Submit again what was returned; it takes every level anew. Refused ``already`` for what was not returned."""
    state, pending = waiting(work, id)
    if not pending.returned:
        raise refuse("already", msg("{subject} was not returned; it waits for a decision.", subject=id), field="id")
    require_asker(work, state, pending)
    noun = aggregate_of(state.id).noun
    after = work.record(
        f"{noun}.resubmit",
        state.id,
        {"decides": pending.kind, "note": note},
        institution=state.institution,
        corrects=pending.entry,
    )
    assert after.pending is not None
    people = whose(work.tx, after.pending, work.on, state.institution)
    level = after.pending.level
    told = (
        msg("Next: {level}, {who}.", level=level_word(level), who=named(people))
        if level is not None
        else msg("It waits for another person's approval.")
    )
    return Done(id=id, status="pending", effects=(told,))
