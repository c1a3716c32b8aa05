"""What becomes of the rest of an agreement's term when its end was set aside: the approver's choice."""

from collections.abc import Sequence

from domain.messages import Words, msg
from domain.refusals import refuse
from domain.states.disputes import Dispute
from domain.states.institutions import Agreement
from sanctions.disputes.asked import Asked
from sanctions.work import Work


def settle_terms(work: Work, dispute: Dispute, agreements: Sequence[Agreement], asked: Asked) -> tuple[Words, ...]:
    """Carry the choice out on agreements that come back: restored, extended to a day, or already over.

    Refused ``dispute.term`` without a choice and for one that cannot be; the field is ``term``.
    """
    if not agreements:
        return ()
    _check(work, agreements, asked)
    told: list[Words] = []
    for one in agreements:
        if asked.term == "extended" and asked.extended_to is not None and asked.extended_to > one.until:
            work.follow(
                "agreement.extend",
                one.id,
                {"until": asked.extended_to, "dispute": dispute.id},
                institution=one.institution,
                effective_on=one.ended_on,
                corrects=f"{one.id}#1",
            )
            told.append(msg("Agreement {number} stands again, to {day}.", number=one.number, day=asked.extended_to))
        elif one.until >= work.on:
            told.append(msg("Agreement {number} stands again, to {day}.", number=one.number, day=one.until))
        else:
            told.append(
                msg(
                    "Agreement {number} counts as never ended before its last day {day}, which has passed.",
                    number=one.number,
                    day=one.until,
                )
            )
        told += _beside(work, one)
    return tuple(told)


def _check(work: Work, agreements: Sequence[Agreement], asked: Asked) -> None:
    numbers = tuple(one.number for one in agreements)
    running = [one for one in agreements if one.until >= work.on]
    if asked.term is None:
        raise refuse(
            "dispute.term",
            msg(
                "{agreements} come back. Say what becomes of the rest of the term: --term restored, extended or over.",
                agreements=numbers,
            ),
            field="term",
        )
    if asked.term == "over" and running:
        raise refuse(
            "dispute.term",
            msg(
                "{number} runs to {day}: its term is not over. Choose restored or extended.",
                number=running[0].number,
                day=running[0].until,
            ),
            field="term",
        )
    if asked.term == "restored" and not running:
        raise refuse(
            "dispute.term",
            msg(
                "The term of {number} ran out on {day}. Choose extended, or over.",
                number=agreements[0].number,
                day=agreements[0].until,
            ),
            field="term",
        )
    if asked.extended_to is not None and all(asked.extended_to <= one.until for one in agreements):
        raise refuse(
            "dispute.term",
            msg("Extended means beyond {day}.", day=max(one.until for one in agreements)),
            field="extended_to",
        )


def _beside(work: Work, agreement: Agreement) -> list[Words]:
    """What was signed for the same service meanwhile: two agreements would stand side by side."""
    table = work.tx.table(Agreement)
    found = work.tx.find(
        Agreement,
        table.c.institution == agreement.institution,
        table.c.service == agreement.service,
        table.c.id != agreement.id,
        table.c.from_day > agreement.from_day,
    )
    return [
        msg(
            "Agreement {number} was signed for the same service meanwhile; look which one is to run.", number=one.number
        )
        for one in found
        if one.status(work.on) in ("in-force", "coming")
    ]
