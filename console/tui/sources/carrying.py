"""Choices while a measure is carried out: open tasks, problems still to be put right, in-patients."""

from collections.abc import Iterable

from console.tui.codes import word
from console.tui.sources.asked import MOST, Asked, Choice
from domain.messages import Words, msg
from domain.states.measures import Measure


def tasks(asked: Asked) -> Iterable[Choice]:
    """What is still to be carried out, of the institution it is about."""
    from sanctions.following.lists import tasks as listed

    institution = asked.institution
    found = listed(
        asked.reader,
        on=asked.opened.today,
        institution=institution.code if institution is not None else None,
        limit=MOST,
    )
    return [Choice(one["id"], one["id"], one["text"]) for one in found.items]


def problems(asked: Asked) -> Iterable[Choice]:
    """The problems of the measure, the open ones first."""
    measure = _measure(asked)
    if measure is None:
        return []
    found = sorted(measure.problems, key=lambda one: (one.closed_on is not None, one.number))
    return [Choice(str(one.number), msg("{number}. {text}", number=one.number, text=one.text)) for one in found]


def inpatients(asked: Asked) -> Iterable[Choice]:
    """The in-patients of the measure, those to decide on first."""
    measure = _measure(asked)
    if measure is None:
        return []
    found = sorted(measure.patients, key=lambda one: (one.decision is not None, one.number))
    return [
        Choice(one.number, msg("{number} {initials}", number=one.number, initials=one.initials), _decided(one.decision))
        for one in found
    ]


def _decided(decision: str | None) -> Words | str:
    return word("decision", decision) if decision is not None else msg("to be decided")


def _measure(asked: Asked) -> Measure | None:
    value = asked.text("id")
    return asked.reader.get(Measure, value) if value.startswith("CL-") else None
