"""Whether a case is open and free for the next act."""

from domain.messages import msg
from domain.refusals import refuse
from domain.states.cases import Case
from sanctions.work import Work


def require_opened(case: Case) -> None:
    """Refuse ``case.opening`` until the opening of a case is approved."""
    if case.waits_to_open:
        raise refuse(
            "case.opening",
            msg("The opening of {case} is not approved yet. Have it approved first.", case=case.id),
            field="case",
        )


def open_one(work: Work, subject: str) -> Case:
    """A case that is open; refused ``not-found``, ``case.closed``, ``case.opening``."""
    found = work.need(Case, subject, "case")
    if found.closed_on is not None:
        raise refuse(
            "case.closed",
            msg("{case} was closed on {day}. Open a new case.", case=subject, day=found.closed_on),
            field="case",
        )
    require_opened(found)
    return found


def require_free(case: Case) -> None:
    """At most one decision is pending on a case; refused ``pending``."""
    if case.open_request is not None:
        raise refuse(
            "pending",
            msg(
                "A decision on {case} is pending since {day}. Have it decided first.",
                case=case.id,
                day=case.open_request.on,
            ),
            field="case",
        )
