"""Making a sample database: the agency, its stories, and a day that stays today."""

from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import URL

from db.engine import normalise_url
from db.sealing import ensure_key
from db.store import Store
from domain.entries import Entry
from domain.rulebook.loader import load_file
from domain.states.agency import AGENCY_ID
from sanctions.agency.founding import PackText, found
from sanctions.perform import together
from sanctions.sample.errands import errands
from sanctions.sample.places import place_of
from sanctions.sample.stage import Stage
from sanctions.sample.stories import (
    beginnings,
    carried,
    central,
    contested,
    corrected,
    cover,
    ended,
    everyday,
    handed,
    listed,
    money,
    running,
    terms,
    urgent,
)
from sanctions.sample.world import FIRST, TODAY, World

_TOLD = (
    *(beginnings, central, corrected, ended, terms, running, everyday),
    *(contested, money, urgent, cover, carried, listed, handed),
)


def make_sample(url: URL | str, pack: PackText, *, key_path: Path | None = None) -> None:
    """Make a sample database on a rulebook; the same one every time but for its keys and what they seal.

    It looks at no clock: every moment in it comes from its stories. `key_path` is where the key lies on PostgreSQL.
    Raises what `found` raises; an act that the rulebook refuses raises Refused, and then the database holds the
    agency alone.
    """
    rules = load_file(pack.text, pack.name)
    place = place_of(rules.id)
    address = url if isinstance(url, URL) else normalise_url(url)
    zone = rules.place.zone if rules.place else "UTC"
    opening = datetime.combine(FIRST, time(8, 30), ZoneInfo(zone)).astimezone(UTC)
    found(
        address,
        pack,
        name=place.agency,
        telephone=place.telephone,
        operator=place.people[beginnings.FOUNDER],
        staff=beginnings.FOUNDER_STAFF,
        clock=lambda: opening,
    )
    if key_path is not None:
        ensure_key(key_path)
    store = Store.open(address, key_path)
    try:
        with together(store) as do:
            world = World(rules, place)
            stage = Stage(do, zone, place.people, lambda step, done: errands(world, step, done))
            stage.tell(story for module in _TOLD for story in module.stories(world))
        _stand_still(store, stage.now, place.people[beginnings.FOUNDER])
    finally:
        store.close()


def _stand_still(store: Store, now: datetime, founder: str) -> None:
    """Make the last day of the stories the sample's own today."""
    with store.write() as writer:
        writer.record(
            Entry(
                id="",
                subject=AGENCY_ID,
                institution=None,
                kind="agency.sample",
                on=TODAY,
                effective_on=TODAY,
                recorded_at=now,
                by=founder,
                person=beginnings.FOUNDER_STAFF,
                corrects=None,
                fields={},
            )
        )
