"""What a measure rests on, what may be said and done against it, and what it brings with it, as letters tell it."""

from collections.abc import Iterable
from typing import Any

from domain.reasons import SourceKind
from domain.rulebook.clauses import same
from domain.rulebook.kinds import BarTrigger, MeasureKind, Nature, NoticeGate
from sanctions.admitting.bars import bar_of_termination
from sanctions.disputes.remedies import remedy_of as counted_remedy
from sanctions.letters.values.common import basis, remedy_periods
from sanctions.letters.values.matter import Matter
from sanctions.letters.values.words import cited, day, money, period, stop_after, term, unstopped
from sanctions.measures.gates import defence_clock, gates_of
from sanctions.measures.referrals import fine_window


def basis_of(matter: Matter) -> Iterable[dict[str, str | None]]:
    """What the rulebook gives the measure to rest on: its ground, and the rule of its kind where that is another."""
    rules, m = matter.rules, matter.measure
    found = []
    ground = rules.ground(m.ground, m.kind) if m.ground is not None else None
    if ground is not None:
        found.append(ground.reason)
    rule = rules.measure(m.kind)
    if ground is None and m.ground_clause is not None:
        named = rules.by_clause(m.ground_clause)
        own = rule is not None and rule.clause is not None and same(rule.clause, m.ground_clause)
        found += [one.reason for one in named[:1]] if not own else []
    # The rule of the kind speaks of breach: an end that rests on an outside event does not come from it.
    objective = m.nature == Nature.OBJECTIVE
    if (
        rule is not None
        and not objective
        and not any(rule.clause == one.clause and rule.quote == one.quote for one in found)
    ):
        found.append(rule.reason)
    # What is agreed is told with the clause of the agreement.
    return [basis(reason, rules) for reason in found if reason.source_kind is not SourceKind.AGREEMENT_CLAUSE]


def clause_of(matter: Matter) -> dict[str, str | None]:
    """The clause of the agreement it names, with its words where they are on record."""
    clause = matter.measure.agreement_clause
    if clause is None:
        return {}
    known = (c for a in matter.agreements for c in a.clauses)
    quote = next((c.quote for c in known if same(c.clause, clause)), None)
    return {"clause": clause, "quote": quote, "stop": stop_after(quote)}


def defence_of(matter: Matter) -> dict[str, Any]:
    """The statement and defence: how long, until when, and what came of it."""
    m, desk = matter.measure, matter.desk
    rules = desk.rulebook.on(m.notice_on or m.served_on or desk.on)
    gates = gates_of(m, rules)
    key = gates.period if gates is not None and gates.notice is not NoticeGate.NONE else None
    return {
        "period": period(rules.period(key)) if key is not None else None,
        "until": desk.due(lambda: defence_clock(m, desk.rulebook, desk.calendar)),
        "key": m.defence,
        "outcome": term("defence", m.defence),
        "heard": m.defence == "heard",
        "on": day(m.defence_on),
        "text": unstopped(m.defence_text),
        "adopted": term("adopted", m.adopted),
        "reply": unstopped(matter.outward(m.reply)),
    }


def remedy_of(matter: Matter) -> dict[str, Any]:
    """What may be done against the decision; with days once it was served."""
    m, desk = matter.measure, matter.desk
    told = remedy_periods(desk, m.served_on or m.decided_on or desk.on)
    counted = counted_remedy(m, desk.rulebook, desk.calendar)
    if counted is None:
        return told
    return {
        **told,
        "served": True,
        "review_until": day(counted.review.due) if counted.review else None,
        "suit_until": day(counted.suit.due) if counted.suit else None,
    }


def fine_of(matter: Matter) -> dict[str, str]:
    """What the department may impose, should it come to that: as the rulebook has it, for the sum referred."""
    fine, window = matter.rules.fine(), fine_window(matter.measure, matter.rules)
    return {
        "cited": cited(fine.clause, matter.rules.pack),
        "range": f"{fine.low}倍以上{fine.high}倍以下",
        "low": money(window[0]) if window else "",
        "high": money(window[1]) if window else "",
    }


def bar_of(matter: Matter) -> dict[str, str | None]:
    """What is said of the bar: the text of the rules, and its last day once it was decided."""
    m, desk = matter.measure, matter.desk
    if m.kind != MeasureKind.TERMINATION or m.nature == Nature.OBJECTIVE:
        return {}
    running = bar_of_termination(m, desk.rulebook, desk.on, desk.calendar)
    if running is not None:
        return {"statement": running.statement.zh if running.statement else None, "until": day(running.until)}
    if m.decided_on is not None:
        return {}
    bar = desk.rules.bar(BarTrigger.TERMINATED_FOR_BREACH)
    return {"statement": bar.statement.zh if bar is not None and bar.statement is not None else None}
