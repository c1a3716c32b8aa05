"""Importing a roster (机构名册): every row, or none and each bad row told by line, column and reason."""

from typing import Any

from db.store import PAGE
from domain.acts import Upload
from domain.acts.institutions import IMPORT
from domain.identifiers import format_local_code, is_local_code, parse_licence
from domain.messages import Message, msg
from domain.refusals import Refusal, Refused
from domain.states.institutions import Institution
from sanctions.handlers import handles
from sanctions.intake.roster_rows import Row, read_roster
from sanctions.results import Done
from sanctions.tables import WrongCell
from sanctions.work import Work


@handles(IMPORT)
def import_roster(work: Work, *, file: Upload, dry_run: bool) -> Done:
    """Add the institutions that are new and update those that changed; an empty cell leaves what stands.

    Refused ``import.rows`` with every bad row in `data`, ``table.*`` and ``file.*`` where there is no table.
    """
    rows, errors = read_roster(file)
    if errors:
        raise Refused(_bad_rows(errors))
    known = _known(work, rows)
    new = [row for row in rows if _subject(row, known) is None]
    changes = [(one, _changes(one, row)) for row in rows if (one := _subject(row, known)) is not None]
    changed = [(one, fields) for one, fields in changes if fields]
    counts: dict[str, Any] = {
        "added": len(new),
        "updated": len(changed),
        "unchanged": len(rows) - len(new) - len(changed),
        "errors": [],
    }
    if not dry_run:
        work.record_new("institution.add", (_first(work, row) for row in new))
        for institution, fields in changed:
            _update(work, institution, fields)
    return Done(
        id="roster",
        status="checked" if dry_run else "imported",
        data=counts,
        effects=(
            msg(
                "Institutions added: {added}, updated: {updated}, left as they are: {unchanged}.",
                added=len(new),
                updated=len(changed),
                unchanged=counts["unchanged"],
            ),
        ),
        warnings=_doubts(rows),
    )


def _bad_rows(errors: list[WrongCell]) -> Refusal:
    return Refusal(
        "import.rows",
        msg(
            "Wrong cells: {count}, the first on line {line}. Nothing was imported; correct them and import again.",
            count=len(errors),
            line=errors[0].line,
        ),
        field="file",
        data={
            "added": 0,
            "updated": 0,
            "unchanged": 0,
            "errors": [error.record() for error in errors],
        },
    )


def _known(work: Work, rows: list[Row]) -> dict[str, Institution]:
    """The institutions of these rows that are here: by code, those without a credit code by name."""
    table = work.tx.table(Institution)
    codes = [row.code for row in rows if row.code is not None]
    names = [row.name for row in rows if row.code is None]
    known: dict[str, Institution] = {}
    for start in range(0, len(codes), PAGE):
        for one in work.tx.find(Institution, table.c.code.in_(codes[start : start + PAGE])):
            known[one.code] = one
    for start in range(0, len(names), PAGE):
        wanted = table.c.name.in_(names[start : start + PAGE])
        for one in work.tx.find(Institution, wanted, table.c.no_code_reason.is_not(None)):
            known[one.name] = one
    missing = [row for row in rows if row.code and is_local_code(row.code) and row.code not in known]
    if missing:
        unknown = msg("No institution has this local code. Leave it empty and say why there is no credit code.")
        raise Refused(_bad_rows([WrongCell(row.line, "code", unknown) for row in missing]))
    return known


def _subject(row: Row, known: dict[str, Institution]) -> Institution | None:
    return known.get(row.code or row.name)


def _changes(institution: Institution, row: Row) -> dict[str, Any]:
    told = {
        "name": row.name,
        "services": tuple(row.services),
        "departments": tuple(row.departments),
        "level": row.level,
        "district": row.district,
        "licence": row.licence,
    }
    return {name: value for name, value in told.items() if value and value != getattr(institution, name)}


def _first(work: Work, row: Row) -> tuple[str, str, dict[str, Any]]:
    code = row.code or format_local_code(work.tx.number("local-code"))
    fields = {
        "code": code,
        "name": row.name,
        "services": row.services,
        "departments": row.departments,
        "level": row.level,
        "district": row.district,
        "licence": row.licence,
        "no_code_reason": None if row.code else row.no_code,
    }
    return f"institution:{code}", code, fields


def _update(work: Work, institution: Institution, fields: dict[str, Any]) -> None:
    name = fields.pop("name", None)
    if name is not None:
        work.record("institution.rename", institution.id, {"name": name}, institution=institution.code)
    if fields:
        work.record("institution.change", institution.id, fields, institution=institution.code)


def _doubts(rows: list[Row]) -> tuple[Message, ...]:
    odd = [row.line for row in rows if row.licence and parse_licence(row.licence)[1] is not None]
    if not odd:
        return ()
    return (
        msg(
            "Licence numbers without the usual form: {count}, the first on line {line}. Kept as they are.",
            count=len(odd),
            line=odd[0],
        ),
    )
