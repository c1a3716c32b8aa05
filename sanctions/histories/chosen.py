"""Which measures a record holds (选取范围): of whom, where, for which service, of which kind, decided when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from db.store import Reader
from domain.messages import msg
from domain.refusals import refuse
from domain.states.institutions import Institution
from domain.states.measures import Measure
from sanctions.intake.register import districts


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What bounds a record; what is None bounds nothing.

    `since` and `until` bound the day of the decision, or of the proposal while there is none; both are included. What
    names no service is about the whole institution, and so about each service it offers.
    """

    institution: str | None = None
    district: str | None = None
    service: str | None = None
    kind: str | None = None
    since: date | None = None
    until: date | None = None

    def dates(self, day: date) -> bool:
        """Whether the day lies in the time asked for."""
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)

    def serves(self, services: Sequence[str], holder: Institution | None) -> bool:
        """Whether what names these services is about the service asked for."""
        if self.service is None:
            return True
        return self.service in (services or (holder.services if holder is not None else ()))

    def holds(self, holder: Institution | None) -> bool:
        """Whether an institution lies in the district asked for."""
        return self.district is None or (holder is not None and holder.district == self.district)

    def takes(self, measure: Measure, holder: Institution | None) -> bool:
        """Whether a measure belongs into the record; `holder` is its institution."""
        return (
            self.institution in (None, measure.institution)
            and self.kind in (None, measure.kind)
            and self.dates(measure.decided_on or measure.proposed_on)
            and self.holds(holder)
            and self.serves(measure.services, holder)
        )


class Holders:
    """The institutions of a record as they are known, each looked up once."""

    def __init__(self, reader: Reader, known_at: datetime | None = None) -> None:
        self._reader, self._known_at = reader, known_at
        self._known: dict[str, Institution | None] = {}

    def of(self, code: str | None) -> Institution | None:
        """The institution of a code; None where there is none."""
        if code is None:
            return None
        if code not in self._known:
            subject = f"institution:{code}"
            self._known[code] = (
                self._reader.get(Institution, subject)
                if self._known_at is None
                else self._reader.as_of(Institution, subject, known_at=self._known_at)
            )
        return self._known[code]

    def name(self, code: str | None, day: date) -> str | None:
        """The name an institution bore on a day."""
        holder = self.of(code)
        return holder.name_on(day) if holder is not None else None


def codes_in(reader: Reader, district: str) -> frozenset[str]:
    """The codes of the institutions that lie in a district today."""
    table = reader.table(Institution)
    query = select(table.c.code).where(table.c.district == district)
    return frozenset(reader.connection.execute(query).scalars())


def need_district(reader: Reader, district: str) -> str:
    """The district, where an institution lies in it; refused ``district.unknown`` naming those in use otherwise."""
    if not codes_in(reader, district):
        raise refuse(
            "district.unknown",
            msg(
                "No institution on record lies in {district}. In use: {districts}.",
                district=district,
                districts=", ".join(districts(reader)) or "-",
            ),
            field="district",
        )
    return district
