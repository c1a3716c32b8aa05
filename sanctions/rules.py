"""The rulebook and the calendar as this agency has them, read from what it adopted and loaded."""

from datetime import datetime

from db.attachments import blob_ref, read_blob
from db.store import PAGE, Reader
from domain.calendars import Arrangement, Calendar
from domain.messages import msg
from domain.refusals import refuse
from domain.rulebook.loader import load_file, national_pack
from domain.rulebook.model import Pack
from domain.rulebook.settings import Setting
from domain.rulebook.timeline import Rulebook
from domain.states.agency import CalendarYear, PackVersion, Policy
from sanctions.asking import agency_of as agency_of


def calendar_of(reader: Reader, known_at: datetime | None = None) -> Calendar:
    """The shipped arrangements with those loaded here, as known at a moment."""
    years = reader.find(CalendarYear)
    if known_at is not None:
        known = (reader.as_of(CalendarYear, year.id, known_at=known_at) for year in years)
        years = [year for year in known if year is not None]
    if not years:
        return Calendar.shipped()
    return _calendar(tuple(str(year.arrangement["digest"]) for year in years), years)


_CALENDARS: dict[tuple[str, ...], Calendar] = {}


def _calendar(digests: tuple[str, ...], years: list[CalendarYear]) -> Calendar:
    # Its table of working days is built once for the same arrangements.
    calendar = _CALENDARS.get(digests)
    if calendar is None:
        later = (Arrangement.from_fields(year.arrangement) for year in years)
        calendar = _CALENDARS[digests] = Calendar.shipped().with_arrangements(*later)
    return calendar


_PACKS: dict[tuple[str, str], Pack] = {}


def _text(reader: Reader, sha256: str, pack: str) -> bytes:
    ref = blob_ref(reader.connection, sha256)
    if ref is None:
        raise refuse("rulebook.lost", msg("The text of rulebook {pack} is missing here.", pack=pack))
    return b"".join(read_blob(reader.connection, ref))


def _national(reader: Reader, version: PackVersion) -> Pack:
    known = ("", version.national_sha256)
    if known not in _PACKS:
        _PACKS[known] = national_pack(_text(reader, version.national_sha256, version.pack))
    return _PACKS[known]


def _adopted(reader: Reader, version: PackVersion) -> Pack:
    # Texts are named by their digests, so what this program read once need not be read again.
    known = (version.place_sha256, version.national_sha256)
    if known not in _PACKS:
        place = _text(reader, version.place_sha256, version.pack)
        _PACKS[known] = load_file(place, version.pack, _text(reader, version.national_sha256, version.pack))
    return _PACKS[known]


def settings_of(reader: Reader, known_at: datetime | None = None) -> list[Setting]:
    """The agency's approved settings, in the order they were recorded, as known at a moment."""
    policies = reader.find(Policy, limit=PAGE)
    if known_at is not None:
        known = (reader.as_of(Policy, policy.id, known_at=known_at) for policy in policies)
        policies = [policy for policy in known if policy is not None]
    return [Setting(policy.key, s.value, s.from_day) for policy in policies for s in policy.settings]


def rulebook_of(reader: Reader, known_at: datetime | None = None) -> Rulebook:
    """The adopted packs with the agency's settings, as known at a moment."""
    versions = agency_of(reader).packs
    packs = [_adopted(reader, version) for version in versions]
    return Rulebook(packs, settings_of(reader, known_at), _national(reader, versions[-1]))
