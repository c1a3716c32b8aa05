"""The words for the codes of records and choices, as the screens have room for them.

What every face calls a code stands in `console.words`; here are the few that a line needs shorter, and those that
only forms offer. A code nobody knows is shown as it is.
"""

from typing import Final

from console.words import VALUES, VALUES_WITHIN
from domain.messages import Message, msg
from domain.words import TASKS, WAITS

OWN: Final[dict[str, dict[str, Message]]] = {
    "task_status": TASKS,
    "deadline": {
        "publication": msg("termination list"),
        "withdraw-publication": msg("take off the list"),
        "list-update": msg("update the list"),
        "must-terminate": msg("must terminate"),
        "recheck": msg("re-check"),
        "defence-end": msg("defence ends"),
        "urgent-review": msg("urgent review"),
        "approval": msg("approval"),
        "hold-review": msg("hold review"),
        "hold": msg("payment hold"),
        "bar-end": msg("reapplication bar"),
        "complaint-clock": msg("complaint answer"),
        "renewal": msg("renewal"),
        "agreement-expiry": msg("agreement expires"),
        "decide-inpatients": msg("in-patients"),
        "task": msg("to do"),
    },
    "verdict": {"refused": msg("not possible")},
    "pending": WAITS,
    "delegation": VALUES_WITHIN["delegation"]["kind"],
    "tie": VALUES_WITHIN["ties"]["kind"],
    "position": {"lead": msg("lead handler"), "second": msg("second handler")},
    "term": {
        "restored": msg("restored"),
        "extended": msg("extended by the time lost"),
        "over": msg("over"),
    },
    "channel": {"12345": msg("passed on by 12345")},
    "outcome": VALUES["defence"],
    "adopted": {"yes": msg("adopted"), "partly": msg("partly adopted"), "no": msg("not adopted")},
    "content": VALUES["result"],
    "relation": {"same": msg("the same matter"), "related": msg("related")},
    "source_kind": {
        "notice_literal": msg("words of the notice"),
        "agreement_clause": msg("agreement"),
        "agency_policy": msg("agency policy"),
    },
}
"""Group -> code -> words. A group is mostly the name of a field or of a key in a record."""

_AS: Final = {
    "measure": "kind",
    "inspection": "kind",
    "event": "kind",
    "version": "kind",
    "result": "recheck",
    "role": "roles",
    "drop_services": "services",
}
"""Groups that are another key's terms."""

_OF_FIELDS = {
    ("measure.propose", "kind"): "measure",
    ("inspection.record", "kind"): "inspection",
    ("event.record", "kind"): "event",
    ("inspection.plan", "kind"): "inspection",
    ("inspection.confirm", "outcome"): "confirmed",
    ("complaint.call-back", "result"): "content",
    ("agreement.end", "kind"): "status",
    ("measure.problem", "result"): "progress",
    ("delegation.give", "kind"): "delegation",
    ("operator.tie", "kind"): "tie",
}


def known(group: str) -> bool:
    """Whether the codes of a group have words."""
    return group in OWN or _AS.get(group, group) in VALUES


def word(group: str, code: object) -> Message | str:
    """The word for a code, or the code itself."""
    text = "" if code is None else str(code)
    shared = VALUES.get(_AS.get(group, group), {})
    return OWN.get(group, {}).get(text) or shared.get(text) or text


def group_of(kind: str, field: str) -> str:
    """The group of the choices of an act's field."""
    return _OF_FIELDS.get((kind, field), field)
