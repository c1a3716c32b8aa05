"""The journal to read (留痕): its acts newest first, looked for by words, and one entry as it is chained."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from db.journal import chained, entry_of, head
from db.store import Reader
from db.tables.journal import journal
from domain.entries import Entry
from domain.messages import msg
from domain.refusals import Refused, refuse
from sanctions.names import names_on
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key
from sanctions.results import FORWARD, Way

_NUMBER = re.compile(r"[A-Z]{2}-\d{4}-\d{4,}(#\d+)?")
_CODE = re.compile(r"[0-9A-Z]{18}")
_MOST_INSTITUTIONS = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Entries in order, the names of their institutions by code, the cursors behind the last and before the first.

    `total` is only told where it was asked for.
    """

    entries: list[Entry]
    names: dict[str, str]
    next: str | None = None
    previous: str | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Chained:
    """An entry with its place in the chain; `holds` tells whether its hash is that of the hash before and its body."""

    entry: Entry
    prev: str
    hash: str
    algorithm: str
    holds: bool
    institution_name: str | None


def acts(
    reader: Reader,
    words: Iterable[str] = (),
    *,
    kinds: Callable[[str], Collection[str]] = lambda word: (),
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Page:
    """A page of the journal, the last recorded first unless `way` reverses it; an entry holds every one of the words.

    A word is the number of a subject or an entry, a credit code, a kind of act (`kinds` tells which ones a word
    means), a name an institution bears or bore, or stands in the entry itself. Sealed texts and evidence are not in
    the journal, so nothing of them is found. What has some words is not counted, which would read all there is.
    `way.at` is the number of an entry. Refused ``value.limit``, ``value.after``.
    """
    check_limit(limit)
    words = tuple(words)
    if way.count:
        return Page([], {}, total=None if words else _count(reader, way))
    backward = way.last or way.before is not None
    edge = way.before if way.before is not None else None if way.last else after
    query = select(journal.c.seq, journal.c.body).limit(limit + 1)
    up = way.reverse is not backward
    query = query.order_by(journal.c.seq if up else journal.c.seq.desc())
    inside = edge is None and way.at is not None and not way.last
    start = int(way.at) if inside and way.at is not None else _place(edge)
    if start is not None:
        query = query.where(_beyond(start, up=up, inside=inside))
    for word in words:
        query = query.where(_holds(reader, word, kinds(word)))
    found = [entry_of(body, seq) for seq, body in reader.connection.execute(query)]
    page, more = found[:limit], len(found) > limit
    if backward:
        page.reverse()
    on = page and (way.before is not None if backward else more)
    back = page and (more if backward else start is not None)
    return Page(
        page,
        names_on(reader, (entry.institution for entry in page)),
        cursor(page[-1].seq) if on else None,
        cursor(page[0].seq) if back else None,
    )


def _place(edge: str | None) -> int | None:
    return None if edge is None else int(cursor_key(edge, int)[0])


def _beyond(start: int, *, up: bool, inside: bool) -> ColumnElement[bool]:
    if inside:
        return journal.c.seq >= start if up else journal.c.seq <= start
    return journal.c.seq > start if up else journal.c.seq < start


def _count(reader: Reader, way: Way) -> int:
    """Entries are numbered from 1 without a gap, so that nothing needs counting."""
    total, _ = head(reader.connection)
    place = _place(way.before)
    if place is None:
        return total
    return place - 1 if way.reverse else total - place


def _holds(reader: Reader, word: str, kinds: Collection[str]) -> ColumnElement[bool]:
    upper = word.upper()
    if _NUMBER.fullmatch(upper):
        # An index leads to a subject; which of its acts is meant, its own number tells.
        subject, _, number = upper.partition("#")
        same = journal.c.subject == subject
        return same & journal.c.body.contains(f'"id":"{upper}"', autoescape=True) if number else same
    if _CODE.fullmatch(upper):
        return or_(journal.c.institution == upper, journal.c.subject == f"institution:{upper}")
    within: list[ColumnElement[bool]] = [func.lower(journal.c.body).contains(word.lower(), autoescape=True)]
    if kinds:
        within.append(journal.c.kind.in_(sorted(kinds)))
    if codes := _institutions(reader, word):
        within.append(journal.c.institution.in_(codes))
    return or_(*within)


def _institutions(reader: Reader, word: str) -> list[str]:
    from sanctions.search import find

    try:
        found = find(reader, [word], limit=_MOST_INSTITUTIONS).items
    except Refused:
        # A word that says nothing, such as a lone comma, is nobody's name.
        return []
    return sorted({str(one["institution"]) for one in found if one["noun"] == "institution"})


def entry(reader: Reader, seq: int) -> Chained:
    """One entry by its number in the journal; refused ``not-found``."""
    columns = (journal.c.seq, journal.c.prev, journal.c.hash, journal.c.algorithm, journal.c.body)
    row: Any = reader.connection.execute(select(*columns).where(journal.c.seq == seq)).one_or_none()
    if row is None:
        raise refuse("not-found", msg("The journal has no entry {number}.", number=seq), field="id")
    found = entry_of(row.body, row.seq)
    name = names_on(reader, [found.institution]).get(found.institution or "")
    try:
        holds = chained(row.prev, row.body, row.algorithm) == row.hash
    except ValueError:
        holds = False
    return Chained(found, row.prev, row.hash, row.algorithm, holds, name)
