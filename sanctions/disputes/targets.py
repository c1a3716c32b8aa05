"""What a dispute is about (争议标的): a measure, a refused application, or only the bar that a decision started."""

from dataclasses import dataclass
from datetime import date

from db.store import Reader
from domain.messages import Message, msg
from domain.refusals import Refused, refuse
from domain.rulebook.timeline import Rulebook
from domain.states.applications import Application
from domain.states.assessments import Assessment
from domain.states.disputes import BAR, Dispute
from domain.states.institutions import Agreement
from domain.states.measures import Measure
from sanctions.admitting.bars import RunningBar, bar_of_renewal, bar_of_termination
from sanctions.rules import calendar_of
from sanctions.work import Work


@dataclass(frozen=True, slots=True)
class Target:
    """What is contested: `name` as the dispute keeps it, the state behind it, and whether only its bar is."""

    name: str
    state: Measure | Agreement | Application
    bar: bool
    decided_on: date

    @property
    def noun(self) -> str:
        """The noun of the state behind it, as its acts begin."""
        return {Measure: "measure", Agreement: "agreement", Application: "application"}[type(self.state)]


def target_named(work: Work, text: str) -> Target:
    """What somebody contests; refused ``not-found``, or ``dispute.target`` for what cannot be contested."""
    bar, named = text.startswith(BAR), text.removeprefix(BAR).strip()
    if named.startswith("SQ-") and not bar:
        return _application(work.need(Application, named, "target"))
    if named.startswith("CL-"):
        measure = work.need(Measure, named, "target")
        return _bar_of_measure(work, measure) if bar else _measure(measure)
    return _bar_of_agreement(work, named)


def target_of(work: Work, dispute: Dispute) -> Target:
    """What a dispute is about, as it stands now."""
    state: Measure | Agreement | Application
    subject = dispute.contested
    if subject.startswith("agreement:"):
        state = work.need(Agreement, subject)
        decided = state.renewal_decided_on
    elif subject.startswith("SQ-"):
        state = work.need(Application, subject)
        decided = state.filed_on
    else:
        state = work.need(Measure, subject)
        decided = state.decided_on
    assert decided is not None, "what was not decided is not contested"
    return Target(dispute.target, state, dispute.about_bar, decided)


def _measure(measure: Measure) -> Target:
    if measure.decided_on is None or measure.end in ("withdrawn", "rejected"):
        raise _not_contested(msg("{measure} is not decided; there is nothing to contest.", measure=measure.id))
    if measure.end == "revoked" and measure.set_aside is None:
        raise _not_contested(msg("{measure} was revoked; nothing of it is left to contest.", measure=measure.id))
    return Target(measure.id, measure, False, measure.decided_on)


def _application(application: Application) -> Target:
    if application.status != "refused":
        raise _not_contested(msg("{id} was not refused; there is nothing to contest.", id=application.id))
    return Target(application.id, application, False, application.filed_on)


def _bar_of_measure(work: Work, measure: Measure) -> Target:
    bar = bar_of_termination(measure, work.rulebook, work.on, work.calendar)
    if bar is None:
        raise _no_bar(measure.id)
    return Target(f"{BAR}{measure.id}", measure, True, bar.decided_on)


def _bar_of_agreement(work: Work, number: str) -> Target:
    agreement = work.tx.get(Agreement, f"agreement:{number}")
    if agreement is None:
        raise refuse(
            "not-found",
            msg(
                "There is no {subject} here. Name a measure, a refused application, or a bar as in {example}.",
                subject=number,
                example="bar:CL-2024-0003",
            ),
            field="target",
        )
    bar = bar_of_agreement(work.tx, agreement, work.rulebook, work.on)
    if bar is None:
        raise _no_bar(number)
    return Target(f"{BAR}{number}", agreement, True, bar.decided_on)


def bar_of_agreement(reader: Reader, agreement: Agreement, rulebook: Rulebook, on: date) -> RunningBar | None:
    """The bar that the decision not to renew an agreement started; None where it started none."""
    assessment = reader.get(Assessment, agreement.renewal_assessment) if agreement.renewal_assessment else None
    return bar_of_renewal(agreement, assessment, rulebook, on, calendar_of(reader))


def _no_bar(subject: str) -> Refused:
    return _not_contested(msg("{subject} started no bar that still stands.", subject=subject))


def _not_contested(message: Message) -> Refused:
    return refuse("dispute.target", message, field="target")
