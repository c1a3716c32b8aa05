"""The facts behind what an institution may do on a day, as reasons."""

from datetime import date

from domain.messages import msg
from domain.reasons import Reason, SourceKind
from domain.states.institutions import Agreement
from domain.states.measures import Measure
from domain.words import SERVICES
from sanctions.basis import basis_of


def limit(measure: Measure, day: date) -> Reason:
    """The measure that limits, since when, what of it and until when."""
    clause, source = basis_of(measure)
    last = measure.last_day()
    begins = measure.in_force_from or day
    scope = measure.departments or tuple(bill.bill for bill in measure.bills)
    if scope:
        text = msg(
            "{word} ({id}) in force since {begins}: {scope}.",
            word=measure.word,
            id=measure.id,
            begins=begins,
            scope=scope,
        )
    else:
        text = msg("{word} ({id}) in force since {begins}.", word=measure.word, id=measure.id, begins=begins)
    if last is not None:
        text = msg("{what} Last day {last}.", what=text, last=last)
    return Reason(clause, None, source, text)


def stay(measure: Measure) -> Reason:
    """The measure that would limit, and the dispute that stays it."""
    dispute = measure.stays[-1].dispute
    return Reason(
        None,
        None,
        SourceKind.INFERRED,
        msg(
            "{word} ({id}) does not bite: {dispute} stays its execution.",
            word=measure.word,
            id=measure.id,
            dispute=dispute,
        ),
    )


def agreement_runs(agreement: Agreement) -> Reason:
    """The agreement that answers yes."""
    return Reason(
        None,
        None,
        SourceKind.AGREEMENT_CLAUSE,
        msg(
            "Agreement {number} runs from {from_day} to {until}.",
            number=agreement.number,
            from_day=agreement.from_day,
            until=agreement.until,
        ),
    )


def no_agreement(service: str | None, day: date) -> Reason:
    """That there is none for the service, or none at all."""
    text = (
        msg("No agreement for the service {service} is in force on {day}.", service=SERVICES[service], day=day)
        if service
        else msg("No agreement is in force on {day}.", day=day)
    )
    return Reason(None, None, SourceKind.AGREEMENT_CLAUSE, text)


def no_bar(day: date) -> Reason:
    """That nothing keeps from applying."""
    return Reason(None, None, SourceKind.INFERRED, msg("No bar runs on {day}.", day=day))
