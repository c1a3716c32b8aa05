"""Words that depend on what a record is about: the same key or term is called otherwise there."""

from typing import Final

from domain.messages import Message, msg
from domain.words import ORIGINS, TASKS

_ABOUT: Final = {
    "measure": msg("measure"),
    "case": msg("case"),
    "inspection": msg("inspection"),
    "complaint": msg("complaint"),
    "application": msg("application"),
    "recovery": msg("recovery"),
    "publication": msg("publication"),
    "dispute": msg("dispute"),
}
_WHOSE: Final = {"shipped": msg("ours"), "agency": msg("the agency's own")}

KEYS: Final[dict[str, dict[str, Message]]] = {
    "roster": {"changes": msg("What changed"), "after": msg("In place of"), "added": msg("New on the list")},
    "rosters": {"added": msg("New on the list")},
    "survey": {"asked": msg("Asked")},
    "surveys": {"asked": msg("Asked")},
    "event": {"doc_no": msg("Document number")},
    "events": {"doc_no": msg("Document number")},
    "approval": {"asked_by": msg("Asked by")},
    "approvals": {"asked_by": msg("Asked by"), "level": msg("Level of approval"), "name": msg("Institution")},
    "delegation": {"to": msg("Who stands in"), "kind": msg("Kind of absence")},
    "delegations": {"to": msg("Who stands in"), "kind": msg("Kind of absence")},
    "agreement": {"number": msg("Agreement number")},
    "agreements": {"number": msg("Agreement number")},
    "attachments": {"name": msg("File name"), "kind": msg("Kind of file")},
    "bars": {"statement": msg("What it rests on"), "match": msg("Matched by"), "subject": msg("Because of")},
    "calendar": {"id": msg("Year"), "start": msg("Counted from"), "calendar": msg("Calendar used")},
    "standing": {"on": msg("Day asked about")},
    "statistics": {"recovered": msg("Came back")},
    "bar": {"on": msg("Day asked about"), "id": msg("Because of")},
    "clauses": {"quote": msg("Words of the agreement")},
    "complaint": {"text": msg("Original text")},
    "config": {"path": msg("Settings file"), "log": msg("Program log"), "key": msg("Key in use")},
    "init": {"key": msg("Key file")},
    "journal": {"head": msg("Hash of the last entry"), "key": msg("Fingerprint")},
    "key": {"key": msg("Key file")},
    "package": {
        "about": msg("What it holds"),
        "to": msg("Handed to"),
        "entries": msg("Entries of the journal"),
        "head": msg("Hash of the last entry"),
        "ok": msg("As it was signed"),
        "key": msg("Fingerprint"),
        "history": msg("Hand-over of the record"),
    },
    "packages": {"about": msg("What it holds"), "to": msg("Handed to")},
    "heads": {
        "ok": msg("As it was signed"),
        "head": msg("Hash of the last entry"),
        "key": msg("Fingerprint"),
        "code": msg("What is wrong"),
    },
    "letters": {
        "sent_on": msg("Sent on"),
        "id": msg("Letter"),
        "word": msg("Name"),
        "about": msg("Written about"),
        "template": msg("Template"),
    },
    "letter": {"template": msg("Template")},
    "measure": {
        "clause": msg("Agreement clause"),
        "ground": msg("Clause it rests on"),
        "notice_no": msg("Number of the notice"),
    },
    "operator": {"id": msg("Operator")},
    "ties": {"kind": msg("What ties them"), "on": msg("Declared on")},
    "packs": {"id": msg("Rulebook")},
    "dispute": {
        "number": msg("Its case number"),
        "reason": msg("What is asked, and why"),
        "asked": msg("Outcome that waits for approval"),
        "applications": msg("Turned away because of it"),
    },
    "disputes": {"number": msg("Its case number")},
    "hand_overs": {"to": msg("Handed to")},
    "history": {"to": msg("Handed to"), "since": msg("Decided on or after"), "until": msg("Decided on or before")},
    "policy": {"id": msg("Policy"), "key": msg("Policy"), "text": msg("What it sets")},
    "policies": {"text": msg("What it sets"), "key": msg("Policy")},
    "rulebook": {"id": msg("Rulebook"), "packs": msg("Shipped"), "adopted": msg("Adopted here")},
    "steps": {"level": msg("Level of approval")},
    "settings": {"key": msg("Setting")},
    "audits": {"reason": msg("Why")},
    "in_force": {"id": msg("Measure"), "number": msg("Row"), "word": msg("Measure taken")},
    "late": {"what": msg("What fell due")},
    "on_time": {
        "what": msg("What fell due"),
        "due": msg("Fell due"),
        "open": msg("Not done yet"),
        "late": msg("Done late"),
    },
    "talks": {"held": msg("Was held"), "on": msg("Day")},
    "problems": {"number": msg("Problem"), "template": msg("Template")},
    "patients": {
        "number": msg("Hospital number"),
        "decision": msg("What was decided"),
        "to": msg("Transferred to"),
        "decided_on": msg("From the day"),
    },
    "promises": {"by": msg("By the day")},
    "extensions": {"reason": msg("Why more time")},
    "rectification": {"number": msg("Row"), "text": msg("Problem"), "id": msg("Measure"), "word": msg("Measure taken")},
    "task": {
        "text": msg("What is to be done"),
        "person": msg("Who carries it out"),
        "result": msg("What was done"),
        "about": msg("Comes from subject"),
        "opened_on": msg("Entered on"),
    },
    "tasks": {
        "text": msg("What is to be done"),
        "person": msg("Who carries it out"),
        "result": msg("What was done"),
        "about": msg("Comes from subject"),
    },
}
"""Noun or list -> key -> what it is called there."""

