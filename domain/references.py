"""What a state says of other subjects, of contents and of sealed records (引用): one table, by what it is and field.

A path goes from a state into its parts: ``bills[].measure`` is the measure of each of its bills. The institution that
every state may name is not repeated here. A person of the agency is named by their operator's name.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final

from domain.states.core import State


class To(StrEnum):
    """What a value names, and how."""

    SUBJECT = "subject"
    """Any subject by its id, an institution by its code, an agreement by its number."""
    INSTITUTION = "institution"
    OPERATOR = "operator"
    OFFICE = "office"
    AGREEMENT = "agreement"
    CONTENT = "content"
    """A stored content by its SHA-256."""
    SEALED = "sealed"
    """A sealed record by its id."""


_DISPUTED: Final = {"stays[].dispute": To.SUBJECT, "bar_stays[].dispute": To.SUBJECT}
_SET_ASIDE: Final = {"set_aside.dispute": To.SUBJECT}
_BAR_SET_ASIDE: Final = {"bar_set_aside.dispute": To.SUBJECT}

REFERENCES: Final[dict[str, dict[str, To]]] = {
    "agency": {"packs[].place_sha256": To.CONTENT, "packs[].national_sha256": To.CONTENT},
    "operator": {"office": To.OFFICE, "ties[].code": To.INSTITUTION},
    "institution": {"successor": To.INSTITUTION},
    "agreement": {
        "ended_by": To.SUBJECT,
        "renewal_assessment": To.SUBJECT,
        **_DISPUTED,
        **_BAR_SET_ASIDE,
    },
    "complaint": {"case": To.SUBJECT, "links[]": To.SUBJECT, "sealed[].id": To.SEALED},
    "inspection": {"case": To.SUBJECT},
    "finding": {"source": To.SUBJECT, "case": To.SUBJECT},
    "event": {"case": To.SUBJECT},
    "attachment": {"subject": To.SUBJECT, "sha256": To.CONTENT, "name_piece": To.SEALED},
    "case": {
        "lead": To.OPERATOR,
        "second": To.OPERATOR,
        "former[]": To.OPERATOR,
        "handover.giver": To.OPERATOR,
        "handover.to": To.OPERATOR,
        "handover.by": To.OPERATOR,
        "office": To.OFFICE,
        "complaints[]": To.SUBJECT,
        "inspections[]": To.SUBJECT,
        "events[]": To.SUBJECT,
        "surveys[]": To.SUBJECT,
        "bills[].measure": To.SUBJECT,
        "bills[].refusals[].refusal": To.SUBJECT,
        "owed[].measure": To.SUBJECT,
        "owed[].dispute": To.SUBJECT,
        "payments[].measure": To.SUBJECT,
        "reviews[].measure": To.SUBJECT,
    },
    "measure": {
        "case": To.SUBJECT,
        "proposer": To.OPERATOR,
        "decided_by": To.OPERATOR,
        "urgent.agreed_by": To.OPERATOR,
        "problems[].finding": To.SUBJECT,
        "precedents[]": To.SUBJECT,
        "talks[].promises[].task": To.SUBJECT,
        "publication": To.SUBJECT,
        **_DISPUTED,
        **_SET_ASIDE,
        **_BAR_SET_ASIDE,
    },
    "publication": {
        "terminations[]": To.SUBJECT,
        "versions[].terminations[]": To.SUBJECT,
        "versions[].paper_sha256": To.CONTENT,
        "versions[].json_sha256": To.CONTENT,
        "versions[].docx_sha256": To.CONTENT,
        "versions[].html_sha256": To.CONTENT,
    },
    "application": {"bar": To.SUBJECT, "bars[]": To.SUBJECT, **_SET_ASIDE},
    "dispute": {"target": To.SUBJECT, "stays[].dispute": To.SUBJECT, "applications[]": To.SUBJECT},
    "recovery": {"measure": To.SUBJECT, "case": To.SUBJECT},
    "roster": {
        "after": To.SUBJECT,
        "text_sha256": To.CONTENT,
        "lines_sha256": To.CONTENT,
        "json_sha256": To.CONTENT,
        "docx_sha256": To.CONTENT,
        "html_sha256": To.CONTENT,
    },
    "survey": {"case": To.SUBJECT},
    "task": {"about": To.SUBJECT, "person": To.OPERATOR},
    "delegation": {"principal": To.OPERATOR, "to": To.OPERATOR, "given_by": To.OPERATOR},
}
"""By noun: each path, and what it names."""


def references_of(noun: str, state: State) -> Iterator[tuple[str, To, str]]:
    """Everything a state names: the path, what kind of thing, and which."""
    if state.institution is not None:
        yield "institution", To.INSTITUTION, state.institution
    for path, to in REFERENCES.get(noun, {}).items():
        for value in values_at(state, path):
            yield path, to, value


def values_at(state: Any, path: str) -> Iterator[str]:
    """The values at a path of a state; none where a part on the way is missing."""
    name, _, rest = path.partition(".")
    found = getattr(state, name.removesuffix("[]"))
    for one in (found or ()) if name.endswith("[]") else (found,):
        if one is None:
            continue
        if rest:
            yield from values_at(one, rest)
        else:
            yield one


def subjects_meant(value: str, to: To) -> tuple[str, ...]:
    """The subjects a value may mean, any of which is enough; none for what is no subject."""
    bare = value.removeprefix("bar:")
    match to:
        case To.CONTENT | To.SEALED:
            return ()
        case To.SUBJECT:
            return (bare, f"institution:{bare}", f"agreement:{bare}")
        case _:
            return (f"{to}:{bare}",)
