"""The words for the codes of records and choices; a code nobody knows here is shown as it is."""

from typing import Final

from domain.messages import Message, msg
from domain.words import SERVICES, STATUSES

_MEASURES = {
    "payment-hold": msg("payment hold"),
    "refuse-payment": msg("refusal of payment"),
    "warning-talk": msg("warning talk"),
    "rectification-order": msg("rectification order"),
    "settlement-suspension": msg("settlement suspension"),
    "department-suspension": msg("department suspension"),
    "agreement-suspension": msg("agreement suspension"),
    "termination": msg("termination"),
    "referral": msg("referral"),
}

_STATUS: Final[dict[str, Message]] = {
    **STATUSES,
    # Agreements
    "coming": msg("not begun"),
    "ended": msg("ended"),
    "terminated": msg("terminated"),
    "not-renewed": msg("not renewed"),
    "lapsed": msg("lapsed"),
    "agreed": msg("ended by agreement"),
    # Complaints
    "received": msg("received"),
    "accepted": msg("accepted"),
    "declined": msg("declined"),
    "transferred": msg("handed over"),
    "returned": msg("returned"),
    "in-case": msg("in a case"),
    "in a case": msg("in a case"),
    "answered": msg("answered"),
    "linked": msg("linked"),
    # Cases
    "investigating": msg("investigating"),
    "deciding": msg("deciding"),
    "measures in force": msg("measures in force"),
    "measures-in-force": msg("measures in force"),
    "re-checked": msg("re-checked"),
    "closed": msg("closed"),
    # Publications
    "due": msg("due"),
    "drafted": msg("drafted"),
    "published": msg("published"),
    "corrected": msg("corrected"),
    # Applications
    "filed": msg("filed"),
    "refused": msg("refused"),
    "renewed": msg("renewed"),
    # Institutions
    "limited": msg("limited"),
    "none": msg("no agreement"),
    "succeeded": msg("carried on by another"),
}

_DEADLINES = {
    "publication": msg("publish a termination"),
    "withdraw-publication": msg("withdraw a publication"),
    "must-terminate": msg("must terminate"),
    "recheck": msg("re-check"),
    "defence-end": msg("defence ends"),
    "urgent-review": msg("urgent review"),
    "approval": msg("approval"),
    "hold-review": msg("hold review"),
    "hold": msg("payment hold"),
    "bar-end": msg("reapplication bar"),
    "complaint-clock": msg("answer a complaint"),
    "renewal": msg("renewal"),
    "agreement-expiry": msg("agreement expires"),
    "decide-inpatients": msg("decide in-patients"),
    "task": msg("to do"),
}

WORDS: Final[dict[str, dict[str, Message]]] = {
    "service": SERVICES,
    "services": SERVICES,
    "drop_services": SERVICES,
    "measure": _MEASURES,
    "status": _STATUS,
    "standing": _STATUS,
    "deadline": _DEADLINES,
    "verdict": {
        "recommended": msg("recommended"),
        "allowed": msg("allowed"),
        "mandatory": msg("mandatory"),
        "refused": msg("not possible"),
    },
    "answer": {"yes": msg("yes"), "no": msg("no"), "partly": msg("partly")},
    "channel": {
        "phone": msg("phone"),
        "letter": msg("letter"),
        "visit": msg("visit"),
        "web": msg("web"),
        "12345": msg("passed on by 12345"),
        "12333": msg("12333"),
        "superior": msg("from a superior office"),
        "other-body": msg("from another department"),
        "media": msg("media"),
        "self-report": msg("own report"),
    },
    "nature": {
        "complaint": msg("complaint"),
        "report": msg("report of a breach"),
        "petition": msg("petition"),
        "lead": msg("lead"),
    },
    "inspection": {
        "routine": msg("routine"),
        "spot": msg("spot check"),
        "special": msg("special"),
        "joint": msg("joint"),
        "complaint": msg("after a complaint"),
    },
    "event": {
        "merged": msg("merged"),
        "dissolved": msg("dissolved"),
        "qualification-withdrawn": msg("qualification withdrawn"),
        "ordered-to-stop": msg("ordered to stop"),
        "licence-revoked": msg("licence revoked"),
        "stopped-by-own-choice": msg("stopped by own choice"),
        "outside-penalty": msg("penalty by another body"),
    },
    "severity": {"minor": msg("minor"), "serious": msg("serious"), "grave": msg("grave")},
    "outcome": {
        "no-breach": msg("no breach"),
        "handled": msg("handled"),
        "transferred": msg("handed over"),
        "heard": msg("heard"),
        "waived": msg("waived"),
        "expired": msg("period over"),
        "not-required": msg("not required"),
        "renewed": msg("renewed"),
        "not-renewed": msg("not renewed"),
    },
    "adopted": {"yes": msg("adopted"), "partly": msg("partly adopted"), "no": msg("not adopted")},
    "document": {"notice": msg("notice"), "decision": msg("decision")},
    "method": {
        "direct": msg("directly"),
        "left": msg("left at the place"),
        "mail": msg("by mail"),
        "entrusted": msg("through another body"),
        "electronic": msg("electronically"),
        "announcement": msg("by announcement"),
    },
    "result": {"passed": msg("passed"), "failed": msg("failed")},
    "verdict_of_assessment": {"passed": msg("passed"), "failed": msg("failed")},
    "purpose": {"annual": msg("annual"), "renewal": msg("renewal")},
    "relation": {"same": msg("the same matter"), "related": msg("related")},
    "role": {
        "supervisor": msg("supervisor"),
        "approver": msg("approver"),
        "publisher": msg("publisher"),
        "custodian": msg("custodian"),
        "auditor": msg("auditor"),
        "administrator": msg("administrator"),
    },
    "pending": {
        "decision": msg("decision waits"),
        "lift": msg("lifting waits"),
        "revoke": msg("revocation waits"),
        "release": msg("release waits"),
        "close": msg("closing waits"),
        "draft": msg("draft waits"),
        "correction": msg("correction waits"),
        "withdrawal": msg("withdrawal waits"),
        "set": msg("setting waits"),
    },
    "gate_nature": {"objective": msg("objective event"), "breach": msg("breach")},
    "source_kind": {
        "notice_literal": msg("words of the notice"),
        "national_law": msg("national law"),
        "agreement_clause": msg("agreement"),
        "agency_policy": msg("agency policy"),
        "inferred": msg("inferred"),
    },
}
"""Group -> code -> words. A group is mostly the name of a field or of a key in a record."""

_OF_FIELDS = {
    ("measure.propose", "kind"): "measure",
    ("inspection.record", "kind"): "inspection",
    ("event.record", "kind"): "event",
    ("agreement.end", "kind"): "status",
    ("operator.add", "roles"): "role",
    ("operator.change", "roles"): "role",
    ("assessment.record", "verdict"): "verdict_of_assessment",
}


def word(group: str, code: object) -> Message | str:
    """The word for a code, or the code itself."""
    text = "" if code is None else str(code)
    return WORDS.get(group, {}).get(text, text)


def group_of(kind: str, field: str) -> str:
    """The group of the choices of an act's field."""
    return _OF_FIELDS.get((kind, field), {"for": "purpose", "reason_kind": "outcome"}.get(field, field))
