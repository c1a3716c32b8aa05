"""Talks (约谈): their appointment, how they were held, what was promised, and that nobody came."""

from dataclasses import dataclass
from datetime import date

from domain.acts import Upload
from domain.acts.carrying import APPOINT
from domain.acts.fields import Promised
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.rulebook.kinds import TakesEffect
from domain.states.measures import Measure
from sanctions.following.opening import open_task, told
from sanctions.handlers import handles
from sanctions.intake.attachments import add as attach
from sanctions.measures.turns import already, out_of_turn, standing, status_of
from sanctions.results import Done
from sanctions.work import Work


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the record of a talk says."""

    place: str | None
    host: str | None
    attendees: tuple[str, ...]
    minutes: str | None
    promises: tuple[Promised, ...]
    result: str | None


@handles(APPOINT)
def appoint(work: Work, *, id: str, day: date, place: str | None) -> Done:
    """Set the day of a talk, or another one."""
    measure, _, steps = standing(work, id)
    if steps.takes_effect is not TakesEffect.TALK:
        raise out_of_turn(msg("Only a talk has an appointment."))
    if day < work.on:
        raise refuse("talk.day", msg("A talk cannot be appointed for {day}: that day is past.", day=day), field="day")
    if (measure.appointed_on, measure.appointed_at) == (day, place):
        raise already(measure, measure.last_on)
    state = work.record("measure.appoint", id, {"day": day, "place": place}, institution=measure.institution)
    return Done(
        id=id,
        status=status_of(work, state),
        data={"appointed_on": day.isoformat()},
        effects=(msg("It stands on the Today page for {day}.", day=day),),
    )


def talk_held(work: Work, measure: Measure, met: Meeting, proof: Upload | None) -> Done:
    """Record a talk that was held; what was promised is to be carried out by its day."""
    early = [promise for promise in met.promises if promise.by < work.on]
    if early:
        raise refuse(
            "talk.promise",
            msg("Nothing can be promised by {day}: that day is past.", day=early[0].by),
            field="promises",
        )
    tasks = [
        open_task(
            work,
            about=measure.id,
            key="promise",
            institution=measure.institution,
            kind="promise",
            text=promise.text,
            due=promise.by,
        )
        for promise in met.promises
    ]
    promised = [
        {"text": promise.text, "by": promise.by, "task": task}
        for promise, task in zip(met.promises, tasks, strict=True)
    ]
    state = work.record(
        "measure.complete",
        measure.id,
        {
            "result": met.result,
            "place": met.place,
            "host": met.host,
            "attendees": met.attendees,
            "minutes": met.minutes,
            "promises": promised,
        },
        institution=measure.institution,
    )
    _keep(work, measure, proof)
    return Done(
        id=measure.id,
        status=status_of(work, state),
        data={"promises": [task for task in tasks if task is not None]} if tasks else {},
        effects=tuple(told(work, task) for task in tasks if task is not None),
        warnings=_left_out(met),
    )


def _left_out(met: Meeting) -> tuple[Words, ...]:
    names = (
        (met.place, msg("Place")),
        (met.host, msg("Host")),
        (met.attendees, msg("Attendee")),
    )
    missing = tuple(name for value, name in names if not value)
    return (msg("The record of the talk lacks: {fields}.", fields=missing),) if missing else ()


def nobody_came(work: Work, measure: Measure, met: Meeting, proof: Upload | None) -> Done:
    """Record that nobody came to a talk: it is not held, and another day may be set."""
    if met.attendees or met.promises:
        raise refuse(
            "measure.talk",
            msg("Where nobody came there are no attendees and no promises."),
            field="attendees" if met.attendees else "promises",
        )
    times = sum(1 for talk in measure.talks if not talk.held) + 1
    state = work.record(
        "measure.complete",
        measure.id,
        {"absent": True, "result": met.result, "place": met.place, "host": met.host, "minutes": met.minutes},
        institution=measure.institution,
    )
    _keep(work, measure, proof)
    return Done(
        id=measure.id,
        status=status_of(work, state),
        data={"absences": times},
        effects=(
            msg("The talk was not held. Times nobody came: {count}.", count=times),
            msg("Set another day with measure appoint, or take the next step."),
        ),
    )


def _keep(work: Work, measure: Measure, proof: Upload | None) -> None:
    if proof is not None:
        attach(work, subject=measure.id, file=proof, kind="record")
