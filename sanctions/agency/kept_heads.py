"""Signed heads kept here (已签链头): one for each end of the journal that was signed, to list and to send along.

Whoever can rewrite the journal can rewrite these too. They are no proof; those that others hold are.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from db import journal
from db.signing import SigningKey
from db.spine import hashes_at
from db.store import Reader, Store
from db.tables.heads import signed_head
from domain.calendars.periods import last_day
from domain.messages import Message, msg
from domain.refusals import refuse
from domain.rulebook.view import View
from sanctions.agency.heads import Head, read_head, sign_head
from sanctions.agency.keys import registered, require_own
from sanctions.asking import agency_of
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key
from sanctions.results import Listing

POLICY = "journal.sign_within"
_PAGE = 1000


def sign_now(
    reader: Reader, store: Store, key: SigningKey, now: datetime, watch: Callable[[int, int], None] | None = None
) -> Head:
    """The signed head of where the journal ends: the one kept already where nothing was done since, else a new one.

    Run twice, it signs once. Refused as `sign_head`, and ``head.rewritten`` where a head kept here is of another
    journal. A store that is read only keeps nothing.
    """
    require_own(reader, key)
    bad = next(rewritten(reader), None)
    if bad is not None:
        raise refuse(
            "head.rewritten",
            msg(
                "The journal is not the one whose head was signed at entry {number}. Keep this copy as evidence.",
                number=bad.entries,
            ),
        )
    head = sign_head(reader, key, now, watch)
    standing = _kept(reader, head.entries, head.key)
    if standing is not None and standing.signed_by(key.public) and _same(standing, head):
        return standing
    if not store.read_only and standing is None:
        line = head.line.decode().rstrip("\n")
        # Signed at once by somebody else with the same key, theirs is kept.
        with suppress(IntegrityError), store.write() as tx:
            tx.connection.execute(insert(signed_head).values(entries=head.entries, key=head.key, line=line))
    return head


def _same(one: Head, other: Head) -> bool:
    return (one.agency, one.head, one.hashes) == (other.agency, other.head, other.hashes)


def _kept(reader: Reader, entries: int, key: str) -> Head | None:
    query = select(signed_head.c.line).where(signed_head.c.entries == entries, signed_head.c.key == key)
    line = reader.connection.execute(query).scalar_one_or_none()
    return None if line is None else read_head(line.encode())


def newest(reader: Reader) -> Head | None:
    """The head signed over most entries; None where none is kept."""
    query = select(signed_head.c.line).order_by(signed_head.c.entries.desc(), signed_head.c.key).limit(1)
    line = reader.connection.execute(query).scalar_one_or_none()
    return None if line is None else read_head(line.encode())


def heads(reader: Reader, *, limit: int = LIMIT, after: str | None = None) -> Listing:
    """The heads kept here as told to the outside, the newest first."""
    check_limit(limit)
    query = select(signed_head.c.entries, signed_head.c.line).order_by(
        signed_head.c.entries.desc(), signed_head.c.key.desc()
    )
    if after is not None:
        place, key = cursor_key(after, int, str)
        query = query.where(
            (signed_head.c.entries < place) | ((signed_head.c.entries == place) & (signed_head.c.key < key))
        )
    found = [read_head(row.line.encode()) for row in reader.connection.execute(query.limit(limit + 1))]
    page = found[:limit]
    more = cursor(page[-1].entries, page[-1].key) if len(found) > limit else None
    return Listing([one.document for one in page], more)


def count(reader: Reader) -> int:
    """How many heads are kept here."""
    return int(reader.connection.execute(select(func.count()).select_from(signed_head)).scalar_one())


def lines(reader: Reader) -> Iterator[bytes]:
    """Every head kept here as it was handed out, the oldest first: what ``journal verify --against`` takes."""
    query = select(signed_head.c.line).order_by(signed_head.c.entries, signed_head.c.key)
    for line in reader.connection.execute(query.execution_options(yield_per=_PAGE)).scalars():
        yield line.encode() + b"\n"


def rewritten(reader: Reader) -> Iterator[Head]:
    """Heads kept here over a journal that is not this one: a rewriting that forgot them."""
    rows = reader.connection.execute(select(signed_head.c.line).order_by(signed_head.c.entries)).scalars().all()
    kept = [read_head(line.encode()) for line in rows]
    stands = dict(hashes_at(reader.connection, {head.entries for head in kept})) | {0: journal.GENESIS}
    yield from (head for head in kept if stands.get(head.entries) != head.head)


def late(reader: Reader, rules: View, today: date) -> Message | None:
    """What to say where the journal was not signed for longer than the agency's rule; None without a key to sign."""
    keys = [one for one in registered(reader) if one.retired_on is None]
    period = rules.period(POLICY) if POLICY in rules.pack.policies else None
    if not keys or period is None or period.unit == "wd" or period.n <= 0:
        return None
    last = newest(reader)
    if last is None:
        if today <= last_day(max(one.added_on for one in keys), period):
            return None
        return msg("No head of the journal was ever signed. Sign one, and hand it out: journal head --sign")
    since = last.signed_at.astimezone(ZoneInfo(agency_of(reader).zone)).date()
    # Where nothing was done since, there is nothing to sign.
    if last.entries == journal.head(reader.connection)[0] or today <= last_day(since, period):
        return None
    return msg(
        "No head of the journal was signed since {day}. Sign one, and hand it out: journal head --sign", day=since
    )


def along(reader: Reader) -> dict[str, Any]:
    """What an export carries beside its data: the newest signed head; nothing where there is none."""
    head = newest(reader)
    return {} if head is None else {"signed_head": head.document}
