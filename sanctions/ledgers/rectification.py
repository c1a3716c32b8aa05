"""The rectification ledger (整改台账): every problem ordered to be put right, one row each, as the department asks."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import or_

from db.store import Reader
from domain.rulebook.kinds import MeasureKind
from domain.states.cases import Case
from domain.states.inspections import Finding
from domain.states.measures import NEVER_BOUND, Measure
from domain.states.measures.parts import Problem
from sanctions.names import names_on
from sanctions.paging import LIMIT, between, check_limit, cursor, cursor_key, equal
from sanctions.reading import stood_in_order
from sanctions.results import Listing

_ENDED = ("lifted", "superseded", "expired", "done")


def rectification(
    reader: Reader,
    *,
    on: date,
    institution: str | None = None,
    open_only: bool = False,
    from_day: date | None = None,
    to_day: date | None = None,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """Problems of decided orders as they stood on a day, first ordered first; `number` goes on over the pages.

    `from_day` and `to_day` bound the day of the decision, both included. Refused ``value.limit``, ``value.after``.
    """
    check_limit(limit)
    last = cursor_key(after, int, int, int) if after is not None else (0, 0, 0)
    number = last[2]
    rows: list[dict[str, Any]] = []
    keys: list[tuple[int, int, int]] = []
    for measure in _ordered(reader, on, institution, from_day, to_day, last[0]):
        case = reader.get(Case, measure.case)
        for problem in measure.problems or (_whole(measure),):
            if (measure.ordinal, problem.number) <= last[:2] or (open_only and problem.closed_on is not None):
                continue
            number += 1
            rows.append(_row(reader, measure, problem, case, number, on))
            keys.append((measure.ordinal, problem.number, number))
        if len(rows) > limit:
            break
    page = rows[:limit]
    names = names_on(reader, (row["institution"] for row in page), on)
    items = [row | {"institution_name": names.get(row["institution"] or "")} for row in page]
    return Listing(items, cursor(*keys[limit - 1]) if len(rows) > limit else None)


def _ordered(
    reader: Reader, on: date, institution: str | None, from_day: date | None, to_day: date | None, ordinal: int
) -> Iterator[Measure]:
    """Decided measures that set a day to put things right, from a number on, as they stood."""
    table = reader.table(Measure)
    wanted = [
        or_(table.c.kind == MeasureKind.RECTIFICATION_ORDER, table.c.rectify_by.is_not(None)),
        table.c.decided_on <= on,
        or_(table.c.end.is_(None), table.c.end.not_in(NEVER_BOUND), table.c.last_on > on),
        *equal(table, institution=institution),
        *between(table.c.decided_on, from_day, to_day),
    ]
    for one in stood_in_order(reader, Measure, wanted, on, behind=ordinal - 1):
        if one.decided_on is not None and one.end not in NEVER_BOUND:
            yield one


def _whole(measure: Measure) -> Problem:
    """An order that lists no problems, as the one problem it is."""
    done = measure.recheck_on if measure.recheck == "passed" else None
    return Problem(number=1, text=measure.reason, provision=measure.agreement_clause, closed_on=done)


def _row(
    reader: Reader, measure: Measure, problem: Problem, case: Case | None, number: int, on: date
) -> dict[str, Any]:
    finding = reader.get(Finding, problem.finding) if problem.finding else None
    return {
        "number": number,
        "id": measure.id,
        "problem": problem.number,
        "institution": measure.institution,
        "text": problem.text,
        "source": finding.source if finding is not None else _source(case),
        "basis": problem.provision or measure.agreement_clause or measure.ground_clause,
        "word": measure.word,
        "rectify_by": measure.rectify_by,
        "extended": len(measure.extensions),
        "responsible": case.lead if case is not None else None,
        "progress": _progress(measure, problem, on),
        "note": problem.note,
        "report_on": measure.report_on,
        "closed_on": problem.closed_on,
    }


def _source(case: Case | None) -> str | None:
    """What the case was opened on."""
    if case is None:
        return None
    return next(iter((*case.inspections, *case.complaints, *case.events)), None) or case.source or case.id


def _progress(measure: Measure, problem: Problem, on: date) -> str:
    """How far it has come (进展): closed, else what was last heard of it."""
    if problem.closed_on is not None:
        return "closed"
    if measure.recheck == "failed":
        return "failed"
    if (status := measure.status(on)) in _ENDED:
        return status
    if measure.rectify_by is not None and measure.rectify_by < on:
        return "overdue"
    return "reported" if measure.report_on is not None else "open"
