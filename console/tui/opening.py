"""Opening a store for the console, and seeing where and when it is. Imported in a thread: it loads SQLAlchemy."""

from pathlib import Path

from console.tui.session import Clock, Opened
from db.engine import normalise_url
from db.store import Reader, Store
from sanctions.agency.stand_ins import capacities
from sanctions.clocks import behind, told
from sanctions.perform import legal_now, operator_named
from sanctions.rules import agency_of, calendar_of, rulebook_of


def open_store(url: str, key_path: Path | None = None, *, read_only: bool = False) -> Store:
    """The store at an address; StoreError when it is not there, not ours or of another version."""
    return Store.open(normalise_url(url), key_path, read_only=read_only)


def look(reader: Reader, operator: str, clock: Clock) -> Opened:
    """Where we are, which legal day it is, and who acts; refused ``operator.unknown``."""
    agency = agency_of(reader)
    now, today = legal_now(reader, clock)
    last = behind(reader, now)
    who = operator_named(reader, operator)
    rulebook = rulebook_of(reader)
    return Opened(
        agency=agency.name,
        pack=rulebook.current.id,
        place=rulebook.place.name,
        today=today,
        sample=agency.sample_day is not None,
        calendar=calendar_of(reader),
        operator=who.name,
        person=who.person,
        roles=who.roles,
        zone=agency.zone,
        behind=told(last) if last is not None else None,
        stands_in=any(one.principal is not None for one in capacities(reader, who, today)),
    )
