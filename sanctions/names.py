"""What institutions are called on a day, and which departments they have."""

from collections.abc import Iterable
from datetime import date

from db.store import PAGE, Reader
from domain.messages import msg
from domain.refusals import refuse
from domain.states.institutions import Institution


def names_on(reader: Reader, codes: Iterable[str | None], on: date | None = None) -> dict[str, str]:
    """Code -> the name borne on a day (today's where none is given), for at most a page of institutions."""
    table = reader.table(Institution)
    wanted = sorted({code for code in codes if code})
    found = reader.find(Institution, table.c.code.in_(wanted[:PAGE])) if wanted else []
    return {one.code: one.name if on is None else one.name_on(on) for one in found}


def require_departments(institution: Institution, departments: Iterable[str], field: str) -> None:
    """Refuse ``department.unknown`` for a department (科室) that the institution does not have on record."""
    for department in departments:
        if department in institution.departments:
            continue
        if not institution.departments:
            raise refuse(
                "department.unknown",
                msg(
                    "{name} has no departments on record. Add them with: institution change {code} --department",
                    name=institution.name,
                    code=institution.code,
                ),
                field=field,
            )
        raise refuse(
            "department.unknown",
            msg(
                "{name} has no department {department}. It has: {departments}.",
                name=institution.name,
                department=department,
                departments=institution.departments,
            ),
            field=field,
        )
