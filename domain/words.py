"""Words for closed lists that no rulebook words: services and statuses, as sentences use them."""

from collections.abc import Iterable
from typing import Final

from domain.messages import Message, msg

SERVICES: Final[dict[str, Message]] = {
    "medical": msg("medical"),
    "rehabilitation": msg("rehabilitation"),
    "device": msg("assistive devices"),
}
"""Services under agreement (服务类型)."""

STATUSES: Final[dict[str, Message]] = {
    "proposed": msg("proposed"),
    "noticed": msg("notice served"),
    "defended": msg("defence done"),
    "approved": msg("approved"),
    "served": msg("served"),
    "in-force": msg("in force"),
    "done": msg("done"),
    "lifted": msg("lifted"),
    "expired": msg("expired"),
    "superseded": msg("superseded"),
    "revoked": msg("revoked"),
    "rejected": msg("rejected"),
    "withdrawn": msg("withdrawn"),
}
"""Statuses of a measure, in the order of its life."""

COMPLAINTS: Final[dict[str, Message]] = {
    "received": msg("received"),
    "accepted": msg("accepted"),
    "declined": msg("declined"),
    "transferred": msg("transferred"),
    "returned": msg("returned"),
    "in-case": msg("in a case"),
    "answered": msg("answered"),
}
"""Statuses of a complaint (投诉举报)."""

ORIGINS: Final[dict[str, Message]] = {
    "complaint": msg("complaint"),
    "inspection": msg("inspection"),
    "event": msg("outside event"),
    "survey": msg("survey"),
    "data-screening": msg("data screening"),
    "transfer": msg("transfer by another body"),
    "audit": msg("audit"),
    "superior": msg("from a superior"),
    "media": msg("from the media"),
    "other": msg("other"),
}
"""Where cases come from (立项来源)."""

TOLD: Final[dict[str, Message]] = {
    "accepted": msg("that it is accepted"),
    "declined": msg("that it is declined"),
    "progress": msg("how far it is"),
    "done": msg("what came of it"),
}
"""What whoever reported is told (告知)."""

TASKS: Final[dict[str, Message]] = {
    "open": msg("to be done"),
    "done": msg("done"),
    "dropped": msg("dropped"),
    "lapsed": msg("no longer needed"),
}
"""Statuses of a thing to carry out (落实事项)."""

TASK_KINDS: Final[dict[str, Message]] = {
    "follow-up": msg("follow-up"),
    "promise": msg("promise"),
    "consequence": msg("consequence"),
    "instruction": msg("instruction"),
    "oversight": msg("opinion of the department"),
}
"""Kinds of things to carry out."""

VERSIONS: Final[dict[str, Message]] = {
    "draft": msg("draft"),
    "correction": msg("correction"),
    "withdrawal": msg("withdrawal"),
}
"""Kinds of a publication's versions (公布版本)."""

DEADLINES: Final[dict[str, Message]] = {
    "publication": msg("publication"),
    "withdraw-publication": msg("withdraw the publication"),
    "list-update": msg("update the published list"),
    "must-terminate": msg("must terminate"),
    "recheck": msg("re-check"),
    "defence-end": msg("end of the defence period"),
    "urgent-review": msg("urgent review"),
    "approval": msg("approval"),
    "hold-review": msg("review of held bills"),
    "bar-end": msg("end of the reapplication bar"),
    "complaint-clock": msg("answer to a complaint"),
    "renewal": msg("renewal"),
    "agreement-expiry": msg("end of the agreement"),
    "decide-inpatients": msg("decide on in-patients"),
    "task": msg("task"),
}
"""Kinds of what runs (待办期限)."""


def services(names: Iterable[str]) -> tuple[Message, ...]:
    """The words for several services."""
    return tuple(SERVICES[name] for name in names)


WAITS: Final[dict[str, Message]] = {
    "decision": msg("decision waits"),
    "lift": msg("lifting waits"),
    "revoke": msg("revocation waits"),
    "release": msg("release waits"),
    "close": msg("closing waits"),
    "open": msg("opening waits"),
    "extend": msg("more time waits"),
    "add": msg("holding further bills waits"),
    "owe": msg("settling fees waits"),
    "decide": msg("written decision waits"),
    "write-off": msg("writing off waits"),
    "draft": msg("draft waits"),
    "correction": msg("correction waits"),
    "withdrawal": msg("withdrawal waits"),
    "set": msg("setting waits"),
    "outcome": msg("outcome waits"),
    "erase": msg("erasing who reported waits"),
}
"""What waits for a decision, by what was asked for."""