_TIES: Final = {
    "employed": msg("works or worked there"),
    "relative": msg("a relative works there or owns it"),
    "interest": msg("has money in it"),
    "other": msg("another tie"),
}
_ABSENCES: Final = {
    "leave": msg("on leave"),
    "travel": msg("travelling"),
    "illness": msg("ill"),
    "training": msg("in training"),
    "absence": msg("absent"),
    "other": msg("other reasons"),
}

VALUES: Final[dict[str, dict[str, dict[str, Message]]]] = {
    "task": {"status": TASKS},
    "tasks": {"status": TASKS},
    "letters": {"about": _ABOUT, "template": _WHOSE},
    "letter": {"template": _WHOSE},
    "package": {"about": {"history": msg("Record of measures")}},
    "packages": {"about": {"history": msg("Record of measures")}},
    "heads": {
        "code": {
            "head.key": msg("signed by an unknown key"),
            "head.signature": msg("changed after signing"),
            "head.rewritten": msg("the journal was rewritten"),
            "head.shortened": msg("the journal was cut off"),
        }
    },
    "changes": {
        "kind": {
            "signed": msg("new on the list"),
            "ended": msg("off the list"),
            "renamed": msg("other name"),
            "succeeded": msg("carried on by another"),
        },
        "what": {
            "services": msg("services"),
            "departments": msg("departments"),
            "level": msg("level"),
            "district": msg("district"),
            "address": msg("address"),
            "licence": msg("licence number"),
            "licence_until": msg("licence valid until"),
        },
    },
    "delegation": {"kind": _ABSENCES},
    "delegations": {"kind": _ABSENCES},
    "ties": {"kind": _TIES},
    "operator": {"kind": _TIES},
    "policy": {
        "type": {
            "period": msg("period"),
            "choice": msg("one of several"),
            "integer": msg("whole number"),
            "chain": msg("levels of approval"),
            "text": msg("text"),
            "date": msg("day"),
            "link": msg("address"),
        },
    },
    "options": {"verdict": {"refused": msg("not possible")}},
    "case": {"source": ORIGINS},
    "cases": {"source": ORIGINS},
    "audits": {
        "kind": {
            "overlong-hold": msg("held too long"),
            "refused": msg("refused attempt"),
            "backdated": msg("entered late"),
            "urgent": msg("urgent track"),
            "skipped": msg("steps skipped"),
            "deviation": msg("other than usual"),
            "identity": msg("opened"),
        },
    },
}
"""Noun or list -> key -> term -> what it is called there."""
