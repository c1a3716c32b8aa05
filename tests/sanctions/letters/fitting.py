"""Which subjects of a record a letter fits, asked once for a test run."""

from db.store import Reader
from domain.states.applications import Application
from domain.states.cases import Case
from domain.states.complaints import Complaint
from domain.states.core import State
from domain.states.disputes import Dispute
from domain.states.inspections import Inspection
from domain.states.measures import Measure
from domain.states.publications import Publication
from domain.states.recoveries import Recovery
from sanctions.letters.catalogue import Letter, desk_of
from sanctions.reading import each
from sanctions.sample.world import TODAY

KINDS: dict[str, type[State]] = {
    "measure": Measure,
    "inspection": Inspection,
    "complaint": Complaint,
    "application": Application,
    "recovery": Recovery,
    "case": Case,
    "publication": Publication,
    "dispute": Dispute,
}
_KNOWN: dict[tuple[int, str], list[str]] = {}


def subjects_of(reader: Reader, letter: Letter) -> list[str]:
    """The subjects it can be written for, by id."""
    key = (id(reader), letter.id)
    if key not in _KNOWN:
        desk = desk_of(reader, on=TODAY)
        _KNOWN[key] = [
            one.id for noun in letter.about for one in each(reader, KINDS[noun]) if letter.lacks(desk, one) is None
        ]
    return _KNOWN[key]
