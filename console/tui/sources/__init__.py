"""What may be chosen for a field of an act, by the source its description names."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from console.tui.session import Opened
from console.tui.sources import approving, carrying, contested, money, subjects, terms
from console.tui.sources.asked import MOST, Asked, Choice
from console.tui.sources.terms import static_choices
from db.store import Reader
from domain.acts import Act, Field
from domain.refusals import Refused

__all__ = ["MOST", "SOURCES", "Asked", "Choice", "choices", "static_choices"]


def choices(reader: Reader, opened: Opened, act: Act, field: Field, raw: Mapping[str, Any]) -> list[Choice]:
    """The choices for a field, at most `MOST`; none for a source nobody knows here."""
    asked = Asked(reader, opened, act, field, raw)
    source = SOURCES.get(field.source or "")
    if source is None:
        return static_choices(act, field)
    try:
        return list(source(asked))[:MOST]
    except Refused:
        return []


SOURCES: Mapping[str, Callable[[Asked], Iterable[Choice]]] = {
    "institutions": subjects.institutions,
    "operators": subjects.operators,
    "approval_levels": approving.levels,
    "principals": approving.principals,
    "delegations": approving.delegations,
    "offices": approving.offices,
    "complaints": subjects.complaints,
    "inspections": subjects.inspections,
    "planned_inspections": subjects.planned_inspections,
    "events": subjects.events,
    "findings": subjects.findings,
    "finding_sources": subjects.finding_sources,
    "attachments": subjects.attachments,
    "cases": subjects.cases,
    "measures": subjects.measures,
    "terminations": subjects.terminations,
    "publications": subjects.publications,
    "rosters": subjects.rosters,
    "surveys": subjects.surveys,
    "assessments": subjects.assessments,
    "applications": subjects.applications,
    "agreements": subjects.agreements,
    "tasks": carrying.tasks,
    "problems": carrying.problems,
    "inpatients": carrying.inpatients,
    "disputes": contested.disputes,
    "dispute_targets": contested.targets,
    "measure_bills": contested.bills,
    "hand_overs": contested.hand_overs,
    "subjects": subjects.anything,
    "packs": terms.packs,
    "policies": terms.policies,
    "departments": terms.departments,
    "services": terms.services,
    "agreement_services": terms.services,
    "districts": terms.districts,
    "measure_kinds": terms.measure_kinds,
    "words": terms.words,
    "grounds": terms.grounds,
    "clauses": terms.clauses,
    "categories": terms.categories,
    "severities": terms.severities,
    "bills": terms.found_bills,
    "held_bills": terms.held_bills,
    "payable_bills": money.payable_bills,
    "recoverable_bills": money.recoverable_bills,
    "recoveries": money.recoveries,
    "case_sources": terms.case_sources,
}
"""Source -> the choices; what is not here is typed."""
