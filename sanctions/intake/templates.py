"""Agreement templates (协议范本) by version, with their clauses."""

from typing import Any

from db.store import Reader
from domain.acts.institutions import TEMPLATE
from domain.messages import Message, msg
from domain.refusals import refuse
from domain.states.templates import Template
from sanctions.handlers import handles
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key
from sanctions.results import Done, Listing
from sanctions.work import Work


@handles(TEMPLATE)
def add(work: Work, *, version: str, clause: str, quote: str) -> Done:
    """Enter a clause of a template word for word; agreements signed before keep the words they were signed with."""
    subject = f"template:{version}"
    template = work.tx.get(Template, subject)
    known = next((one for one in template.clauses if one.clause == clause), None) if template else None
    if known is not None and known.quote == quote:
        raise refuse("already", msg("{clause} of {number} is already here.", clause=clause, number=version))
    state = work.record("agreement.template", subject, {"version": version, "clause": clause, "quote": quote})
    assert isinstance(state, Template)
    warnings: tuple[Message, ...] = ()
    if known is not None:
        warnings = (msg("{clause} had other words before; they are replaced.", clause=clause),)
    return Done(
        id=version,
        data={"version": version, "clauses": len(state.clauses)},
        effects=(msg("Agreements signed from now on with --template {version} take it over.", version=version),),
        warnings=warnings,
    )


def clauses_of(reader: Reader, version: str | None) -> list[dict[str, str]]:
    """The clauses an agreement signed on a version takes over; none where the version is not on record."""
    template = reader.get(Template, f"template:{version}") if version is not None else None
    return [{"clause": one.clause, "quote": one.quote} for one in template.clauses] if template is not None else []


def templates(reader: Reader, *, limit: int = LIMIT, after: str | None = None) -> Listing:
    """Versions on record, by name."""
    check_limit(limit)
    table = reader.table(Template)
    further = [table.c.id > cursor_key(after, str)[0]] if after is not None else []
    found = reader.find(Template, *further, order=(table.c.id,), limit=limit + 1)
    page = found[:limit]
    items = [{"version": one.name, "clauses": len(one.clauses), "since": one.last_on} for one in page]
    return Listing(items, cursor(page[-1].id) if len(found) > limit else None)


def template(reader: Reader, version: str) -> dict[str, Any]:
    """A version with the words of its clauses; refused ``not-found``."""
    found = reader.get(Template, f"template:{version}")
    if found is None:
        raise refuse("not-found", msg("There is no template {version} here.", version=version), field="version")
    return {"version": version, "since": found.last_on, "clauses": clauses_of(reader, version)}
