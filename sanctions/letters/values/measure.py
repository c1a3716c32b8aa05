"""What the letters of a measure may name: findings, what it rests on, its scope, days, papers and remedies."""

from typing import Any

from domain.announcements import standing_of
from domain.rulebook.kinds import MeasureKind, Nature, ServiceType
from domain.states.measures import Measure
from sanctions.letters.values.common import Desk, common, rules_in_lines, told_agreement, told_bills
from sanctions.letters.values.findings import in_lines, told_events, told_findings
from sanctions.letters.values.footing import bar_of, basis_of, clause_of, defence_of, fine_of, remedy_of
from sanctions.letters.values.matter import Matter
from sanctions.letters.values.papers import told_papers
from sanctions.letters.values.plain import numbered
from sanctions.letters.values.words import (
    day,
    in_capitals,
    listed,
    money,
    period,
    provision,
    services,
    signed,
    term,
    unstopped,
)


def measure_values(desk: Desk, measure: Measure) -> dict[str, Any]:
    """The values of a measure's letters."""
    matter = Matter(desk, measure)
    findings, rests_on = told_findings(matter.facts, measure.kind), list(basis_of(matter))
    events, clause = told_events(matter.facts), clause_of(matter)
    return {
        **common(desk, measure.institution, measure.decided_on),
        "measure": _measure(matter),
        "events": events,
        "findings": findings,
        "found_text": in_lines(findings, events),
        "found_amount": money(sum(f.amount or 0 for f in matter.facts.findings) or None),
        "basis": rests_on,
        "basis_text": rules_in_lines(rests_on, clause),
        "clause": clause,
        "agreements": [told_agreement(one) for one in matter.agreements],
        "bills": told_bills(measure.bills),
        "bill_count": str(len(measure.bills)) if measure.bills else None,
        "hold": _hold(matter) if measure.kind == MeasureKind.PAYMENT_HOLD else None,
        "defence": defence_of(matter),
        "remedy": remedy_of(matter),
        "fine": fine_of(matter) if measure.kind == MeasureKind.REFERRAL else None,
        "bar": bar_of(matter),
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
        "taken": _taken(matter),
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
        "agreed_how": m.urgent.agreed_how if m.urgent else None,
        "deviation_reason": unstopped(m.deviation_reason),
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


def _taken(matter: Matter) -> list[dict[str, str | None]]:
    """What else was decided in the case."""
    on = matter.desk.on
    others = [one for one in matter.facts.in_case if one.id != matter.measure.id and one.decided_on is not None]
    return [
        {
            "word": one.word,
            "decided_on": day(one.decided_on),
            "number": one.decision_no,
            "stage": term("stage", one.status(on)),
        }
        for one in others
    ]


def _whereto(desk: Desk, to: str | None) -> str | None:
    """Where somebody is moved: the name of an institution on record by its code, else as it was told."""
    institution = desk.institution(to)
    return institution.name_on(desk.on) if institution is not None else to
