"""Findings (检查发现) of an inspection or a case."""

from datetime import date
from typing import Any

from db.store import Reader
from domain.acts.inspections import FINDING, FINDING_WITHDRAW
from domain.identifiers import Prefix, parse_id
from domain.messages import Message, msg
from domain.money import yuan
from domain.refusals import refuse
from domain.rulebook.kinds import Severity
from domain.rulebook.model import FindingCategory
from domain.states.cases import Case
from domain.states.inspections import Finding, Inspection
from domain.states.measures import Measure
from sanctions.handlers import handles
from sanctions.intake.inspection_lists import confirmations
from sanctions.names import names_on, require_departments
from sanctions.ordering import by_column, by_institution
from sanctions.paging import LIMIT, equal, newest, no_such
from sanctions.reading import need
from sanctions.results import FORWARD, Done, Listing, Way
from sanctions.work import Work

STATUSES = ("stands", "withdrawn")


@handles(FINDING)
def add(
    work: Work,
    *,
    source: str,
    category: str,
    severity: str,
    provision: str,
    text: str,
    departments: tuple[str, ...],
    amount: int | None,
    conduct_from: date | None,
    conduct_to: date | None,
    bills: tuple[str, ...],
    doc_no: str | None,
    determined: date | None,
) -> Done:
    """Add a finding to an inspection, or to a case that is not closed.

    Refused: ``finding.category``, ``finding.doc_no`` when a determination lacks its document or another category
    claims one, ``finding.days``, ``department.unknown``, ``case.closed``.
    """
    origin = _origin(work, source)
    rule = _category(work, category)
    if Severity(severity) not in work.rules.pack.severities:
        raise refuse("value.choice", msg("The rulebook does not know this severity."), field="severity")
    _require_document(rule, doc_no, determined)
    _require_days(work, conduct_from, conduct_to, determined)
    involved = list(dict.fromkeys(departments))
    if involved:
        require_departments(work.institution(str(origin.institution)), involved, "departments")
    subject = work.new_id("FX")
    case = origin.id if isinstance(origin, Case) else origin.case
    work.record(
        "finding.add",
        subject,
        {
            "source": origin.id,
            "case": case,
            "category": category,
            "severity": severity,
            "provision": provision,
            "text": text,
            "departments": involved,
            "amount": amount,
            "conduct_from": conduct_from,
            "conduct_to": conduct_to,
            "bills": list(dict.fromkeys(bills)),
            "doc_no": doc_no,
            "determined": determined,
        },
        institution=origin.institution,
    )
    effects = [msg("{id}: {category} is found in {source}.", id=subject, category=rule.words, source=origin.id)]
    if rule.outward is not None:
        effects.append(msg("Papers that leave the house call it: {words}.", words=rule.outward))
    return Done(
        id=subject,
        status="stands",
        data={"source": origin.id, "case": case},
        effects=tuple(effects),
    )


@handles(FINDING_WITHDRAW)
def withdraw(work: Work, *, id: str, reason: str) -> Done:
    """Withdraw a finding; decided measures of its case stand and are named in a warning."""
    finding = work.need(Finding, id)
    if finding.withdrawn_on is not None:
        raise refuse("already", msg("{id} was withdrawn on {day}.", id=id, day=finding.withdrawn_on), field="id")
    work.record("finding.withdraw", id, {"reason": reason}, institution=finding.institution)
    warnings: tuple[Message, ...] = ()
    if decided := _decided_measures(work.tx, finding.case):
        warnings = (
            msg(
                "Decisions were made in {case}: {measures}. They stand; weigh whether to lift or revoke them.",
                case=str(finding.case),
                measures=tuple(decided),
            ),
        )
    return Done(
        id=id,
        status="withdrawn",
        effects=(msg("{id} no longer counts when measures are weighed.", id=id),),
        warnings=warnings,
    )


_ORDERS = (*by_column("found_on", "severity"), by_institution("institution_name"))


