"""Findings by category (检查发现分类): how grave, how much, in which departments."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from domain.money import yuan
from domain.rulebook.kinds import Severity
from domain.states.inspections import Finding
from sanctions.reading import as_stood, each
from sanctions.statistics.figures import Frame, Label, by_frequency, cross


def findings(frame: Frame) -> dict[str, Any]:
    """Findings of the time that were not withdrawn: by category with their weight and sums, and by department.

    A finding in several departments counts in each; one in none under no name.
    """
    weights: Counter[tuple[str, str]] = Counter()
    categories: Counter[str] = Counter()
    fen: Counter[str] = Counter()
    places: Counter[tuple[str, Label]] = Counter()
    departments: Counter[Label] = Counter()
    for one in _standing(frame):
        weights[one.category, one.severity] += 1
        categories[one.category] += 1
        fen[one.category] += one.amount or 0
        for department in one.departments or (None,):
            places[one.category, department] += 1
            departments[department] += 1
    order = by_frequency(categories)
    return {
        "by_category": [
            {
                "category": key,
                "what": known.words if (known := frame.rules.pack.findings.get(key)) else key,
                "total": categories[key],
                **{str(severity): weights[key, severity] for severity in Severity},
                "amount": yuan(fen[key]),
            }
            for key in order
        ],
        "by_department": cross(places, order, by_frequency(departments)).record(),
        "total": categories.total(),
    }


def _standing(frame: Frame) -> Iterator[Finding]:
    c = frame.reader.table(Finding).c
    for one in each(frame.reader, Finding, c.found_on >= frame.first, c.found_on <= frame.last):
        stood = as_stood(frame.reader, one, frame.on)
        if stood is not None and (stood.withdrawn_on is None or stood.withdrawn_on > frame.on):
            yield stood
