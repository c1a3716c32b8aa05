"""Choices about disputes: those open, what may be contested, the bills of what is contested, hand-overs."""

from collections.abc import Iterable

from console.tui.codes import word
from console.tui.sources.asked import MOST, Asked, Choice
from domain.messages import msg
from domain.money import yuan
from domain.states.applications import Application
from domain.states.disputes import Dispute
from domain.states.histories import HandOver
from domain.states.institutions import Agreement
from domain.states.measures import Measure


def disputes(asked: Asked) -> Iterable[Choice]:
    """Disputes not decided yet: acts on the others are refused anyway."""
    institution = asked.institution
    table = asked.reader.table(Dispute)
    conditions = [table.c.institution == institution.code] if institution is not None else []
    found = asked.reader.find(Dispute, table.c.outcome.is_(None), *conditions, limit=MOST)
    return [Choice(one.id, one.id, msg("{target} {body}", target=one.target, body=one.body)) for one in found]


def targets(asked: Asked) -> Iterable[Choice]:
    """Decided measures with their bars, bars of agreements not renewed, refused applications; the newest first."""
    institution = asked.institution
    code = institution.code if institution is not None else None
    return [*_measures(asked, code), *_agreements(asked, code), *_applications(asked, code)]


def _measures(asked: Asked, code: str | None) -> Iterable[Choice]:
    table = asked.reader.table(Measure)
    wanted = (table.c.institution == code,) if code is not None else ()
    decided = asked.reader.find(Measure, table.c.decided_on.is_not(None), *wanted, limit=MOST // 2)
    for one in decided:
        status = word("status", one.status(asked.opened.today))
        yield Choice(one.id, one.id, msg("{name} {status}", name=one.word, status=status))
        if one.kind == "termination" and one.nature == "breach":
            yield Choice(f"bar:{one.id}", f"bar:{one.id}", msg("only its bar"))


def _agreements(asked: Asked, code: str | None) -> Iterable[Choice]:
    table = asked.reader.table(Agreement)
    wanted = (table.c.institution == code,) if code is not None else ()
    found = asked.reader.find(Agreement, table.c.renewal == "not-renewed", *wanted, limit=MOST // 4)
    return [Choice(f"bar:{one.number}", f"bar:{one.number}", msg("only its bar")) for one in found]


def _applications(asked: Asked, code: str | None) -> Iterable[Choice]:
    table = asked.reader.table(Application)
    wanted = (table.c.institution == code,) if code is not None else ()
    found = asked.reader.find(Application, table.c.status == "refused", *wanted, limit=MOST // 4)
    return [Choice(one.id, one.id, word("status", one.status)) for one in found]


def bills(asked: Asked) -> Iterable[Choice]:
    """The bills of the measure that a dispute is about."""
    dispute = asked.reader.get(Dispute, asked.text("id"))
    measure = asked.reader.get(Measure, dispute.target) if dispute is not None else None
    return [Choice(bill.bill, bill.bill, yuan(bill.fen)) for bill in measure.bills] if measure is not None else []


def hand_overs(asked: Asked) -> Iterable[Choice]:
    """Hand-overs of the record."""
    return [Choice(one.id, one.id, one.to) for one in asked.reader.find(HandOver, limit=MOST)]
