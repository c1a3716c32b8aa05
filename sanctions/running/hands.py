"""In whose hands what somebody proposed is now (承办人): theirs, or the lead's who took over their case."""

from domain.states.agency import Operator
from domain.states.cases import Case
from domain.states.measures import Measure
from sanctions.in_place import asker_now
from sanctions.reading import each
from sanctions.running.core import Scene


def in_hand(scene: Scene, measure: Measure) -> tuple[str, ...]:
    """Names and staff numbers of those a measure is in the hands of; few cases change hands, and only these cost."""
    theirs = (measure.proposer, measure.proposer_person)
    left, moved = _gone(scene)
    if measure.proposer not in left and measure.case not in moved:
        return theirs
    now = asker_now(scene.reader, measure, measure.proposer)
    return theirs if now in (None, measure.proposer) else (str(now),)


def _gone(scene: Scene) -> tuple[frozenset[str], frozenset[str]]:
    """Who left, and the cases that changed hands; read once for everything that runs."""
    found: tuple[frozenset[str], frozenset[str]] | None = scene.kept.get("gone")
    if found is None:
        operators, cases = scene.reader.table(Operator), scene.reader.table(Case)
        left = frozenset(one.name for one in each(scene.reader, Operator, operators.c.active.is_(False)))
        moved = frozenset(one.id for one in each(scene.reader, Case, cases.c.handed_on.is_not(None)))
        found = scene.kept["gone"] = (left, moved)
    return found