def findings(
    reader: Reader,
    *,
    institution: str | None = None,
    source: str | None = None,
    case: str | None = None,
    status: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Findings, newest first."""
    table = reader.table(Finding)
    conditions = equal(table, institution=institution, source=source, case=case)
    if status is not None:
        if status not in STATUSES:
            raise no_such(msg("Status"), STATUSES, "status")
        gone = table.c.withdrawn_on
        conditions.append(gone.is_(None) if status == "stands" else gone.is_not(None))
    return newest(reader, Finding, conditions, _records, orders=_ORDERS, limit=limit, after=after, way=way)


def finding(reader: Reader, id: str) -> dict[str, Any]:
    """One finding; refused ``not-found``."""
    found = need(reader, Finding, id)
    return _records(reader, [found])[0]


def _origin(work: Work, source: str) -> Inspection | Case:
    wanted = parse_id(source, Prefix.INSPECTION, Prefix.CASE, field="source")
    if wanted.prefix is Prefix.INSPECTION:
        inspection = work.need(Inspection, str(wanted), "source")
        if inspection.status != "done":
            raise refuse("inspection.status", msg("{id} was not held yet.", id=inspection.id), field="source")
        return inspection
    case = work.need(Case, str(wanted), "source")
    if case.closed_on is not None:
        raise refuse(
            "case.closed",
            msg("{case} was closed on {day}. Open a new case for it.", case=case.id, day=case.closed_on),
            field="source",
        )
    return case


def _category(work: Work, key: str) -> FindingCategory:
    known = work.rules.pack.findings
    if key not in known:
        raise refuse(
            "finding.category",
            msg("The rulebook has no category {key}. It has: {known}.", key=key, known=tuple(known)),
            field="category",
        )
    return known[key]


def _require_document(rule: FindingCategory, doc_no: str | None, determined: date | None) -> None:
    if rule.needs_doc_no and (doc_no is None or determined is None):
        raise refuse(
            "finding.doc_no",
            msg(
                "{category}: the department determines it. Give the number and day of its document with --doc-no and "
                "--determined.",
                category=rule.words,
            ),
            field="doc_no" if doc_no is None else "determined",
        )
    if not rule.needs_doc_no and (doc_no is not None or determined is not None):
        raise refuse(
            "finding.doc_no",
            msg(
                "{category} is no determination and has no document of one. Choose the category determined.",
                category=rule.words,
            ),
            field="doc_no" if doc_no is not None else "determined",
        )


def _require_days(work: Work, first: date | None, last: date | None, determined: date | None) -> None:
    for field, day in (("conduct_from", first), ("conduct_to", last), ("determined", determined)):
        if day is not None and day > work.on:
            raise refuse(
                "finding.days", msg("{day} lies after {on}, the day of this act.", day=day, on=work.on), field=field
            )
    if first is not None and last is not None and last < first:
        raise refuse("finding.days", msg("The conduct ends before it begins. Check both days."), field="conduct_to")


def _decided_measures(reader: Reader, case: str | None) -> list[str]:
    if case is None:
        return []
    table = reader.table(Measure)
    return [one.id for one in reader.find(Measure, table.c.case == case, table.c.decided_on.is_not(None))]


def _records(reader: Reader, page: list[Finding]) -> list[dict[str, Any]]:
    names = names_on(reader, (one.institution for one in page))
    said = confirmations(reader, page)
    return [
        {
            "id": one.id,
            "institution": one.institution,
            "institution_name": names.get(str(one.institution)),
            "source": one.source,
            "case": one.case,
            "status": "stands" if one.withdrawn_on is None else "withdrawn",
            "found_on": one.found_on,
            "category": one.category,
            "severity": one.severity,
            "provision": one.provision,
            "text": one.text,
            "departments": list(one.departments),
            "amount": None if one.amount is None else yuan(one.amount),
            "conduct_from": one.conduct_from,
            "conduct_to": one.conduct_to,
            "bills": list(one.bills),
            "doc_no": one.doc_no,
            "determined": one.determined,
            "withdrawn_on": one.withdrawn_on,
            "confirmed": said.get(one.id),
        }
        for one in page
    ]
