"""Since when what runs is as it is told: the newest act that may have changed it, for programs that keep a copy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ColumnElement, func, select

from db.store import PAGE, Reader
from db.tables.journal import journal
from db.tables.types import instant_of
from domain.states.agency import CalendarYear, Policy
from sanctions.asking import agency_of

_EVERYWHERE = ("agency.found", "agency.sample", "rulebook.adopt", "policy.approve", "calendar.import")
"""Acts by which any day may move."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The number in the journal and the instant of recording of the act that a fact is as new as."""

    seq: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Revisions:
    """The newest acts on subjects, about institutions, and on what counts everywhere (rules, settings, calendar).

    `mark` is the hash of the first entry: two agencies have no day in common by it.
    """

    mark: str
    frame: int
    subjects: Mapping[str, int]
    institutions: Mapping[str, int]
    instants: Mapping[int, datetime]

    def of(self, subject: str, institution: str | None) -> Revision:
        """What a day of this subject and institution is as new as.

        Whatever is recorded about the institution counts: a day may rest on another subject's acts.
        """
        seq = max(self.frame, self.subjects.get(subject, 0), self.institutions.get(institution or "", 0))
        return Revision(seq, self.instants[seq])


def revisions(reader: Reader, about: Iterable[tuple[str, str | None]]) -> Revisions:
    """The revisions of what runs, given as subjects with the institutions they belong to."""
    told = list(about)
    rules = [agency_of(reader).id]
    rules += [one.id for one in reader.find(Policy)]
    rules += [one.id for one in reader.find(CalendarYear)]
    frame = max(_newest(reader, journal.c.subject, rules, journal.c.kind.in_(_EVERYWHERE)).values())
    subjects = _newest(reader, journal.c.subject, (subject for subject, _ in told))
    institutions = _newest(reader, journal.c.institution, (code for _, code in told if code))
    wanted = {frame, *subjects.values(), *institutions.values()}
    first = reader.connection.execute(select(journal.c.hash).where(journal.c.seq == 1)).scalar_one()
    return Revisions(first, frame, subjects, institutions, _instants(reader, wanted))


def _newest(
    reader: Reader, column: Column[str], values: Iterable[str], *conditions: ColumnElement[bool]
) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in _some(sorted(set(values))):
        query = select(column, func.max(journal.c.seq)).where(column.in_(some), *conditions).group_by(column)
        found |= {str(value): int(seq) for value, seq in reader.connection.execute(query)}
    return found


def _instants(reader: Reader, numbers: Iterable[int]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for some in _some(sorted(numbers)):
        query = select(journal.c.seq, journal.c.recorded_at).where(journal.c.seq.in_(some))
        found |= {seq: instant_of(moment) for seq, moment in reader.connection.execute(query)}
    return found


def _some(values: Sequence[str] | Sequence[int]) -> Iterator[Sequence[str] | Sequence[int]]:
    for start in range(0, len(values), PAGE):
        yield values[start : start + PAGE]
