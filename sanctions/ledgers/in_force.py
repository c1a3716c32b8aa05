"""Measures in force (现行措施清单), by institution: what the department and the settlement system go by."""

from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_

from db.store import PAGE, Reader
from domain.money import yuan
from domain.states.measures import NEVER_BOUND, Measure
from sanctions.names import names_on
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key
from sanctions.reading import as_stood
from sanctions.results import Listing


def in_force(
    reader: Reader,
    *,
    on: date,
    institution: str | None = None,
    kind: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """Every measure in force on a day, an institution's own together; `number` goes on over the pages."""
    check_limit(limit)
    table = reader.table(Measure)
    wanted = [
        table.c.in_force_from <= on,
        or_(table.c.ended_on.is_(None), table.c.ended_on > on),
        or_(table.c.until.is_(None), table.c.until >= on),
        or_(table.c.end.is_(None), table.c.end.not_in(NEVER_BOUND)),
        *([table.c.institution == institution] if institution else []),
        *([table.c.kind == kind] if kind else []),
    ]
    owner = func.coalesce(table.c.institution, "")
    last = cursor_key(after, str, int, int) if after is not None else None
    number = last[2] if last is not None else 0
    found: list[Measure] = []
    while len(found) <= limit:
        beyond = [] if last is None else [or_(owner > last[0], and_(owner == last[0], table.c.ordinal > last[1]))]
        chunk = reader.find(Measure, *wanted, *beyond, order=(owner, table.c.ordinal), limit=PAGE)
        # The last word on whether it bites is the measure's own: what runs out or is stayed does so without an act.
        found += [stood for one in chunk if (stood := _biting(reader, one, on)) is not None]
        if len(chunk) < PAGE:
            break
        last = (*_key(chunk[-1]), 0)
    page = found[:limit]
    names = names_on(reader, (one.institution for one in page), on)
    items = [{"number": number + place, **_record(one, names)} for place, one in enumerate(page, 1)]
    return Listing(items, cursor(*_key(page[-1]), number + len(page)) if len(found) > limit else None)


def _biting(reader: Reader, measure: Measure, on: date) -> Measure | None:
    stood = as_stood(reader, measure, on)
    return stood if stood is not None and stood.status(on) == "in-force" else None


def _key(measure: Measure) -> tuple[str, int]:
    return (measure.institution or "", measure.ordinal)


def _record(measure: Measure, names: dict[str, str]) -> dict[str, Any]:
    amount = measure.amount if measure.amount is not None else measure.amount_of_bills or None
    return {
        "id": measure.id,
        "institution": measure.institution,
        "institution_name": names.get(measure.institution or ""),
        "kind": measure.kind,
        "word": measure.word,
        "services": list(measure.services),
        "departments": list(measure.departments),
        "in_force_from": measure.in_force_from,
        "until": measure.until,
        "decided_on": measure.decided_on,
        "case": measure.case,
        "clause": measure.agreement_clause or measure.ground_clause,
        "amount": yuan(amount) if amount is not None else None,
    }


def totals(reader: Reader, *, on: date) -> dict[str, int]:
    """How many institutions (家), cases (件) and measures that is, of all."""
    institutions: set[str | None] = set()
    cases: set[str] = set()
    count, after = 0, None
    while True:
        page = in_force(reader, on=on, limit=PAGE, after=after)
        institutions |= {one["institution"] for one in page.items}
        cases |= {one["case"] for one in page.items}
        count += len(page.items)
        after = page.next
        if after is None:
            return {"institutions": len(institutions), "cases": len(cases), "measures": count}
