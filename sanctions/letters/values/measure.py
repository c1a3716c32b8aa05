"""What the letters of a measure may name: findings, what it rests on, its scope, days, papers and remedies."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.announcements import standing_of
from domain.reasons import SourceKind
from domain.rulebook.clauses import same
from domain.rulebook.kinds import BarTrigger, MeasureKind, Nature, NoticeGate, ServiceType
from domain.rulebook.view import View
from domain.states.cases import Case
from domain.states.institutions import Agreement
from domain.states.measures import Measure
from sanctions.admitting.bars import bar_of_termination
from sanctions.disputes.remedies import remedy_of
from sanctions.letters.values.common import (
    Desk,
    basis,
    common,
    remedy_periods,
    rules_in_lines,
    told_agreement,
    told_bills,
)
from sanctions.letters.values.findings import in_lines, outward, told_findings
from sanctions.letters.values.papers import told_papers
from sanctions.letters.values.plain import numbered
from sanctions.letters.values.words import (
    cited,
    day,
    in_capitals,
    listed,
    money,
    period,
    provision,
    services,
    signed,
    stop_after,
    term,
    unstopped,
)
from sanctions.measures.facts import Facts, gather
from sanctions.measures.gates import defence_clock, gates_of
from sanctions.measures.referrals import fine_window
from sanctions.reading import need


@dataclass(frozen=True)
class Matter:
    """A measure with what its letters are drawn from. The record is read as of its decision."""

    desk: Desk
    measure: Measure

    @cached_property
    def facts(self) -> Facts:
        """The facts of its case on the day they counted."""
        day = self.measure.decided_on or self.desk.on
        return gather(self.desk.reader, self.desk.rulebook, self.desk.calendar, self.case, day)

    @cached_property
    def case(self) -> Case:
        """Its case."""
        return need(self.desk.reader, Case, self.measure.case)

    @cached_property
    def rules(self) -> View:
        """The rules by which it was decided, or proposed."""
        return self.desk.rulebook.on(self.measure.decided_on or self.measure.proposed_on)

    @cached_property
    def agreements(self) -> list[Agreement]:
        """The agreements of its services that ran when it was proposed; all of its services' where none did."""
        m = self.measure
        known = [a for a in self.facts.agreements if a.service in m.services or not m.services]
        return [a for a in known if a.from_day <= m.proposed_on <= a.until] or known

    def outward(self, text: str | None) -> str | None:
        """A text as it may leave the house."""
        return outward(self.facts, text, self.measure.kind)


def measure_values(desk: Desk, measure: Measure) -> dict[str, Any]:
    """The values of a measure's letters."""
    matter = Matter(desk, measure)
    findings, rests_on = told_findings(matter.facts, measure.kind), list(_basis(matter))
    clause = _clause(matter)
    return {
        **common(desk, measure.institution, measure.decided_on),
        "measure": _measure(matter),
        "findings": findings,
        "found_text": in_lines(findings),
        "found_amount": money(sum(f.amount or 0 for f in matter.facts.findings) or None),
        "basis": rests_on,
        "basis_text": rules_in_lines(rests_on, clause),
        "clause": clause,
        "agreements": [told_agreement(one) for one in matter.agreements],
        "bills": told_bills(measure.bills),
        "bill_count": str(len(measure.bills)) if measure.bills else None,
        "hold": _hold(matter) if measure.kind == MeasureKind.PAYMENT_HOLD else None,
        "defence": _defence(matter),
        "remedy": _remedy(matter),
        "fine": _fine(matter) if measure.kind == MeasureKind.REFERRAL else None,
        "bar": _bar(matter),
        "problems": [
            {
                "no": str(one.number),
                "text": unstopped(matter.outward(one.text)),
                "provision": provision(one.provision, matter.rules.pack) if one.provision is not None else None,
                "closed_on": day(one.closed_on),
            }
            for one in measure.problems
        ],
        "extensions": [
            {"before": day(one.from_day), "until": day(one.until), "reason": unstopped(one.reason)}
            for one in measure.extensions
        ],
        "patients": numbered(
            [
                {
                    "number": one.number,
                    "initials": one.initials,
                    "department": one.department,
                    "decision": term("decision", one.decision),
                    "to": _whereto(desk, one.to),
                }
                for one in measure.patients
            ]
        ),
        "inpatients": str(measure.inpatients) if measure.inpatients else None,
        **told_papers(desk, measure, matter.outward),
    }


