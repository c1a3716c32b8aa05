"""The rulebook and the calendar as this agency has them, read from what it adopted and loaded."""

from datetime import datetime

from db.attachments import read_stored
from db.store import Reader
from domain.calendars import Calendar
from domain.calendars.arrangements import Arrangement
from domain.refusals import Refused
from domain.rulebook.loader import load_texts
from domain.rulebook.timeline import Rulebook, Setting, Version
from domain.states.agency import AGENCY_ID, Agency, CalendarYear, Policy

__all__ = ["agency_of", "calendar_of", "rulebook_of"]


def agency_of(reader: Reader) -> Agency:
    """The agency that keeps this database."""
    agency = reader.get(Agency, AGENCY_ID)
    if agency is None:
        raise Refused(_no_agency())
    return agency


def _no_agency():  # type: ignore[no-untyped-def]
    raise NotImplementedError


def calendar_of(reader: Reader, known_at: datetime | None = None) -> Calendar:
    """The shipped arrangements with those loaded here, as known at a moment."""
    raise NotImplementedError


def rulebook_of(reader: Reader, known_at: datetime | None = None) -> Rulebook:
    """The adopted packs with the agency's settings, as known at a moment."""
    raise NotImplementedError
