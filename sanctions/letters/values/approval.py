"""What the approval record (审批单) of anything may name that waits for somebody, or waited, beside a measure."""

from typing import Any, Final

from domain.states import aggregate_of
from domain.states.core import State
from domain.states.disputes import Dispute
from domain.states.publications import Publication
from domain.states.recoveries import Recovery
from sanctions.letters.values.common import COMMON, Desk, common
from sanctions.letters.values.papers import STEP, approval_steps
from sanctions.letters.values.plain import Plain
from sanctions.letters.values.words import day, listed, money, term

NOUNS: Final = ("case", "publication", "recovery", "dispute")
"""What may wait for approval and is on record as a matter of its own; a measure has a sheet of its own."""

APPROVAL: Final[dict[str, Plain]] = {
    **COMMON,
    "subject": {"id": "GB-2024-0001", "noun": "终止名单公布", "about": "CL-2024-0001、CL-2024-0002"},
    "request": {"what": "公布", "by": "李某", "day": "2024年9月6日"},
    "steps": [STEP],
    "waits_for": "分管负责人",
}
"""Fields of an approval record, each with an example."""


def approval_values(desk: Desk, state: State) -> dict[str, Any]:
    """The values of an approval record."""
    pending = state.pending
    told = approval_steps(desk, state.id)
    return {
        **common(desk, state.institution),
        "subject": {
            "id": state.id,
            "noun": term("nouns", aggregate_of(state.id).noun),
            "about": _about(state),
        },
        "request": {"what": term("requests", pending.kind), "by": pending.by, "day": day(pending.on)}
        if pending is not None
        else None,
        "steps": told["steps"],
        "waits_for": told["waits_for"],
    }


def _about(state: State) -> str:
    if isinstance(state, Publication):
        return listed(state.terminations)
    if isinstance(state, Recovery):
        return f"{state.measure}，{money(state.due)}"
    return state.target if isinstance(state, Dispute) else ""
