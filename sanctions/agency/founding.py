"""Making a database: the agency, its rulebook, its key and its first operator, all or nothing."""

from dataclasses import dataclass
from datetime import UTC
from zoneinfo import ZoneInfo

from sqlalchemy import URL, Connection

from db.attachments import store_blob
from db.sealing import ensure_key
from db.store import Writer
from domain.acts import Context
from domain.acts.agency import OPERATOR_ADD
from domain.calendars import Calendar
from domain.entries import Entry
from domain.messages import msg
from domain.refusals import refuse
from domain.roles import Role
from domain.rulebook.loader import NATIONAL, load_file, packs, shipped_text
from domain.states.agency import AGENCY_ID
from domain.text import clean
from sanctions.perform import Clock


@dataclass(frozen=True, slots=True)
class PackText:
    """A rulebook's name and text, as handed in or shipped."""

    name: str
    text: bytes


def shipped_pack(name: str) -> PackText:
    """A rulebook that comes with the program; refused ``rulebook.unknown``."""
    if name not in packs():
        raise refuse(
            "rulebook.unknown",
            msg("There is no rulebook {name}. Shipped ones: {packs}; or give a .toml file.", name=name, packs=packs()),
            field="rulebook",
        )
    return PackText(name, shipped_text(name))


def keep_texts(connection: Connection, pack: PackText) -> dict[str, str]:
    """Keep a pack with the national rules under it: a later program must judge old acts by the same texts."""
    return {
        "place_sha256": store_blob(connection, pack.text).sha256,
        "national_sha256": store_blob(connection, shipped_text(NATIONAL)).sha256,
    }


def found(
    url: URL,
    pack: PackText,
    *,
    name: str,
    operator: str,
    staff: str,
    clock: Clock,
    login: str | None = None,
    telephone: str | None = None,
) -> str:
    """Make the database and its key; gives the id of the rulebook.

    Raises Refused for a bad name or rulebook, StoreError when something already stands at the address.
    """
    from db.sealing import default_key_path
    from db.upgrade import create

    rules = load_file(pack.text, pack.name)
    if rules.place is None:
        raise refuse(
            "rulebook.no_place", msg("{pack} is not the rulebook of a place.", pack=rules.id), field="rulebook"
        )
    agency = clean(name, 100, "agency", label=msg("Agency"))
    now, zone = clock(), rules.place.zone
    today = now.astimezone(ZoneInfo(zone)).date()
    first = OPERATOR_ADD.parse(
        {"name": operator, "staff": staff, "login": login, "roles": [Role.ADMINISTRATOR, Role.SUPERVISOR]},
        Context(today, Calendar.shipped()),
    )

    def entry(kind: str, subject: str, **fields: object) -> Entry:
        return Entry(
            id="",
            subject=subject,
            institution=None,
            kind=kind,
            on=today,
            effective_on=today,
            recorded_at=now.astimezone(UTC),
            by=first["name"],
            person=first["staff"],
            corrects=None,
            fields={key: value for key, value in fields.items() if value},
        )

    def fill(connection: Connection) -> None:
        texts = keep_texts(connection, pack)
        writer = Writer(connection)
        writer.record(
            entry(
                "agency.found",
                AGENCY_ID,
                name=agency,
                telephone=clean(telephone, 40, "telephone", label=msg("Telephone")) if telephone else None,
                zone=zone,
                pack=rules.id,
                **texts,
            )
        )
        writer.record(
            entry(
                "operator.add",
                f"operator:{first['name']}",
                name=first["name"],
                staff=first["staff"],
                login=first["login"],
                roles=list(first["roles"]),
            )
        )
        writer.finish()

    create(url, fill)
    key_path = default_key_path(url)
    if key_path is not None:
        ensure_key(key_path)
    return rules.id
