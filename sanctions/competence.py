"""Which office (市、区经办机构) does what: the rulebook says it, and it is asked at the choke point."""

from collections.abc import Mapping
from typing import Any

from db.store import Reader
from domain.messages import msg
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureKind
from domain.rulebook.model import Competence
from domain.states.agency import Operator
from domain.states.core import State
from domain.states.institutions import Agreement, Institution
from domain.states.measures import DECISION, Measure
from domain.states.offices import Office
from domain.states.publications import Publication
from sanctions.work import Work

ACCEPT, SIGN, RENEW, END, PUBLISH = "accept", "sign", "renew", "end", "publish"
_ACTS = {
    "application.file": ACCEPT,
    "agreement.sign": SIGN,
    "renewal.file": RENEW,
    "renewal.decide": RENEW,
    "publication.publish": PUBLISH,
}
"""Acts one office does; a termination is judged where it is decided (see approvals)."""


def check_competence(work: Work, kind: str, fields: Mapping[str, Any]) -> None:
    """Refuse ``office.competence`` for an act that is another office's."""
    what = _ACTS.get(kind)
    if what is not None and (rule := _rule(work, what)) is not None:
        _check(work, rule, work.actor, _about(work, fields))


def check_ending(work: Work, state: State, holder: Operator) -> None:
    """Refuse ``office.competence`` for a termination decided by somebody whose office does not end agreements."""
    if not isinstance(state, Measure) or state.pending is None or state.pending.kind != DECISION:
        return
    if state.kind == MeasureKind.TERMINATION and (rule := _rule(work, END)) is not None:
        _check(work, rule, holder, state.institution)


def _rule(work: Work, what: str) -> Competence | None:
    rule = work.rules.pack.competence.get(what)
    return rule if rule is not None and rule.holds_on(work.on) else None


def _about(work: Work, fields: Mapping[str, Any]) -> str | None:
    """The institution an act is about: named itself, or behind the agreement."""
    code = fields.get("code") or fields.get("institution")
    if code is None and (number := fields.get("number") or fields.get("agreement")) is not None:
        agreement = work.tx.get(Agreement, f"agreement:{number}")
        code = agreement.institution if agreement is not None else None
    if code is None and (id := fields.get("id")) is not None and str(id).startswith("GB-"):
        publication = work.tx.get(Publication, str(id))
        code = publication.institution if publication is not None else None
    return code


def _check(work: Work, rule: Competence, holder: Operator, code: str | None) -> None:
    office = work.tx.get(Office, f"office:{holder.office}") if holder.office is not None else None
    # Whoever belongs to no office on record cannot be placed, and nothing is made of that.
    if office is None or not office.open:
        return
    if rule.by == "city":
        right = office.level == "city"
        wanted: Any = msg("the city office")
    else:
        institution = work.tx.get(Institution, f"institution:{code}") if code is not None else None
        theirs = offices_of(work.tx, institution.district) if institution is not None and institution.district else []
        if not theirs:
            return
        right = office.name in theirs
        wanted = tuple(theirs)
    if not right:
        raise refuse(
            "office.competence",
            msg(
                "{operator} belongs to {office}. This is done by {wanted}.",
                operator=holder.name,
                office=office.name,
                wanted=wanted,
            ),
            *work.rules.reasons(rule),
        )


def offices_of(reader: Reader, district: str) -> list[str]:
    """The names of the open offices that look after a district."""
    return [office.name for office in reader.find(Office) if office.open and district in office.districts]
