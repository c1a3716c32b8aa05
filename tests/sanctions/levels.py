"""An office that decides in levels, for tests: its people, and walking a request up."""

from datetime import date
from typing import Any

from domain.refusals import Refusal
from sanctions.results import Done
from tests.sanctions.office import Office

CHAIN = "section-head,legal,leader,discussion,head"
WORDS: dict[str, dict[str, Any]] = {
    "legal": {"opinion": "程序合法，依据充分"},
    "discussion": {"minutes": "纪要〔2025〕3号", "attendees": ["wang", "chen", "liu"]},
}
"""What a level must say."""

PEOPLE = {
    "section-head": ("sun_kezhang", "K1"),
    "legal": ("fawu", "K2"),
    "leader": ("fenguan", "K3"),
    "discussion": ("mishu", "K4"),
    "head": ("juzhang", "K5"),
}
KEYS = (
    "payment-hold",
    "refuse-payment",
    "rectification-order",
    "settlement-suspension",
    "department-suspension",
    "agreement-suspension",
    "termination",
    "referral",
    "lift",
    "revoke",
    "release",
    "close",
    "publication",
    "dispute",
    "policy",
    "default",
)


def people(office: Office) -> None:
    """One approver for each level."""
    for level, (name, person) in PEOPLE.items():
        office.do("operator.add", who="admin", name=name, staff=person, roles=["approver"], levels=[level])


def set_chain(office: Office, key: str, value: str = CHAIN, *, on: str = "2025-01-02", approver: str = "zhao") -> None:
    """A chain in force from a day on, set and approved."""
    name = f"approval.chain.{key}"
    office.do("policy.set", who="admin", on=on, key=name, value=value, from_day=on, reason="分级审批")
    office.do("approve", who=approver, on=on, id=name)


def levels(office: Office, *keys: str) -> None:
    """People at every level, and the whole chain for these policies."""
    people(office)
    for key in keys:
        set_chain(office, key)


def agree(office: Office, id: str, at: str, on: str, **fields: Any) -> Done:
    """A level agrees, with what it must say."""
    return office.do("approve", who=PEOPLE[at][0], on=on, id=id, **{"confirm": True, **WORDS.get(at, {}), **fields})


def disagree(office: Office, id: str, at: str, on: str, **fields: Any) -> Refusal:
    """A level tries to agree, and may not."""
    return office.refused(
        "approve", who=PEOPLE[at][0], on=on, id=id, **{"confirm": True, **WORDS.get(at, {}), **fields}
    )


def walk(office: Office, id: str, on: str, upto: str | None = None) -> Done:
    """Every level agrees in turn, to the end or before `upto`; gives the last answer."""
    done: Done | None = None
    for level in CHAIN.split(","):
        if level == upto:
            break
        done = agree(office, id, level, on)
    assert done is not None
    return done


def day(text: str) -> date:
    """A day as queries take it."""
    return date.fromisoformat(text)
