"""The one permission check: role and four eyes, by person; whatever is not allowed is refused."""

from domain.messages import msg
from domain.refusals import refuse
from domain.roles import MAY, ROLE_WORDS
from domain.states.agency import Operator
from domain.states.core import Pending


def require_role(actor: Operator, kind: str) -> None:
    """Refuse ``role.denied`` unless one of the actor's roles may do this kind of act; unknown kinds are refused."""
    allowed = MAY.get(kind, frozenset())
    if actor.active and any(role in allowed for role in actor.roles):
        return
    raise refuse(
        "role.denied",
        msg(
            "{operator} may not do this. It takes the role {roles}.",
            operator=actor.name,
            roles=tuple(ROLE_WORDS[role] for role in sorted(allowed)),
        ),
    )


def require_other_person(actor: Operator, pending: Pending) -> None:
    """Refuse ``approve.own`` when the person who decides is the person who asked, by whatever account."""
    if actor.person == pending.person:
        raise refuse(
            "approve.own",
            msg("You asked for this yourself, so another person must decide it."),
        )
