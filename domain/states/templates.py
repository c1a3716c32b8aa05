"""Agreement templates (协议范本): a version and its clauses, which an agreement signed on it takes over."""

from dataclasses import dataclass, replace

from domain.entries import Entry
from domain.states.core import Aggregate, State
from domain.states.institutions import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Template(State):
    """A version of the agency's agreement; its subject is ``template:VERSION``."""

    name: str
    clauses: tuple[Clause, ...] = ()


TEMPLATE = Aggregate("template", "template", Template)


@TEMPLATE.either("agreement.template")
def _clause(template: Template | None, entry: Entry) -> Template:
    standing = template or Template(id=entry.subject, name=entry.text("version"))
    clause = Clause(clause=entry.text("clause"), quote=entry.text("quote"))
    others = tuple(one for one in standing.clauses if one.clause != clause.clause)
    return replace(standing, clauses=(*others, clause))