def _measure(matter: Matter) -> dict[str, Any]:
    m, on = matter.measure, matter.desk.on
    amount = m.amount if m.amount is not None else (m.amount_of_bills or None)
    return {
        "id": m.id,
        "case": m.case,
        "kind": m.kind,
        "office": matter.case.office,
        "word": m.word,
        "stage": term("stage", m.status(on)),
        "standing": _standing(matter),
        "services": services(m.services or matter.facts.institution.services),
        "treats": not m.services or any(one != ServiceType.DEVICE for one in m.services),
        "departments": listed(m.departments),
        "staff": listed(m.staff),
        "reason": unstopped(matter.outward(m.reason)),
        "skip_reason": unstopped(m.skip_reason),
        "nature": term("ground_nature", m.nature),
        "objective": m.nature == Nature.OBJECTIVE,
        "proposed_on": day(m.proposed_on),
        "proposer": m.proposer,
        "decided_on": day(m.decided_on),
        "decided_by": signed(m.decided_by, m.decided_for) if m.decided_by is not None else None,
        "noticed_on": _noticed_on(matter),
        "notice_on": day(m.notice_on),
        "served_on": day(m.served_on),
        "in_force_from": day(m.in_force_from),
        "effective": day(m.effective),
        "until": day(m.until),
        "rectify_by": day(m.rectify_by),
        "ended_on": day(m.over_on(on)),
        "ended_as": m.status(on) if m.over_on(on) else None,
        "end": term("end", m.status(on)) if m.over_on(on) else None,
        "end_reason": unstopped(m.end_reason) if m.end != "superseded" else None,
        "amount": money(amount),
        "amount_capitals": in_capitals(amount),
        "notice_no": m.notice_no,
        "decision_no": m.decision_no,
        "letter_no": m.letter_no,
        "sent_to": m.sent_to,
        "receipt": m.receipt,
        "ordered_no": m.ordered_no,
        "ordered_until": day(m.ordered_until),
        "urgent": m.urgent.why if m.urgent else None,
        "agreed_by": m.urgent.agreed_by if m.urgent else None,
        "agreed_on": day(m.urgent.agreed_on) if m.urgent else None,
        "contested": bool(m.stays or m.set_aside),
    }


def _noticed_on(matter: Matter) -> str:
    """The day the notice was issued, the latest where it was issued again."""
    desk = matter.desk
    issued = [one.on for one in desk.reader.entries(subject=matter.measure.id, kinds=["measure.notice"], on=desk.on)]
    return day(issued[-1]) if issued else ""


def _standing(matter: Matter) -> str | None:
    m = matter.measure
    if m.decided_on is None:
        return None
    words = matter.desk.rules.pack.publication_words
    return words[standing_of(m.served_on, m.in_force_from, matter.desk.on)].zh


def _basis(matter: Matter) -> Iterable[dict[str, str | None]]:
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


def _clause(matter: Matter) -> dict[str, str | None]:
    clause = matter.measure.agreement_clause
    if clause is None:
        return {}
    known = (c for a in matter.agreements for c in a.clauses)
    quote = next((c.quote for c in known if same(c.clause, clause)), None)
    return {"clause": clause, "quote": quote, "stop": stop_after(quote)}


def _hold(matter: Matter) -> dict[str, Any]:
    bills = [bill for bill in matter.case.bills if bill.measure == matter.measure.id]
    released = sum(bill.released for bill in bills)
    return {
        "held": money(sum(bill.held for bill in bills)),
        "released": money(released),
        "released_capitals": in_capitals(released),
        "refused": money(sum(bill.refused for bill in bills)),
        "still_held": money(sum(bill.still_held for bill in bills)),
        "paid": money(sum(bill.paid for bill in bills)),
        "review_period": period(matter.rules.period("hold.review")),
        "bills": numbered(
            [
                {
                    "bill": bill.bill,
                    "department": bill.details.department if bill.details else None,
                    "held": money(bill.held),
                    "released": money(bill.released),
                    "refused": money(bill.refused),
                    "paid": money(bill.paid),
                }
                for bill in bills
            ]
        ),
    }


def _defence(matter: Matter) -> dict[str, Any]:
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


def _remedy(matter: Matter) -> dict[str, Any]:
    m, desk = matter.measure, matter.desk
    told = remedy_periods(desk, m.served_on or m.decided_on or desk.on)
    counted = remedy_of(m, desk.rulebook, desk.calendar)
    if counted is None:
        return told
    return {
        **told,
        "served": True,
        "review_until": day(counted.review.due) if counted.review else None,
        "suit_until": day(counted.suit.due) if counted.suit else None,
    }


def _fine(matter: Matter) -> dict[str, str]:
    """What the department may impose, should it come to that: as the rulebook has it, for the sum referred."""
    fine, window = matter.rules.fine(), fine_window(matter.measure, matter.rules)
    return {
        "cited": cited(fine.clause, matter.rules.pack),
        "range": f"{fine.low}倍以上{fine.high}倍以下",
        "low": money(window[0]) if window else "",
        "high": money(window[1]) if window else "",
    }


def _whereto(desk: Desk, to: str | None) -> str | None:
    """Where somebody is moved: the name of an institution on record by its code, else as it was told."""
    institution = desk.institution(to)
    return institution.name_on(desk.on) if institution is not None else to


def _bar(matter: Matter) -> dict[str, str | None]:
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
