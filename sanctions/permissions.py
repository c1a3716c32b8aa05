"""The one permission check: role and four eyes, by person; whatever is not allowed is refused."""

from collections.abc import Callable, Collection

from domain.messages import msg
from domain.refusals import Refused, refuse
from domain.roles import DELEGATED, MAY, ROLE_WORDS
from domain.states.agency import Operator
from domain.states.core import Pending


def has_role(actor: Operator, kind: str) -> bool:
    """Whether one of the actor's own roles may do this kind of act; nobody may do unknown kinds."""
    allowed = MAY.get(kind, frozenset())
    return actor.active and any(role in allowed for role in actor.roles)


def require_role(actor: Operator, kind: str, principals: Callable[[], Collection[object]] = tuple) -> None:
    """Refuse ``role.denied`` unless one of the actor's roles may do this kind of act; unknown kinds are refused.

    Deciding may also be done in the name of a principal somebody stands in for; `principals` are asked only then.
    """
    if has_role(actor, kind) or (kind in DELEGATED and actor.active and principals()):
        return
    allowed = MAY.get(kind, frozenset())
    raise refuse(
        "role.denied",
        msg(
            "{operator} may not do this. It takes the role {roles}.",
            operator=actor.name,
            roles=tuple(ROLE_WORDS[role] for role in sorted(allowed)),
        ),
    )


def conflict(
    actor: Operator, pending: Pending, principals: Collection[Operator], behalf: Operator | None = None
) -> Refused | None:
    """Why a person may not decide a request, whatever their role and level; None where nothing stands against it.

    Persons are compared, never accounts. `principals` are all those the actor stands in for on the day; `behalf` is
    the one in whose name they would decide.
    """
    if actor.person in pending.askers:
        return refuse("approve.own", msg("You asked for this yourself, so another person must decide it."))
    for principal in principals:
        if principal.person in pending.askers:
            return refuse(
                "approve.own",
                msg(
                    "{principal} asked for this, and you stand in for {principal}. Somebody else must decide it.",
                    principal=principal.name,
                ),
            )
    if actor.person in pending.heard or (behalf is not None and behalf.person in pending.heard):
        who = actor if actor.person in pending.heard or behalf is None else behalf
        return refuse(
            "approve.twice",
            msg("{who} decided at another level of this already. Nobody takes two levels.", who=who.name),
        )
    return None


def require_other_person(
    actor: Operator, pending: Pending, principals: Collection[Operator] = (), behalf: Operator | None = None
) -> None:
    """Refuse ``approve.own`` or ``approve.twice`` where `conflict` finds something against it."""
    refused = conflict(actor, pending, principals, behalf)
    if refused is not None:
        raise refused
