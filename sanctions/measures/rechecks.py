"""What follows from a re-check that failed (复查不合格): what must be done now, what may, what is advised."""

from domain.messages import Message, Words, msg
from domain.rulebook.kinds import MeasureKind, ServiceType
from domain.states.cases import Case
from domain.states.measures import Measure
from sanctions.measures.facts import Facts, gather
from sanctions.measures.judgement import Weighed, grounds_for
from sanctions.measures.options import Verdict, assess
from sanctions.work import Work


def after_failed_recheck(work: Work, measure: Measure) -> tuple[Words, ...]:
    """The consequences by the rulebook of the day, once the failure is on record."""
    case = work.need(Case, measure.case)
    facts = gather(work.tx, work.rulebook, work.calendar, case, work.on)
    brought_up = _brought_up(facts, measure)
    told: list[Words] = [_ending(one) for one in brought_up]
    if case.closed_on is not None:
        told.append(msg("{case} is closed: a further measure needs a new case.", case=case.id))
    elif not any(one.mandatory for one in brought_up):
        advised = [one.rule for one in assess(facts) if one.verdict is Verdict.RECOMMENDED and one.rule is not None]
        told += [msg("The next step advised is: {word}.", word=rule.word.words) for rule in advised]
    return (*told, msg("{measure} itself runs on.", measure=measure.id))


def _brought_up(facts: Facts, measure: Measure) -> list[Weighed]:
    """The grounds to end the agreement that rest on this failure."""
    services = tuple(ServiceType(service) for service in measure.services)
    return [
        one
        for one in grounds_for(facts, MeasureKind.TERMINATION, services)
        if one.called_for and one.lacks is None and any(trigger.recheck_during for trigger in one.ground.triggers)
    ]


def _ending(one: Weighed) -> Message:
    ground = one.ground.clause or one.ground.key
    if one.mandatory:
        return msg("Ending the agreement is now mandatory ({ground}): {text}.", ground=ground, text=one.ground.text)
    return msg(
        "The agreement may now be ended, by judgement and with a reason ({ground}): {text}.",
        ground=ground,
        text=one.ground.text,
    )
