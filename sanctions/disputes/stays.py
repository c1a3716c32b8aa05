"""Stays of execution (停止执行): while one lasts the decision does not bite, and from the day after it does again."""

from datetime import date, timedelta

from domain.acts.disputes import RESUME, STAY
from domain.messages import Words, msg
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureKind
from domain.states.applications import Application
from domain.states.disputes import Dispute
from domain.states.institutions import Agreement
from domain.states.measures import Measure
from sanctions.disputes.targets import Target, target_of
from sanctions.disputes.turns import open_one
from sanctions.handlers import handles
from sanctions.results import Done
from sanctions.work import Work

DAY = timedelta(days=1)


@handles(STAY)
def stay(work: Work, *, id: str, from_day: date, until: date | None, body: str, reason: str) -> Done:
    """Record that execution is stayed from a day on, to a last day or until the dispute ends."""
    dispute = open_one(work, id)
    target = target_of(work, dispute)
    if isinstance(target.state, Application):
        raise refuse("dispute.stay", msg("A refused application has nothing that could be stayed."), field="id")
    if from_day < dispute.filed_on:
        raise refuse(
            "dispute.day",
            msg("A stay cannot begin before the dispute was filed on {day}.", day=dispute.filed_on),
            field="from_day",
        )
    if until is not None and until < from_day:
        raise refuse("dispute.day", msg("The last day lies before the first. Check both days."), field="until")
    for known in dispute.stays:
        apart = (known.until is not None and known.until < from_day) or (until is not None and until < known.from_day)
        if not apart:
            raise refuse(
                "already",
                msg("{id} stays it from {day} on already. End that stay first.", id=id, day=known.from_day),
                field="from_day",
            )
    state = work.record(
        "dispute.stay",
        id,
        {"from_day": from_day, "until": until, "body": body, "reason": reason},
        institution=dispute.institution,
        effective_on=from_day,
    )
    told = {"dispute": id, "from_day": from_day, "until": until}
    for subject, kind in _reached(work, target, "stay"):
        work.follow(kind, subject, told, institution=dispute.institution, effective_on=from_day)
    assert isinstance(state, Dispute)
    return Done(
        id=id,
        status=state.status,
        data={
            "from": from_day.isoformat(),
            "until": until.isoformat() if until else None,
            "target": dispute.target,
        },
        effects=_effects(work, target, from_day, until),
    )


@handles(RESUME)
def resume(work: Work, *, id: str, until: date, reason: str) -> Done:
    """Record that the stay ends with a day, included; the decision bites again on the next."""
    dispute = open_one(work, id)
    running = [known for known in dispute.stays if known.until is None or known.until > until]
    if not running:
        raise refuse("dispute.stay", msg("No stay of {id} runs beyond {day}.", id=id, day=until), field="until")
    if until < running[-1].from_day - DAY:
        raise refuse(
            "dispute.day",
            msg("The stay began on {day}; it cannot end before that.", day=running[-1].from_day),
            field="until",
        )
    state = work.record(
        "dispute.resume",
        id,
        {"until": until, "reason": reason},
        institution=dispute.institution,
        effective_on=until + DAY,
    )
    end_stays(work, dispute, until)
    assert isinstance(state, Dispute)
    return Done(
        id=id,
        status=state.status,
        data={"until": until.isoformat(), "target": dispute.target},
        effects=(msg("From {day} on it bites again.", day=until + DAY),),
    )


def end_stays(work: Work, dispute: Dispute, until: date) -> bool:
    """End the stays of a dispute with a day, on all they reach; whether any ran beyond it."""
    if all(known.until is not None and known.until <= until for known in dispute.stays):
        return False
    for subject, kind in _reached(work, target_of(work, dispute), "resume"):
        work.follow(
            kind,
            subject,
            {"dispute": dispute.id, "until": until},
            institution=dispute.institution,
            effective_on=until + DAY,
        )
    return True


def _reached(work: Work, target: Target, verb: str) -> list[tuple[str, str]]:
    """The subjects a stay reaches, each with the act that tells it: the measure or the bar, and agreements it ended."""
    if target.bar:
        return [(target.state.id, f"{target.noun}.{verb}-bar")]
    table = work.tx.table(Agreement)
    ended = work.tx.find(Agreement, table.c.ended_by == target.state.id)
    return [(target.state.id, f"measure.{verb}"), *((one.id, f"agreement.{verb}") for one in ended)]


def _effects(work: Work, target: Target, from_day: date, until: date | None) -> tuple[Words, ...]:
    span = (
        msg("from {day} to {until}, both included", day=from_day, until=until)
        if until
        else msg("from {day} until the stay or the dispute ends", day=from_day)
    )
    state = target.state
    if target.bar or not isinstance(state, Measure):
        return (msg("The bar of {id} does not bar {span}.", id=target.name, span=span),)
    told: list[Words] = [msg("{measure} ({word}) does not bite {span}.", measure=state.id, word=state.word, span=span)]
    if state.kind == MeasureKind.TERMINATION:
        table = work.tx.table(Agreement)
        told += [
            msg("Agreement {number} counts as in force meanwhile.", number=one.number)
            for one in work.tx.find(Agreement, table.c.ended_by == state.id)
        ]
        measures = work.tx.table(Measure)
        told += [
            msg("{measure} ({word}) ended with it and does not stand again meanwhile.", measure=one.id, word=one.word)
            for one in work.tx.find(Measure, measures.c.end == "superseded", measures.c.end_reason == state.id)
        ]
        told += [
            msg("Its bar does not bar meanwhile."),
            work.rules.reason("provisions.stay-publication").text,
        ]
        if state.published_on is not None:
            told.append(msg("It stands in public; correct the list so that it tells of the stay."))
    if state.kind in (MeasureKind.PAYMENT_HOLD, MeasureKind.REFUSE_PAYMENT):
        told.append(msg("Its bills stay as they are in the books; nothing is refused under it meanwhile."))
    return tuple(told)
