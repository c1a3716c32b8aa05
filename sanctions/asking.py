"""Who asks, where, and on which legal day (办理日): what every question needs first, kept light for all of them."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.store import Reader
from domain.messages import msg
from domain.refusals import refuse
from domain.states.agency import AGENCY_ID, Agency, Operator

Clock = Callable[[], datetime]


def agency_of(reader: Reader) -> Agency:
    """The agency that keeps this database."""
    agency = reader.get(Agency, AGENCY_ID)
    if agency is None:
        raise refuse("agency.missing", msg("This database has no agency yet. Make a new one with: jiandu init"))
    return agency


def legal_now(reader: Reader, clock: Clock) -> tuple[datetime, date]:
    """The moment of recording and the legal day at the place; a sample keeps its own day."""
    agency = agency_of(reader)
    zone, now = ZoneInfo(agency.zone), clock()
    if agency.sample_day is not None:
        local = now.astimezone(zone)
        now = datetime.combine(agency.sample_day, local.time(), zone).astimezone(now.tzinfo)
    return now, now.astimezone(zone).date()


def operator_named(reader: Reader, name: str) -> Operator:
    """The operator of this name; refused ``operator.unknown``."""
    found = reader.get(Operator, f"operator:{name}")
    if found is None or not found.active:
        raise refuse(
            "operator.unknown",
            msg("There is no operator {name} here. An administrator adds one with: operator add.", name=name),
        )
    return found
